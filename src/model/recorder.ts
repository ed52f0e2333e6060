import type { Series, TrialRecord } from "./series.ts";
import type { Handle } from "./series-table.ts";

/**
 * Adds up one trial's monthly figures in double precision and hands them over in the store's layout: stored
 * series of a tier in table order, series-major.
 *
 * While a trial runs they lie month by month, so that all that is added to in a month fits the processor's cache.
 */
export class Recorder {
  readonly headlineRows: number;
  readonly detailRows: number;

  private readonly months: number;
  private readonly rows: number;
  private readonly rowOf: Int32Array;
  /** Months x rows; before them a month for all that comes before the start, which nobody reads. */
  private readonly values: Float64Array;
  private current = -1;
  /** Where the current month begins. */
  private base = 0;

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
    this.rows = row;
    this.values = new Float64Array((months + 1) * row);
  }

  reset(): void {
    this.values.fill(0);
    this.enter(-1);
  }

  /** Month being recorded, from 0; -1 before the clock has reached the start. */
  get month(): number {
    return this.current;
  }

  enter(month: number): void {
    this.current = month;
    this.base = (month + 1) * this.rows;
  }

  /** Adds to the current month; nothing before the start. */
  add(handle: Handle, amount: number): void {
    if (handle >= 0) this.values[this.base + this.rowOf[handle]] += amount;
  }

  /** Sets the figure of a month. */
  set(handle: Handle, month: number, value: number): void {
    if (month >= 0 && handle >= 0) this.values[(month + 1) * this.rows + this.rowOf[handle]] = value;
  }

  /** The figure of a month. */
  get(handle: Handle, month: number): number {
    return this.values[(month + 1) * this.rows + this.rowOf[handle]];
  }

  /** Writes all months into a record's buffers. */
  write(record: TrialRecord): void {
    this.writeRows(0, this.headlineRows, record.headline);
    if (record.detail !== null) this.writeRows(this.headlineRows, this.detailRows, record.detail);
  }

  private writeRows(first: number, count: number, out: Float32Array): void {
    const { values, months, rows } = this;
    for (let row = 0; row < count; row++) {
      for (let month = 0; month < months; month++) {
        out[row * months + month] = values[(month + 1) * rows + first + row];
      }
    }
  }
}
