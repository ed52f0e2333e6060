import { deviance, logGamma, stirlingError } from "./gamma.ts";
import { normalQuantile, SQRT_2_PI } from "./normal.ts";
import { findRoot } from "./root.ts";

const MOST_TERMS = 100_000;

/** x^a y^b / B(a, b), y = 1 - x, in Loader's form, which is exact to rounding also for large a and b. */
function betaTerm(a: number, b: number, x: number, y: number): number {
  if (x === 0 || y === 0) return 0;
  const n = a + b;
  const exponent =
    stirlingError(n) - stirlingError(a) - stirlingError(b) - deviance(a, n * x) - deviance(b, n * y);
  return (Math.exp(exponent) * Math.sqrt((a * b) / n)) / SQRT_2_PI;
}

/**
 * The regularised incomplete beta function I_x(a, b): the distribution function at x of a beta variable.
 * a, b in (0, inf), x in [0, 1]. Absolute error below 1e-13.
 *
 * Lentz's continued fraction (DLMF 8.17.22), on the side of the mean where it converges fast.
 */
export function betaCdf(a: number, b: number, x: number): number {
  if (!(a > 0 && b > 0 && x >= 0 && x <= 1)) throw new RangeError(`betaCdf: a = ${a}, b = ${b}, x = ${x}`);
  return lowerTail(a, b, x, 1 - x);
}

/** I_x(a, b), y = 1 - x. Both are given because each keeps digits that the other has lost. */
function lowerTail(a: number, b: number, x: number, y: number): number {
  const term = betaTerm(a, b, x, y);
  if (x < (a + 1) / (a + b + 2)) return (term * betaFraction(a, b, x)) / a;
  return 1 - (term * betaFraction(b, a, y)) / b;
}

function betaFraction(a: number, b: number, x: number): number {
  const tiny = 1e-300;
  let c = 1;
  let d = 1 - ((a + b) * x) / (a + 1);
  if (Math.abs(d) < tiny) d = tiny;
  d = 1 / d;
  let value = d;
  for (let m = 1; m < MOST_TERMS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 + even * d;
    if (Math.abs(d) < tiny) d = tiny;
    c = 1 + even / c;
    if (Math.abs(c) < tiny) c = tiny;
    d = 1 / d;
    value *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 + odd * d;
    if (Math.abs(d) < tiny) d = tiny;
    c = 1 + odd / c;
    if (Math.abs(c) < tiny) c = tiny;
    d = 1 / d;
    const factor = d * c;
    value *= factor;
    if (Math.abs(factor - 1) < 2e-16) return value;
  }
  throw new Error(`betaCdf(${a}, ${b}, ${x}) does not converge`);
}

/**
 * Quantile of a beta variable: the x with I_x(a, b) = p. a, b in (0, inf), p in [0, 1]. Relative error below 1e-12
 * wherever the distribution function is that steep.
 */
export function betaQuantile(a: number, b: number, p: number): number {
  if (!(a > 0 && b > 0 && p >= 0 && p <= 1))
    throw new RangeError(`betaQuantile: a = ${a}, b = ${b}, p = ${p}`);
  if (p === 0 || p === 1) return p;
  // Near an end the distribution function is a power law, exact to rounding this close to it.
  const logBeta = logGamma(a) + logGamma(b) - logGamma(a + b);
  const lower = Math.exp((Math.log(p * a) + logBeta) / a);
  if (lower * (1 + b) < 1e-14) return lower;
  const upper = Math.exp((Math.log((1 - p) * b) + logBeta) / b);
  if (upper * (1 + a) < 1e-16) return 1 - upper;
  const guess = a >= 1 && b >= 1 ? middleGuess(a, b, p) : lower < a / (a + b) ? lower : 1 - upper;
  const inUpperHalf = p > 0.5;
  return findRoot(
    (x) => (inUpperHalf ? 1 - p - lowerTail(b, a, 1 - x, x) : lowerTail(a, b, x, 1 - x) - p),
    (x) => betaTerm(a, b, x, 1 - x) / (x * (1 - x)),
    (x) => (a - 1) / x - (b - 1) / (1 - x),
    guess,
    0,
    1,
  );
}

/** Abramowitz and Stegun 26.5.22; a, b in [1, inf). */
function middleGuess(a: number, b: number, p: number): number {
  const z = normalQuantile(1 - p);
  const lambda = (z * z - 3) / 6;
  const h = 2 / (1 / (2 * a - 1) + 1 / (2 * b - 1));
  const w =
    (z * Math.sqrt(h + lambda)) / h - (1 / (2 * b - 1) - 1 / (2 * a - 1)) * (lambda + 5 / 6 - 2 / (3 * h));
  return a / (a + b * Math.exp(2 * w));
}
