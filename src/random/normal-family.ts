import { normalCdf, normalQuantile, SQRT_2_PI } from "../numeric/normal.ts";
import { countProblem, type Family } from "./family.ts";

/** Standard normal points of 90 % and 95 %. */
const Z90 = 1.2815515655446004;
const Z95 = 1.6448536269514722;

/** mean, standard deviation */
export const normal: Family = {
  problem(numbers) {
    const sd = numbers[1];
    return (
      countProblem(numbers, ["mean", "standard deviation"]) ??
      (sd > 0 ? null : `standard deviation ${sd} is not above 0`)
    );
  },
  quantile: (n, p) => n[0] + n[1] * normalQuantile(p),
  cumulative: ([mean, sd], x) => normalCdf((x - mean) / sd),
  mean: ([mean]) => mean,
  variance: ([, sd]) => sd * sd,
};

/** p5, p95: the logarithm is normal with these 5 % and 95 % points. */
export const lognormal: Family = {
  problem(numbers) {
    const [p5, p95] = numbers;
    return (
      countProblem(numbers, ["p5", "p95"]) ??
      (p5 > 0 ? null : `p5 ${p5} is not above 0`) ??
      (p5 < p95 ? null : `p5 ${p5} is not below p95 ${p95}`)
    );
  },
  quantile: (n, p) => Math.exp(logMean(n) + logDeviation(n) * normalQuantile(p)),
  cumulative: (n, x) => (x > 0 ? normalCdf((Math.log(x) - logMean(n)) / logDeviation(n)) : 0),
  mean: (n) => Math.exp(logMean(n) + logDeviation(n) * logDeviation(n) * 0.5),
  variance(n) {
    const mean = lognormal.mean(n);
    return mean * mean * Math.expm1(logDeviation(n) * logDeviation(n));
  },
};

function logMean(n: readonly number[]): number {
  return 0.5 * (Math.log(n[0]) + Math.log(n[1]));
}

function logDeviation(n: readonly number[]): number {
  return (Math.log(n[1]) - Math.log(n[0])) / (2 * Z95);
}

/**
 * p10, p50, p90: three known points, and between and beyond them linear in the standard normal variable, of the
 * value itself or, if all three are positive, of its logarithm (so it stays positive). Two halves of two normals or
 * lognormals, joined at the median; the tails go on as they came through p10 and p90.
 */
export const quantiles: Family = {
  problem(numbers) {
    const [p10, p50, p90] = numbers;
    return (
      countProblem(numbers, ["p10", "p50", "p90"]) ??
      (p10 <= p50 && p50 <= p90 && p10 < p90 ? null : `p10 ${p10}, p50 ${p50}, p90 ${p90} do not rise`)
    );
  },
  quantile(n, p) {
    const z = normalQuantile(p) / Z90;
    // A side of no width is a point, also at an infinite z.
    const outer = z < 0 ? n[0] : n[2];
    if (z === 0 || outer === n[1]) return n[1];
    if (n[0] <= 0) return n[1] + Math.abs(z) * (outer - n[1]);
    return n[1] * Math.exp(Math.abs(z) * (Math.log(outer) - Math.log(n[1])));
  },
  cumulative(n, x) {
    const logs = n[0] > 0;
    if (logs && x <= 0) return 0;
    const outer = x < n[1] ? n[0] : n[2];
    if (x === n[1] || outer === n[1]) return x < n[1] ? 0 : outer === n[1] ? 1 : 0.5;
    const z = logs
      ? (Math.log(x) - Math.log(n[1])) / Math.abs(Math.log(outer) - Math.log(n[1]))
      : (x - n[1]) / Math.abs(outer - n[1]);
    return normalCdf(Z90 * z);
  },
  mean(n) {
    if (n[0] <= 0) return n[1] + (n[2] - 2 * n[1] + n[0]) / (Z90 * SQRT_2_PI);
    return n[1] * logMoment(n, 1);
  },
  variance(n) {
    if (n[0] > 0) {
      const first = logMoment(n, 1);
      return n[1] * n[1] * (logMoment(n, 2) - first * first);
    }
    const down = (n[1] - n[0]) / Z90;
    const up = (n[2] - n[1]) / Z90;
    const shift = (up - down) / SQRT_2_PI;
    return 0.5 * (down * down + up * up) - shift * shift;
  },
  bend: () => 0.5,
};

/** E[(X / median)^k] of two half lognormals: each E[exp(s Z); Z > 0] = exp(s^2 / 2) times the normal CDF at s. */
function logMoment(n: readonly number[], k: number): number {
  const down = (k * (Math.log(n[1]) - Math.log(n[0]))) / Z90;
  const up = (k * (Math.log(n[2]) - Math.log(n[1]))) / Z90;
  return Math.exp(0.5 * down * down) * normalCdf(-down) + Math.exp(0.5 * up * up) * normalCdf(up);
}
