import type { Precision } from "../analysis/stopping.ts";
import { type Design, designText } from "../experiment/design.ts";
import { runUntilPrecise } from "../experiment/precision-run.ts";
import { type RunRequest, runTrials } from "../experiment/run.ts";
import { trialsOf } from "../experiment/trial-range.ts";
import { TrialStore } from "../experiment/trial-store.ts";
import type { Answer } from "../report/answer.ts";
import { writeResults } from "../report/results.ts";
import type { Session } from "./command.ts";
import { type FilledFolder, fillFolder } from "./fill-folder.ts";
import type { NamedScenario } from "./load.ts";
import { type RunOptions, runWords, threadsOf, trialsWord } from "./run-option.ts";
import { shellWords } from "./shell.ts";
import { goalOf, lookText, MOST_UNTIL_CI } from "./until-ci.ts";

/** How many trials, where nobody says. */
export const TRIALS = 200;

/** How many of them keep monthly details, where nobody says. */
export const DETAIL = 1000;

/** How a scenario is to be run, read from the command line. */
export interface ScenarioOptions extends RunOptions {
  readonly detail: number;
  readonly design: Design;
  /** null: as many trials as asked for; otherwise until this precision of these outcomes. */
  readonly until: {
    readonly precision: Precision;
    readonly metrics: readonly string[];
    readonly typed: string;
  } | null;
}

/**
 * Runs one scenario into its results folder. null: it was interrupted; what is done is kept, and the user has
 * been told how to go on.
 */
export async function runScenario(
  scenario: NamedScenario,
  options: ScenarioOptions,
  session: Session,
): Promise<FilledFolder<Answer> | null> {
  const { name, file, hash, model, typed } = scenario;
  const { seed, detail, design, until } = options;
  const { version } = session.host;
  const identity = { scenario: hash, seed, version, design };
  const goal = until === null ? null : goalOf(model, until.precision, until.metrics);
  return await fillFolder(
    {
      name,
      file,
      hash,
      design: designText(design),
      trials: goal === null ? TRIALS : MOST_UNTIL_CI,
      atMost: goal !== null,
      detail,
      again: (from, to) => againWords(scenario, options, from, to),
      run: async (asked, folder, { note, ...watch }) => {
        const request: RunRequest = {
          ...watch,
          model,
          identity,
          range: asked,
          folder,
          scenario: [typed, ...designWords(options)].join(" "),
        };
        const { outcome, range, convergence } =
          goal === null
            ? { outcome: await runTrials(request), range: asked, convergence: null }
            : await runUntilPrecise(request, goal, (look, all) => note(lookText(look, all)));
        const { shape, kept, ...rest } = outcome;
        return {
          ...rest,
          kept: kept - asked.from + 1,
          trials: trialsOf(rest.status === "complete" ? range : asked),
          to: range.to,
          seen: againWords(scenario, { ...options, until: null }, asked.from, kept),
          write: async (partial, finish) => {
            const trials = TrialStore.open(folder, identity, shape, range);
            const run = {
              ...scenario,
              trials,
              seed,
              version,
              ...(convergence === null ? {} : { convergence }),
            };
            return await writeResults(partial, run, finish, {
              workbook: options.xlsx,
              threads: threadsOf(options),
            });
          },
        };
      },
    },
    options,
    session,
  );
}

/** The command that goes on with a run, up to a trial. */
function againWords({ argument }: NamedScenario, options: ScenarioOptions, from: number, to: number): string {
  const { detail, until } = options;
  const words = ["chokepoint", "run", argument, "--trials", trialsWord(from, to), "--resume"];
  words.push(...runWords(options));
  if (detail !== DETAIL) words.push("--detail", detail === Infinity ? "all" : String(detail));
  words.push(...designWords(options));
  if (until !== null) {
    words.push("--until-ci", until.typed);
    for (const metric of until.metrics) words.push("--metric", metric);
  }
  return shellWords(words);
}

function designWords({ design }: ScenarioOptions): string[] {
  return design.kind === "independent" ? [] : ["--design", design.kind];
}
