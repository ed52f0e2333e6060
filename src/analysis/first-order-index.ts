import { power } from "../numeric/elementary.ts";
import { bootstrapInterval, REPLICATES, resamples } from "./bootstrap.ts";
import type { Estimate } from "./confidence-interval.ts";

/**
 * First-order sensitivity indices from any independent sample: the share of an outcome's variance that goes when one
 * input is known, Var(E[Y | X]) / Var(Y). The trials are put into classes by the input's ranks, and the means of the
 * classes stand for E[Y | X] (Plischke, Borgonovo and Smith, European Journal of Operational Research 226, 2013).
 *
 * The raw ratio is too large by about (classes - 1) / (trials - 1) for an input that does nothing; Kelley's correction
 * takes that off (PNAS 21, 1935: epsilon squared). An estimate may come out a little below zero, and is left so. What
 * varies within a class is missed: a share 1 / classes^2 of the index where the outcome is linear in the input, more
 * where it is wavy.
 */

/**
 * How many classes for so many trials: trials^(2/5), which balances what is missed within classes against the noise
 * between them, both falling as trials^(-4/5) in the square. 8 at 200 trials, 16 at 1,000, 40 at 10,000.
 */
export function classCount(trials: number): number {
  return Math.max(2, Math.round(power(trials, 0.4)));
}

/** The class of each trial, from 0, by its rank (mid-ranks from 1): of equal size, and equal values share one. */
export function rankClasses(ranks: Float64Array, classes: number): Uint32Array {
  return Uint32Array.from(ranks, (rank) => Math.floor((classes * (rank - 0.5)) / ranks.length));
}

/** The index of one input, corrected; NaN where the outcome does not vary or there are no two trials to a class. */
export function firstOrderIndex(classes: Uint32Array, outcome: Float64Array): number {
  return new ClassMeans(classes, outcome).index(ones(outcome.length)).corrected;
}

/**
 * The indices of several inputs with bootstrap intervals over the trials, all of them from the same resamples.
 *
 * @param inputs  classes of each input's trials
 * @param outcome finite, in the same trials
 * @param uniform a stream for the resamples alone
 * @returns null where the outcome does not vary, or for an input whose values have no two trials to a class
 */
export function firstOrderIndices(
  inputs: readonly Uint32Array[],
  outcome: Float64Array,
  uniform: () => number,
  level?: number,
): (Estimate | null)[] {
  const n = outcome.length;
  const means = inputs.map((classes) => new ClassMeans(classes, outcome));
  const replicates = inputs.map(() => new Float64Array(REPLICATES));
  let replicate = 0;
  for (const counts of resamples(n, REPLICATES, uniform)) {
    for (const [input, one] of means.entries()) replicates[input][replicate] = one.index(counts).corrected;
    replicate++;
  }
  return means.map((one, input) => {
    const { raw, corrected } = one.index(ones(n));
    const there = replicates[input].filter(Number.isFinite);
    if (!Number.isFinite(corrected) || there.length < REPLICATES / 2) return null;
    return bootstrapInterval(corrected, there, n, raw, level);
  });
}

/** Sums by class of one input, with every trial counted as often as a resample drew it. */
class ClassMeans {
  private readonly classes: Uint32Array;
  private readonly outcome: Float64Array;
  private readonly sums: Float64Array;
  private readonly sizes: Uint32Array;

  constructor(classes: Uint32Array, outcome: Float64Array) {
    this.classes = classes;
    // About the mean, so that no digits are lost where the outcome varies little.
    const mean = outcome.reduce((sum, value) => sum + value, 0) / outcome.length;
    this.outcome = outcome.map((value) => value - mean);
    const most = classes.reduce((last, one) => Math.max(last, one), 0) + 1;
    this.sums = new Float64Array(most);
    this.sizes = new Uint32Array(most);
  }

  index(counts: Uint32Array): { readonly raw: number; readonly corrected: number } {
    const { classes, outcome, sums, sizes } = this;
    sums.fill(0);
    sizes.fill(0);
    let total = 0;
    let squares = 0;
    let n = 0;
    for (let i = 0; i < outcome.length; i++) {
      const count = counts[i];
      if (count === 0) continue;
      const value = outcome[i];
      sums[classes[i]] += count * value;
      sizes[classes[i]] += count;
      total += count * value;
      squares += count * value * value;
      n += count;
    }
    let between = 0;
    let filled = 0;
    for (let one = 0; one < sums.length; one++) {
      if (sizes[one] === 0) continue;
      between += (sums[one] * sums[one]) / sizes[one];
      filled++;
    }
    const offset = (total * total) / n;
    const spread = squares - offset;
    if (!(spread > 0) || n <= filled) return { raw: Number.NaN, corrected: Number.NaN };
    const raw = (between - offset) / spread;
    return { raw, corrected: 1 - ((1 - raw) * (n - 1)) / (n - filled) };
  }
}

function ones(n: number): Uint32Array {
  return new Uint32Array(n).fill(1);
}
