import { isoDate } from "../engine/calendar.ts";
import { INDEPENDENT } from "../experiment/design.ts";
import { type LineTrait, lineSets } from "../experiment/line-set.ts";
import {
  disruptedMonths,
  freeShockName,
  type Outage,
  outageEffects,
  outageId,
  outageOption,
  ranked,
  usualOutage,
} from "../experiment/stress.ts";
import type { Variant } from "../experiment/study.ts";
import type { Model } from "../model/model.ts";
import { checkName } from "../report/results-folder.ts";
import { stressAnswer } from "../report/stress-answer.ts";
import { STRESS_TABLE, stressRows } from "../report/stress-table.ts";
import { stressText } from "../report/stress-text.ts";
import { parseDate } from "../scenario/date.ts";
import { Mistake } from "../scenario/mistake.ts";
import type { Command, Session } from "./command.ts";
import { loadScenarios, type NamedScenario, stemOf, withOptions } from "./load.ts";
import { suggestion } from "./option.ts";
import { type RunOptions, readRunOptions, withRunOptions } from "./run-option.ts";
import { runStudyFolder, studyName } from "./run-study.ts";
import { shownPath } from "./shown-path.ts";
import { UsageError } from "./usage-error.ts";

const TRIALS = 50;
const WEEKS = "2,13,52";
const MOST_WEEKS = 520;

/** What may be struck, by the word for it. */
const TRAITS: Readonly<Record<string, LineTrait>> = {
  lines: "line",
  sites: "site",
  regions: "region",
  suppliers: "supplier",
};

/** `stress`: what is lost if a line, site, region or supplier stands. */
export const stressCommand: Command = (cli, bind) =>
  cli.command(
    "stress <scenario>",
    "Let every line, site, region and supplier stand in turn: what is lost, how soon it is felt",
    (y) =>
      withRunOptions(
        y.positional("scenario", {
          type: "string",
          demandOption: true,
          describe: "File, or name of a shipped scenario",
        }),
        TRIALS,
        "the file's, -stress",
      )
        .option("weeks", {
          type: "string",
          requiresArg: true,
          default: WEEKS,
          describe: "How long they stand",
        })
        .option("from", {
          type: "string",
          requiresArg: true,
          describe: "First day of the outages [about a year after asOf]",
        })
        .option("only", {
          type: "string",
          requiresArg: true,
          describe: `One of ${Object.keys(TRAITS).join(", ")} [all]`,
        })
        .example("chokepoint stress baseline", "2, 13 and 52 weeks without each")
        .example("chokepoint stress baseline --only regions --weeks 13", "a quarter without each region"),
    bind(async (args, session) => {
      const options = readRunOptions(args);
      if (options.trials !== null && options.trials.to === options.trials.from)
        throw new UsageError("--trials: an interval needs at least two trials");
      const weeks = readWeeks(args.weeks);
      checkName(options.as ?? `${stemOf(args.scenario)}-stress`);
      const scenario = loadScenarios([args.scenario], options.sets, session)?.[0];
      if (scenario === undefined) return 2;
      const from = readFrom(args.from, scenario.model);
      const traits = readTraits(args.only);
      const words = [scenario.argument];
      if (args.weeks !== WEEKS) words.push("--weeks", args.weeks);
      if (args.from !== undefined) words.push("--from", args.from);
      if (args.only !== undefined) words.push("--only", args.only);
      return await stress({ scenario, weeks, from, traits, words }, options, args.json, session);
    }),
  );

interface Asked {
  readonly scenario: NamedScenario;
  readonly weeks: readonly number[];
  /** Day number. */
  readonly from: number;
  readonly traits: readonly LineTrait[];
  /** The arguments that ask for it. */
  readonly words: readonly string[];
}

async function stress(asked: Asked, options: RunOptions, json: boolean, session: Session): Promise<0 | 130> {
  const { scenario, weeks, from, traits, words } = asked;
  const { host, screen } = session;
  const outages = weeks.flatMap((length) =>
    lineSets(scenario.model, traits).map((set) => ({ set, weeks: length })),
  );
  screen.note(`${outages.length} outages, each from ${isoDate(from)}; a full one, work in process frozen`);
  const name = studyName("stress", scenario, options);
  const done = await runStudyFolder(
    {
      study: "stress",
      scenario,
      variants: [
        variantOf("base", scenario),
        ...outages.map((outage) => struck(outage, asked, options, session)),
      ],
      trials: TRIALS,
      detail: 0,
      asked: [],
      words,
      find: ([base, ...hit]) => {
        const cases = ranked(
          outages.map((outage, k) => ({
            ...outage,
            effects: outageEffects(base, hit[k], disruptedMonths(scenario.model, outage.weeks, from)),
          })),
        );
        const { question, model } = scenario;
        const { trials, shape } = base;
        const months = shape.monthLabels;
        const about = { scenario: scenario.name, question, seed: options.seed, trials, from, model, months };
        return {
          tables: [[STRESS_TABLE, stressRows(name, cases, months, from)]],
          figures: [],
          answer: stressAnswer(about, cases),
        };
      },
    },
    options,
    session,
  );
  if (done === null) return 130;
  const path = shownPath(host.folder, done.path);
  if (json) screen.answer(`${JSON.stringify({ ...done.answer, results: path }, null, 2)}\n`);
  else screen.answer(stressText(done.answer, path, (label) => screen.bold(label)));
  return 0;
}

/** The scenario with one more shock. */
function struck(outage: Outage, { scenario, from }: Asked, { sets }: RunOptions, { host }: Session): Variant {
  const option = outageOption(freeShockName(scenario.model), outage, from);
  return variantOf(outageId(outage), withOptions(scenario, [...sets, option], host));
}

function variantOf(id: string, { model, hash, typed }: NamedScenario): Variant {
  return { id, model, hash, typed, design: INDEPENDENT };
}

function readTraits(text: string | undefined): readonly LineTrait[] {
  if (text === undefined) return Object.values(TRAITS);
  if (Object.hasOwn(TRAITS, text)) return [TRAITS[text]];
  const words = Object.keys(TRAITS);
  throw new UsageError(`--only ${text}: one of ${words.join(", ")}${suggestion(text, words)}`);
}

/** `2,13,52`: ascending, without repetition. */
function readWeeks(text: string): readonly number[] {
  const weeks = text.split(",").map((part) => (/^\s*\d{1,4}\s*$/.test(part) ? Number(part) : Number.NaN));
  if (!weeks.every((length) => length >= 1 && length <= MOST_WEEKS))
    throw new UsageError(
      `--weeks ${text}: whole weeks from 1 to ${MOST_WEEKS} with commas between, such as ${WEEKS}`,
    );
  return [...new Set(weeks)].sort((a, b) => a - b);
}

/** A day within the simulated time. */
function readFrom(text: string | undefined, model: Model): number {
  if (text === undefined) return usualOutage(model);
  const { epoch, end } = model;
  const day = dateOf(text);
  if (day >= epoch && day < epoch + end) return day;
  throw new UsageError(
    `--from ${text}: the scenario runs from ${isoDate(epoch)} to ${isoDate(epoch + end - 1)}, and an outage begins within`,
  );
}

function dateOf(text: string): number {
  try {
    return parseDate(text).first;
  } catch (error) {
    if (!(error instanceof Mistake)) throw error;
    throw new UsageError(
      `--from ${text}: ${error.rule}${error.expected === "" ? "" : `; ${error.expected}`}`,
    );
  }
}
