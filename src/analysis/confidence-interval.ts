import { mean, sampleVariance } from "simple-statistics";
import { betaCdf } from "../numeric/beta.ts";
import { normalQuantile } from "../numeric/normal.ts";
import { studentQuantile } from "../numeric/student.ts";

/** A figure estimated from n trials, with the interval that holds the true one at the stated level. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
}

/** The level of every interval that is printed. */
export const LEVEL = 0.95;

/**
 * Mean of independent values with Student's interval; exact for normal values and, by the central limit theorem,
 * nearly so for the mean of many others. At least two finite values.
 *
 * @param factor half of the interval's width in standard errors, for this many values
 */
export function meanInterval(values: number[], factor: number = studentFactor(values.length)): Estimate {
  const value = mean(values);
  const half = factor * Math.sqrt(sampleVariance(values) / values.length);
  return { value, low: value - half, high: value + half, n: values.length };
}

/** Half of the width, in standard errors, of the interval about the mean of n values. */
export function studentFactor(n: number, level: number = LEVEL): number {
  return studentQuantile(n - 1, (1 + level) / 2);
}

/**
 * The level each of several intervals needs so that all of them hold at once with at least `level`, however they
 * depend on each other (Bonferroni's inequality; Law, Simulation Modeling and Analysis, 5th ed., 9.7). Sidak's level
 * is less than a hundredth narrower and asks for independence or normal values.
 *
 * @param count how many intervals, from 1
 */
export function simultaneousLevel(count: number, level: number = LEVEL): number {
  if (!(Number.isInteger(count) && count >= 1)) throw new RangeError(`${count} intervals at once`);
  return 1 - (1 - level) / count;
}

/** Places, from 0, of the two sorted values that hold a quantile between them. */
export interface Ranks {
  readonly low: number;
  readonly high: number;
}

/**
 * Which order statistics of n independent values hold their p-quantile with at least the given level, at most half
 * of the rest on either side; null: n is too small for any. Free of assumptions about the distribution: the number
 * of values below the quantile is binomial (Conover, Practical Nonparametric Statistics, 3rd ed., 3.2).
 *
 * @param p (0, 1)
 */
export function percentileRanks(n: number, p: number, level: number = LEVEL): Ranks | null {
  const side = (1 - level) / 2;
  // The value at place k, from 0, is above the quantile when at most k values are below it.
  const low = firstTrue(n, (k) => binomialCdf(k, n, p) > side) - 1;
  const high = firstTrue(n, (k) => binomialCdf(k, n, p) >= 1 - side);
  return low < 0 || high >= n ? null : { low, high };
}

/** The least k in [0, n) with a property that holds from some k on; n if there is none. */
function firstTrue(n: number, holds: (k: number) => boolean): number {
  let low = 0;
  let high = n;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** P(B <= k) for B binomial; Abramowitz and Stegun 26.5.24. */
function binomialCdf(k: number, n: number, p: number): number {
  return k >= n ? 1 : betaCdf(n - k, k + 1, 1 - p);
}

/**
 * Share of n independent trials in which something happened, with Wilson's score interval (E. B. Wilson, JASA 22,
 * 1927), which is sound also at 0 and n.
 */
export function proportionInterval(successes: number, n: number, level: number = LEVEL): Estimate {
  if (!(n > 0 && successes >= 0 && successes <= n))
    throw new RangeError(`${successes} of ${n} is not a share`);
  const z = normalQuantile((1 + level) / 2);
  const value = successes / n;
  const weight = n / (n + z * z);
  const centre = weight * (value + (z * z) / (2 * n));
  const half = weight * z * Math.sqrt((value * (1 - value)) / n + ((z / n) * (z / n)) / 4);
  return {
    value,
    low: successes === 0 ? 0 : centre - half,
    high: successes === n ? 1 : centre + half,
    n,
  };
}
