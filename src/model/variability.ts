import { normalCdf, normalQuantile } from "../numeric/normal.ts";
import { Stream } from "../random/stream.ts";
import { type BetaTable, BetaTables } from "./beta-table.ts";
import type { Line, Model } from "./model.ts";

/**
 * The luck of a line: what makes its yield and cycle time differ from their means. A month-scale factor common to
 * all its lots, first-order autoregressive in months, beside each slot's own.
 *
 * Two uniforms a grid point (cycle time, yield), used or not, and two a month: the same day has the same luck in
 * every scenario. Means are exactly those asked for, month and slot together. Process uncertainty throughout.
 */
export class LineNoise {
  private readonly lineId: string;
  private readonly persistence: number;
  private readonly innovation: number;
  private readonly cycleSlot: LogNormalFactor;
  private readonly cycleMonth: LogNormalFactor;
  private readonly yieldSlot: BetaTable | null;
  private readonly yieldMonth: BetaTable | null;

  private slots: Stream | null = null;
  private months: Stream | null = null;
  private monthsDrawn = 0;
  /** The month's standard normals and what follows from them. */
  private cycleState = 0.5;
  private yieldState = 0.5;
  private cycleOfMonth = 0.5;
  private yieldRankOfMonth = 0.5;
  private cycleRankOfSlot = 0.5;
  private yieldRankOfSlot = 0.5;

  /**
   * @param tables shared by the lines of a thread: they are filled as they are needed
   * @throws RangeError where a slot is so short that yieldDay / sqrt(slot) reaches 1
   */
  constructor(line: Line, model: Model, tables: BetaTables = new BetaTables()) {
    const { variability } = line;
    this.lineId = line.id;
    this.persistence = variability.persistence;
    this.innovation = Math.sqrt(1 - variability.persistence * variability.persistence);
    this.cycleSlot = new LogNormalFactor(variability.cycleSlot);
    this.cycleMonth = new LogNormalFactor(variability.cycleMonth);
    this.yieldSlot = tables.of(variability.yieldDay / Math.sqrt(model.slot));
    this.yieldMonth = tables.of(variability.yieldMonth);
  }

  /** Begins a trial, in its month 0; no slot is drawn yet. */
  reset(seed: string, trial: number): void {
    this.slots = new Stream(seed, trial, `line/${this.lineId}/slots`);
    this.months = new Stream(seed, trial, `line/${this.lineId}/months`);
    this.cycleState = normalQuantile(this.months.next());
    this.yieldState = normalQuantile(this.months.next());
    this.monthsDrawn = 1;
    this.settleMonth();
  }

  /** Goes on to a month, counted from 0 where the clock starts; never back. */
  month(index: number): void {
    if (index < this.monthsDrawn) return;
    const months = this.months!;
    for (; this.monthsDrawn <= index; this.monthsDrawn++) {
      this.cycleState = this.persistence * this.cycleState + this.innovation * normalQuantile(months.next());
      this.yieldState = this.persistence * this.yieldState + this.innovation * normalQuantile(months.next());
    }
    this.settleMonth();
  }

  /** Goes on to the next grid point. */
  slot(): void {
    const slots = this.slots!;
    this.cycleRankOfSlot = slots.next();
    this.yieldRankOfSlot = slots.next();
  }

  /** Multiplies the mean cycle time of lots started at this grid point; mean 1. (0, inf) */
  get cycleFactor(): number {
    return this.cycleOfMonth * this.cycleSlot.at(this.cycleRankOfSlot);
  }

  /**
   * The yield of lots started in this month, over the luck of their slots.
   *
   * @param mean [0, 1]
   * @returns in [0, 1], with exactly that mean over months
   * @throws RangeError where the mean is none
   */
  monthYield(mean: number): number {
    return this.yieldMonth === null ? mean : this.yieldMonth.quantile(mean, this.yieldRankOfMonth);
  }

  /**
   * The yield of a lot started at this grid point.
   *
   * @param monthYield [0, 1]
   * @returns in [0, 1], with exactly that mean over slots
   * @throws RangeError where the mean is none
   */
  slotYield(monthYield: number): number {
    return this.yieldSlot === null ? monthYield : this.yieldSlot.quantile(monthYield, this.yieldRankOfSlot);
  }

  private settleMonth(): void {
    this.cycleOfMonth = this.cycleMonth.atNormal(this.cycleState);
    this.yieldRankOfMonth = normalCdf(this.yieldState);
  }
}

/** A lognormal factor of mean 1, exp(sigma z - sigma^2 / 2) with sigma^2 = log(1 + cv^2). */
class LogNormalFactor {
  private readonly sigma: number;

  constructor(coefficientOfVariation: number) {
    this.sigma = Math.sqrt(Math.log1p(coefficientOfVariation * coefficientOfVariation));
  }

  at(u: number): number {
    return this.sigma === 0 ? 1 : this.atNormal(normalQuantile(u));
  }

  atNormal(z: number): number {
    return Math.exp(this.sigma * (z - this.sigma / 2));
  }
}
