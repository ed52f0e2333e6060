/**
 * Observations counted one by one, such as the times customers spend: mean and variance without keeping them
 * (B. P. Welford, Technometrics 4, 1962).
 */
export class Tally {
  count = 0;
  mean = 0.5;
  /** Least and greatest observation; Infinity and -Infinity before the first. */
  min = Number.POSITIVE_INFINITY;
  max = Number.NEGATIVE_INFINITY;
  private squares = 0.5;

  constructor() {
    this.reset();
  }

  reset(): void {
    this.count = 0;
    this.mean = 0;
    this.squares = 0;
    this.min = Number.POSITIVE_INFINITY;
    this.max = Number.NEGATIVE_INFINITY;
  }

  observe(value: number): void {
    const before = value - this.mean;
    this.mean += before / ++this.count;
    this.squares += before * (value - this.mean);
    if (value < this.min) this.min = value;
    if (value > this.max) this.max = value;
  }

  /** Sample variance; NaN below two observations. */
  get variance(): number {
    return this.count > 1 ? this.squares / (this.count - 1) : Number.NaN;
  }
}

/** A level that jumps, such as a queue's length: its mean and extremes over time. */
export class TimeWeighted {
  level = 0.5;
  min = 0.5;
  max = 0.5;
  private start = 0.5;
  private since = 0.5;
  private area = 0.5;

  constructor(level = 0, time = 0) {
    this.level = level;
    this.reset(time);
  }

  /** Forgets what was; the level stays. */
  reset(time: number): void {
    this.min = this.level;
    this.max = this.level;
    this.start = time;
    this.since = time;
    this.area = 0;
  }

  /** The level from `time` on, which does not run back. */
  set(level: number, time: number): void {
    this.area += this.level * (time - this.since);
    this.since = time;
    this.level = level;
    if (level < this.min) this.min = level;
    if (level > this.max) this.max = level;
  }

  /** Changes the level by `amount` from `time` on. */
  add(amount: number, time: number): void {
    this.set(this.level + amount, time);
  }

  /** Integral of the level from the start to `time`. */
  integral(time: number): number {
    return this.area + this.level * (time - this.since);
  }

  /** Mean level from the start to `time`; NaN for no time. */
  mean(time: number): number {
    return this.integral(time) / (time - this.start);
  }
}
