import { createHash } from "node:crypto";
import { join } from "node:path";
import { designText, INDEPENDENT } from "../experiment/design.ts";
import type { RunProgress } from "../experiment/run.ts";
import { runStudy, type StudyRequest, type Variant } from "../experiment/study.ts";
import { detailAmong, trialsOf } from "../experiment/trial-range.ts";
import type { TrialStore } from "../experiment/trial-store.ts";
import { lendTrials, trialsFolder } from "../report/results-folder.ts";
import { type StudyResults, writeStudy } from "../report/study-results.ts";
import type { Session } from "./command.ts";
import { estimateTime } from "./estimate.ts";
import { type FilledFolder, fillFolder } from "./fill-folder.ts";
import type { NamedScenario } from "./load.ts";
import { type FinishedRun, finishedOf } from "./named-run.ts";
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

/** Runs variants, each once; null: interrupted. `detailed`: all trials keep details, whatever the study says. */
type Runner = (variants: readonly Variant[], detailed: boolean) => Promise<readonly TrialStore[] | null>;

/** A study in which what is run depends on what was found, alike for the same scenario and trials. */
export interface Exploration<Answer> extends Omit<Study<Answer>, "variants" | "find"> {
  /**
   * @param expect to be told how many variants there will be in all, before the first and whenever it is known better
   * @returns null: interrupted
   */
  readonly explore: (run: Runner, expect: (variants: number) => void) => Promise<Found<Answer> | null>;
}

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
  const { variants, find, asked, ...rest } = study;
  const runs = variants.map(({ id, hash, design }) => JSON.stringify([id, hash, designText(design)]));
  const explore: Exploration<Answer>["explore"] = async (run, expect) => {
    expect(variants.length);
    const stores = await run(variants, false);
    return stores === null ? null : find(stores);
  };
  return await runExploration({ ...rest, asked: [...runs, ...asked], explore }, options, session);
}

/** As `runStudyFolder`, where the variants are not known beforehand. */
export async function runExploration<Answer>(
  study: Exploration<Answer>,
  options: RunOptions,
  session: Session,
): Promise<FilledFolder<Answer> | null> {
  const { scenario, detail } = study;
  const { seed } = options;
  const { version } = session.host;
  const name = study.name ?? studyName(study.study, scenario, options);
  const hash = studyHash(study);
  return await fillFolder(
    {
      name,
      file: `${study.study} of ${scenario.file}`,
      hash,
      scenario: scenario.hash,
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
        const rounds = new Rounds({ ...watch, seed, version, range, folder }, session.host.now);
        const there = await finishedOf(scenario, seed, options.out, session);
        let estimated = watch.resume;
        const found = await study.explore(
          async (variants, detailed) => {
            if (there !== null) await lendTo(variants, scenario, there, folder);
            return await rounds.run(variants, detailed);
          },
          (count) => {
            rounds.expected = count * trialsOf(range);
            if (estimated || count < 2) return;
            estimated = true;
            estimateTime({ model: scenario.model, count, trials: trialsOf(range) }, options, session);
          },
        );
        const { kept, reused, repaired } = rounds;
        return {
          status: found === null ? "interrupted" : "complete",
          kept,
          reused,
          repaired,
          trials: found === null ? rounds.expected : kept,
          to: range.to,
          seen: null,
          write: async (partial, finish) => {
            if (found === null) throw new Error("an interrupted study has no results");
            const { from, to } = range;
            const results: StudyResults<Answer> = {
              study: study.study,
              name,
              question: scenario.question,
              hash,
              seed,
              version,
              trials: { from, to, detailTrials: detailAmong(from, trialsOf(range), detail) },
              model: scenario.model,
              scenarios: [{ name: scenario.name, hash: scenario.hash }],
              ...found,
            };
            return await writeStudy(partial, results, finish, options.xlsx);
          },
        };
      },
    },
    options,
    session,
  );
}

/**
 * Gives the variants that are the scenario as it is the trials of its finished run: what is there is not run again. Blocks
 * say themselves what they are of, and those of too few trials or details are made again.
 */
async function lendTo(
  variants: readonly Variant[],
  { hash }: NamedScenario,
  { path, manifest }: FinishedRun,
  folder: string,
): Promise<void> {
  for (const { id, hash: own, design } of variants)
    if (own === hash && designText(design) === manifest.design)
      await lendTrials(trialsFolder(path), join(folder, id));
}

/** The runs of an exploration one after another, counted as one. */
class Rounds {
  /** Trials there will be in all, as far as is known. */
  expected = 0;
  kept = 0;
  reused = 0;
  readonly repaired: string[] = [];
  private readonly request: Omit<StudyRequest, "variants">;
  private readonly now: () => Date;
  private readonly start: Date;

  constructor(request: Omit<StudyRequest, "variants">, now: () => Date) {
    this.request = request;
    this.now = now;
    this.start = now();
  }

  async run(variants: readonly Variant[], detailed: boolean): Promise<readonly TrialStore[] | null> {
    const { range, onProgress } = this.request;
    const before = this.kept;
    const { status, stores, kept, reused, repaired } = await runStudy({
      ...this.request,
      variants,
      range: detailed ? { ...range, detail: Number.POSITIVE_INFINITY } : range,
      onProgress: (part) => onProgress?.(this.progress(before, part)),
    });
    this.kept += kept;
    this.reused += reused;
    this.repaired.push(...repaired);
    return status === "interrupted" ? null : stores;
  }

  /** At the rate of all rounds: each begins with threads of its own, which take a while to be at full speed. */
  private progress(before: number, { done }: RunProgress): RunProgress {
    const trials = Math.max(this.expected, before + done);
    const seconds = (this.now().getTime() - this.start.getTime()) / 1000;
    const rate = seconds > 0 ? (before + done - this.reused) / seconds : 0;
    const secondsLeft = rate > 0 ? (trials - before - done) / rate : null;
    return { done: before + done, trials, rate, secondsLeft };
  }
}

/** Two studies of one hash have the same trials and the same tables. */
function studyHash({ study, scenario, asked }: Exploration<unknown>): string {
  return createHash("sha256")
    .update(JSON.stringify([study, scenario.hash, asked]))
    .digest("hex");
}
