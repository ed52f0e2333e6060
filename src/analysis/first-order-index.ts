import { power } from "../numeric/elementary.ts";
import { normalQuantile } from "../numeric/normal.ts";
import { bootstrapInterval, REPLICATES, resamples } from "./bootstrap.ts";
import type { Estimate } from "./confidence-interval.ts";

/**
 * First-order sensitivity indices from any independent sample: the share of an outcome's variance that goes when one
 * input is known, Var(E[Y | X]) / Var(Y). The trials are put into classes by the input's ranks, and a straight line
 * through the outcomes of each class stands for E[Y | X]: classes as in Plischke, Borgonovo and Smith (European Journal
 * of Operational Research 226, 2013), lines as in Da Veiga, Wahl and Gamboa (Technometrics 51, 2009). Means of classes
 * alone would miss half of what an input does that matters in one tail only, which is the rule where supply saturates.
 *
 * The raw ratio is too large by about (parameters - 1) / (trials - 1) for an input that does nothing; Kelley's
 * correction takes that off (PNAS 21, 1935). An estimate may come out a little below zero, and is left so. Measured at
 * 200 trials, nominal 95 % intervals held the true index of linear, wavy and saturating outcomes in 90 to 99 %.
 */

/** An input's trials as the estimator sees them. */
export interface ClassedInput {
  /** Class of each trial, from 0. */
  readonly classes: Uint32Array;
  /** Where in its class: the normal score of its rank, nearly linear in what is normal or lognormal. */
  readonly scores: Float64Array;
}

/**
 * How many classes for so many trials: trials^(1/3), 6 at 200, 10 at 1,000, 22 at 10,000. For smooth curves
 * trials^(2/9) would balance what lines miss against noise; more are taken for the sake of kinks and waves.
 */
export function classCount(trials: number): number {
  return Math.max(2, Math.round(power(trials, 1 / 3)));
}

/** Classes of equal size by rank (mid-ranks from 1); equal values share one. */
export function classed(ranks: Float64Array, classes: number): ClassedInput {
  const n = ranks.length;
  return {
    classes: Uint32Array.from(ranks, (rank) => Math.floor((classes * (rank - 0.5)) / n)),
    scores: ranks.map((rank) => normalQuantile((rank - 0.5) / n)),
  };
}

/** The index of one input, corrected; NaN where the outcome does not vary or there are too few trials to a class. */
export function firstOrderIndex(input: ClassedInput, outcome: Float64Array): number {
  return new ClassLines(input, outcome).index(ones(outcome.length)).corrected;
}

/**
 * The indices of several inputs with bootstrap intervals over the trials, all of them from the same resamples.
 *
 * @param outcome finite, in the same trials
 * @param uniform a stream for the resamples alone
 * @returns null where the outcome does not vary, or for an input with too few trials to a class
 */
export function firstOrderIndices(
  inputs: readonly ClassedInput[],
  outcome: Float64Array,
  uniform: () => number,
  level?: number,
): (Estimate | null)[] {
  const n = outcome.length;
  const lines = inputs.map((input) => new ClassLines(input, outcome));
  const replicates = inputs.map(() => new Float64Array(REPLICATES));
  let replicate = 0;
  for (const counts of resamples(n, REPLICATES, uniform)) {
    for (const [input, one] of lines.entries()) replicates[input][replicate] = one.index(counts).corrected;
    replicate++;
  }
  return lines.map((one, input) => {
    const { raw, corrected } = one.index(ones(n));
    const there = replicates[input].filter(Number.isFinite);
    if (!Number.isFinite(corrected) || there.length < REPLICATES / 2) return null;
    return bootstrapInterval(corrected, there, n, raw, level);
  });
}

/** Sums of a class: weight, x, y, xx, xy. */
const SUMS = 5;

/** A line through the outcomes of each class of one input, with every trial counted as often as a resample drew it. */
class ClassLines {
  private readonly input: ClassedInput;
  private readonly outcome: Float64Array;
  private readonly sums: Float64Array;

  constructor(input: ClassedInput, outcome: Float64Array) {
    this.input = input;
    // About the mean, so that no digits are lost where the outcome varies little.
    const mean = outcome.reduce((sum, value) => sum + value, 0) / outcome.length;
    this.outcome = outcome.map((value) => value - mean);
    this.sums = new Float64Array(SUMS * (input.classes.reduce((last, one) => Math.max(last, one), 0) + 1));
  }

  index(counts: Uint32Array): { readonly raw: number; readonly corrected: number } {
    const { outcome, sums } = this;
    const { classes, scores } = this.input;
    sums.fill(0);
    let total = 0;
    let squares = 0;
    let n = 0;
    for (let i = 0; i < outcome.length; i++) {
      const count = counts[i];
      if (count === 0) continue;
      const at = SUMS * classes[i];
      const x = scores[i];
      const y = outcome[i];
      sums[at] += count;
      sums[at + 1] += count * x;
      sums[at + 2] += count * y;
      sums[at + 3] += count * x * x;
      sums[at + 4] += count * x * y;
      n += count;
      total += count * y;
      squares += count * y * y;
    }
    let explained = 0;
    let parameters = 0;
    for (let at = 0; at < sums.length; at += SUMS) {
      const size = sums[at];
      if (size === 0) continue;
      explained += (sums[at + 2] * sums[at + 2]) / size;
      parameters++;
      const xx = sums[at + 3] - (sums[at + 1] * sums[at + 1]) / size;
      // Equal values have no line through them, only their mean.
      if (!(xx > 1e-9 * size)) continue;
      const xy = sums[at + 4] - (sums[at + 1] * sums[at + 2]) / size;
      explained += (xy * xy) / xx;
      parameters++;
    }
    const offset = (total * total) / n;
    const spread = squares - offset;
    if (!(spread > 0) || n <= parameters) return { raw: Number.NaN, corrected: Number.NaN };
    const raw = (explained - offset) / spread;
    return { raw, corrected: 1 - ((1 - raw) * (n - 1)) / (n - parameters) };
  }
}

function ones(n: number): Uint32Array {
  return new Uint32Array(n).fill(1);
}
