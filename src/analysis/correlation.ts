import { normalQuantile } from "../numeric/normal.ts";
import { type Estimate, LEVEL } from "./confidence-interval.ts";

/**
 * Pearson's correlation of two columns over the same trials; of their ranks it is Spearman's. NaN where one of them
 * does not vary. A plain loop, because a sensitivity analysis takes thousands of them.
 */
export function correlation(x: Float64Array, y: Float64Array): number {
  const n = x.length;
  if (y.length !== n) throw new RangeError(`${n} values beside ${y.length}`);
  const xMean = sum(x) / n;
  const yMean = sum(y) / n;
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let i = 0; i < n; i++) {
    const dx = x[i] - xMean;
    const dy = y[i] - yMean;
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  return xx > 0 && yy > 0 ? inUnit(xy / Math.sqrt(xx * yy)) : Number.NaN;
}

function sum(values: Float64Array): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i];
  return total;
}

/** Rounding can take a perfect correlation a last bit beyond 1. */
function inUnit(r: number): number {
  return Math.max(-1, Math.min(1, r));
}

/**
 * A rank correlation with its interval: Fisher's z = atanh r is nearly normal, for ranks with variance
 * (1 + r^2 / 2) / (n - 3 - others) (Bonett and Wright, Psychometrika 65, 2000; with others held fixed the degrees are
 * fewer by their number, Fisher 1924). At r = -1 and 1 the interval has no width: z says nothing there.
 *
 * @param r      [-1, 1]
 * @param others how many other inputs are held fixed; n - 3 - others is at least 1
 */
export function rankCorrelationInterval(
  r: number,
  n: number,
  others: number,
  level: number = LEVEL,
): Estimate {
  const degrees = n - 3 - others;
  if (!(degrees >= 1)) throw new RangeError(`no interval from ${n} trials with ${others} inputs held fixed`);
  if (Math.abs(r) === 1) return { value: r, low: r, high: r, n };
  const z = 0.5 * Math.log((1 + r) / (1 - r));
  const half = normalQuantile((1 + level) / 2) * Math.sqrt((1 + (r * r) / 2) / degrees);
  return { value: r, low: hyperbolicTangent(z - half), high: hyperbolicTangent(z + half), n };
}

/** From exp, which is the same on every Node; `Math.tanh` need not be. */
function hyperbolicTangent(z: number): number {
  return 1 - 2 / (Math.exp(2 * z) + 1);
}
