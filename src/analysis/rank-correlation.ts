import type { Estimate } from "./confidence-interval.ts";
import { correlation, rankCorrelationInterval } from "./correlation.ts";
import { midRanks } from "./rank.ts";

/** Fewest trials of which a rank correlation has an interval. */
const FEWEST = 4;

/**
 * Spearman's rank correlation of an input and an outcome over the same trials: how far they rise and fall together,
 * whatever the shape of the curve between them. Equal values share their mean rank.
 *
 * @param x no NaN
 * @param y no NaN; +Infinity, not there by the horizon, ranks last
 * @returns null where one of them does not vary, or of fewer than four trials
 */
export function rankCorrelation(x: Float64Array, y: Float64Array, level?: number): Estimate | null {
  return correlationOfRanks(midRanks(x), midRanks(y), level);
}

/** As `rankCorrelation`, of what is ranked already. */
export function correlationOfRanks(x: Float64Array, y: Float64Array, level?: number): Estimate | null {
  if (x.length < FEWEST) return null;
  const r = correlation(x, y);
  return Number.isNaN(r) ? null : rankCorrelationInterval(r, x.length, 0, level);
}
