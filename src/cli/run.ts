import { answerText } from "../report/answer-text.ts";
import { checkName } from "../report/results-folder.ts";
import type { Command, Session } from "./command.ts";
import type { ExitCode } from "./exit-code.ts";
import { loadScenarios, type NamedScenario, stemOf } from "./load.ts";
import { readDesign, readDetail } from "./option.ts";
import { readRunOptions, withRunOptions } from "./run-option.ts";
import { DETAIL, runScenario, type ScenarioOptions, TRIALS } from "./run-scenario.ts";
import { shownPath } from "./shown-path.ts";
import { goalOf, readPrecision } from "./until-ci.ts";
import { UsageError } from "./usage-error.ts";

/** `run`: simulate scenarios and print what they say. */
export const runCommand: Command = (cli, bind) =>
  cli.command(
    "run <scenario..>",
    "Simulate: results in a folder each, the answer on the screen",
    (y) =>
      withRunOptions(y, TRIALS, "the file's")
        .positional("scenario", {
          type: "string",
          array: true,
          demandOption: true,
          describe: "File, or name of a shipped scenario",
        })
        .option("detail", {
          type: "string",
          requiresArg: true,
          default: String(DETAIL),
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
          describe: "Stop once means are known within 1% (or 50k), after at most --trials [10000]",
        })
        .option("metric", {
          type: "string",
          array: true,
          requiresArg: true,
          describe: "Outcome to be known so, again for more [deliveries of each year]",
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
      const until = readUntil(args["until-ci"], args.metric ?? []);
      const options: ScenarioOptions = {
        ...readRunOptions(args),
        detail: readDetail(args.detail),
        design: readDesign(args.design),
        until,
      };
      if (args.as !== undefined && args.scenario.length > 1) {
        throw new UsageError(
          `--as names one results folder, and ${args.scenario.length} scenarios are given`,
        );
      }
      if (until !== null && options.trials !== null && options.trials.from !== 1) {
        throw new UsageError(
          `--until-ci looks at trials from 1 on, and --trials begins with ${options.trials.from}: give the most there may be, such as --trials 5000`,
        );
      }
      for (const name of namesOf(args.scenario, args.as)) checkName(name);
      const scenarios = loadScenarios(args.scenario, options.sets, session);
      if (scenarios === null) return 2;
      // A wrong name is better said before hours of the scenarios before it.
      if (until !== null) for (const { model } of scenarios) goalOf(model, until.precision, until.metrics);
      const named = scenarios.map((scenario) => ({ ...scenario, name: options.as ?? scenario.name }));
      return await runAll(named, options, args.json, session);
    }),
  );

function readUntil(typed: string | undefined, metrics: readonly string[]): ScenarioOptions["until"] {
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
  options: ScenarioOptions,
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
      screen.answer(
        (place === 0 ? "" : "\n") +
          answerText(done.answer, path, (label) => screen.bold(label), screen.width, options.xlsx),
      );
  }
  if (json) screen.answer(`${JSON.stringify(answers.length === 1 ? answers[0] : answers, null, 2)}\n`);
  return 0;
}
