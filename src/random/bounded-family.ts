import { betaCdf, betaQuantile } from "../numeric/beta.ts";
import { countProblem, type Family } from "./family.ts";

/** value */
export const constant: Family = {
  problem: (numbers) => countProblem(numbers, ["value"]),
  quantile: ([value]) => value,
  cumulative: ([value], x) => (x >= value ? 1 : 0),
  mean: ([value]) => value,
  variance: () => 0,
};

/** low, high */
export const uniform: Family = {
  problem(numbers) {
    const [low, high] = numbers;
    return (
      countProblem(numbers, ["low", "high"]) ?? (low < high ? null : `low ${low} is not below high ${high}`)
    );
  },
  quantile: (n, p) => n[0] + p * (n[1] - n[0]),
  cumulative: ([low, high], x) => clamp((x - low) / (high - low)),
  mean: ([low, high]) => low + (high - low) / 2,
  variance: ([low, high]) => ((high - low) * (high - low)) / 12,
};

/** low, mode, high. Law, Simulation Modeling and Analysis (5th ed.), 8.3.15. */
export const triangular: Family = {
  problem: modeProblem,
  quantile(n, p) {
    const low = n[0];
    const mode = n[1];
    const high = n[2];
    const width = high - low;
    const rising = mode - low;
    return p * width < rising
      ? low + Math.sqrt(p * width * rising)
      : high - Math.sqrt((1 - p) * width * (high - mode));
  },
  cumulative([low, mode, high], x) {
    if (x <= low) return 0;
    if (x >= high) return 1;
    const width = high - low;
    return x < mode
      ? ((x - low) * (x - low)) / (width * (mode - low))
      : 1 - ((high - x) * (high - x)) / (width * (high - mode));
  },
  mean: ([low, mode, high]) => (low + mode + high) / 3,
  variance: ([low, mode, high]) => ((high - low) * (high - low) - (mode - low) * (high - mode)) / 18,
  bend: ([low, mode, high]) => (mode - low) / (high - low),
};

/** low, mode, high: a beta on [low, high] with mean (low + 4 mode + high) / 6. Malcolm et al. (1959); Vose (2008). */
export const pert: Family = {
  problem: modeProblem,
  quantile(n, p) {
    const width = n[2] - n[0];
    return n[0] + width * betaQuantile(1 + (4 * (n[1] - n[0])) / width, 1 + (4 * (n[2] - n[1])) / width, p);
  },
  cumulative([low, mode, high], x) {
    const width = high - low;
    return betaCdf(1 + (4 * (mode - low)) / width, 1 + (4 * (high - mode)) / width, clamp((x - low) / width));
  },
  mean: ([low, mode, high]) => (low + 4 * mode + high) / 6,
  variance(numbers) {
    const mean = pert.mean(numbers);
    return ((mean - numbers[0]) * (numbers[2] - mean)) / 7;
  },
};

/** alpha, beta, on [0, 1] */
export const beta: Family = {
  problem(numbers) {
    const [a, b] = numbers;
    return (
      countProblem(numbers, ["alpha", "beta"]) ??
      (a > 0 ? null : `alpha ${a} is not above 0`) ??
      (b > 0 ? null : `beta ${b} is not above 0`)
    );
  },
  quantile: (n, p) => betaQuantile(n[0], n[1], p),
  cumulative: ([a, b], x) => betaCdf(a, b, clamp(x)),
  mean: ([a, b]) => a / (a + b),
  variance: ([a, b]) => (a * b) / ((a + b) * (a + b) * (a + b + 1)),
};

function modeProblem(numbers: readonly number[]): string | null {
  const [low, mode, high] = numbers;
  return (
    countProblem(numbers, ["low", "mode", "high"]) ??
    (low < high ? null : `low ${low} is not below high ${high}`) ??
    (low <= mode && mode <= high ? null : `mode ${mode} is not between low ${low} and high ${high}`)
  );
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}
