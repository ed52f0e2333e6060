import { describe, expect, it } from "vitest";
import {
  meanInterval,
  percentileRanks,
  proportionInterval,
  studentFactor,
} from "../../src/analysis/confidence-interval.ts";

describe("the interval of a mean", () => {
  it("is Student's: the ten values of a textbook give 1.34 +- 0.24 at 90 %", () => {
    // Law, Simulation Modeling and Analysis (5th ed.), example 4.27: mean 1.34, variance 0.17, t(9, 0.95) = 1.833.
    const values = [1.2, 1.5, 1.68, 1.89, 0.95, 1.49, 1.58, 1.55, 0.5, 1.09];
    const interval = meanInterval(values, studentFactor(10, 0.9));
    expect(interval.value).toBeCloseTo(1.343, 3);
    expect(interval.value - interval.low).toBeCloseTo(0.24, 2);
    expect(interval.high - interval.value).toBeCloseTo(0.24, 2);
    expect(interval.n).toBe(10);
  });

  it("has no width when all values are equal", () => {
    expect(meanInterval([3, 3, 3])).toEqual({ value: 3, low: 3, high: 3, n: 3 });
  });
});

describe("the interval of a percentile", () => {
  it("lies between the 2nd and 9th of ten values for the median, as in the tables of the sign test", () => {
    // Conover, Practical Nonparametric Statistics: P(B <= 1) = 0.0107 for n = 10, p = 1/2.
    expect(percentileRanks(10, 0.5)).toEqual({ low: 1, high: 8 });
  });

  it("needs six values for the median and 72 for the 95th percentile", () => {
    // 2 x 0.5^6 = 0.031 <= 0.05 < 2 x 0.5^5; 0.95^72 = 0.0249 <= 0.025 < 0.95^71.
    expect(percentileRanks(5, 0.5)).toBeNull();
    expect(percentileRanks(6, 0.5)).toEqual({ low: 0, high: 5 });
    expect(percentileRanks(71, 0.95)).toBeNull();
    expect(percentileRanks(72, 0.95)?.high).toBe(71);
  });

  it("is the same from either side", () => {
    for (const n of [80, 200, 1000, 10_000]) {
      const below = percentileRanks(n, 0.05)!;
      const above = percentileRanks(n, 0.95)!;
      expect([n - 1 - above.high, n - 1 - above.low]).toEqual([below.low, below.high]);
    }
  });

  it("covers at least 95 %, and 95 % less one step does not", () => {
    for (const n of [40, 111, 200]) {
      for (const p of [0.25, 0.5, 0.9]) {
        const ranks = percentileRanks(n, p)!;
        expect(binomialSum(0, ranks.low, n, p)).toBeLessThanOrEqual(0.025);
        expect(binomialSum(0, ranks.low + 1, n, p)).toBeGreaterThan(0.025);
        expect(binomialSum(ranks.high + 1, n, n, p)).toBeLessThanOrEqual(0.025);
        expect(binomialSum(ranks.high, n, n, p)).toBeGreaterThan(0.025);
      }
    }
  });
});

/** P(from <= B <= to), term by term. */
function binomialSum(from: number, to: number, n: number, p: number): number {
  let sum = 0;
  let term = (1 - p) ** n;
  for (let k = 0; k <= to; k++) {
    if (k >= from) sum += term;
    term *= ((n - k) / (k + 1)) * (p / (1 - p));
  }
  return sum;
}

describe("the interval of a probability", () => {
  it("is Wilson's: 81 of 263 and 15 of 148 as published", () => {
    // R. G. Newcombe, Statistics in Medicine 17 (1998) 857-872, table I, method 3.
    const many = proportionInterval(81, 263);
    expect(many.low).toBeCloseTo(0.2553, 4);
    expect(many.high).toBeCloseTo(0.3662, 4);
    const few = proportionInterval(15, 148);
    expect(few.low).toBeCloseTo(0.0624, 4);
    expect(few.high).toBeCloseTo(0.1605, 4);
  });

  it("says something when nothing happened: 0 of 20 is at most 0.1611", () => {
    const none = proportionInterval(0, 20);
    expect(none.low).toBe(0);
    expect(none.high).toBeCloseTo(0.1611, 4);
    expect(proportionInterval(29, 29).low).toBeCloseTo(0.883, 4);
  });

  it("refuses what is not a share", () => {
    expect(() => proportionInterval(3, 2)).toThrow(RangeError);
    expect(() => proportionInterval(0, 0)).toThrow(RangeError);
  });
});
