import {
  type Estimate,
  LEVEL,
  meanInterval,
  proportionInterval,
  studentFactor,
} from "./confidence-interval.ts";

/** How the trials behind a figure were drawn, as far as its intervals depend on it. */
export interface Sampling {
  /** Number of the first of them, from 1. */
  readonly first: number;
  /**
   * Trials to a block: those of one block depend on each other, blocks do not. 1: all are independent. Trial k is
   * in block `floor((k - 1) / block)`.
   */
  readonly block: number;
  /**
   * Whether the number of trials in which something happens varies no more than that of independent ones. If so,
   * order statistics and Wilson's interval hold; if not, percentiles and probabilities have no interval.
   *
   * It is so for Latin hypercubes: no figure's variance exceeds that of independent trials by more than the factor
   * block / (block - 1) (A. B. Owen, SIAM J. Numer. Anal. 34, 1997, 1884-1910), and where an outcome only rises or
   * only falls with each input it is never larger (McKay, Beckman and Conover, Technometrics 21, 1979). Scrambled
   * nets have no such bound that is of use.
   */
  readonly countsVaryLess: boolean;
}

export const INDEPENDENT_TRIALS: Sampling = { first: 1, block: 1, countsVaryLess: true };

/** The error of a mean over blocks, and what stands for the number of blocks in Student's t. */
export interface BlockError {
  readonly standardError: number;
  /** Real: blocks that are not full count for less. At least 1 */
  readonly blocks: number;
}

/**
 * Standard error of a mean from how far the sums of blocks are from what their number of trials would give: the
 * ratio estimator of cluster sampling (Cochran, Sampling Techniques, 3rd ed., chapters 6 and 9A), because a last block
 * may be short and some trials lack the figure. With full blocks it is the standard error of the block means, with
 * blocks of one trial that of the trials.
 *
 * Sizes n_b count as (sum n_b)^2 / (sum n_b^2) blocks (Satterthwaite, Biometrics Bulletin 2, 1946).
 *
 * @param values in trial order, NaN where a trial has none; at least one is there
 * @param mean   of those that are there
 */
export function blockError(
  values: ArrayLike<number>,
  mean: number,
  { first, block }: Pick<Sampling, "first" | "block">,
): BlockError {
  let count = 0;
  let squaredSizes = 0;
  let squaredSums = 0;
  let size = 0;
  let sum = 0;
  let end = block - ((first - 1) % block);
  const close = (): void => {
    count += size;
    squaredSizes += size * size;
    squaredSums += sum * sum;
    size = 0;
    sum = 0;
  };
  for (let k = 0; k < values.length; k++) {
    if (k === end) {
      close();
      end += block;
    }
    const value = values[k];
    if (Number.isNaN(value)) continue;
    size++;
    sum += value - mean;
  }
  close();
  const blocks = (count * count) / squaredSizes;
  const standardError = Math.sqrt((squaredSums * blocks) / (blocks - 1)) / count;
  return { standardError, blocks };
}

/** Half width of the interval of a mean in standard errors; Infinity below two blocks, which say nothing. */
export function blockFactor(blocks: number, level: number = LEVEL): number {
  return blocks >= 2 ? studentFactor(blocks, level) : Number.POSITIVE_INFINITY;
}

/**
 * Mean of the values that are there with Student's interval over blocks; unbounded with fewer than two blocks.
 * null: there are fewer than two values, or one is infinite.
 *
 * @param values in trial order, NaN where a trial has none
 */
export function meanOfTrials(
  values: ArrayLike<number>,
  sampling: Sampling,
  level: number = LEVEL,
): Estimate | null {
  const there = Array.from(values).filter((value) => !Number.isNaN(value));
  if (there.length < 2 || !there.every(Number.isFinite)) return null;
  const plain = meanInterval(there, studentFactor(there.length, level));
  if (sampling.block === 1) return plain;
  const { standardError, blocks } = blockError(values, plain.value, sampling);
  const half = halfWidth(standardError, blockFactor(blocks, level));
  return { ...plain, low: plain.value - half, high: plain.value + half };
}

/** Also where there is no error but nothing is known of it: 0 x Infinity is NaN. */
export function halfWidth(standardError: number, factor: number): number {
  return factor === Number.POSITIVE_INFINITY ? factor : factor * standardError;
}

/** Share of trials in which something happened, with Wilson's interval; unbounded where that does not hold. */
export function proportionOfTrials(
  successes: number,
  n: number,
  { countsVaryLess }: Sampling,
  level: number = LEVEL,
): Estimate {
  const wilson = proportionInterval(successes, n, level);
  if (countsVaryLess) return wilson;
  return { ...wilson, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
}
