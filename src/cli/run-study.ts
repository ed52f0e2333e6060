import { createHash } from "node:crypto";
import { designText, INDEPENDENT } from "../experiment/design.ts";
import { runStudy, type Variant } from "../experiment/study.ts";
import { trialsOf } from "../experiment/trial-range.ts";
import type { TrialStore } from "../experiment/trial-store.ts";
import { type StudyResults, writeStudy } from "../report/study-results.ts";
import type { Session } from "./command.ts";
import { estimateTime } from "./estimate.ts";
import { type FilledFolder, fillFolder } from "./fill-folder.ts";
import type { NamedScenario } from "./load.ts";
import { type RunOptions, runWords, trialsWord } from "./run-option.ts";
import { shellWords } from "./shell.ts";

/** What a command makes of one scenario by running variants of it on the same trials. */
export interface Study<Answer> {
  /** The command: `sweep`. */
  readonly study: string;
  readonly scenario: NamedScenario;
  /** Of its folder; absent: `studyName`. */
  readonly name?: string;
  readonly variants: readonly Variant[];
  /** How many trials of each, where the user doesn't say. */
  readonly trials: number;
  /** Trials up to this one keep monthly details: 0 unless the study reads them. */
  readonly detail: number;
  /**
   * What else its results depend on, beside the variants: its own options, as text. What is only read from the trials,
   * and said in the answer, may be left out: the trials then serve for other questions too.
   */
  readonly asked: readonly string[];
  /** The arguments that ask for the same, beside `runWords`, the scenario first. */
  readonly words: readonly string[];
  /** What is found in the trials of each variant, in the order of the variants. */
  readonly find: (stores: readonly TrialStore[]) => Found<Answer>;
}

type Found<Answer> = Pick<StudyResults<Answer>, "tables" | "figures" | "answer">;

/** The folder of a study of a scenario, where the user names none. */
export function studyName(study: string, { name }: NamedScenario, { as }: RunOptions): string {
  return as ?? `${name}-${study}`;
}

/**
 * Runs a study into its results folder. null: it was interrupted; what is done is kept, and the user has been told
 * how to go on.
 */
export async function runStudyFolder<Answer>(
  study: Study<Answer>,
  options: RunOptions,
  session: Session,
): Promise<FilledFolder<Answer> | null> {
  const { scenario, variants, detail } = study;
  const { seed } = options;
  const { version } = session.host;
  const name = study.name ?? studyName(study.study, scenario, options);
  const hash = studyHash(study);
  return await fillFolder(
    {
      name,
      file: `${study.study} of ${scenario.file}`,
      hash,
      design: designText(INDEPENDENT),
      trials: study.trials,
      atMost: false,
      detail,
      again: (from, to) =>
        shellWords([
          "chokepoint",
          study.study,
          ...study.words,
          "--trials",
          trialsWord(from, to),
          "--resume",
          ...runWords(options),
        ]),
      run: async (range, folder, watch) => {
        if (!watch.resume) {
          const runs = { model: scenario.model, count: variants.length, trials: trialsOf(range) };
          estimateTime(runs, options, session);
        }
        const { stores, ...outcome } = await runStudy({ ...watch, variants, seed, version, range, folder });
        return {
          ...outcome,
          trials: variants.length * trialsOf(range),
          to: range.to,
          seen: null,
          write: async (partial, finish) => {
            const { from, to } = range;
            const [{ detailTrials }] = stores;
            const results: StudyResults<Answer> = {
              study: study.study,
              name,
              question: scenario.question,
              hash,
              seed,
              version,
              trials: { from, to, detailTrials },
              model: scenario.model,
              scenarios: [{ name: scenario.name, hash: scenario.hash }],
              ...study.find(stores),
            };
            return await writeStudy(partial, results, finish);
          },
        };
      },
    },
    options,
    session,
  );
}

/** Two studies of one hash have the same trials. */
function studyHash({ study, scenario, variants, asked }: Study<unknown>): string {
  const runs = variants.map(({ id, hash, design }) => [id, hash, designText(design)]);
  const text = JSON.stringify([study, scenario.hash, runs, asked]);
  return createHash("sha256").update(text).digest("hex");
}
