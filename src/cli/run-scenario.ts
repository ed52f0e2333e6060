import { INDEPENDENT } from "../experiment/design.ts";
import { runTrials } from "../experiment/run.ts";
import { trialsOf } from "../experiment/trial-range.ts";
import { TrialStore } from "../experiment/trial-store.ts";
import type { Answer } from "../report/answer.ts";
import { writeResults } from "../report/results.ts";
import type { Session } from "./command.ts";
import { type FilledFolder, fillFolder } from "./fill-folder.ts";
import type { NamedScenario } from "./load.ts";
import { type RunOptions, runWords, trialsWord } from "./run-option.ts";
import { shellWords } from "./shell.ts";

/** How many trials, where nobody says. */
export const TRIALS = 200;

/** How many of them keep monthly details, where nobody says. */
export const DETAIL = 1000;

/** How a scenario is to be run, read from the command line. */
export interface ScenarioOptions extends RunOptions {
  readonly detail: number;
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
  const { seed, detail } = options;
  const { version } = session.host;
  const identity = { scenario: hash, seed, version, design: INDEPENDENT };
  return await fillFolder(
    {
      name,
      file,
      hash,
      trials: TRIALS,
      detail,
      again: (from, to) => againWords(scenario, options, from, to),
      run: async (range, folder, watch) => {
        const { shape, kept, ...outcome } = await runTrials({
          ...watch,
          model,
          identity,
          range,
          folder,
          scenario: typed,
        });
        return {
          ...outcome,
          kept: kept - range.from + 1,
          trials: trialsOf(range),
          last: kept,
          write: async (partial, finish) => {
            const trials = TrialStore.open(folder, identity, shape, range);
            return await writeResults(partial, { ...scenario, trials, seed, version }, finish);
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
  const { detail } = options;
  const details = detail === DETAIL ? [] : ["--detail", detail === Infinity ? "all" : String(detail)];
  const trials = trialsWord(from, to);
  return shellWords([
    "chokepoint",
    "run",
    argument,
    "--trials",
    trials,
    "--resume",
    ...runWords(options),
    ...details,
  ]);
}
