import type { TrialRecord, TrialShape } from "../model/series.ts";
import type { BlockRange } from "./trial-range.ts";

/**
 * Where each figure lies in the numbers of a block: scalars (Float64), then headline, then detail series
 * (Float32), each series-major, series x trials x months, so that one series of a block is one read.
 * Offsets are in bytes from the first scalar.
 */
export interface BlockLayout {
  readonly trials: number;
  readonly detailTrials: number;
  readonly months: number;
  readonly scalars: number;
  readonly headlineRows: number;
  readonly detailRows: number;
  readonly headline: number;
  readonly detail: number;
  /** Length of it all. */
  readonly bytes: number;
}

export function blockLayout(shape: TrialShape, { count, detailTrials }: BlockRange): BlockLayout {
  const { months, headlineRows, detailRows } = shape;
  const scalars = shape.parameters + shape.outcomes.length;
  const headline = 8 * scalars * count;
  const detail = headline + 4 * headlineRows * count * months;
  const bytes = detail + 4 * detailRows * detailTrials * months;
  return { trials: count, detailTrials, months, scalars, headlineRows, detailRows, headline, detail, bytes };
}

/** Buffers for one trial of this shape. */
export function trialRecord(shape: TrialShape, detail: boolean): TrialRecord {
  return {
    scalars: new Float64Array(shape.parameters + shape.outcomes.length),
    headline: new Float32Array(shape.headlineRows * shape.months),
    detail: detail ? new Float32Array(shape.detailRows * shape.months) : null,
    occurrences: [],
  };
}

/** The numbers of a block while its trials run: workers fill disjoint places of one shared buffer. */
export class Block {
  private readonly layout: BlockLayout;
  private readonly scalars: Float64Array;
  private readonly headline: Float32Array;
  private readonly detail: Float32Array;

  /** @param buffer at least `layout.bytes` long */
  constructor(layout: BlockLayout, buffer: ArrayBufferLike) {
    const { trials, detailTrials, months } = layout;
    this.layout = layout;
    this.scalars = new Float64Array(buffer, 0, layout.scalars * trials);
    this.headline = new Float32Array(buffer, layout.headline, layout.headlineRows * trials * months);
    this.detail = new Float32Array(buffer, layout.detail, layout.detailRows * detailTrials * months);
  }

  /**
   * Stores what the trial at this place left behind; its occurrences are kept elsewhere.
   *
   * @param place [0, trials)
   */
  put(place: number, record: TrialRecord): void {
    const { trials, detailTrials, months, scalars } = this.layout;
    for (let i = 0; i < scalars; i++) this.scalars[i * trials + place] = record.scalars[i];
    scatter(record.headline, this.headline, months, trials, place);
    if (place < detailTrials) {
      if (record.detail === null) throw new Error("a trial within the detail tier left no detail series");
      scatter(record.detail, this.detail, months, detailTrials, place);
    }
  }
}

/** Series x months of one trial to its place in series x trials x months. */
function scatter(source: Float32Array, target: Float32Array, months: number, trials: number, place: number) {
  const stride = (trials - 1) * months;
  let to = place * months;
  for (let from = 0; from < source.length; to += stride)
    for (let month = 0; month < months; month++) target[to++] = source[from++];
}
