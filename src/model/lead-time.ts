/** Share of what was ordered below which what is left is rounding. */
const ROUNDING = 1e-9;

/**
 * Lead times by month of order: the wait within which half of the units that were ordered in the month and not
 * cancelled since were delivered. It is a median over units, those not delivered yet waiting for ever; so it is
 * never negative, 0 where all came from stock, and +Infinity where half were not there at the horizon.
 *
 * A unit that switched counts at the product that delivers it, at the month of its first order. Orders from
 * before `start` count nowhere.
 *
 * What is not cancelled is known only at the end, so every delivery is kept (20 bytes each, in buffers that are
 * used again) and the medians are selected then.
 */
export class LeadTimes {
  private readonly months: readonly number[];
  private readonly computes: readonly number[];
  /** By cell, month x products + product: all units that ever counted there, and those that still do. */
  private readonly gross: Float64Array;
  private readonly kept: Float64Array;
  private readonly days: Float64Array;
  private readonly overallDays: Float64Array;

  private count = 0;
  private cells = new Int32Array(1024);
  private waits = new Float64Array(1024);
  private units = new Float64Array(1024);
  private sortedWaits = new Float64Array(1024);
  private sortedUnits = new Float64Array(1024);
  private readonly starts: Int32Array;

  /**
   * @param months   first days of the months reported, ascending; the first from which orders count
   * @param computes H100-equivalents of a unit, by product
   */
  constructor(months: readonly number[], computes: readonly number[]) {
    this.months = months;
    this.computes = computes;
    const cells = months.length * computes.length;
    this.gross = new Float64Array(cells);
    this.kept = new Float64Array(cells);
    this.days = new Float64Array(cells);
    this.overallDays = new Float64Array(months.length);
    this.starts = new Int32Array(cells + 1);
  }

  reset(): void {
    this.count = 0;
    this.gross.fill(0);
    this.kept.fill(0);
  }

  /** Units ordered, or switched to `product`, whose first order was on day `ordered`. */
  joined(product: number, ordered: number, units: number): void {
    const cell = this.cellOf(product, ordered);
    if (cell < 0) return;
    this.gross[cell] += units;
    this.kept[cell] += units;
  }

  /** Units cancelled, or switched away from `product`. */
  left(product: number, ordered: number, units: number): void {
    const cell = this.cellOf(product, ordered);
    if (cell >= 0) this.kept[cell] -= units;
  }

  /** Units that reach the customer on day `now`. */
  delivered(product: number, ordered: number, units: number, now: number): void {
    const cell = this.cellOf(product, ordered);
    if (cell < 0) return;
    if (this.count === this.cells.length) this.grow();
    this.cells[this.count] = cell;
    this.waits[this.count] = now - ordered;
    this.units[this.count] = units;
    this.count++;
  }

  /** Computes all lead times, at the horizon. */
  finish(): void {
    this.sort();
    const { sortedWaits: waits, sortedUnits: units, starts } = this;
    const products = this.computes.length;
    for (let month = 0; month < this.months.length; month++) {
      let gross = 0;
      let kept = 0;
      const first = month * products;
      for (let product = 0; product < products; product++) {
        const cell = first + product;
        const compute = this.computes[product];
        this.days[cell] = medianWait(
          waits,
          units,
          starts[cell],
          starts[cell + 1],
          this.gross[cell],
          this.kept[cell],
        );
        gross += this.gross[cell] * compute;
        kept += this.kept[cell] * compute;
        for (let k = starts[cell]; k < starts[cell + 1]; k++) units[k] *= compute;
      }
      this.overallDays[month] = medianWait(
        waits,
        units,
        starts[first],
        starts[first + products],
        gross,
        kept,
      );
    }
  }

  /** Days, [0, inf]; NaN where nothing was ordered in the month that was not cancelled. After `finish`. */
  ofProduct(product: number, month: number): number {
    return this.days[month * this.computes.length + product];
  }

  /** The same over all products, weighted by H100-equivalents. */
  overall(month: number): number {
    return this.overallDays[month];
  }

  /** The cell of an order, or -1 where it does not count. */
  private cellOf(product: number, ordered: number): number {
    const { months } = this;
    if (!(ordered >= months[0])) return -1;
    let low = 0;
    let high = months.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (months[middle] <= ordered) low = middle;
      else high = middle - 1;
    }
    return low * this.computes.length + product;
  }

  /** Puts the deliveries in the order of their cells, by counting. */
  private sort(): void {
    const { cells, starts, count } = this;
    starts.fill(0);
    for (let k = 0; k < count; k++) starts[cells[k] + 1]++;
    for (let cell = 1; cell < starts.length; cell++) starts[cell] += starts[cell - 1];
    for (let k = 0; k < count; k++) {
      const place = starts[cells[k]]++;
      this.sortedWaits[place] = this.waits[k];
      this.sortedUnits[place] = this.units[k];
    }
    // Each start has moved to its cell's end, which is the next one's start.
    starts.copyWithin(1, 0, starts.length - 1);
    starts[0] = 0;
  }

  private grow(): void {
    const length = 2 * this.cells.length;
    const cells = new Int32Array(length);
    const waits = new Float64Array(length);
    const units = new Float64Array(length);
    cells.set(this.cells);
    waits.set(this.waits);
    units.set(this.units);
    this.cells = cells;
    this.waits = waits;
    this.units = units;
    this.sortedWaits = new Float64Array(length);
    this.sortedUnits = new Float64Array(length);
  }
}

function medianWait(
  waits: Float64Array,
  units: Float64Array,
  from: number,
  to: number,
  gross: number,
  kept: number,
): number {
  if (kept <= gross * ROUNDING) return Number.NaN;
  return weightedSelect(waits, units, from, to, (kept / 2) * (1 - ROUNDING));
}

/**
 * The least value such that those up to it weigh at least `target`; Infinity where all weigh less. Permutes
 * [from, to) of both arrays. Linear time on average: quickselect in three parts, as many waits are equal (0).
 */
function weightedSelect(
  values: Float64Array,
  weights: Float64Array,
  from: number,
  to: number,
  target: number,
): number {
  let low = from;
  let high = to;
  let need = target;
  // Where rounding says that a part weighs less than it did before, the answer is at its upper end.
  let bound = Number.POSITIVE_INFINITY;
  while (low < high) {
    const pivot = medianOfThree(values[low], values[(low + high) >> 1], values[high - 1]);
    let below = low;
    let above = high;
    let weightBelow = 0;
    let weightAt = 0;
    for (let k = low; k < above; ) {
      const value = values[k];
      if (value < pivot) {
        weightBelow += weights[k];
        swap(values, weights, k++, below++);
      } else if (value > pivot) {
        swap(values, weights, k, --above);
      } else {
        weightAt += weights[k++];
      }
    }
    if (weightBelow >= need) {
      high = below;
      bound = pivot;
    } else if (weightBelow + weightAt >= need) {
      return pivot;
    } else {
      need -= weightBelow + weightAt;
      low = above;
    }
  }
  return bound;
}

function medianOfThree(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}

function swap(values: Float64Array, weights: Float64Array, i: number, j: number): void {
  const value = values[i];
  values[i] = values[j];
  values[j] = value;
  const weight = weights[i];
  weights[i] = weights[j];
  weights[j] = weight;
}
