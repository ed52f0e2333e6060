/**
 * Units of one item at one place, first in first out: a ring of layers, each with a quantity, the time it
 * arrived and the cause it carries (see `cause.ts`).
 */
export class Stock {
  /** Units on hand. */
  quantity = 0;
  /** Arrival time of the youngest layer touched by the last `take`. */
  takenTime = -0.5;
  /** Cause of that layer. */
  takenCause = 0;

  private amounts = new Float64Array(16);
  private times = new Float64Array(16);
  private causes = new Int32Array(16);
  private head = 0;
  private size = 0;

  /** Empties the stock for another trial. */
  reset(): void {
    this.quantity = 0;
    this.head = 0;
    this.size = 0;
  }

  get layers(): number {
    return this.size;
  }

  /** Time of the oldest layer; only when there is one. */
  get oldestTime(): number {
    return this.times[this.head];
  }

  /** Cause of the oldest layer; only when there is one. */
  get oldestCause(): number {
    return this.causes[this.head];
  }

  /** Quantity of the oldest layer; only when there is one. */
  get oldestAmount(): number {
    return this.amounts[this.head];
  }

  /** Adds `amount` > 0 units that arrive at `time`, not before any already there. */
  put(amount: number, time: number, cause: number): void {
    this.quantity += amount;
    const mask = this.amounts.length - 1;
    if (this.size > 0) {
      const last = (this.head + this.size - 1) & mask;
      if (this.times[last] === time && this.causes[last] === cause) {
        this.amounts[last] += amount;
        return;
      }
    }
    if (this.size > mask) this.grow();
    const slot = (this.head + this.size) & (this.amounts.length - 1);
    this.amounts[slot] = amount;
    this.times[slot] = time;
    this.causes[slot] = cause;
    this.size++;
  }

  /**
   * Takes the next `amount` units, at most what is there; returns what was taken. A rounding remainder of the
   * last layer goes with it.
   */
  take(amount: number): number {
    const all = amount >= this.quantity * (1 - 1e-12);
    let left = all ? this.quantity : amount;
    const taken = left;
    const mask = this.amounts.length - 1;
    while (this.size > 0) {
      const layer = this.amounts[this.head];
      this.takenTime = this.times[this.head];
      this.takenCause = this.causes[this.head];
      if (!all && layer > left) {
        this.amounts[this.head] = layer - left;
        break;
      }
      left -= layer;
      this.head = (this.head + 1) & mask;
      this.size--;
      if (!all && left <= 0) break;
    }
    this.quantity = this.size === 0 ? 0 : this.quantity - taken;
    return taken;
  }

  private grow(): void {
    const capacity = this.amounts.length;
    const amounts = new Float64Array(capacity * 2);
    const times = new Float64Array(capacity * 2);
    const causes = new Int32Array(capacity * 2);
    for (let k = 0; k < this.size; k++) {
      const slot = (this.head + k) & (capacity - 1);
      amounts[k] = this.amounts[slot];
      times[k] = this.times[slot];
      causes[k] = this.causes[slot];
    }
    this.amounts = amounts;
    this.times = times;
    this.causes = causes;
    this.head = 0;
  }
}
