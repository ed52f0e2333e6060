import fc from "fast-check";
import { mean, quantileSorted, sampleStandardDeviation } from "simple-statistics";
import { describe, expect, it } from "vitest";
import { Summariser, sampleQuantile } from "../../src/analysis/summary.ts";

const NEVER = Number.POSITIVE_INFINITY;

describe("a summary", () => {
  it("gives R's mean, standard deviation and type-7 quantiles", () => {
    // R 4: quantile(c(7, 1, 4, 10, 2)) type 7; sd() = sqrt(13.7)
    const summary = new Summariser([0.1, 0.25, 0.5, 0.9]).summarise(Float64Array.of(7, 1, 4, 10, 2));
    expect(summary.mean?.value).toBeCloseTo(4.8, 12);
    expect(summary.sd).toBeCloseTo(Math.sqrt(13.7), 12);
    expect(summary.percentiles.map((percentile) => percentile?.value)).toEqual([1.4, 2, 4, 8.8]);
    expect(summary.percentiles[1]?.interval).toBeNull();
    expect(summary.trials).toBe(5);
    expect(summary.notYet).toBe(0);
  });

  it("takes its intervals from the order statistics", () => {
    const values = Float64Array.from({ length: 200 }, (_, k) => (k * 7) % 200);
    const median = new Summariser([0.5]).summarise(values).percentiles[0]!;
    // Normal approximation of the sign test: ranks 100 -+ 1.96 sqrt(50), that is 86 and 115 of the values 0..199.
    expect(median.value).toBe(99.5);
    expect(median.interval).toEqual({ low: 85, high: 114 });
  });

  it("puts what is not there yet above all else, and gives no mean then", () => {
    const values = Float32Array.of(3, NEVER, 1, 2, NEVER);
    const summary = new Summariser([0.25, 0.5, 0.6, 0.9]).summarise(values);
    expect(summary.notYet).toBeCloseTo(0.4, 12);
    expect(summary.mean).toBeNull();
    expect(summary.sd).toBeNull();
    // Sorted 1 2 3 inf inf: type 7 puts the 60 % point between 3 and infinity.
    expect(summary.percentiles.map((percentile) => percentile?.value)).toEqual([2, 3, NEVER, NEVER]);
  });

  it("leaves out trials in which the figure does not exist, and says of how many it speaks", () => {
    const summary = new Summariser([0.5]).summarise(Float64Array.of(Number.NaN, 4, Number.NaN, 6));
    expect(summary.trials).toBe(2);
    expect(summary.mean?.value).toBe(5);
    const none = new Summariser([0.5]).summarise(Float64Array.of(Number.NaN));
    expect(none).toEqual({ trials: 0, notYet: 0, mean: null, sd: null, percentiles: [null] });
  });

  it("says nothing of spread after one trial", () => {
    const summary = new Summariser([0.5]).summarise(Float64Array.of(4));
    expect(summary.mean).toBeNull();
    expect(summary.percentiles[0]).toEqual({ p: 0.5, value: 4, interval: null });
  });

  it("leaves the values as they are", () => {
    const values = Float64Array.of(3, 1, 2);
    new Summariser().summarise(values);
    expect([...values]).toEqual([3, 1, 2]);
  });
});

describe("a sample quantile", () => {
  it("is infinite only when infinity has a share in it", () => {
    expect(sampleQuantile([1, 2, NEVER], 0.5)).toBe(2);
    expect(sampleQuantile([1, 2, NEVER], 0.51)).toBe(NEVER);
    expect(sampleQuantile([1, NEVER, NEVER], 0.75)).toBe(NEVER);
  });
});

describe("a summary beside simple-statistics", () => {
  it("has the same mean, standard deviation and quantiles for any finite values", () => {
    const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 60 });
    const shares = [0, 0.05, 1 / 3, 0.5, 0.9, 1];
    fc.assert(
      fc.property(values, (list) => {
        const summary = new Summariser(shares.slice(1, -1)).summarise(Float64Array.from(list));
        const sorted = list.toSorted((a, b) => a - b);
        expect(summary.mean?.value).toBeCloseTo(mean(list), 6);
        expect(summary.sd).toBeCloseTo(sampleStandardDeviation(list), 6);
        for (const p of shares) expect(sampleQuantile(sorted, p)).toBeCloseTo(quantileSorted(sorted, p), 6);
      }),
      { numRuns: 300, seed: 7 },
    );
  });
});
