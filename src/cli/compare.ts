import { join } from "node:path";
import { isoDate } from "../engine/calendar.ts";
import { INDEPENDENT } from "../experiment/design.ts";
import { comparisonText } from "../report/comparison-text.ts";
import { SCENARIO_FILE } from "../report/results.ts";
import { ResultsError } from "../report/results-error.ts";
import { checkName } from "../report/results-folder.ts";
import type { RunResults } from "../report/trials.ts";
import type { Command, Session } from "./command.ts";
import { writeComparison } from "./comparison-folder.ts";
import { estimateTime } from "./estimate.ts";
import type { NamedScenario } from "./load.ts";
import { finishedTrials, isToRun, type NamedRun, readNamedRun, sampleOf, sizeOf } from "./named-run.ts";
import { readDetail } from "./option.ts";
import { readRunOptions, withTrialOptions } from "./run-option.ts";
import { DETAIL, type ScenarioOptions, TRIALS } from "./run-scenario.ts";
import { shellWords } from "./shell.ts";
import { shownPath } from "./shown-path.ts";
import { UsageError } from "./usage-error.ts";

/** A folder's name. */
const LONGEST_NAME = 100;

/** `compare`: what a variant does, trial by trial under the same luck. */
export const compareCommand: Command = (cli, bind) =>
  cli.command(
    "compare <base> [variant..]",
    "What a variant changes, trial by trial under the same luck",
    (y) =>
      withTrialOptions(y, TRIALS, "BASE-vs-VARIANT")
        .positional("base", {
          type: "string",
          demandOption: true,
          describe: "Scenario, or folder of results; alone: compared with what it extends",
        })
        .positional("variant", {
          type: "string",
          array: true,
          default: [],
          describe: "Scenarios or folders of results, each compared with the base",
        })
        .option("detail", {
          type: "string",
          requiresArg: true,
          default: String(DETAIL),
          describe: "Trials that keep monthly details: N or all",
        })
        .example(
          "chokepoint compare mine.yaml",
          "with what it extends; runs what has not been run, and goes on where it was interrupted",
        )
        .example("chokepoint compare baseline results/no-foresight", "with results that are there"),
    bind(async (args, session) => {
      const { screen, host } = session;
      const options: ScenarioOptions = {
        ...readRunOptions(args),
        detail: readDetail(args.detail),
        design: INDEPENDENT,
        until: null,
      };
      const compared = await readAll([args.base, ...args.variant], options.out, session);
      if (compared === null) return 2;
      checkMonths(compared, session);
      const name = options.as ?? nameOf(compared.map(({ scenario }) => scenario.name));
      checkName(name);
      const asked = { seed: args.seed === undefined ? null : options.seed, trials: options.trials };
      const sample = await sampleOf(
        compared,
        asked,
        { seed: "1", from: 1, to: TRIALS },
        options.out,
        session,
      );
      if (sizeOf(sample) < 2)
        throw new UsageError(
          "one trial says nothing of how sure a difference is: compare at least --trials 2",
        );
      await estimate(compared, sample, options, session);
      const runs: RunResults[] = [];
      for (const one of compared) {
        const run = await finishedTrials(one, sample, { ...options, as: null }, session).catch(
          (error: unknown) => {
            throw refusedPlace(error, one.scenario);
          },
        );
        if (run === null) {
          screen.say(`then compare again:     ${session.typed}`);
          return 130;
        }
        runs.push(run);
      }
      const done = await writeComparison(name, runs, options, session);
      const path = shownPath(host.folder, done.path);
      if (args.json) screen.answer(`${JSON.stringify({ ...done.answer, results: path }, null, 2)}\n`);
      else screen.answer(comparisonText(done.answer, path, (label) => screen.bold(label)));
      return 0;
    }),
  );

/** All that is named; a scenario alone with what it extends before it. null: one can't run, which has been said. */
async function readAll(words: readonly string[], out: string, session: Session): Promise<NamedRun[] | null> {
  const found: NamedRun[] = [];
  for (const word of words) {
    const one = await readNamedRun(word, [], out, session);
    if (one === null) return null;
    found.push(one);
  }
  if (found.length > 1) return withNamesOfTheirOwn(found);
  const [{ scenario, finished }] = found;
  const { parent } = scenario;
  if (parent === null || finished !== null) {
    const why = finished === null ? "extends nothing" : "is a folder of results";
    throw new UsageError(
      `${words[0]} ${why}, so there is nothing to compare it with. ${namingBase(words[0])}`,
    );
  }
  const word = parent.shipped ? parent.name.replace(/\.yaml$/, "") : parent.name;
  const base = await readNamedRun(word, [], out, session);
  session.screen.note(`${words[0]} extends ${word}${parent.shipped ? " (shipped)" : ""}: that is the base`);
  if (base !== null) return withNamesOfTheirOwn([base, ...found]);
  throw new UsageError(`${word} can't be run by itself, so it is no base. ${namingBase(words[0])}`);
}

function namingBase(word: string): string {
  return `Name the base first: ${shellWords(["chokepoint", "compare", "BASE", word])}`;
}

function withNamesOfTheirOwn(compared: NamedRun[]): NamedRun[] {
  const names = compared.map(({ scenario }) => scenario.name);
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  if (twice === undefined) return compared;
  throw new UsageError(
    `two of these are named ${twice}: run one with --as NAME and compare its folder, results/NAME`,
  );
}

/** Trials are paired month by month. */
function checkMonths(compared: readonly NamedRun[], { host }: Session): void {
  const [base, ...variants] = compared.map(({ scenario, finished }) => {
    const { name, argument, model } = scenario;
    const file = finished === null ? argument : shownPath(host.folder, join(finished.path, SCENARIO_FILE));
    return { name, file, start: isoDate(model.epoch), end: isoDate(model.epoch + model.end - 1) };
  });
  for (const { name, file, start, end } of variants) {
    if (start === base.start && end === base.end) continue;
    const words = ["--set", `start=${base.start}`, "--set", `end=${base.end}`, "--as", `${name}-aligned`];
    throw new UsageError(
      `${name} plays from ${start} to ${end}, and ${base.name} from ${base.start} to ${base.end}. ` +
        `Compare it over the same time: ${shellWords(["chokepoint", "run", file, ...words])}`,
    );
  }
}

function nameOf([base, ...variants]: readonly string[]): string {
  const name = `${base}-vs-${variants.join("-and-")}`;
  if (name.length <= LONGEST_NAME) return name;
  throw new UsageError(
    `the results would be named for all ${variants.length + 1}, in ${name.length} characters, and ${LONGEST_NAME} are the most: add --as NAME`,
  );
}

/** `--as` names the comparison: what a run says of its place is to be done by a run. */
function refusedPlace(error: unknown, { argument }: NamedScenario): unknown {
  if (!(error instanceof ResultsError) || error.failure !== "refused") return error;
  const run = shellWords(["chokepoint", "run", argument]);
  return new ResultsError(
    "refused",
    `${run} would be refused: ${error.message}. Then compare its folder`,
    error,
  );
}

async function estimate(
  compared: readonly NamedRun[],
  sample: Parameters<typeof isToRun>[1],
  options: ScenarioOptions,
  session: Session,
): Promise<void> {
  const missing = await Promise.all(compared.map((one) => isToRun(one, sample, options.out, session)));
  const count = missing.filter((is) => is).length;
  if (count === 0) return;
  const runs = { model: compared[missing.indexOf(true)].scenario.model, count, trials: sizeOf(sample) };
  estimateTime(runs, { ...options, seed: sample.seed }, session);
}
