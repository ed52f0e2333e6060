import { type Estimate, LEVEL } from "./confidence-interval.ts";
import { sampleQuantile } from "./summary.ts";

/** Replicates behind every bootstrap interval: their 2.5 % points are the 25th smallest and largest. */
export const REPLICATES = 1000;

/**
 * Draws n trials from n with replacement, as often as asked: how often each trial was drawn. The array is used again
 * for the next.
 *
 * @param uniform the next uniform from (0, 1) of a stream of its own
 */
export function* resamples(
  n: number,
  replicates: number,
  uniform: () => number,
): Generator<Uint32Array, void, undefined> {
  const counts = new Uint32Array(n);
  for (let replicate = 0; replicate < replicates; replicate++) {
    counts.fill(0);
    for (let draw = 0; draw < n; draw++) counts[Math.floor(n * uniform())]++;
    yield counts;
  }
}

/**
 * The basic bootstrap interval (Davison and Hinkley, Bootstrap Methods and their Application, 1997, eq. 5.6): the error
 * of the estimate is taken to be distributed as the error of the replicates, which is their distance from what they
 * estimate in the world of the sample.
 *
 * @param value      the estimate
 * @param replicates the estimates of resampled trials, in any order; sorted
 * @param inSample   what they estimate: the figure of the sample taken as the whole population. Differs from `value`
 *                   where that is corrected for bias
 */
export function bootstrapInterval(
  value: number,
  replicates: Float64Array,
  n: number,
  inSample: number = value,
  level: number = LEVEL,
): Estimate {
  replicates.sort();
  const side = (1 - level) / 2;
  return {
    value,
    low: value - (sampleQuantile(replicates, 1 - side) - inSample),
    high: value - (sampleQuantile(replicates, side) - inSample),
    n,
  };
}
