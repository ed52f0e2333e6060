import type { TrialShape } from "../model/series.ts";
import { blockLayout } from "./block.ts";
import { readNumbers, readOccurrences, type StoredBlock, type TrialOccurrence } from "./block-file.ts";
import type { Design } from "./design.ts";
import { covers, findBlock, listed, problemOf } from "./found-block.ts";
import { RunError } from "./run-error.ts";
import { blockIdentity, type StoreIdentity } from "./store-identity.ts";
import { blocksOf, checkRange, detailAmong, type TrialRange } from "./trial-range.ts";

/** A monthly figure of all trials that have it. */
export interface SeriesValues {
  /** Trials of the store for a headline series; those within its detail for a detail series. */
  readonly trials: number;
  /** trials x months, in the order of the trials. */
  readonly values: Float32Array;
}

/** Scalars of consecutive trials. */
export interface ScalarBlock {
  /** Number of the first trial. */
  readonly first: number;
  readonly count: number;
  /** scalars x trials, scalar-major: parameters, then outcomes. */
  readonly scalars: Float64Array;
}

/** What a store is made of: plain data, for another thread. */
export interface StoreContents extends Pick<TrialStore, "design" | "shape" | "range"> {
  readonly blocks: readonly StoredBlock[];
}

/**
 * The trials of one run on disk, read figure by figure, exactly: memory is that of the figure asked for
 * (trials x months x 4 bytes, three times that for a ratio), however many there are.
 */
export class TrialStore {
  /** How its trials were drawn. */
  readonly design: Design;
  readonly shape: TrialShape;
  readonly range: TrialRange;
  /** Number of trials. */
  readonly trials: number;
  /** Number of trials with detail series: the first ones. */
  readonly detailTrials: number;
  private readonly blocks: readonly StoredBlock[];
  /** Row of each series within its tier; -1 for ratios. */
  private readonly rows: readonly number[];

  private constructor(design: Design, shape: TrialShape, range: TrialRange, blocks: readonly StoredBlock[]) {
    this.design = design;
    this.shape = shape;
    this.range = range;
    this.trials = range.to - range.from + 1;
    this.detailTrials = detailAmong(range.from, this.trials, range.detail);
    this.blocks = blocks;
    this.rows = seriesRows(shape);
  }

  /**
   * Opens the trials of a range and reads every block through once, against its checksum. Blocks may hold
   * more trials than asked for; those are left out.
   *
   * @param folder where the blocks lie
   * @throws RangeError where the range is none
   * @throws RunError `store` naming the blocks that are missing, damaged or of another run
   */
  static open(folder: string, identity: StoreIdentity, shape: TrialShape, range: TrialRange): TrialStore {
    checkRange(range);
    const expected = blockIdentity(identity, shape);
    const blocks: StoredBlock[] = [];
    const problems: string[] = [];
    for (const wanted of blocksOf(range)) {
      const found = findBlock(folder, expected, wanted.first);
      if (found.state === "whole" && covers(found.block, wanted)) blocks.push(found.block);
      else problems.push(problemOf(found, wanted));
    }
    if (problems.length > 0)
      throw new RunError(
        "store",
        `${folder} cannot be read:\n${listed(problems)}\nRun it again with --resume.`,
      );
    return new TrialStore(identity.design, shape, range, blocks);
  }

  /** The store that another thread has opened. */
  static of({ design, shape, range, blocks }: StoreContents): TrialStore {
    return new TrialStore(design, shape, range, blocks);
  }

  get contents(): StoreContents {
    const { design, shape, range, blocks } = this;
    return { design, shape, range, blocks };
  }

  /** A drawn parameter (its index in the model) or an outcome (parameters + its index) of every trial. */
  readScalar(index: number): Float64Array {
    const { parameters, outcomes } = this.shape;
    if (!(index >= 0 && index < parameters + outcomes.length))
      throw new RangeError(`there is no scalar ${index}`);
    const values = new Float64Array(this.trials);
    let place = 0;
    for (const block of this.blocks) {
      const count = Math.min(block.count, this.trials - place);
      readNumbers(block, 8 * index * block.count, values.subarray(place, place + count));
      place += count;
    }
    return values;
  }

  /** Drawn parameters and outcomes, a block of trials at a time. */
  *scalarBlocks(): Generator<ScalarBlock, void, undefined> {
    const rows = this.shape.parameters + this.shape.outcomes.length;
    let place = 0;
    for (const block of this.blocks) {
      const count = Math.min(block.count, this.trials - place);
      const all = new Float64Array(rows * block.count);
      readNumbers(block, 0, all);
      const scalars = all.filter((_, at) => at % block.count < count);
      yield { first: block.first, count, scalars };
      place += count;
    }
  }

  /**
   * One monthly figure, by its index in `TrialShape.series`. A ratio is computed from its two series, month by
   * month; where the denominator is 0 it is NaN: there is nothing to be a share of.
   */
  readSeries(index: number): SeriesValues {
    const series = this.shape.series[index];
    if (series === undefined) throw new RangeError(`there is no series ${index}`);
    if (series.of === undefined) return this.readStored(index);
    const { trials, values } = this.readStored(series.of[0]);
    const denominator = this.readStored(series.of[1]).values;
    for (let i = 0; i < values.length; i++)
      values[i] = denominator[i] === 0 ? Number.NaN : values[i] / denominator[i];
    return { trials, values };
  }

  /** Occurrences of shocks in the order of the trials, then of time; a block's at a time. */
  *occurrences(): Generator<TrialOccurrence, void, undefined> {
    for (const block of this.blocks)
      for (const occurrence of readOccurrences(block))
        if (occurrence.trial <= this.range.to) yield occurrence;
  }

  private readStored(index: number): SeriesValues {
    const row = this.rows[index];
    if (row === -1) throw new RangeError(`series ${index} is a ratio, and ratios are not made of ratios`);
    const { months, series } = this.shape;
    const detail = series[index].tier === "detail";
    const trials = detail ? this.detailTrials : this.trials;
    const values = new Float32Array(trials * months);
    let place = 0;
    for (const block of this.blocks) {
      const layout = blockLayout(this.shape, block);
      const held = detail ? block.detailTrials : block.count;
      const count = Math.min(held, trials - place);
      if (count === 0) break;
      const at = (detail ? layout.detail : layout.headline) + 4 * row * held * months;
      readNumbers(block, at, values.subarray(place * months, (place + count) * months));
      place += count;
    }
    return { trials, values };
  }
}

function seriesRows(shape: TrialShape): number[] {
  const next = { headline: 0, detail: 0 };
  const rows = shape.series.map(({ tier, of }) => (of === undefined ? next[tier]++ : -1));
  if (next.headline !== shape.headlineRows || next.detail !== shape.detailRows)
    throw new Error(
      `the table of series has ${next.headline} + ${next.detail} stored rows, the shape says ` +
        `${shape.headlineRows} + ${shape.detailRows}`,
    );
  return rows;
}
