import { bootstrapInterval, REPLICATES, resamples } from "./bootstrap.ts";
import type { Estimate } from "./confidence-interval.ts";

/** An input's shares of the variance of an outcome. */
export interface SobolIndex {
  /** That goes when this input alone is known. */
  readonly first: Estimate;
  /** That stays when all others are known: its own and that of its interactions. */
  readonly total: Estimate;
}

/**
 * Sobol indices from two independent samples A and B of the unit cube and, for each input, A with that input's column
 * taken from B. First order as in Saltelli et al., Computer Physics Communications 181 (2010), table 2 (b); total as in
 * Jansen, Computer Physics Communications 117 (1999), table 2 (f) of the former; variance from A and B together.
 * Intervals by the bootstrap over rows (Archer, Saltelli and Sobol 1997). Estimates may lie a little outside [0, 1].
 *
 * @param a     outcome at the points of A; finite
 * @param b     at those of B
 * @param mixed for each input, at those of A with the input from B
 * @param uniform a stream for the resamples alone
 * @returns null where the outcome does not vary
 */
export function sobolIndices(
  a: Float64Array,
  b: Float64Array,
  mixed: readonly Float64Array[],
  uniform: () => number,
  level?: number,
): SobolIndex[] | null {
  const n = a.length;
  if (b.length !== n || mixed.some((one) => one.length !== n))
    throw new RangeError("the samples differ in length");
  const sample = centred(a, b, mixed);
  const whole = indicesOf(sample, new Uint32Array(n).fill(1));
  if (whole === null) return null;
  const first = mixed.map(() => new Float64Array(REPLICATES));
  const total = mixed.map(() => new Float64Array(REPLICATES));
  let replicate = 0;
  for (const counts of resamples(n, REPLICATES, uniform)) {
    const indices = indicesOf(sample, counts);
    for (const input of mixed.keys()) {
      first[input][replicate] = indices?.[input].first ?? Number.NaN;
      total[input][replicate] = indices?.[input].total ?? Number.NaN;
    }
    replicate++;
  }
  const interval = (value: number, replicates: Float64Array): Estimate =>
    bootstrapInterval(value, replicates.filter(Number.isFinite), n, value, level);
  return whole.map((index, input) => ({
    first: interval(index.first, first[input]),
    total: interval(index.total, total[input]),
  }));
}

interface Sample {
  readonly a: Float64Array;
  readonly b: Float64Array;
  readonly mixed: readonly Float64Array[];
}

/** About the common mean: the first-order estimator is a difference of products, and noisy where the mean is large. */
function centred(a: Float64Array, b: Float64Array, mixed: readonly Float64Array[]): Sample {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] + b[i];
  const mean = sum / (2 * a.length);
  const about = (values: Float64Array): Float64Array => values.map((value) => value - mean);
  return { a: about(a), b: about(b), mixed: mixed.map(about) };
}

function indicesOf(
  { a, b, mixed }: Sample,
  counts: Uint32Array,
): { readonly first: number; readonly total: number }[] | null {
  let n = 0;
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < a.length; i++) {
    n += counts[i];
    sum += counts[i] * (a[i] + b[i]);
    squares += counts[i] * (a[i] * a[i] + b[i] * b[i]);
  }
  const variance = (squares - (sum * sum) / (2 * n)) / (2 * n);
  if (!(variance > 0)) return null;
  return mixed.map((one) => {
    let first = 0;
    let total = 0;
    for (let i = 0; i < a.length; i++) {
      const moved = one[i] - a[i];
      first += counts[i] * b[i] * moved;
      total += counts[i] * moved * moved;
    }
    return { first: first / n / variance, total: total / (2 * n) / variance };
  });
}
