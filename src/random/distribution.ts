import { beta, constant, pert, triangular, uniform } from "./bounded-family.ts";
import type { Family } from "./family.ts";
import { discrete, empirical } from "./listed-family.ts";
import { type Moments, momentsBetween } from "./moment.ts";
import { lognormal, normal, quantiles } from "./normal-family.ts";
import { exponential, gamma, weibull } from "./waiting-family.ts";

/** The kinds of distribution a scenario can state. `numbers` of each are given in base units. */
export type DistributionKind =
  | "constant" // value
  | "uniform" // low, high
  | "triangular" // low, mode, high
  | "pert" // low, mode, high
  | "normal" // mean, standard deviation
  | "lognormal" // p5, p95
  | "quantiles" // p10, p50, p90
  | "gamma" // shape, scale
  | "beta" // alpha, beta
  | "exponential" // mean
  | "weibull" // shape, scale
  | "discrete" // value, weight, value, weight, ...; values rising
  | "empirical"; // values, none falling

export interface Distribution {
  readonly kind: DistributionKind;
  readonly numbers: readonly number[];
  /** Truncated to this closed interval. */
  readonly bounds?: readonly [number, number];
}

const families: Readonly<Record<DistributionKind, Family>> = {
  constant,
  uniform,
  triangular,
  pert,
  normal,
  lognormal,
  quantiles,
  gamma,
  beta,
  exponential,
  weibull,
  discrete,
  empirical,
};

/** A truncation that keeps less of a distribution than this is refused: it is a mistake, and rounding would show. */
const LEAST_KEPT = 1e-6;

/**
 * A distribution with its numbers in the order its kind wants: the values of `discrete` (equal ones joined) and
 * `empirical` sorted. Nothing is checked: see `problemOf`.
 */
export function distributionOf(
  kind: DistributionKind,
  numbers: readonly number[],
  bounds?: readonly [number, number],
): Distribution {
  const sorted =
    kind === "empirical"
      ? numbers.toSorted((a, b) => a - b)
      : kind === "discrete"
        ? sortedPairs(numbers)
        : numbers;
  return bounds === undefined ? { kind, numbers: sorted } : { kind, numbers: sorted, bounds };
}

function sortedPairs(numbers: readonly number[]): readonly number[] {
  if (numbers.length % 2 !== 0) return numbers;
  const weights = new Map<number, number>();
  for (let k = 0; k < numbers.length; k += 2) {
    weights.set(numbers[k], (weights.get(numbers[k]) ?? 0) + numbers[k + 1]);
  }
  return [...weights].sort((a, b) => a[0] - b[0]).flat();
}

/** Why no such distribution exists, as a clause such as `low 3 is not below high 2`; null: it does. */
export function problemOf(d: Distribution): string | null {
  const problem = families[d.kind].problem(d.numbers);
  if (problem !== null || d.bounds === undefined) return problem;
  const [low, high] = d.bounds;
  if (!(low <= high)) return `the lower bound ${low} is above the upper bound ${high}`;
  const kept = families[d.kind].cumulative(d.numbers, high) - shareBelow(d, low);
  if (kept >= LEAST_KEPT) return null;
  return `[${low}, ${high}] holds ${kept > 0 ? "less than a millionth" : "nothing"} of it`;
}

/**
 * The value below which a share p of the distribution lies: what a uniform draw p becomes (inversion: one uniform
 * per variate, so that common random numbers stay in step). Rising in p. p in [0, 1]; at 0 and 1 the ends of the
 * support, which may be infinite, so draws come from (0, 1).
 */
export function quantile(d: Distribution, p: number): number {
  const family = families[d.kind];
  if (d.bounds === undefined) return family.quantile(d.numbers, p);
  const below = shareBelow(d, d.bounds[0]);
  const upTo = family.cumulative(d.numbers, d.bounds[1]);
  // At `upTo` itself a list is at the value after the bounds.
  const most = isListed(d) ? upTo * (1 - Number.EPSILON) : upTo;
  const x = family.quantile(d.numbers, Math.min(most, below + p * (upTo - below)));
  // Only rounding can lead out of the bounds.
  return Math.min(d.bounds[1], Math.max(d.bounds[0], x));
}

/** P(X <= x) */
export function cumulative(d: Distribution, x: number): number {
  const family = families[d.kind];
  if (d.bounds === undefined) return family.cumulative(d.numbers, x);
  if (x < d.bounds[0]) return 0;
  if (x >= d.bounds[1]) return 1;
  const below = shareBelow(d, d.bounds[0]);
  return (family.cumulative(d.numbers, x) - below) / (family.cumulative(d.numbers, d.bounds[1]) - below);
}

/** The least and the greatest value there can be; may be infinite. */
export function support(d: Distribution): [low: number, high: number] {
  const { bounds } = d;
  if (bounds === undefined || isListed(d)) return [quantile(d, 0), quantile(d, 1)];
  const whole = support({ kind: d.kind, numbers: d.numbers });
  return [Math.max(whole[0], bounds[0]), Math.min(whole[1], bounds[1])];
}

export function mean(d: Distribution): number {
  return d.bounds === undefined ? families[d.kind].mean(d.numbers) : truncatedMoments(d).mean;
}

export function variance(d: Distribution): number {
  return d.bounds === undefined ? families[d.kind].variance(d.numbers) : truncatedMoments(d).variance;
}

export function standardDeviation(d: Distribution): number {
  return Math.sqrt(variance(d));
}

function truncatedMoments(d: Distribution): Moments {
  const family = families[d.kind];
  const [low, high] = d.bounds ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  if (isListed(d)) {
    const kept = within(d, low, high);
    return { mean: family.mean(kept), variance: family.variance(kept) };
  }
  return momentsBetween(family, d.numbers, shareBelow(d, low), family.cumulative(d.numbers, high));
}

/** The numbers of a list that lie in [low, high], with their weights. */
function within(d: Distribution, low: number, high: number): number[] {
  const step = d.kind === "discrete" ? 2 : 1;
  return d.numbers.filter((_, k) => {
    const value = d.numbers[k - (k % step)];
    return value >= low && value <= high;
  });
}

function isListed(d: Distribution): boolean {
  return d.kind === "discrete" || d.kind === "empirical";
}

/** P(X < x), before truncation: up to the double below x. */
function shareBelow(d: Distribution, x: number): number {
  return families[d.kind].cumulative(d.numbers, x - Math.abs(x) * (Number.EPSILON / 2) - Number.MIN_VALUE);
}
