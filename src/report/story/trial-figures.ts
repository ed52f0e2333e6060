import type { Series, TrialRecord, TrialShape } from "../../model/series.ts";

/** The monthly figures of one trial, by the series they belong to. */
export class TrialFigures {
  readonly series: readonly Series[];
  readonly months: number;
  private readonly record: TrialRecord;
  /** Row of each series within its tier; -1 for ratios, which no record holds. */
  private readonly rows: readonly number[];

  constructor(shape: TrialShape, record: TrialRecord) {
    const next = { headline: 0, detail: 0 };
    this.series = shape.series;
    this.months = shape.months;
    this.record = record;
    this.rows = shape.series.map(({ tier, of }) => (of === undefined ? next[tier]++ : -1));
  }

  /** Sum of a series over months [from, to). */
  sum(index: number, from = 0, to = this.months): number {
    const values = this.series[index].tier === "headline" ? this.record.headline : this.record.detail;
    const row = this.rows[index];
    if (row === -1 || values === null) throw new Error(`series ${index} is not in the record`);
    let sum = 0;
    for (let month = from; month < to; month++) sum += values[row * this.months + month];
    return sum;
  }
}
