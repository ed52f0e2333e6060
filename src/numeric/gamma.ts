import { normalQuantile, SQRT_2_PI } from "./normal.ts";
import { polynomial } from "./polynomial.ts";
import { findRoot } from "./root.ts";

const LOG_SQRT_2_PI = 0.9189385332046728;
const MOST_TERMS = 100_000;

/** log(n!) less Stirling's n log n - n + log(2 pi n)/2, as a series in 1/n (Abramowitz and Stegun 6.1.41). */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156, -3617 / 122400];
/** From here on the series above is exact to rounding. */
const STIRLING_FROM = 10;

/** log of the gamma function at x in (0, inf); absolute error about 1e-15 x (1 + |result|). */
export function logGamma(x: number): number {
  if (!(x > 0)) throw new RangeError(`logGamma: x must be above 0, got ${x}`);
  if (x === 1 || x === 2) return 0;
  let product = 1;
  let y = x;
  while (y < STIRLING_FROM) product *= y++;
  const value = (y - 0.5) * Math.log(y) - y + LOG_SQRT_2_PI + polynomial(1 / (y * y), STIRLING) / y;
  return value - Math.log(product);
}

/** log gamma(n + 1) less Stirling's formula, n in (0, inf); absolute error about 1e-16 for n >= 1. */
export function stirlingError(n: number): number {
  if (n >= STIRLING_FROM) return polynomial(1 / (n * n), STIRLING) / n;
  return logGamma(n + 1) - (n + 0.5) * Math.log(n) + n - LOG_SQRT_2_PI;
}

/**
 * x log(x/m) + m - x without cancellation for x near m; x, m in (0, inf).
 * C. Loader, "Fast and accurate computation of binomial probabilities" (2000).
 */
export function deviance(x: number, m: number): number {
  const d = x - m;
  if (Math.abs(d) >= 0.1 * (x + m)) return x * Math.log(x / m) - d;
  const v = d / (x + m);
  let sum = d * v;
  let term = 2 * x * v;
  for (let k = 1; k < 1000; k++) {
    term *= v * v;
    const next = sum + term / (2 * k + 1);
    if (next === sum) break;
    sum = next;
  }
  return sum;
}

/** x^a e^-x / gamma(a + 1): the common factor of the series and of the density (which is this times a / x). */
function poissonTerm(a: number, x: number): number {
  if (x === 0) return 0;
  if (a < 1) return Math.exp(a * Math.log(x) - x - logGamma(a + 1));
  return Math.exp(-stirlingError(a) - deviance(a, x)) / (SQRT_2_PI * Math.sqrt(a));
}

/**
 * The regularised incomplete gamma function P(a, x): the distribution function at x of a gamma variable of shape a
 * and scale 1. a in (0, inf), x in [0, inf]. Absolute error below 1e-13.
 *
 * Series below the mean, Lentz's continued fraction above (DLMF 8.11.4 and 8.9.2).
 */
export function gammaCdf(a: number, x: number): number {
  if (!(a > 0) || !(x >= 0)) throw new RangeError(`gammaCdf: a > 0 and x >= 0 wanted, got ${a} and ${x}`);
  if (x === Number.POSITIVE_INFINITY) return 1;
  return x < a + 1 ? lowerSeries(a, x) : 1 - upperFraction(a, x);
}

function lowerSeries(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 1; n < MOST_TERMS; n++) {
    term *= x / (a + n);
    sum += term;
    if (term < sum * 1e-17) return sum * poissonTerm(a, x);
  }
  throw new Error(`gammaCdf(${a}, ${x}) does not converge`);
}

function upperFraction(a: number, x: number): number {
  const tiny = 1e-300;
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let value = d;
  for (let n = 1; n < MOST_TERMS; n++) {
    const numerator = -n * (n - a);
    b += 2;
    d = numerator * d + b;
    if (Math.abs(d) < tiny) d = tiny;
    c = b + numerator / c;
    if (Math.abs(c) < tiny) c = tiny;
    d = 1 / d;
    const factor = d * c;
    value *= factor;
    if (Math.abs(factor - 1) < 2e-16) return value * poissonTerm(a, x) * a;
  }
  throw new Error(`gammaCdf(${a}, ${x}) does not converge`);
}

/**
 * Quantile of a gamma variable of shape a and scale 1: the x with P(a, x) = p. a in (0, inf), p in [0, 1].
 * Relative error below 1e-12 wherever the distribution function is that steep.
 */
export function gammaQuantile(a: number, p: number): number {
  if (!(a > 0) || !(p >= 0 && p <= 1)) throw new RangeError(`gammaQuantile: a = ${a}, p = ${p}`);
  if (p === 0) return 0;
  if (p === 1) return Number.POSITIVE_INFINITY;
  // Wilson and Hilferty (1931); where that fails, the first term of the series.
  const z = normalQuantile(p);
  const root = 1 - 1 / (9 * a) + z / (3 * Math.sqrt(a));
  const small = Math.exp((Math.log(p) + logGamma(a + 1)) / a);
  if (small < 1e-13) return small;
  const guess = root > 0.2 && a * root * root * root > small ? a * root * root * root : small;
  const upper = p > 0.5;
  return findRoot(
    (x) => (x < a + 1 || !upper ? gammaCdf(a, x) - p : 1 - p - upperFraction(a, x)),
    (x) => (poissonTerm(a, x) * a) / x,
    (x) => (a - 1) / x - 1,
    guess,
    0,
    Number.POSITIVE_INFINITY,
  );
}
