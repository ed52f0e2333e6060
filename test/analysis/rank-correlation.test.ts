import fc from "fast-check";
import { sampleRankCorrelation } from "simple-statistics";
import { describe, expect, it } from "vitest";
import { midRanks } from "../../src/analysis/rank.ts";
import { rankCorrelation } from "../../src/analysis/rank-correlation.ts";
import { normalQuantile } from "../../src/numeric/normal.ts";
import { uniforms } from "./test-function.ts";

describe("ranks", () => {
  it("are shared by equal values", () => {
    expect([...midRanks(Float64Array.of(30, 10, 20, 20, 10, 10))]).toEqual([6, 2, 4.5, 4.5, 2, 2]);
  });

  it("put last what is not there yet", () => {
    expect([...midRanks(Float64Array.of(Infinity, 5, Infinity, 7))]).toEqual([3.5, 1, 3.5, 2]);
  });
});

describe("a rank correlation", () => {
  it("is Spearman's of the ten pupils of Spearman's textbook example: -29/165", () => {
    // Hours of television and IQ; worked in most introductions, 1 - 6 x 194 / (10 x 99).
    const iq = Float64Array.of(106, 100, 86, 101, 99, 103, 97, 113, 112, 110);
    const hours = Float64Array.of(7, 27, 2, 50, 28, 29, 20, 12, 6, 17);
    expect(rankCorrelation(iq, hours)?.value).toBeCloseTo(-29 / 165, 12);
  });

  it("is 0.6 for the lightness of tuna, as R says", () => {
    // R, ?cor.test, after Hollander and Wolfe (1973), p. 187: rho = 0.6, n = 9.
    const lightness = Float64Array.of(44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1);
    const score = Float64Array.of(2.6, 3.1, 2.5, 5.0, 3.6, 4.0, 5.2, 2.8, 3.8);
    expect(rankCorrelation(lightness, score)?.value).toBeCloseTo(0.6, 12);
  });

  it("is what simple-statistics says, with ties too", () => {
    const value = fc.integer({ min: 0, max: 12 });
    const pairs = fc.array(fc.tuple(value, value), { minLength: 4, maxLength: 40 });
    fc.assert(
      fc.property(pairs, (list) => {
        const x = list.map(([a]) => a);
        const y = list.map(([, b]) => b);
        const ours = rankCorrelation(Float64Array.from(x), Float64Array.from(y))?.value ?? Number.NaN;
        const theirs = sampleRankCorrelation(x, y);
        if (Number.isNaN(theirs)) expect(ours).toBeNaN();
        else expect(ours).toBeCloseTo(theirs, 10);
      }),
      { numRuns: 300, seed: 7 },
    );
  });

  it("says nothing of an input that does not vary, or of three trials", () => {
    expect(rankCorrelation(Float64Array.of(1, 1, 1, 1), Float64Array.of(1, 2, 3, 4))).toBeNull();
    expect(rankCorrelation(Float64Array.of(1, 2, 3), Float64Array.of(1, 2, 3))).toBeNull();
  });

  it("is 1 without width where both always rise together", () => {
    const x = Float64Array.of(1, 2, 3, 4, 5);
    expect(rankCorrelation(x, x)).toEqual({ value: 1, low: 1, high: 1, n: 5 });
  });

  it.each([0, 0.5, 0.9])(
    "of normals correlated by %s has an interval that holds the true one in 19 runs of 20",
    (r) => {
      // The true rank correlation is 6/pi asin(r/2) (Pearson 1907). 2,000 repeats of 50 trials: 95 % +- 1.6 points at
      // the 99.9 % level, and one point more for the approximation.
      const truth = (6 / Math.PI) * Math.asin(r / 2);
      const uniform = uniforms(`normals ${r}`);
      let held = 0;
      for (let repeat = 0; repeat < 2000; repeat++) {
        const x = new Float64Array(50).map(() => normalQuantile(uniform()));
        const y = x.map((value) => r * value + Math.sqrt(1 - r * r) * normalQuantile(uniform()));
        const found = rankCorrelation(x, y)!;
        if (found.low <= truth && truth <= found.high) held++;
      }
      expect(held / 2000).toBeGreaterThan(0.924);
      expect(held / 2000).toBeLessThan(0.976);
    },
  );
});
