import { isoDate } from "../engine/calendar.ts";
import { checkDesign } from "../experiment/design.ts";
import { replayTrial } from "../experiment/replay.ts";
import type { TraceEvent, TrialRecord, TrialShape } from "../model/series.ts";
import { prepareTrial } from "../model/trial.ts";
import { shortNumber } from "../report/number-format.ts";
import type { Command, Session } from "./command.ts";
import { loadScenarios, type NamedScenario } from "./load.ts";
import { readDesign, readSeed, readTrial } from "./option.ts";
import type { Screen } from "./screen.ts";

/** `replay`: one trial alone, as it ran among many, with every check on. */
export const replayCommand: Command = (cli, bind) =>
  cli.command(
    "replay <scenario>",
    "Run one trial alone, event by event if asked",
    (y) =>
      y
        .positional("scenario", {
          type: "string",
          demandOption: true,
          describe: "File, or name of a shipped scenario",
        })
        .option("trial", {
          type: "string",
          requiresArg: true,
          demandOption: true,
          describe: "Its number, from 1",
        })
        .option("seed", { type: "string", requiresArg: true, default: "1", describe: "Seed of the run" })
        .option("design", {
          type: "string",
          requiresArg: true,
          default: "independent",
          describe: "Design of the run: independent, latin-hypercube or sobol",
        })
        .option("set", {
          type: "string",
          array: true,
          requiresArg: true,
          describe: "PATH=VALUE as in the run",
        })
        .option("trace", {
          type: "boolean",
          default: false,
          describe: "Print every event (with --json: a line each)",
        })
        .example("chokepoint replay baseline --trial 7", "what trial 7 drew and what came of it")
        .example("chokepoint replay baseline --trial 7 --trace | less", "event by event"),
    bind(async (args, session) => {
      const trial = readTrial(args.trial);
      const seed = readSeed(args.seed);
      const design = readDesign(args.design);
      const loaded = loadScenarios([args.scenario], args.set ?? [], session);
      if (loaded === null) return 2;
      const [scenario] = loaded;
      checkDesign(design, scenario.model.columns);
      const prepared = prepareTrial(scenario.model);
      const tracer = args.trace ? new Tracer(session.screen, scenario.model.epoch, args.json) : null;
      try {
        const options = {
          checked: true,
          trace: tracer === null ? null : (event: TraceEvent) => tracer.write(event),
        };
        const record = replayTrial(scenario.model, seed, trial, options, prepared, design);
        tracer?.end();
        if (tracer === null) printRecord(scenario, prepared.shape, record, trial, args.json, session);
        return 0;
      } catch (error) {
        tracer?.end();
        throw error;
      }
    }),
  );

/** Prints events as they happen, many at a time. */
class Tracer {
  private readonly screen: Screen;
  private readonly epoch: number;
  private readonly json: boolean;
  private lines: string[] = [];

  constructor(screen: Screen, epoch: number, json: boolean) {
    this.screen = screen;
    this.epoch = epoch;
    this.json = json;
    if (!json) this.lines.push(traceLine("date", "time", "event", "entity", "item", "quantity", "note"));
  }

  write({ time, event, entity, item, quantity, note }: TraceEvent): void {
    const date = isoDate(this.epoch + Math.floor(time));
    this.lines.push(
      this.json
        ? JSON.stringify({ date, time, event, entity, item, quantity, note })
        : traceLine(date, clockTime(time), event, entity, item, shortNumber(quantity), note),
    );
    if (this.lines.length >= 1000) this.end();
  }

  end(): void {
    if (this.lines.length > 0) this.screen.answer(`${this.lines.join("\n")}\n`);
    this.lines = [];
  }
}

function traceLine(...cells: [string, string, string, string, string, string, string]): string {
  const [date, time, event, entity, item, quantity, note] = cells;
  return `${date.padEnd(10)} ${time.padEnd(5)} ${event.padEnd(10)} ${entity.padEnd(24)} ${item.padEnd(24)} ${quantity.padStart(8)}  ${note}`.trimEnd();
}

/** `06:00` of a number of days. */
function clockTime(time: number): string {
  const minutes = Math.floor((time - Math.floor(time)) * 1440);
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

function printRecord(
  { model, name }: NamedScenario,
  { outcomes, parameters }: TrialShape,
  { scalars, occurrences }: TrialRecord,
  trial: number,
  json: boolean,
  { screen }: Session,
): void {
  const inputs = model.parameters.map(({ path, unit }, index) => ({
    name: path,
    value: scalars[index],
    unit,
  }));
  const results = outcomes.map(({ name, unit }, index) => ({
    name,
    value: scalars[parameters + index],
    unit,
  }));
  const shocks = occurrences.map(({ shock, time, severity, capacityLost, workLost }) => ({
    shock: model.shocks[shock].id,
    date: isoDate(model.epoch + Math.floor(time)),
    severity,
    capacity_lost_wafers: capacityLost,
    work_lost_wafers: workLost,
  }));
  if (json) {
    screen.answer(
      `${JSON.stringify({ scenario: name, trial, inputs, outcomes: results, shocks }, null, 2)}\n`,
    );
    return;
  }
  const table = (rows: readonly { name: string; value: number; unit: string }[]): string =>
    rows
      .map((row) => `  ${row.name.padEnd(56)} ${shortNumber(row.value).padStart(9)} ${row.unit}`.trimEnd())
      .map((line) => `${line}\n`)
      .join("");
  const happened = shocks
    .map((one) => `  ${one.date} ${one.shock} (severity ${shortNumber(one.severity)})\n`)
    .join("");
  screen.answer(
    `${screen.bold(`Trial ${trial} of ${name}, all checks held`)}\n` +
      `${screen.bold("Drawn")}\n${table(inputs)}${screen.bold("Outcome")}\n${table(results)}` +
      (happened === "" ? "" : `${screen.bold("Shocks")}\n${happened}`),
  );
}
