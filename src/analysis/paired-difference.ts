import {
  type Estimate,
  LEVEL,
  meanInterval,
  proportionInterval,
  studentFactor,
} from "./confidence-interval.ts";
import { correlation } from "./correlation.ts";
import { INDEPENDENT_TRIALS } from "./sampling.ts";
import { type PercentileEstimate, Summariser } from "./summary.ts";

/**
 * What a variant does to one figure against a base, over the same trials: every trial of one had the same luck as that
 * of the other (common random numbers), so the differences of pairs are independent values of one distribution and all
 * that is said of a sample may be said of them (Law, Simulation Modeling and Analysis, 5th ed., 10.2.1 and 11.2).
 */
export interface PairedDifference {
  /** Trials in which both have the figure. */
  readonly trials: number;
  /** Mean of variant - base with Student's interval; null: fewer than two trials, or some are not there yet. */
  readonly mean: Estimate | null;
  /** Standard deviation of the differences; null as for the mean. */
  readonly sd: number | null;
  /** Percentiles of the differences, which are not differences of percentiles; null as for the mean. */
  readonly percentiles: readonly (PercentileEstimate | null)[];
  /** Share of trials in which the variant's figure is larger, smaller and equal, with Wilson's intervals; add up to 1. */
  readonly larger: Estimate;
  readonly smaller: Estimate;
  readonly equal: Estimate;
  /** Of base and variant over the trials: what common random numbers achieved; null where one does not vary. */
  readonly correlation: number | null;
  /**
   * Share of the variance of the mean difference that pairing saved: 1 - var(variant - base) / (var base + var variant)
   * (Law, 11.2). Negative where it did harm; null where neither varies.
   */
  readonly varianceSaved: number | null;
  /** Mean of the variant over mean of the base, less 1; null where the base's mean may be zero. */
  readonly relative: Estimate | null;
}

/** The percentiles of every comparison. */
const SHARES: readonly number[] = [0.1, 0.5, 0.9];

/**
 * Compares a figure of two runs of the same trials.
 *
 * @param base    the figure in each trial, in trial order: NaN where it does not exist, +Infinity: not there yet
 * @param variant the same trials
 * @returns null where no trial has both
 */
export function pairedDifference(
  base: Float64Array,
  variant: Float64Array,
  level: number = LEVEL,
  shares: readonly number[] = SHARES,
): PairedDifference | null {
  if (base.length !== variant.length)
    throw new RangeError(`${base.length} trials of the base beside ${variant.length} of the variant`);
  const both = Array.from(base.keys()).filter((i) => !Number.isNaN(base[i]) && !Number.isNaN(variant[i]));
  const trials = both.length;
  if (trials === 0) return null;
  const from = Float64Array.from(both, (i) => base[i]);
  const to = Float64Array.from(both, (i) => variant[i]);
  const larger = both.filter((i) => variant[i] > base[i]).length;
  const smaller = both.filter((i) => variant[i] < base[i]).length;
  const counts = {
    trials,
    larger: proportionInterval(larger, trials, level),
    smaller: proportionInterval(smaller, trials, level),
    equal: proportionInterval(trials - larger - smaller, trials, level),
  };
  if (!from.every(Number.isFinite) || !to.every(Number.isFinite)) {
    const unknown = { mean: null, sd: null, correlation: null, varianceSaved: null, relative: null };
    return { ...counts, ...unknown, percentiles: shares.map(() => null) };
  }
  const differences = to.map((value, i) => value - from[i]);
  const { mean, sd, percentiles } = new Summariser(shares, INDEPENDENT_TRIALS, level).summarise(differences);
  const achieved = correlation(from, to);
  return {
    ...counts,
    mean,
    sd,
    percentiles,
    correlation: Number.isNaN(achieved) ? null : achieved,
    varianceSaved: varianceSaved(from, to, differences),
    relative: relativeDifference(from, to, level),
  };
}

function varianceSaved(base: Float64Array, variant: Float64Array, differences: Float64Array): number | null {
  const apart = squaresAboutMean(base) + squaresAboutMean(variant);
  return apart > 0 ? 1 - squaresAboutMean(differences) / apart : null;
}

/**
 * Ratio of means less 1, with the interval of the ratio estimator by the delta method: the variance of
 * variant - ratio x base over n times the squared mean of the base (Cochran, Sampling Techniques, 3rd ed., 2.11 and
 * 6.3), with Student's factor. Good where the base's mean is well away from zero, which is asked for: its own interval
 * must not hold zero. Chosen over the jackknife, from which it differs by terms of order 1 / n, for being one formula.
 */
function relativeDifference(base: Float64Array, variant: Float64Array, level: number): Estimate | null {
  const n = base.length;
  if (n < 2) return null;
  const factor = studentFactor(n, level);
  const below = meanInterval([...base], factor);
  if (below.low <= 0 && below.high >= 0) return null;
  const ratio = meanInterval([...variant], factor).value / below.value;
  const rest = variant.map((value, i) => value - ratio * base[i]);
  const half = (factor * Math.sqrt(squaresAboutMean(rest) / (n - 1) / n)) / Math.abs(below.value);
  return { value: ratio - 1, low: ratio - 1 - half, high: ratio - 1 + half, n };
}

function squaresAboutMean(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  const mean = sum / values.length;
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (values[i] - mean) * (values[i] - mean);
  return squares;
}
