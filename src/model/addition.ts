import { announcedAnew, QUARTER } from "./announcement.ts";

/** How capacity comes up: evenly, or slowly at both ends (3x^2 - 2x^3, half at half time). */
export type RampShape = "linear" | "s-curve";

/**
 * Capacity that comes (or goes, where sizes are negative): a step of an announced path, or a project. It has two
 * lives. One is announced and is all that anybody can plan on; the other happens. They meet as it opens: what is
 * open can be seen.
 *
 * Days since start, wafers per day.
 */
export class Addition {
  readonly shape: RampShape;
  /** Before this day nobody knows of it. -Infinity: known all along. */
  readonly decided: number;

  announcedFrom = 0.5;
  announcedRamp = 0.5;
  announcedSize = 0.5;

  private ramp = 0.5;
  private size = 0.5;
  /** The day on which it opens. */
  private from = 0.5;
  /** Where the ramp would have begun if it hadn't been interrupted since: `from` unless it was. */
  private rampFrom = 0.5;
  /** No progress before this day: the end of an interruption. */
  private heldUntil = -Infinity;

  constructor(shape: RampShape, decided: number) {
    this.shape = shape;
    this.decided = decided;
  }

  /** What will happen in this trial: opens at `from`, complete `ramp` days [0, inf) later. */
  schedule(from: number, ramp: number, size: number): void {
    this.from = from;
    this.rampFrom = from;
    this.ramp = ramp;
    this.size = size;
    this.heldUntil = -Infinity;
  }

  /** Capacity open at day t, not before the last `delay`. */
  opened(t: number): number {
    return this.size * this.share(this.progress(t));
  }

  hasOpened(t: number): boolean {
    return this.progress(t) > 0;
  }

  isComplete(t: number): boolean {
    return this.progress(t) === 1;
  }

  /** Capacity that will come and isn't open at day t; none before the decision, none for a reduction. */
  underConstruction(t: number): number {
    return t < this.decided || this.size <= 0 ? 0 : this.size - this.opened(t);
  }

  /** What isn't open at day `now` opens `by` days later; a ramp under way stands still for as long. */
  delay(now: number, by: number): void {
    const progress = this.progress(now);
    if (progress === 1) return;
    this.rampFrom += by;
    if (progress === 0) this.from += by;
    else this.heldUntil = Math.max(now, this.heldUntil) + by;
  }

  /**
   * The capacity expected at day `now` to be open at day t >= now. Not yet open: what is announced, a quarter later
   * each time its date has passed. Opening: what is open, and the rest of the announced size over the rest of the
   * announced ramp, counted from the day it was seen to open; a missed end is again a quarter later. Open: what is
   * open.
   */
  expected(now: number, t: number): number {
    if (now < this.decided) return 0;
    const progress = this.progress(now);
    if (progress === 1) return this.size;
    if (progress === 0) {
      const from = announcedAnew(now, this.announcedFrom);
      return this.announcedSize * this.share(rampProgress(t - from, this.announcedRamp));
    }
    const opened = this.size * this.share(progress);
    const rest = this.announcedSize - opened;
    if (rest * this.announcedSize <= 0) return opened;
    const due = this.from + this.announcedRamp;
    const missed = Math.floor((now - due) / QUARTER) + 1;
    const length = this.announcedRamp + QUARTER * Math.max(0, missed);
    const already = this.share(rampProgress(now - this.from, length));
    return opened + (rest * (this.share(rampProgress(t - this.from, length)) - already)) / (1 - already);
  }

  /** Share of the ramp's length behind it, [0, 1]. */
  private progress(t: number): number {
    return rampProgress(Math.max(t, this.heldUntil) - this.rampFrom, this.ramp);
  }

  private share(progress: number): number {
    switch (this.shape) {
      case "linear":
        return progress;
      case "s-curve":
        return progress * progress * (3 - 2 * progress);
    }
  }
}

function rampProgress(elapsed: number, length: number): number {
  if (elapsed < 0) return 0;
  return elapsed >= length ? 1 : elapsed / length;
}
