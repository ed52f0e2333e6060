import { expect, test } from "vitest";
import { meanInterval } from "../../src/analysis/confidence-interval.ts";
import { blockError, meanOfTrials, proportionOfTrials, type Sampling } from "../../src/analysis/sampling.ts";
import { Summariser } from "../../src/analysis/summary.ts";

const blocksOf = (block: number, first = 1): Sampling => ({ first, block, countsVaryLess: true });

test("full blocks: Student's interval of the block means, 4 +- 4.303 x 2 / sqrt(3) of the means 2, 4 and 6", () => {
  // t(2, 0.975) = 4.303 (tables); the means' standard deviation is 2.
  const values = [1, 3, 2, 6, 4, 8];
  const interval = meanOfTrials(values, blocksOf(2))!;
  expect(interval.value).toBe(4);
  expect(interval.high - 4).toBeCloseTo((4.303 * 2) / Math.sqrt(3), 3);
  expect(4 - interval.low).toBeCloseTo((4.303 * 2) / Math.sqrt(3), 3);
  const { mean } = new Summariser([], blocksOf(2)).summarise(Float64Array.from(values));
  expect(mean).toEqual(interval);
});

test("blocks of one trial: the interval of independent trials", () => {
  const values = [7, 1, 4, 10, 2];
  const independent = meanInterval(values);
  const blocks = meanOfTrials(values, blocksOf(1))!;
  expect(blocks.low).toBeCloseTo(independent.low, 12);
  expect(blocks.high).toBeCloseTo(independent.high, 12);
});

test("blocks are counted from trial 1, wherever the trials begin, and trials without a figure leave theirs short", () => {
  // Trials 52 to 57 in blocks of 4: 52 | 53 54 55 56 | 57, of which 54 has none. Sizes 1, 3, 1: 25 / 11 blocks.
  const values = [5, 1, Number.NaN, 2, 3, 9];
  const { blocks, standardError } = blockError(values, 4, blocksOf(4, 52));
  expect(blocks).toBeCloseTo(25 / 11, 12);
  // Sums about 4: 1, -6 and 5.
  expect(standardError).toBeCloseTo(Math.sqrt(((1 + 36 + 25) * (25 / 11)) / (14 / 11)) / 5, 12);
});

test("a single block says how large a figure is, not how sure that is", () => {
  const sampling = blocksOf(4);
  expect(meanOfTrials([1, 2, 3, 6], sampling)).toEqual({ value: 3, low: -Infinity, high: Infinity, n: 4 });
  expect(new Summariser([], sampling).summarise(Float64Array.of(1, 2, 3, 6)).mean).toEqual({
    value: 3,
    low: -Infinity,
    high: Infinity,
    n: 4,
  });
});

test("what is not there yet in a trial has no mean", () => {
  expect(meanOfTrials([1, Infinity, 3], blocksOf(1))).toBeNull();
  expect(meanOfTrials([Number.NaN, 3], blocksOf(1))).toBeNull();
});

test("where counts may vary more than those of independent trials, shares and percentiles have no interval", () => {
  const sampling: Sampling = { first: 1, block: 16, countsVaryLess: false };
  expect(proportionOfTrials(20, 80, sampling)).toEqual({
    value: 0.25,
    low: -Infinity,
    high: Infinity,
    n: 80,
  });
  expect(proportionOfTrials(20, 80, blocksOf(10)).low).toBeGreaterThan(0.1);
  const values = Float64Array.from({ length: 200 }, (_, k) => k);
  const [median] = new Summariser([0.5], sampling).summarise(values).percentiles;
  expect(median).toEqual({ p: 0.5, value: 99.5, interval: null });
});
