import { power } from "../numeric/elementary.ts";
import { gammaCdf, gammaQuantile, logGamma } from "../numeric/gamma.ts";
import { countProblem, type Family } from "./family.ts";

/** mean */
export const exponential: Family = {
  problem: (numbers) => countProblem(numbers, ["mean"]) ?? positive(numbers, ["mean"]),
  quantile: (n, p) => -n[0] * Math.log1p(-p),
  cumulative: ([mean], x) => (x > 0 ? -Math.expm1(-x / mean) : 0),
  mean: ([mean]) => mean,
  variance: ([mean]) => mean * mean,
};

/** shape, scale; mean = shape x scale */
export const gamma: Family = {
  problem: (numbers) => countProblem(numbers, SHAPE_SCALE) ?? positive(numbers, SHAPE_SCALE),
  quantile: (n, p) => n[1] * gammaQuantile(n[0], p),
  cumulative: ([shape, scale], x) => (x > 0 ? gammaCdf(shape, x / scale) : 0),
  mean: ([shape, scale]) => shape * scale,
  variance: ([shape, scale]) => shape * scale * scale,
};

/** shape, scale; P(X > x) = exp(-(x / scale)^shape) */
export const weibull: Family = {
  problem: (numbers) => countProblem(numbers, SHAPE_SCALE) ?? positive(numbers, SHAPE_SCALE),
  quantile: (n, p) => n[1] * power(-Math.log1p(-p), 1 / n[0]),
  cumulative: ([shape, scale], x) => (x > 0 ? -Math.expm1(-power(x / scale, shape)) : 0),
  mean: ([shape, scale]) => scale * Math.exp(logGamma(1 + 1 / shape)),
  variance([shape, scale]) {
    const first = Math.exp(logGamma(1 + 1 / shape));
    return scale * scale * (Math.exp(logGamma(1 + 2 / shape)) - first * first);
  },
};

const SHAPE_SCALE = ["shape", "scale"];

function positive(numbers: readonly number[], names: readonly string[]): string | null {
  const bad = numbers.findIndex((number) => !(number > 0));
  return bad < 0 ? null : `${names[bad]} ${numbers[bad]} is not above 0`;
}
