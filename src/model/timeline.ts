import type { Timeline } from "./model.ts";
import { resolve } from "./value.ts";

/**
 * A quantity over time as one trial knows it: flat before its first and after its last date; between two dates
 * linear, geometric (linear in the logarithm), or the earlier value up to the later date (step).
 *
 * Time is mostly asked forward: a cursor makes that O(1). Built once per model and given new draws per trial.
 */
export class ResolvedTimeline {
  private readonly timeline: Timeline;
  private readonly values: Float64Array;
  /** The last date at or before the time asked last; -1 before the first. */
  private piece = -1;

  /** @throws RangeError where a geometric timeline isn't positive */
  constructor(timeline: Timeline, draws: Float64Array) {
    this.timeline = timeline;
    this.values = new Float64Array(timeline.values.length);
    this.reset(draws);
  }

  /** @throws RangeError where a geometric timeline isn't positive */
  reset(draws: Float64Array): void {
    const { shape, values } = this.timeline;
    for (let i = 0; i < values.length; i++) {
      const value = resolve(values[i], draws);
      if (shape === "geometric" && !(value > 0))
        throw new RangeError(`a geometric timeline is positive, but value ${i + 1} is ${value}`);
      this.values[i] = value;
    }
    this.piece = -1;
  }

  /** The value at day t; at a step's date the new one. */
  at(t: number): number {
    this.seek(t);
    return this.valueWithin(this.piece, t);
  }

  /** The integral over [from, to], value x days. */
  integral(from: number, to: number): number {
    const { times } = this.timeline;
    let sum = 0;
    let left = from;
    this.seek(from);
    for (let i = this.piece; left < to; i++) {
      const right = i + 1 < times.length ? Math.min(times[i + 1], to) : to;
      sum += (right - left) * this.meanWithin(i, left, right);
      left = right;
    }
    return sum;
  }

  private seek(t: number): void {
    const { times } = this.timeline;
    let i = this.piece;
    while (i + 1 < times.length && times[i + 1] <= t) i++;
    while (i >= 0 && times[i] > t) i--;
    this.piece = i;
  }

  private valueWithin(i: number, t: number): number {
    const { times, shape } = this.timeline;
    const values = this.values;
    if (i < 0) return values[0];
    if (i + 1 === times.length) return values[i];
    const share = (t - times[i]) / (times[i + 1] - times[i]);
    switch (shape) {
      case "linear":
        return values[i] + share * (values[i + 1] - values[i]);
      case "geometric":
        return values[i] * Math.exp(share * Math.log(values[i + 1] / values[i]));
      case "step":
        return values[i];
    }
  }

  private meanWithin(i: number, left: number, right: number): number {
    const a = this.valueWithin(i, left);
    const b = this.valueWithin(i, right);
    switch (this.timeline.shape) {
      case "step":
        return a;
      case "linear":
        return (a + b) / 2;
      case "geometric": {
        // The logarithmic mean; for nearly equal ends its expansion, where the quotient would cancel.
        const x = (b - a) / a;
        return Math.abs(x) < 1e-5 ? a * (1 + x / 2 - (x * x) / 12) : (b - a) / Math.log1p(x);
      }
    }
  }
}
