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
  | "discrete" // value, weight, value, weight, ...
  | "empirical"; // values

export interface Distribution {
  readonly kind: DistributionKind;
  readonly numbers: readonly number[];
  /** Truncated to this closed interval. */
  readonly bounds?: readonly [number, number];
}
