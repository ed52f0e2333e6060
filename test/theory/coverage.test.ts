import { describe, expect, test } from "vitest";
import { percentileRanks, proportionInterval } from "../../src/analysis/confidence-interval.ts";
import { INDEPENDENT_TRIALS, meanOfTrials, type Sampling } from "../../src/analysis/sampling.ts";
import { isWithin, lookLevel, plannedLooks } from "../../src/analysis/stopping.ts";
import { Summariser } from "../../src/analysis/summary.ts";
import { type Design, samplingOf, trialUniforms } from "../../src/experiment/design.ts";
import { quantile } from "../../src/random/distribution.ts";
import { Stream } from "../../src/random/stream.ts";

/**
 * Repeated experiments on models whose answers are known in closed form: how often do the intervals that a run
 * prints hold them? Repetition r is seed r, so everything is reproducible.
 */

const REPEATS = 2000;

/** Waiting times of mean 1: skewed, with mean 1, p-quantile -ln(1 - p) and P(X > 2) = exp(-2). */
const WAITING = { kind: "exponential", numbers: [1] } as const;
const SHARES = [0.05, 0.5, 0.95];
const LATE = 2;

type Outcome = (point: Float64Array) => number;

/** Points at which trials 1 to n of a repetition run. */
function pointsOf(design: Design, repeat: number, n: number, columns: readonly string[]): Float64Array[] {
  return Array.from({ length: n }, (_, k) => {
    const point = new Float64Array(columns.length);
    trialUniforms(design, String(repeat), k + 1, columns, point);
    return point;
  });
}

function waitingTimes(repeat: number, n: number): Float64Array {
  const stream = new Stream(String(repeat), 1, "waiting");
  return Float64Array.from({ length: n }, () => quantile(WAITING, stream.next()));
}

/** P(from <= B <= to) of a binomial, term by term. */
function binomial(from: number, to: number, n: number, p: number): number {
  let sum = 0;
  let log = n * Math.log1p(-p);
  for (let k = 0; k <= to; k++) {
    if (k >= from) sum += Math.exp(log);
    log += Math.log((n - k) / (k + 1)) + Math.log(p / (1 - p));
  }
  return sum;
}

/** What the interval of a percentile covers exactly: n independent values, the ranks that are used. */
function exactPercentile(n: number, p: number): number {
  const ranks = percentileRanks(n, p);
  if (ranks === null) throw new Error("too few");
  return binomial(ranks.low + 1, ranks.high, n, p);
}

/** What Wilson's interval covers exactly at a probability. */
function exactWilson(n: number, p: number): number {
  let covered = 0;
  for (let k = 0; k <= n; k++) {
    const { low, high } = proportionInterval(k, n);
    if (low <= p && p <= high) covered += binomial(k, k, n, p);
  }
  return covered;
}

/** How often each kind of interval held, and what it should have held exactly, over repetitions of any length. */
class Tally {
  mean = 0;
  readonly percentiles = SHARES.map(() => 0);
  readonly exactPercentiles = SHARES.map(() => 0);
  probability = 0;
  exactProbability = 0;
  private readonly summariser = new Summariser(SHARES);
  private readonly exact = new Map<number, { percentiles: number[]; wilson: number }>();

  add(values: Float64Array): void {
    const n = values.length;
    const exact = this.exact.get(n) ?? {
      percentiles: SHARES.map((p) => exactPercentile(n, p)),
      wilson: exactWilson(n, Math.exp(-LATE)),
    };
    this.exact.set(n, exact);
    const summary = this.summariser.summarise(values);
    if (holds(summary.mean, 1)) this.mean++;
    SHARES.forEach((p, k) => {
      if (holds(summary.percentiles[k]?.interval ?? null, -Math.log1p(-p))) this.percentiles[k]++;
      this.exactPercentiles[k] += exact.percentiles[k];
    });
    const late = values.filter((value) => value > LATE).length;
    if (holds(proportionInterval(late, n), Math.exp(-LATE))) this.probability++;
    this.exactProbability += exact.wilson;
  }

  /** Means 93 to 97 %, percentiles at least 94 % and within 1.5 points of exact, probabilities within 2 points. */
  expectCoverage(): void {
    expect(this.mean / REPEATS).toBeGreaterThanOrEqual(0.93);
    expect(this.mean / REPEATS).toBeLessThanOrEqual(0.97);
    SHARES.forEach((_, k) => {
      expect(this.percentiles[k] / REPEATS).toBeGreaterThanOrEqual(0.94);
      expect(Math.abs(this.percentiles[k] - this.exactPercentiles[k]) / REPEATS).toBeLessThan(0.015);
    });
    expect(Math.abs(this.probability - this.exactProbability) / REPEATS).toBeLessThan(0.02);
  }
}

function holds(interval: { readonly low: number; readonly high: number } | null, truth: number): boolean {
  return interval !== null && interval.low <= truth && truth <= interval.high;
}

describe("of 2,000 repetitions of a known model", () => {
  test("the intervals at 200 trials hold the truth as often as they say", () => {
    const tally = new Tally();
    for (let repeat = 1; repeat <= REPEATS; repeat++) tally.add(waitingTimes(repeat, 200));
    tally.expectCoverage();
  });

  test("so do those of runs that stopped once the mean was known within 13 %, at any of their looks", () => {
    const looks = plannedLooks(1600);
    const level = lookLevel(looks.length, 1);
    const precision = { kind: "relative", within: 0.13 } as const;
    const stops = new Map<number, number>();
    const tally = new Tally();
    let deciding = 0;
    for (let repeat = 1; repeat <= REPEATS; repeat++) {
      const all = waitingTimes(repeat, 1600);
      const stopped =
        looks.find((n) => isWithin(meanOfTrials(all.subarray(0, n), INDEPENDENT_TRIALS, level), precision)) ??
        1600;
      stops.set(stopped, (stops.get(stopped) ?? 0) + 1);
      const values = all.slice(0, stopped);
      tally.add(values);
      if (holds(meanOfTrials(values, INDEPENDENT_TRIALS, level), 1)) deciding++;
    }
    // The rule has to have made a difference: runs stop at several looks.
    expect([...stops.values()].filter((count) => count > REPEATS / 20).length).toBeGreaterThan(1);
    tally.expectCoverage();
    // The interval that decides is adjusted for all looks, so it holds at least as often as 95 %.
    expect(deciding / REPEATS).toBeGreaterThanOrEqual(0.95);
  });
});

/** Three inputs that act on an outcome in ways whose mean and variance are known. */
const MODELS: readonly { name: string; of: Outcome; mean: number; variance: number }[] = [
  { name: "a sum of its inputs", of: ([u, v, w]) => u + v + w, mean: 1.5, variance: 3 / 12 },
  {
    name: "a skewed sum",
    of: ([u, v, w]) => quantile(WAITING, u) + quantile(WAITING, v) + quantile(WAITING, w),
    mean: 3,
    variance: 3,
  },
  {
    name: "a product",
    of: ([u, v, w]) => (0.5 + u) * (0.5 + v) * (0.5 + w),
    mean: 1,
    variance: (13 / 12) ** 3 - 1,
  },
];
const [SUM, SKEWED] = MODELS;
/** Of the skewed sum, which is Erlang's: half of chi-squared's with 6 degrees of freedom (tables: 1.635, 5.348, 12.592). */
const SKEWED_PERCENTILES = [1.635, 5.348, 12.592].map((x) => x / 2);

const BLOCK_REPEATS = 1000;

describe.each([
  { design: { kind: "latin-hypercube" }, block: 10, countsVaryLess: true },
  { design: { kind: "sobol" }, block: 16, countsVaryLess: false },
] as const)("of 1,000 repetitions under the design $design.kind", ({ design, block, countsVaryLess }) => {
  const sampling = samplingOf(design, 1);
  /** By model, then repetition: outcomes of 200 trials. */
  const runs = MODELS.map(() => [] as Float64Array[]);
  for (let repeat = 1; repeat <= BLOCK_REPEATS; repeat++) {
    const points = pointsOf(design, repeat, 200, ["a", "b", "c"]);
    MODELS.forEach(({ of }, model) => {
      runs[model].push(Float64Array.from(points, of));
    });
  }

  /** Of each model: how often the interval of the mean held at n trials. */
  const coverage = (n: number): number[] =>
    MODELS.map(({ mean }, model) => {
      const held = runs[model].filter((one) => holds(meanOfTrials(one.subarray(0, n), sampling), mean));
      return held.length / BLOCK_REPEATS;
    });

  test("intervals from block means hold the mean 93 to 97 times in 100, at 200 trials", () => {
    for (const share of coverage(200)) {
      expect(share).toBeGreaterThanOrEqual(0.93);
      expect(share).toBeLessThanOrEqual(0.97);
    }
  });

  test("they still do where a last block of two trials varies more than all the others, or rather more often", () => {
    for (const share of coverage(132 - (132 % block) + 2)) {
      expect(share).toBeGreaterThanOrEqual(0.93);
      expect(share).toBeLessThanOrEqual(0.98);
    }
  });

  test("the mean varies less than that of independent trials, most where inputs add up", () => {
    const share = MODELS.map(({ mean, variance }, model) => {
      const errors = runs[model].map((values) => meanOf(values.subarray(0, 160)) - mean);
      return meanOf(errors.map((error) => error * error)) / (variance / 160);
    });
    // Of a straight line what is left is the place within the stratum: 1 / block^2 (McKay and others, 1979). Its
    // estimate has a relative standard deviation of sqrt(2 / 1000) = 4.5 %.
    expect(share[0] * block * block).toBeGreaterThan(0.85);
    expect(share[0] * block * block).toBeLessThan(1.15);
    expect(share[1]).toBeLessThan(0.2);
    expect(share[2]).toBeLessThan(0.2);
  });

  test("intervals of percentiles hold at least 94 times in 100 where there are any", () => {
    const summariser = new Summariser(SHARES, sampling);
    const held = SHARES.map(() => 0);
    for (const values of runs[MODELS.indexOf(SKEWED)]) {
      summariser.summarise(values).percentiles.forEach((one, k) => {
        if (!countsVaryLess) expect(one?.interval).toBeNull();
        else if (holds(one?.interval ?? null, SKEWED_PERCENTILES[k])) held[k]++;
      });
    }
    if (countsVaryLess) for (const count of held) expect(count / BLOCK_REPEATS).toBeGreaterThanOrEqual(0.94);
  });
});

test("taking the trials of a Latin hypercube for independent ones would make the interval of a sum far too wide", () => {
  const design: Design = { kind: "latin-hypercube" };
  const values = Float64Array.from(pointsOf(design, 1, 200, ["a", "b", "c"]), SUM.of);
  const width = (sampling: Sampling): number => {
    const { low, high } = meanOfTrials(values, sampling) ?? { low: 0, high: 0 };
    return high - low;
  };
  expect(width(samplingOf(design, 1))).toBeLessThan(width(INDEPENDENT_TRIALS) / 5);
});

function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < values.length; k++) sum += values[k];
  return sum / values.length;
}
