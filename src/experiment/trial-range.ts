import type { TrialShape } from "../model/series.ts";
import { RunError } from "./run-error.ts";

/** Trials to a block: what is written at once, and lost at most when a run is killed. */
export const BLOCK_TRIALS = 50;

/** Figures a store may hold without being asked twice; 10,000 trials of the baseline are about 92 million. */
export const VALUES_LIMIT = 1_000_000_000;

/** Trial numbers are counted in 32 bits by the workers. */
const LAST_TRIAL = 2 ** 31 - 1;

/** Trials `from` to `to`, both included, the detail series only for those up to number `detail`. */
export interface TrialRange {
  /** From 1; `from - 1` is divisible by 50, so that the parts of a split run have the blocks of the whole. */
  readonly from: number;
  readonly to: number;
  /** By trial number, so that it does not depend on how a run is split. 0: none, Infinity: all. */
  readonly detail: number;
}

/** Consecutive trials of one file: all 50, or fewer in the last of a range. */
export interface BlockRange {
  /** Number of the first trial. */
  readonly first: number;
  /** [1, 50] */
  readonly count: number;
  /** How many of them, from the first on, have detail series. [0, count] */
  readonly detailTrials: number;
}

/** @throws RangeError where the range is no range of whole blocks */
export function checkRange({ from, to, detail }: TrialRange): void {
  if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to) || from < 1 || to < from || to > LAST_TRIAL)
    throw new RangeError(`trials ${from}..${to}: the first is at least 1, the last at least the first`);
  if ((from - 1) % BLOCK_TRIALS !== 0)
    throw new RangeError(
      `trials ${from}..${to}: the first is one more than a multiple of ${BLOCK_TRIALS}, such as ${nearestFirst(from)}`,
    );
  if (!(detail >= 0)) throw new RangeError(`detail for ${detail} trials: it is 0 or more`);
}

/** Number of trials of a range. */
export function trialsOf({ from, to }: TrialRange): number {
  return to - from + 1;
}

function nearestFirst(from: number): number {
  return Math.round((from - 1) / BLOCK_TRIALS) * BLOCK_TRIALS + 1;
}

/** The blocks of a range, in order. */
export function* blocksOf(range: TrialRange): Generator<BlockRange, void, undefined> {
  for (let first = range.from; first <= range.to; first += BLOCK_TRIALS) {
    const count = Math.min(BLOCK_TRIALS, range.to - first + 1);
    yield { first, count, detailTrials: detailAmong(first, count, range.detail) };
  }
}

/** How many of `count` trials from `first` on have a number up to `detail`. */
export function detailAmong(first: number, count: number, detail: number): number {
  return Math.max(0, Math.min(count, Math.floor(detail) - first + 1));
}

/** Figures that the store of these trials holds, beside the occurrences of shocks. */
export function valuesOf(shape: TrialShape, range: TrialRange): number {
  const trials = trialsOf(range);
  const eachTrial = shape.parameters + shape.outcomes.length + shape.headlineRows * shape.months;
  return trials * eachTrial + detailAmong(range.from, trials, range.detail) * shape.detailRows * shape.months;
}

/** Bytes that the store of these trials takes on disk, beside headers and the occurrences of shocks. */
export function bytesOf(shape: TrialShape, range: TrialRange): number {
  const trials = trialsOf(range);
  return 4 * (valuesOf(shape, range) + trials * (shape.parameters + shape.outcomes.length));
}

/**
 * @param limit most figures allowed
 * @throws RunError `limit` beyond it, naming the options that lower the number or lift the limit
 */
export function checkSize(shape: TrialShape, range: TrialRange, limit: number): void {
  const values = valuesOf(shape, range);
  if (values <= limit) return;
  const detail = detailAmong(range.from, trialsOf(range), range.detail);
  throw new RunError(
    "limit",
    `trials ${range.from}..${range.to} would store ${millions(values)} values (${gigabytes(bytesOf(shape, range))}), ` +
      `of which ${millions(detail * shape.detailRows * shape.months)} are monthly details of ${detail} trials; ` +
      `the limit is ${millions(limit)}. Run fewer trials, keep details of fewer (--detail N), ` +
      `or lift the limit: --max-values ${Math.ceil(values / 1e6)}M`,
  );
}

function millions(values: number): string {
  return `${(values / 1e6).toFixed(values < 1e7 ? 1 : 0)} M`;
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(bytes < 1e10 ? 1 : 0)} GB`;
}
