import { polynomial } from "./polynomial.ts";

/** sqrt(2 pi) */
export const SQRT_2_PI = 2.5066282746310002;

/** Density of the standard normal distribution. */
export function normalDensity(z: number): number {
  return Math.exp(-0.5 * z * z) / SQRT_2_PI;
}

/**
 * Distribution function of the standard normal, relative error about 1e-15 in both tails.
 *
 * Rational Chebyshev approximations of W. J. Cody, "Algorithm 715: SPECFUN", ACM TOMS 19 (1993) 22-30, ANORM.
 */
export function normalCdf(z: number): number {
  const x = Math.abs(z);
  if (x <= 0.67448975) {
    const t = z * z;
    return 0.5 + (z * polynomial(t, NEAR_NUMERATOR)) / polynomial(t, NEAR_DENOMINATOR);
  }
  const tail = upperTail(x);
  return z > 0 ? 1 - tail : tail;
}

/** P(Z > x) for x >= 0.67448975. */
function upperTail(x: number): number {
  if (x > 38.6) return 0;
  let ratio: number;
  if (x <= 5.656854249492381) {
    ratio = polynomial(x, MIDDLE_NUMERATOR) / polynomial(x, MIDDLE_DENOMINATOR);
  } else {
    const t = 1 / (x * x);
    ratio = (1 / SQRT_2_PI - (t * polynomial(t, FAR_NUMERATOR)) / polynomial(t, FAR_DENOMINATOR)) / x;
  }
  // exp(-x^2/2) in two factors, the first of an exact square, so that the rounding of x^2 isn't magnified.
  const coarse = Math.trunc(x * 16) / 16;
  const rest = (x - coarse) * (x + coarse);
  return Math.exp(-0.5 * coarse * coarse) * Math.exp(-0.5 * rest) * ratio;
}

/**
 * Quantile of the standard normal, relative error about 1e-16; -Infinity at 0, Infinity at 1, NaN outside.
 *
 * M. J. Wichura, "Algorithm AS 241: the percentage points of the normal distribution", Applied Statistics 37
 * (1988) 477-484, PPND16. Written out, because every lognormal draw of a trial comes through here.
 */
export function normalQuantile(p: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (
      (q *
        (((((((2509.0809287301227 * r + 33430.57558358813) * r + 67265.7709270087) * r + 45921.95393154987) *
          r +
          13731.69376550946) *
          r +
          1971.5909503065513) *
          r +
          133.14166789178438) *
          r +
          3.3871328727963665)) /
      (((((((5226.495278852854 * r + 28729.085735721943) * r + 39307.89580009271) * r + 21213.794301586597) *
        r +
        5394.196021424751) *
        r +
        687.1870074920579) *
        r +
        42.31333070160091) *
        r +
        1)
    );
  }
  const tail = q < 0 ? p : 1 - p;
  if (!(tail > 0)) return tail === 0 ? Math.sign(q) * Number.POSITIVE_INFINITY : Number.NaN;
  const z = upperQuantile(Math.sqrt(-Math.log(tail)));
  return q < 0 ? -z : z;
}

/** The z with P(Z > z) = exp(-s^2), at most 0.075. */
function upperQuantile(s: number): number {
  if (s <= 5) {
    const r = s - 1.6;
    return (
      (((((((0.0007745450142783414 * r + 0.022723844989269184) * r + 0.2417807251774506) * r +
        1.2704582524523684) *
        r +
        3.6478483247632045) *
        r +
        5.769497221460691) *
        r +
        4.630337846156546) *
        r +
        1.4234371107496835) /
      (((((((1.0507500716444169e-9 * r + 0.0005475938084995345) * r + 0.015198666563616457) * r +
        0.14810397642748008) *
        r +
        0.6897673349851) *
        r +
        1.6763848301838038) *
        r +
        2.053191626637759) *
        r +
        1)
    );
  }
  const r = s - 5;
  return (
    (((((((2.0103343992922881e-7 * r + 0.000027115555687434876) * r + 0.0012426609473880784) * r +
      0.026532189526576124) *
      r +
      0.29656057182850487) *
      r +
      1.7848265399172913) *
      r +
      5.463784911164114) *
      r +
      6.657904643501103) /
    (((((((2.0442631033899397e-15 * r + 1.421511758316446e-7) * r + 0.000018463183175100548) * r +
      0.0007868691311456133) *
      r +
      0.014875361290850615) *
      r +
      0.1369298809227358) *
      r +
      0.599832206555888) *
      r +
      1)
  );
}

// Coefficients, constant term first.

const NEAR_NUMERATOR = [
  18154.98125334356, 1067.6894854603709, 161.02823106855587, 2.2352520354606837, 0.06568233791820745,
];
const NEAR_DENOMINATOR = [45507.78933502673, 10260.932208618979, 976.0985517377767, 47.202581904688245, 1];

const MIDDLE_NUMERATOR = [
  9842.714838383978, 11602.65143764735, 6848.190450536283, 2494.5375852903726, 597.2702763948002,
  93.50665613217785, 8.883149794388377, 0.39894151208813466, 1.0765576773720192e-8,
];
const MIDDLE_DENOMINATOR = [
  19685.429676859992, 38912.00328609327, 34900.95272114598, 18615.571640885097, 6485.558298266761,
  1519.3775994075547, 235.387901782625, 22.266688044328117, 1,
];

const FAR_NUMERATOR = [
  0.000029112874951168793, 0.0014216191932278934, 0.022235277870649807, 0.12740116116024736,
  0.215898534057957, 0.023073441764940174,
];
const FAR_DENOMINATOR = [
  0.00007297515550839662, 0.0037823963320275824, 0.06598813786892856, 0.4682382124808651, 1.284260096144911,
  1,
];
