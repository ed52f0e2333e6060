import { createHash } from "node:crypto";
import { INDEPENDENT } from "../experiment/design.ts";
import { trialsOf } from "../experiment/trial-range.ts";
import { prepareTrial } from "../model/trial.ts";
import { DEFAULT_OUTCOME, type OutcomeFigure, outcomeFigures, outcomeNamed } from "../report/outcome.ts";
import { checkName } from "../report/results-folder.ts";
import type { SensitivityAnswer } from "../report/sensitivity/answer.ts";
import type { Asked } from "../report/sensitivity/asked.ts";
import { sensitivityText } from "../report/sensitivity/text.ts";
import type { RunResults } from "../report/trials.ts";
import type { Command, Session } from "./command.ts";
import type { FilledFolder } from "./fill-folder.ts";
import type { NamedScenario } from "./load.ts";
import { finishedTrials, type NamedRun, readNamedRun, type Sample, sampleOf } from "./named-run.ts";
import { readCount, suggestion } from "./option.ts";
import { type RunOptions, readRunOptions, withRunOptions } from "./run-option.ts";
import { DETAIL, TRIALS } from "./run-scenario.ts";
import { type Exploration, runExploration } from "./run-study.ts";
import {
  givenDataFound,
  type MethodStudy,
  morrisStudy,
  sobolStudy,
  tornadoStudy,
} from "./sensitivity-method.ts";
import { shownPath } from "./shown-path.ts";
import { UsageError } from "./usage-error.ts";
import { writeStudyFolder } from "./write-study.ts";

const METHODS = ["given-data", "tornado", "morris", "sobol"] as const;
type Method = (typeof METHODS)[number];

/** How many inputs are moved, where nobody says. */
const INPUTS = 10;

/** `sensitivity`: which uncertain inputs drive which outcome. */
export const sensitivityCommand: Command = (cli, bind) =>
  cli.command(
    "sensitivity <scenario>",
    "Which uncertain inputs drive which outcome",
    (y) =>
      withRunOptions(y, TRIALS, "the file's")
        .positional("scenario", {
          type: "string",
          demandOption: true,
          describe: "Scenario, or folder of results",
        })
        .option("metric", {
          type: "string",
          requiresArg: true,
          describe: `Outcome of trials.csv [${DEFAULT_OUTCOME}, all years]`,
        })
        .option("method", {
          type: "string",
          requiresArg: true,
          default: "given-data",
          describe: "given-data: the run's own trials; tornado, morris, sobol: more",
        })
        .option("trials", {
          type: "string",
          requiresArg: true,
          describe: "Of the run [200], each end [50], trajectories [10] or rows [200]",
        })
        .option("as", {
          type: "string",
          requiresArg: true,
          describe: "Name of the run's results folder, with -METHOD of these [the file's]",
        })
        .option("inputs", {
          type: "string",
          requiresArg: true,
          describe: `How many inputs tornado and sobol move [${INPUTS}]`,
        })
        .example("chokepoint sensitivity baseline", "from its 200 trials, which are run if need be")
        .example("chokepoint sensitivity baseline --metric delivered_h100e_2030", "of one year")
        .example("chokepoint sensitivity baseline --method tornado", "one at a time, from P10 to P90"),
    bind(async (args, session) => {
      const typed = readRunOptions(args);
      const method = readMethod(args.method);
      const inputs = args.inputs === undefined ? null : readCount("--inputs", args.inputs, 1);
      if (inputs !== null && method !== "tornado" && method !== "sobol")
        throw new UsageError(`--inputs is for --method tornado and sobol; ${method} takes all inputs`);
      if (typed.trials !== null && typed.trials.from === typed.trials.to)
        throw new UsageError("one trial says nothing of what matters: ask for at least --trials 2");
      const read = await readNamedRun(args.scenario, typed.sets, typed.out, session);
      if (read === null) return 2;
      const name = typed.as ?? read.scenario.name;
      const folder = `${name}-${method === "given-data" ? "sensitivity" : method}`;
      checkName(folder);
      // Results that are there keep their name.
      const run = read.finished === null ? { ...read, scenario: { ...read.scenario, name } } : read;
      const seed = args.seed ?? run.finished?.manifest.seed ?? "1";
      const outcome = outcomeOf(run.scenario, args.metric);
      const words = [run.scenario.argument, "--method", method];
      if (args.metric !== undefined) words.push("--metric", args.metric);
      if (args.inputs !== undefined) words.push("--inputs", args.inputs);
      const question = { run, outcome, method, inputs: inputs ?? INPUTS, folder, words };
      const done = await answered(question, { ...typed, seed }, session);
      if (done === null) return 130;
      const { host, screen } = session;
      const path = shownPath(host.folder, done.path);
      if (args.json) screen.answer(`${JSON.stringify({ ...done.answer, results: path }, null, 2)}\n`);
      else screen.answer(sensitivityText(done.answer, path, (label) => screen.bold(label)));
      return 0;
    }),
  );

function readMethod(text: string): Method {
  const method = METHODS.find((one) => one === text);
  if (method !== undefined) return method;
  throw new UsageError(`--method ${text}: one of ${METHODS.join(", ")}${suggestion(text, METHODS)}`);
}

/** @throws UsageError where no input is uncertain or there is no outcome of that name */
function outcomeOf({ argument, model }: NamedScenario, metric: string | undefined): OutcomeFigure {
  if (model.columns.length === 0)
    throw new UsageError(`no input of ${argument} is uncertain, so there is nothing to be sensitive to`);
  const { shape } = prepareTrial(model);
  const outcome = outcomeNamed(shape, metric);
  if (outcome !== null) return outcome;
  const names = outcomeFigures(shape).map(({ name }) => name);
  throw new UsageError(
    `--metric ${metric}: no outcome has this name${suggestion(metric ?? "", names) || `. There are ${names.join(", ")}`}`,
  );
}

interface Question {
  readonly run: NamedRun;
  readonly outcome: OutcomeFigure;
  readonly method: Method;
  readonly inputs: number;
  /** Name of the folder of the answer. */
  readonly folder: string;
  /** The arguments that ask it again. */
  readonly words: readonly string[];
}

/** null: interrupted, which has been said. */
async function answered(
  question: Question,
  options: RunOptions,
  session: Session,
): Promise<FilledFolder<SensitivityAnswer> | null> {
  const { run, outcome, method, inputs } = question;
  const { scenario } = run;
  const asked: Asked = { run: { ...scenario, seed: options.seed }, outcome };
  switch (method) {
    case "given-data": {
      const base = await baseRun(
        run,
        await baseSample(run, options.trials, options, session),
        options,
        session,
      );
      return base && (await readFromBase(question, asked, base, options, session));
    }
    case "tornado": {
      const base = await baseRun(run, await baseSample(run, null, options, session), options, session);
      return (
        base &&
        (await runMethod(question, tornadoStudy(asked, scenario, base.trials, inputs), options, session))
      );
    }
    case "morris":
      return await runMethod(question, morrisStudy(asked, scenario), options, session);
    case "sobol": {
      const usual = await baseSample(run, null, options, session);
      const rows = options.trials ?? { from: usual.from, to: usual.from + TRIALS - 1 };
      const enough = { from: rows.from, to: Math.max(rows.to, usual.to) };
      const base = await baseRun(run, await baseSample(run, enough, options, session), options, session);
      if (base === null) return null;
      const study = sobolStudy(asked, scenario, base.trials, inputs, trialsOf({ ...rows, detail: 0 }));
      return await runMethod(question, study, { ...options, trials: rows }, session);
    }
  }
}

/** @param trials null: those that are there, or as many as `run` makes */
async function baseSample(
  run: NamedRun,
  trials: RunOptions["trials"],
  { seed, out }: RunOptions,
  session: Session,
): Promise<Sample> {
  return await sampleOf([run], { seed, trials }, { seed, from: 1, to: TRIALS }, out, session);
}

/** The run that a method rests on, made as `run` would where it is not there. null: interrupted, which has been said. */
async function baseRun(
  run: NamedRun,
  sample: Sample,
  options: RunOptions,
  session: Session,
): Promise<RunResults | null> {
  const own = { ...options, detail: DETAIL, design: INDEPENDENT, until: null };
  const base = await finishedTrials(run, sample, own, session);
  if (base === null) session.screen.say(`then ask again:         ${session.typed}`);
  return base;
}

async function readFromBase(
  { method, folder }: Question,
  asked: Asked,
  base: RunResults,
  options: RunOptions,
  session: Session,
): Promise<FilledFolder<SensitivityAnswer>> {
  const { question, model, name, hash, seed, version, trials } = base;
  const { from, to } = trials.range;
  const of = createHash("sha256")
    .update(JSON.stringify([method, hash]))
    .digest("hex");
  return await writeStudyFolder(
    {
      file: `sensitivity of ${name}`,
      name: folder,
      hash: of,
      seed,
      version,
      trials: { from, to, detailTrials: trials.detailTrials },
    },
    () => ({
      study: "sensitivity",
      question,
      model,
      scenarios: [{ name, hash }],
      ...givenDataFound(asked, trials),
    }),
    options,
    session,
  );
}

async function runMethod(
  { run, method, folder, words }: Question,
  study: MethodStudy,
  options: RunOptions,
  session: Session,
): Promise<FilledFolder<SensitivityAnswer> | null> {
  const { scenario } = run;
  const { variants, find, trials } = study;
  // The outcome only says which inputs are moved and what is read, so --resume answers for another one too: what has
  // been run of an input stays, and of others is added.
  const whole = { study: "sensitivity", scenario, name: folder, trials, detail: 0, asked: [method], words };
  const explore: Exploration<SensitivityAnswer>["explore"] = async (run, expect) => {
    expect(variants.length);
    const stores = await run(variants, false);
    return stores === null ? null : find(stores);
  };
  return await runExploration({ ...whole, explore }, options, session);
}
