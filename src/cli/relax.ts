import { isoDate } from "../engine/calendar.ts";
import { INDEPENDENT } from "../experiment/design.ts";
import type { LineTrait } from "../experiment/line-set.ts";
import { type ReliefPlan, relax } from "../experiment/relaxation.ts";
import { RELIEVED_TRAITS, reliefDay, reliefOptions } from "../experiment/relief.ts";
import type { Build } from "../experiment/relief-trials.ts";
import { type RelaxationAnswer, relaxationAnswer } from "../report/relaxation-answer.ts";
import { RELAXATION_TABLE, relaxationRows } from "../report/relaxation-table.ts";
import { relaxationText } from "../report/relaxation-text.ts";
import { checkName } from "../report/results-folder.ts";
import type { Command, Session } from "./command.ts";
import { loadScenarios, type NamedScenario, withOptions } from "./load.ts";
import { suggestion } from "./option.ts";
import { type RunOptions, readRunOptions, withRunOptions } from "./run-option.ts";
import { type Exploration, runExploration, studyName } from "./run-study.ts";
import { shownPath } from "./shown-path.ts";
import { UsageError } from "./usage-error.ts";

const TRIALS = 50;
const STEPS = "5";
const MOST_STEPS = 20;
/** Percent that a step of the sequence adds. */
const STEP = 10;

/** What may be relieved, by the word for it. */
const TRAITS: Readonly<Record<string, LineTrait>> = {
  stages: "stage",
  technologies: "technology",
  lines: "line",
};

/** `relax`: what more of each constraint is worth. */
export const relaxCommand: Command = (cli, bind) =>
  cli.command(
    "relax <scenario>",
    "More and less of every constraint: what a percent is worth, what to relieve in turn",
    (y) =>
      withRunOptions(y, TRIALS, "the file's, -relax")
        .positional("scenario", {
          type: "string",
          demandOption: true,
          describe: "File, or name of a shipped scenario",
        })
        .option("steps", {
          type: "string",
          requiresArg: true,
          default: STEPS,
          describe: `Most steps of ${STEP}% of what gains most, each after those before`,
        })
        .option("only", {
          type: "string",
          requiresArg: true,
          describe: `Singly one of ${Object.keys(TRAITS).join(", ")} [all]; steps are of technologies`,
        })
        .example("chokepoint relax baseline", "CoWoS or HBM, and which line of it?")
        .example("chokepoint relax baseline --only stages --steps 0", "sooner: no lines, nothing in turn"),
    bind(async (args, session) => {
      const options = readRunOptions(args);
      if (options.trials !== null && options.trials.to === options.trials.from)
        throw new UsageError("--trials: an interval needs at least two trials");
      const steps = readSteps(args.steps);
      const traits = readTraits(args.only);
      const scenario = loadScenarios([args.scenario], options.sets, session)?.[0];
      if (scenario === undefined) return 2;
      checkName(studyName("relax", scenario, options));
      const words = [scenario.argument];
      if (args.steps !== STEPS) words.push("--steps", args.steps);
      if (args.only !== undefined) words.push("--only", args.only);
      const { model } = scenario;
      const plan: ReliefPlan = { model, from: reliefDay(model), traits, steps, step: STEP };
      const study = relaxStudy(scenario, plan, words, options, session);
      const done = await runExploration(study, options, session);
      if (done === null) return 130;
      const { screen, host } = session;
      const path = shownPath(host.folder, done.path);
      if (args.json) screen.answer(`${JSON.stringify({ ...done.answer, results: path }, null, 2)}\n`);
      else screen.answer(relaxationText(done.answer, path, (label) => screen.bold(label)));
      return 0;
    }),
  );

function relaxStudy(
  scenario: NamedScenario,
  plan: ReliefPlan,
  words: readonly string[],
  options: RunOptions,
  { host, screen }: Session,
): Exploration<RelaxationAnswer> {
  const { model, question } = scenario;
  const { from } = plan;
  const build: Build = (id, factors) => {
    const changed = [...options.sets, ...reliefOptions(model, factors, from)];
    const built = factors.size === 0 ? scenario : withOptions(scenario, changed, host);
    return { id, model: built.model, hash: built.hash, typed: built.typed, design: INDEPENDENT };
  };
  return {
    study: "relax",
    scenario,
    trials: TRIALS,
    detail: 0,
    asked: [String(plan.steps), ...plan.traits],
    words,
    explore: async (run, expect) => {
      screen.note(`capacities change from ${isoDate(from)}; first what binds, then what it is worth`);
      let trials = 0;
      const found = await relax(
        plan,
        async (variants, detailed) => {
          const stores = await run(variants, detailed);
          trials = stores?.[0].trials ?? trials;
          return stores;
        },
        build,
        expect,
      );
      if (found === null) return null;
      const about = { scenario: scenario.name, question, seed: options.seed, trials, plan };
      const rows = relaxationRows(studyName("relax", scenario, options), found);
      return {
        tables: [[RELAXATION_TABLE, rows]],
        figures: [],
        answer: relaxationAnswer(about, found),
      };
    },
  };
}

function readTraits(text: string | undefined): readonly LineTrait[] {
  if (text === undefined) return RELIEVED_TRAITS;
  if (Object.hasOwn(TRAITS, text)) return [TRAITS[text]];
  const words = Object.keys(TRAITS);
  throw new UsageError(`--only ${text}: one of ${words.join(", ")}${suggestion(text, words)}`);
}

function readSteps(text: string): number {
  const steps = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  if (steps <= MOST_STEPS) return steps;
  throw new UsageError(`--steps ${text}: a whole number from 0 to ${MOST_STEPS}, such as ${STEPS}`);
}
