import type { Model } from "../model/model.ts";
import type { Design } from "./design.ts";
import type { BlockRange } from "./trial-range.ts";

/**
 * What the main thread and its workers say to each other.
 *
 * Every worker is given every block and takes trials out of it one at a time, in order, by `Atomics.add`, so
 * none is idle while another has trials left, and whatever has been taken is a first part of the run without
 * gaps. Their numbers go straight into the block's shared buffer, each trial's to its own place: who ran it
 * leaves no mark.
 */
export interface WorkerOrders {
  /** Which worker this is, from 0. */
  readonly worker: number;
  /** Int32 each: `STOP`, `DONE`, and from `IN_HAND` on one per worker. */
  readonly control: SharedArrayBuffer;
}

/** Not 0: take no more trials. */
export const STOP = 0;
/** Trials done by all workers. */
export const DONE = 1;
/** From here on, by worker: the number of the trial it is running, 0 for none. */
export const IN_HAND = 2;

/** What the blocks that follow are of, until the next batch. */
export interface BatchTask {
  readonly kind: "batch";
  readonly model: Model;
  readonly seed: string;
  readonly design: Design;
  /** Check conservation at every event. */
  readonly checked: boolean;
}

/** A block to be run by all workers together. */
export interface BlockTask extends BlockRange {
  readonly kind: "block";
  /** The block's numbers, see block.ts. */
  readonly numbers: SharedArrayBuffer;
  /** Int32 each: `TAKEN`, `FINISHED`. */
  readonly tickets: SharedArrayBuffer;
}

/** Trials of the block taken so far; may pass its count. */
export const TAKEN = 0;
/** Trials of the block whose numbers are all there. */
export const FINISHED = 1;

export type WorkerTask = BatchTask | BlockTask;

export type WorkerReport =
  /** This worker takes no more trials of the block that starts with trial `first`. */
  | {
      readonly kind: "block";
      readonly first: number;
      /** Occurrences of its trials, `OCCURRENCE_NUMBERS` each. */
      readonly rows: Float64Array;
    }
  | {
      readonly kind: "failed";
      readonly trial: number;
      readonly message: string;
      readonly stack: string;
    };
