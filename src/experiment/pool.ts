import { Worker } from "node:worker_threads";
import type { TrialShape } from "../model/series.ts";
import { type BlockLayout, blockLayout } from "./block.ts";
import { OCCURRENCE_NUMBERS } from "./block-file.ts";
import type { PoolFailure } from "./pool-failure.ts";
import { BLOCK_TRIALS, type BlockRange } from "./trial-range.ts";
import {
  type BatchTask,
  type BlockTask,
  DONE,
  FINISHED,
  IN_HAND,
  STOP,
  type WorkerOrders,
  type WorkerReport,
} from "./trial-task.ts";

/** Trials of one model, and what a record of them looks like. */
export interface Batch extends Omit<BatchTask, "kind"> {
  readonly shape: TrialShape;
}

/** Keeps what a block's trials left behind; the buffer is used again once it is done. */
export type KeepBlock = (
  range: BlockRange,
  layout: BlockLayout,
  numbers: SharedArrayBuffer,
  rows: Float64Array,
) => Promise<void>;

/** A block that is being run: which workers may still take trials of it, and what they reported. */
interface OpenBlock {
  readonly workers: Set<number>;
  readonly rows: Float64Array[];
  /** A worker died before it reported the occurrences of its trials. */
  lost: boolean;
  readonly finish: () => void;
}

/**
 * Worker threads that run blocks of trials, in order, each block by all of them; one batch after another, so
 * that related runs share threads that have warmed up.
 *
 * Memory: three blocks (one more per 50 workers) are run, wait to be run or are being kept at any time, however
 * long the run: a slow disk holds the workers back.
 */
export class Pool {
  private readonly workers: number;
  private readonly program: string;
  private readonly control: Int32Array<SharedArrayBuffer>;
  /** None until there is something to run. null: ended. */
  private threads: readonly (Worker | null)[] = [];
  private readonly open = new Map<number, OpenBlock>();
  private readonly found: PoolFailure[] = [];
  private closing = false;

  /**
   * @param workers number of threads, at least 1
   * @param program file of the worker's program
   */
  constructor(workers: number, program: string) {
    this.workers = workers;
    this.program = program;
    this.control = new Int32Array(new SharedArrayBuffer(4 * (IN_HAND + workers)));
  }

  /** Trials done so far, of all batches, in blocks kept or not. */
  get done(): number {
    return Atomics.load(this.control, DONE);
  }

  /**
   * What went wrong, worst first. Of trials that fail, the first is always the same: trials are taken in order
   * and what is taken is ended.
   */
  get failures(): readonly PoolFailure[] {
    const rank = { trial: 0, worker: 1, keep: 2 };
    return this.found.toSorted((a, b) => rank[a.kind] - rank[b.kind] || trialOf(a) - trialOf(b));
  }

  /** Trials in hand are ended, no more are taken; blocks that are whole are kept. */
  stop(): void {
    Atomics.store(this.control, STOP, 1);
  }

  /** Ends the threads at once, whatever they have in hand. */
  async close(): Promise<void> {
    this.closing = true;
    this.stop();
    await Promise.all(this.threads.map((thread) => thread?.terminate()));
  }

  /**
   * Runs blocks of a batch until there are none left, it is stopped, or something fails; one batch at a time.
   * Never rejects: see `failures`.
   */
  async run({ shape, ...batch }: Batch, blocks: readonly BlockRange[], keep: KeepBlock): Promise<void> {
    if (blocks.length === 0 || this.stopped) return;
    if (this.threads.length === 0)
      this.threads = Array.from({ length: this.workers }, (_, worker) => this.thread(worker));
    for (const thread of this.threads) thread?.postMessage({ kind: "batch", ...batch } satisfies BatchTask);
    const waiting = blocks.values();
    const bytes = blocks.reduce((most, range) => Math.max(most, blockLayout(shape, range).bytes), 0);
    const lane = async () => {
      const numbers = new SharedArrayBuffer(bytes);
      while (!this.stopped) {
        const { value: range, done } = waiting.next();
        if (done) break;
        await this.runBlock(range, blockLayout(shape, range), numbers, keep);
      }
    };
    const lanes = Math.min(blocks.length, 2 + Math.ceil(this.workers / BLOCK_TRIALS));
    await Promise.all(Array.from({ length: lanes }, lane));
  }

  private get stopped(): boolean {
    return Atomics.load(this.control, STOP) !== 0;
  }

  private async runBlock(
    range: BlockRange,
    layout: BlockLayout,
    numbers: SharedArrayBuffer,
    keep: KeepBlock,
  ): Promise<void> {
    const tickets = new Int32Array(new SharedArrayBuffer(8));
    const block = await new Promise<OpenBlock>((resolve) => {
      const workers = new Set<number>();
      const block: OpenBlock = { workers, rows: [], lost: false, finish: () => resolve(block) };
      this.open.set(range.first, block);
      const task: BlockTask = { kind: "block", ...range, numbers, tickets: tickets.buffer };
      this.threads.forEach((thread, worker) => {
        if (thread === null) return;
        workers.add(worker);
        thread.postMessage(task);
      });
      if (workers.size === 0) block.finish();
    });
    this.open.delete(range.first);
    if (block.lost || Atomics.load(tickets, FINISHED) < range.count) return;
    try {
      await keep(range, layout, numbers, byTrial(block.rows));
    } catch (error) {
      this.fail({ kind: "keep", block: range, error });
    }
  }

  private thread(worker: number): Worker {
    const orders: WorkerOrders = { worker, control: this.control.buffer };
    const thread = new Worker(this.program, { workerData: orders, execArgv: ["--enable-source-maps"] });
    thread.on("message", (report: WorkerReport) => this.hear(worker, report));
    thread.on("error", (error) => this.lose(worker, error));
    thread.on("exit", (code) => this.lose(worker, new Error(`it ended with code ${code}`)));
    return thread;
  }

  private hear(worker: number, report: WorkerReport): void {
    switch (report.kind) {
      case "failed":
        this.fail({ ...report, kind: "trial" });
        return;
      case "block": {
        const block = this.open.get(report.first);
        block?.rows.push(report.rows);
        this.leave(worker, block);
        return;
      }
    }
  }

  /** A thread is no more: after an error (which comes before its exit) or of itself. */
  private lose(worker: number, error: unknown): void {
    if (this.threads[worker] === null) return;
    this.threads = this.threads.with(worker, null);
    if (!this.closing) {
      const outOfMemory =
        error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
      const message = error instanceof Error ? error.message : String(error);
      const trial = Atomics.load(this.control, IN_HAND + worker);
      this.fail({ kind: "worker", trial, outOfMemory, message });
    }
    for (const block of this.open.values()) {
      if (block.workers.has(worker)) block.lost = true;
      this.leave(worker, block);
    }
  }

  private leave(worker: number, block: OpenBlock | undefined): void {
    if (block === undefined) return;
    block.workers.delete(worker);
    if (block.workers.size === 0) block.finish();
  }

  private fail(failure: PoolFailure): void {
    this.found.push(failure);
    this.stop();
  }
}

function trialOf(failure: PoolFailure): number {
  return failure.kind === "keep" ? failure.block.first : failure.trial;
}

/** Rows of all workers, by trial; those of one trial come from one worker and keep their order. */
function byTrial(parts: readonly Float64Array[]): Float64Array {
  const rows = parts.flatMap((part) =>
    Array.from({ length: part.length / OCCURRENCE_NUMBERS }, (_, row) =>
      part.subarray(row * OCCURRENCE_NUMBERS, (row + 1) * OCCURRENCE_NUMBERS),
    ),
  );
  rows.sort((a, b) => a[0] - b[0]);
  const sorted = new Float64Array(rows.length * OCCURRENCE_NUMBERS);
  rows.forEach((row, index) => {
    sorted.set(row, index * OCCURRENCE_NUMBERS);
  });
  return sorted;
}
