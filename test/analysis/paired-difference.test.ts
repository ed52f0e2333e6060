import { describe, expect, it } from "vitest";
import { simultaneousLevel } from "../../src/analysis/confidence-interval.ts";
import { pairedDifference } from "../../src/analysis/paired-difference.ts";
import { normalQuantile } from "../../src/numeric/normal.ts";
import { uniforms } from "./test-function.ts";

/** Hours of extra sleep by two drugs, same ten patients: Student, Biometrika 6 (1908); R's data set `sleep`. */
const DRUG_1 = Float64Array.of(0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0);
const DRUG_2 = Float64Array.of(1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4);

describe("a paired difference", () => {
  it("is Student's own: 1.58 hours, from 0.70 to 2.46", () => {
    // R: t.test(extra ~ group, data = sleep, paired = TRUE): 0.7001142 .. 2.4598858.
    const { mean, sd, trials } = pairedDifference(DRUG_1, DRUG_2)!;
    expect(mean?.value).toBeCloseTo(1.58, 12);
    expect(mean?.low).toBeCloseTo(0.7001142, 6);
    expect(mean?.high).toBeCloseTo(2.4598858, 6);
    expect(sd).toBeCloseTo(1.229995, 6);
    expect(trials).toBe(10);
  });

  it("counts better, worse and equal apart: nine, none and one patient", () => {
    const { larger, smaller, equal } = pairedDifference(DRUG_1, DRUG_2)!;
    expect([larger.value, smaller.value, equal.value]).toEqual([0.9, 0, 0.1]);
    // Wilson, 9 of 10: 0.5958 to 0.9821 (R: prop.test(9, 10, correct = FALSE)).
    expect(larger.low).toBeCloseTo(0.5958, 4);
    expect(larger.high).toBeCloseTo(0.9821, 4);
  });

  it("has the median of the differences between their 2nd and 9th", () => {
    // Differences sorted: 0, 0.8, 1, 1.2, 1.3, 1.3, 1.4, 1.8, 2.4, 4.6; ranks as for the sign test with n = 10.
    const median = pairedDifference(DRUG_1, DRUG_2, 0.95, [0.5])!.percentiles[0]!;
    expect(median.value).toBeCloseTo(1.3, 12);
    expect(median.interval?.low).toBeCloseTo(0.8, 12);
    expect(median.interval?.high).toBeCloseTo(2.4, 12);
  });

  it("says what pairing achieved", () => {
    // R: cor(sleep) = 0.7951702; var 3.200556 and 4.009, of the differences 1.512889.
    const { correlation, varianceSaved } = pairedDifference(DRUG_1, DRUG_2)!;
    expect(correlation).toBeCloseTo(0.7951702, 6);
    expect(varianceSaved).toBeCloseTo(1 - 1.512889 / (3.200556 + 4.009), 6);
  });

  it("in ratio is exact where the variant is a multiple of the base, and silent where the base may be zero", () => {
    const base = Float64Array.of(10, 12, 9, 14);
    const { relative } = pairedDifference(
      base,
      base.map((value) => 1.25 * value),
    )!;
    expect(relative?.value).toBeCloseTo(0.25, 12);
    expect((relative?.high ?? 1) - (relative?.low ?? 0)).toBeCloseTo(0, 12);
    expect(pairedDifference(DRUG_1, DRUG_2)?.relative).toBeNull();
  });

  it("in ratio is held by its interval in 95 % of runs of 50 skew trials", () => {
    // base = exp(0.5 z), variant = 1.2 base exp(0.2 z' - 0.02): the ratio of means is 1.2. 2,000 repeats: 95 % +- 1.6
    // points at the 99.9 % level, and one point for skewness.
    const uniform = uniforms("ratio");
    const z = () => normalQuantile(uniform());
    let held = 0;
    for (let repeat = 0; repeat < 2000; repeat++) {
      const base = new Float64Array(50).map(() => Math.exp(0.5 * z()));
      const variant = base.map((value) => 1.2 * value * Math.exp(0.2 * z() - 0.02));
      const { low, high } = pairedDifference(base, variant)!.relative!;
      if (low <= 0.2 && 0.2 <= high) held++;
    }
    expect(held / 2000).toBeGreaterThan(0.924);
    expect(held / 2000).toBeLessThan(0.976);
  });

  it("of a run with itself is nothing, and all trials are equal", () => {
    const same = pairedDifference(DRUG_1, DRUG_1)!;
    expect(same.mean).toMatchObject({ value: 0, low: 0, high: 0 });
    expect(same.equal.value).toBe(1);
    expect(same.varianceSaved).toBe(1);
    const still = pairedDifference(Float64Array.of(3, 3), Float64Array.of(3, 3))!;
    expect([still.correlation, still.varianceSaved]).toEqual([null, null]);
  });

  it("counts what is not there yet as larger, leaves out what does not exist, and gives no mean then", () => {
    const base = Float64Array.of(1, Infinity, 5, NaN, Infinity);
    const variant = Float64Array.of(Infinity, 4, 5, 2, Infinity);
    const found = pairedDifference(base, variant)!;
    expect(found.trials).toBe(4);
    expect([found.larger.value, found.smaller.value, found.equal.value]).toEqual([0.25, 0.25, 0.5]);
    expect([found.mean, found.relative, ...found.percentiles]).toEqual([null, null, null, null, null]);
    expect(pairedDifference(Float64Array.of(NaN), Float64Array.of(1))).toBeNull();
  });

  it("refuses unlike numbers of trials", () => {
    expect(() => pairedDifference(DRUG_1, DRUG_2.slice(1))).toThrow("10 trials of the base beside 9");
  });
});

describe("several intervals at once", () => {
  it("are wide enough that all hold in 95 % of runs", () => {
    // Ten comparisons with one base, which makes them depend on each other. 1,000 repeats of 20 trials; at least 95 %
    // less 2.3 points (99.9 %). Each at 95 % alone, all would hold in about 70 %.
    const uniform = uniforms("family");
    const z = () => normalQuantile(uniform());
    const level = simultaneousLevel(10);
    let all = 0;
    for (let repeat = 0; repeat < 1000; repeat++) {
      const base = new Float64Array(20).map(z);
      const variants = Array.from({ length: 10 }, (_, k) => base.map((value) => 0.5 * value + k + z()));
      const truths = variants.map((_, k) => k);
      const held = variants.every((variant, k) => {
        const { low, high } = pairedDifference(base, variant, level)!.mean!;
        return low <= truths[k] && truths[k] <= high;
      });
      if (held) all++;
    }
    expect(all / 1000).toBeGreaterThan(0.927);
  });

  it("are each at 99.5 % for ten, and as always for one", () => {
    expect(simultaneousLevel(10)).toBeCloseTo(0.995, 12);
    expect(simultaneousLevel(1)).toBeCloseTo(0.95, 12);
    expect(() => simultaneousLevel(0)).toThrow(RangeError);
  });
});
