import type { Handle } from "./measure.ts";
import type { Series, TrialRecord } from "./series.ts";

/**
 * Adds up one trial's monthly figures in double precision and hands them over in the store's layout: stored
 * series of a tier in table order, series-major.
 */
export class Recorder {
  readonly headlineRows: number;
  readonly detailRows: number;
  /** Month being recorded, from 0; negative before the clock has reached the start. */
  month = -1;

  private readonly months: number;
  private readonly rowOf: Int32Array;
  private readonly values: Float64Array;

  constructor(series: readonly Series[], months: number) {
    this.months = months;
    this.rowOf = new Int32Array(series.length).fill(-1);
    let row = 0;
    const place = (tier: Series["tier"]): number => {
      const first = row;
      series.forEach((one, handle) => {
        if (one.aggregate !== "ratio" && one.tier === tier) this.rowOf[handle] = row++;
      });
      return row - first;
    };
    this.headlineRows = place("headline");
    this.detailRows = place("detail");
    this.values = new Float64Array(row * months);
  }

  reset(): void {
    this.values.fill(0);
    this.month = -1;
  }

  /** Adds to the current month; nothing before the start. */
  add(handle: Handle, amount: number): void {
    if (this.month >= 0 && handle >= 0) this.values[this.rowOf[handle] * this.months + this.month] += amount;
  }

  /** Sets the figure of a month. */
  set(handle: Handle, month: number, value: number): void {
    if (month >= 0 && handle >= 0) this.values[this.rowOf[handle] * this.months + month] = value;
  }

  /** The figure of a month. */
  get(handle: Handle, month: number): number {
    return this.values[this.rowOf[handle] * this.months + month];
  }

  /** Writes all months into a record's buffers. */
  write(record: TrialRecord): void {
    const split = this.headlineRows * this.months;
    record.headline.set(this.values.subarray(0, split));
    if (record.detail !== null) record.detail.set(this.values.subarray(split));
  }
}
