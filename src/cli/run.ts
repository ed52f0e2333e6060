import { answerText } from "../report/answer-text.ts";
import { checkName } from "../report/results-folder.ts";
import type { Command, Session } from "./command.ts";
import type { ExitCode } from "./exit-code.ts";
import { loadScenarios, type NamedScenario, stemOf } from "./load.ts";
import { readDesign, readDetail, readMaxValues, readSeed, readTrials, readWorkers } from "./option.ts";
import { type RunOptions, runScenario } from "./run-scenario.ts";
import { shownPath } from "./shown-path.ts";
import { goalOf, readPrecision } from "./until-ci.ts";
import { UsageError } from "./usage-error.ts";

/** `run`: simulate scenarios and print what they say. */
export const runCommand: Command = (cli, bind) =>
  cli.command(
    "run <scenario..>",
    "Simulate: results in a folder each, the answer on the screen",
    (y) =>
      y
        .positional("scenario", {
          type: "string",
          array: true,
          demandOption: true,
          describe: "File, or name of a shipped scenario",
        })
        .option("trials", {
          type: "string",
          requiresArg: true,
          describe: "How many, or FROM..TO [200]; with --until-ci at most [10000]",
        })
        .option("seed", {
          type: "string",
          requiresArg: true,
          default: "1",
          describe: "Another seed, other chances",
        })
        .option("out", {
          type: "string",
          requiresArg: true,
          default: "results",
          describe: "Folder of the results folders",
        })
        .option("as", {
          type: "string",
          requiresArg: true,
          describe: "Name of the results folder [the file's]",
        })
        .option("set", {
          type: "string",
          array: true,
          requiresArg: true,
          describe: "PATH=VALUE changes the scenario (with --as)",
        })
        .option("workers", { type: "string", requiresArg: true, describe: "Threads [one a core]" })
        .option("detail", {
          type: "string",
          requiresArg: true,
          default: "1000",
          describe: "Trials that keep monthly details: N or all",
        })
        .option("design", {
          type: "string",
          requiresArg: true,
          default: "independent",
          describe: "How inputs are drawn: independent, latin-hypercube or sobol",
        })
        .option("until-ci", {
          type: "string",
          requiresArg: true,
          describe: "Stop once means are known within 1% (or 50k)",
        })
        .option("metric", {
          type: "string",
          array: true,
          requiresArg: true,
          describe: "Outcome to be known so (with --until-ci)",
        })
        .option("max-values", {
          type: "string",
          requiresArg: true,
          describe: "Lifts the limit on stored figures [1000M]",
        })
        .option("resume", { type: "boolean", default: false, describe: "Keep the trials that are there" })
        .option("replace", {
          type: "boolean",
          default: false,
          describe: "Replace results that would be kept",
        })
        .example("chokepoint run baseline", "what limits supply, in 200 trials")
        .example("chokepoint run baseline --trials 1000 --resume", "800 trials more")
        .example(
          "chokepoint run baseline --until-ci 2% --metric delivered_h100e_2028",
          "as many trials as that takes",
        )
        .example("chokepoint run baseline --trials 1001..2000 --as part-2", "a part, for chokepoint merge")
        .example(
          "chokepoint run baseline --set planning.foresight=0 --as no-foresight",
          "with one thing changed",
        ),
    bind(async (args, session) => {
      const sets = args.set ?? [];
      if (sets.length > 0 && args.as === undefined) {
        throw new UsageError(
          "--set changes the scenario, so its results need a name of their own: add --as NAME",
        );
      }
      if (args.as !== undefined && args.scenario.length > 1) {
        throw new UsageError(
          `--as names one results folder, and ${args.scenario.length} scenarios are given`,
        );
      }
      const trials = args.trials === undefined ? null : readTrials(args.trials);
      const until = readUntil(args["until-ci"], args.metric ?? []);
      if (until !== null && trials !== null && trials.from !== 1) {
        throw new UsageError(
          `--until-ci looks at trials from 1 on, and --trials begins with ${trials.from}: give the most there may be, such as --trials 5000`,
        );
      }
      const options: RunOptions = {
        trials,
        design: readDesign(args.design),
        until,
        seed: readSeed(args.seed),
        out: args.out,
        as: args.as ?? null,
        sets,
        workers: args.workers === undefined ? null : readWorkers(args.workers),
        detail: readDetail(args.detail),
        maxValues: args["max-values"] === undefined ? null : readMaxValues(args["max-values"]),
        resume: args.resume,
        replace: args.replace,
      };
      for (const name of namesOf(args.scenario, args.as)) checkName(name);
      const scenarios = loadScenarios(args.scenario, sets, session);
      if (scenarios === null) return 2;
      // A wrong name is better said before hours of the scenarios before it.
      if (until !== null) for (const { model } of scenarios) goalOf(model, until.precision, until.metrics);
      const named = scenarios.map((scenario) => ({ ...scenario, name: options.as ?? scenario.name }));
      return await runAll(named, options, args.json, session);
    }),
  );

function readUntil(typed: string | undefined, metrics: readonly string[]): RunOptions["until"] {
  if (typed !== undefined) return { precision: readPrecision(typed), metrics, typed };
  if (metrics.length === 0) return null;
  throw new UsageError("--metric says what --until-ci looks at: add --until-ci 1%");
}

/** Names of the results folders. */
function namesOf(scenarios: readonly string[], as: string | undefined): string[] {
  const names = as === undefined ? scenarios.map(stemOf) : [as];
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  if (twice !== undefined)
    throw new UsageError(`two scenarios would write the same folder, ${twice}: run one with --as NAME`);
  return names;
}

/** One after the other; an interruption ends it. */
async function runAll(
  scenarios: readonly NamedScenario[],
  options: RunOptions,
  json: boolean,
  session: Session,
): Promise<ExitCode> {
  const { host, screen } = session;
  const answers: object[] = [];
  for (const [place, scenario] of scenarios.entries()) {
    const done = await runScenario(scenario, options, session);
    if (done === null) return 130;
    const path = shownPath(host.folder, done.path);
    if (json) answers.push({ ...done.answer, results: path });
    else
      screen.answer((place === 0 ? "" : "\n") + answerText(done.answer, path, (label) => screen.bold(label)));
  }
  if (json) screen.answer(`${JSON.stringify(answers.length === 1 ? answers[0] : answers, null, 2)}\n`);
  return 0;
}
