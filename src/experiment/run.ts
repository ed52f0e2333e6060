import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import type { Model } from "../model/model.ts";
import type { PreparedTrial, TrialShape } from "../model/series.ts";
import { prepareTrial } from "../model/trial.ts";
import { writeBlock } from "./block-file.ts";
import { checkDesign } from "./design.ts";
import { Ledger } from "./ledger.ts";
import { Pool } from "./pool.ts";
import { explain } from "./pool-failure.ts";
import { blockIdentity, type StoreIdentity } from "./store-identity.ts";
import { checkRange, checkSize, type TrialRange, trialsOf, VALUES_LIMIT } from "./trial-range.ts";

const PROGRESS_MILLISECONDS = 200;

export interface RunRequest {
  readonly model: Model;
  /** What the trials are of: scenario hash, seed, version of the program. */
  readonly identity: StoreIdentity;
  readonly range: TrialRange;
  /** Where the blocks of its trials lie or go; made if need be. */
  readonly folder: string;
  /** Whole blocks that are there already are kept. False: there must be none. */
  readonly resume: boolean;
  /** The scenario and `--set` options as the user typed them, for the command that replays a trial. */
  readonly scenario: string;
  /** Threads; as many as the machine has cores where absent. At least 1. */
  readonly workers?: number;
  /** Check conservation at every event of every trial. */
  readonly checked?: boolean;
  /** Most figures the store may hold (`--max-values`); `VALUES_LIMIT` where absent. */
  readonly valuesLimit?: number;
  /** Called about five times a second and once at the end. */
  readonly onProgress?: (progress: RunProgress) => void;
  /** The first Ctrl-C: trials in hand are ended, whole blocks kept. */
  readonly signal?: AbortSignal;
  /** The second: threads are ended at once; what was written stays. */
  readonly abort?: AbortSignal;
}

export interface RunProgress {
  /** Trials of the range that are there, kept from before or done now. */
  readonly done: number;
  /** Trials of the range. */
  readonly trials: number;
  /** Trials a second, since the start of the run; 0 before the first. */
  readonly rate: number;
  /** At this rate; null before the first. */
  readonly secondsLeft: number | null;
}

export interface RunOutcome {
  readonly status: "complete" | "interrupted";
  /** What the trials hold; `TrialStore.open` asks for it. */
  readonly shape: TrialShape;
  /**
   * The last trial up to which all of the range are in the store: `to` where complete, `from - 1` where there
   * are none. After an interruption `--trials K` with this K writes the results of what is there.
   */
  readonly kept: number;
  /** Trials that were there already. */
  readonly reused: number;
  /** Blocks that were there and damaged, and have been made again: what was wrong with each. */
  readonly repaired: readonly string[];
}

/** How trials are run; tests give a model of their own. */
export interface TrialProgram {
  readonly prepare: (model: Model) => PreparedTrial;
  /** File of the worker's program, which calls `workTrials` with the same `prepare`. */
  readonly worker: string;
}

/**
 * Runs the trials of a range that are not in the store yet, on threads, and stores them. What is stored is the
 * same to the byte for any number of threads and however the range is split into runs.
 *
 * @throws RangeError where the range is none, or the number of threads
 * @throws RunError   when a trial fails, a thread dies, the store cannot be written, holds trials of another
 *                    run or would become too large, or the design has no room for the inputs. Whole blocks stay.
 */
export async function runTrials(request: RunRequest, program = chokepoint()): Promise<RunOutcome> {
  const { range, signal, abort } = request;
  checkRange(range);
  const pool = new Pool(Math.min(workersOf(request), trialsOf(range)), program.worker);
  const quiet = [listen(signal, () => pool.stop()), listen(abort, () => pool.close())];
  try {
    return await runOn(pool, request, program);
  } finally {
    await pool.close();
    for (const end of quiet) end();
  }
}

/** As `runTrials`, on threads that are there and stay; who made the pool stops it where it is to be stopped. */
export async function runOn(
  pool: Pool,
  request: Omit<RunRequest, "workers" | "signal" | "abort">,
  program: TrialProgram,
): Promise<RunOutcome> {
  const { model, identity, range, folder, scenario } = request;
  const { shape } = program.prepare(model);
  checkDesign(identity.design, model.columns);
  checkSize(shape, range, request.valuesLimit ?? VALUES_LIMIT);
  const expected = blockIdentity(identity, shape);
  const ledger = new Ledger(folder, expected, range, request.resume);
  const { seed, design } = identity;
  const batch = { model, shape, seed, design, checked: request.checked ?? false };
  const quiet = watch(request, ledger.reused, pool);
  try {
    await pool.run(batch, ledger.missing, async (block, layout, numbers, rows) => {
      await writeBlock(folder, expected, block, layout, numbers, rows);
      ledger.enter(block);
    });
  } finally {
    quiet();
  }
  if (pool.failures.length > 0)
    throw explain(pool.failures[0], { scenario, seed, folder, from: range.from, kept: ledger.kept });
  const { kept, reused, damaged } = ledger;
  return { status: kept === range.to ? "complete" : "interrupted", shape, kept, reused, repaired: damaged };
}

/** The program itself: its model, and the worker as it was built. */
export function chokepoint(): TrialProgram {
  return { prepare: prepareTrial, worker: createRequire(import.meta.url).resolve("#worker") };
}

/** @throws RangeError where the number of threads asked for is none */
export function workersOf({ workers = availableParallelism() }: Pick<RunRequest, "workers">): number {
  if (!(Number.isInteger(workers) && workers >= 1))
    throw new RangeError(`${workers} workers: it is a whole number from 1`);
  return workers;
}

/** Calls once the signal is given, also if it has been; the result ends that. */
export function listen(signal: AbortSignal | undefined, call: () => void): () => void {
  if (signal?.aborted) call();
  signal?.addEventListener("abort", call);
  return () => signal?.removeEventListener("abort", call);
}

/** Reports progress from now on; the result reports the last of it. */
function watch(
  { range, onProgress }: Pick<RunRequest, "range" | "onProgress">,
  reused: number,
  pool: Pool,
): () => void {
  if (onProgress === undefined) return () => {};
  const trials = trialsOf(range);
  const start = performance.now();
  const before = pool.done;
  const report = () => {
    const ran = pool.done - before;
    const rate = (1000 * ran) / (performance.now() - start);
    const done = reused + ran;
    onProgress({ done, trials, rate, secondsLeft: rate > 0 ? (trials - done) / rate : null });
  };
  const timer = setInterval(report, PROGRESS_MILLISECONDS);
  return () => {
    clearInterval(timer);
    report();
  };
}
