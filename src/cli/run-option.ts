import type { Argv } from "yargs";
import { workersOf } from "../experiment/run.ts";
import { readMaxValues, readSeed, readTrials, readWorkers } from "./option.ts";
import { UsageError } from "./usage-error.ts";

/** How trials are to be run and where their results go, read from the command line. */
export interface RunOptions {
  /** null: as many as the run that is resumed, or as the command has by default. */
  readonly trials: { readonly from: number; readonly to: number } | null;
  readonly seed: string;
  /** As typed. */
  readonly out: string;
  readonly as: string | null;
  readonly sets: readonly string[];
  /** null: one a core. */
  readonly workers: number | null;
  readonly maxValues: number | null;
  readonly resume: boolean;
  readonly replace: boolean;
  /** Whether the tables are written as a workbook too. */
  readonly xlsx: boolean;
}

/** The same as the parser gives it. */
export interface RunArguments {
  readonly trials?: string | undefined;
  readonly seed?: string | undefined;
  readonly out: string;
  readonly as?: string | undefined;
  readonly set?: readonly string[] | undefined;
  readonly workers?: string | undefined;
  readonly "max-values"?: string | undefined;
  readonly resume?: boolean;
  readonly replace: boolean;
  readonly xlsx: boolean;
}

/**
 * Adds the options of every command that runs trials and writes a results folder.
 *
 * @param trials how many it runs by default
 * @param stem   its folder by default, for the help: `the file's`
 */
export function withTrialOptions<T>(cli: Argv<T>, trials: number, stem: string) {
  return cli
    .option("trials", { type: "string", requiresArg: true, describe: `How many, or FROM..TO [${trials}]` })
    .option("seed", { type: "string", requiresArg: true, describe: "Another seed, other chances [1]" })
    .option("out", {
      type: "string",
      requiresArg: true,
      default: "results",
      describe: "Folder of the results folders",
    })
    .option("as", { type: "string", requiresArg: true, describe: `Name of the results folder [${stem}]` })
    .option("workers", { type: "string", requiresArg: true, describe: "Threads [one a core]" })
    .option("max-values", {
      type: "string",
      requiresArg: true,
      describe: "Lifts the limit on stored figures [1000M]",
    })
    .option("replace", { type: "boolean", default: false, describe: "Replace results that would be kept" })
    .option("xlsx", { type: "boolean", default: false, describe: "All tables as a workbook too" });
}

/** The same with those of a command that runs one scenario into a folder of its own. */
export function withRunOptions<T>(cli: Argv<T>, trials: number, stem: string) {
  return withTrialOptions(cli, trials, stem)
    .option("set", {
      type: "string",
      array: true,
      requiresArg: true,
      describe: "PATH=VALUE changes the scenario (with --as)",
    })
    .option("resume", { type: "boolean", default: false, describe: "Keep the trials that are there" });
}

/** @throws UsageError */
export function readRunOptions(args: RunArguments): RunOptions {
  const sets = args.set ?? [];
  if (sets.length > 0 && args.as === undefined)
    throw new UsageError(
      "--set changes the scenario, so its results need a name of their own: add --as NAME",
    );
  return {
    trials: args.trials === undefined ? null : readTrials(args.trials),
    seed: readSeed(args.seed ?? "1"),
    out: args.out,
    as: args.as ?? null,
    sets,
    workers: args.workers === undefined ? null : readWorkers(args.workers),
    maxValues: args["max-values"] === undefined ? null : readMaxValues(args["max-values"]),
    resume: args.resume ?? false,
    replace: args.replace,
    xlsx: args.xlsx,
  };
}

/** Threads that a run takes. */
export function threadsOf({ workers }: Pick<RunOptions, "workers">): number {
  return workersOf(workers === null ? {} : { workers });
}

/** The options that say it again, but how many trials and whether to resume. */
export function runWords({ seed, out, as, sets, replace, xlsx }: RunOptions): string[] {
  const words: string[] = [];
  if (seed !== "1") words.push("--seed", seed);
  if (out !== "results") words.push("--out", out);
  if (as !== null) words.push("--as", as);
  for (const set of sets) words.push("--set", set);
  if (replace) words.push("--replace");
  if (xlsx) words.push("--xlsx");
  return words;
}

/** A range of trials as `--trials` takes it. */
export function trialsWord(from: number, to: number): string {
  return from === 1 ? String(to) : `${from}..${to}`;
}
