import { describe, expect, it } from "vitest";
import {
  classCount,
  classed,
  firstOrderIndex,
  firstOrderIndices,
} from "../../src/analysis/first-order-index.ts";
import { midRanks } from "../../src/analysis/rank.ts";
import { normalQuantile } from "../../src/numeric/normal.ts";
import { coordinate, ISHIGAMI, LINEAR, points, type TestFunction, uniforms } from "./test-function.ts";

function sample({ value }: TestFunction, n: number, uniform: () => number) {
  const sampled = points(n, uniform);
  const inputs = [0, 1, 2].map((k) => classed(midRanks(coordinate(sampled, k)), classCount(n)));
  return { inputs, outcome: Float64Array.from(sampled, value) };
}

describe("first-order indices from given data", () => {
  it("of Ishigami's function are within 0.015 of the closed form at 10,000 trials", () => {
    const { inputs, outcome } = sample(ISHIGAMI, 10_000, uniforms("ishigami"));
    const [s1, s2, s3] = inputs.map((one) => firstOrderIndex(one, outcome));
    expect(Math.abs(s1 - 0.3139)).toBeLessThan(0.015);
    expect(Math.abs(s2 - 0.4424)).toBeLessThan(0.015);
    expect(Math.abs(s3)).toBeLessThan(0.015);
  });

  it("of a linear function are within 0.01 of the shares of variance at 10,000 trials", () => {
    const { inputs, outcome } = sample(LINEAR, 10_000, uniforms("linear"));
    inputs.forEach((one, k) => {
      expect(Math.abs(firstOrderIndex(one, outcome) - LINEAR.first[k])).toBeLessThan(0.01);
    });
  });

  it("are unbiased at 200 trials, and held by 88 to 98 % of their intervals", () => {
    // Mean of 300 repeats within 0.012, three standard errors of the least certain one.
    const held = [0, 0, 0];
    const sum = [0, 0, 0];
    for (let repeat = 1; repeat <= 300; repeat++) {
      const { inputs, outcome } = sample(LINEAR, 200, uniforms("repeats", repeat));
      firstOrderIndices(inputs, outcome, uniforms("resamples", repeat)).forEach((found, k) => {
        sum[k] += found!.value;
        if (found!.low <= LINEAR.first[k] && LINEAR.first[k] <= found!.high) held[k]++;
      });
    }
    for (const k of [0, 1, 2]) {
      expect(Math.abs(sum[k] / 300 - LINEAR.first[k])).toBeLessThan(0.012);
      expect(held[k] / 300).toBeGreaterThan(0.88);
      expect(held[k] / 300).toBeLessThan(0.98);
    }
  });

  it("see an input that matters only while it is scarce", () => {
    // y = min(x, 0.8) with x lognormal(0, 0.3), so 23 % of trials lie below the cap: x explains all of it. Means of
    // six classes without lines would explain 83 %.
    const scarce = new Float64Array(200)
      .map(uniforms("scarce"))
      .map((u) => Math.exp(0.3 * normalQuantile(u)));
    const outcome = scarce.map((value) => Math.min(value, 0.8));
    expect(firstOrderIndex(classed(midRanks(scarce), classCount(200)), outcome)).toBeGreaterThan(0.97);
  });

  it("of an input that does nothing average zero, which the raw ratio does not", () => {
    // Raw ratio: mean 15 / 199 = 0.075 for lines in 8 classes of 200 trials. 500 repeats, standard error about
    // sqrt(2 x 15) / 185 / sqrt(500) = 0.0013; 99.9 %.
    let sum = 0;
    const uniform = uniforms("idle");
    for (let repeat = 0; repeat < 500; repeat++) {
      const idle = new Float64Array(200).map(uniform);
      sum += firstOrderIndex(classed(midRanks(idle), 8), new Float64Array(200).map(uniform));
    }
    expect(Math.abs(sum / 500)).toBeLessThan(0.0044);
  });

  it("of a switch are those of its two halves: the share of variance between them", () => {
    // y = 3 for on, 1 for off, + -1, +1: between 1, within 1, so half. n - 1 over n - 2 by Kelley's correction.
    const on = Float64Array.from({ length: 400 }, (_, i) => i % 2);
    const outcome = on.map((value, i) => 1 + 2 * value + (i % 4 < 2 ? -1 : 1));
    const index = firstOrderIndex(classed(midRanks(on), classCount(400)), outcome);
    expect(index).toBeCloseTo(1 - (0.5 * 399) / 398, 12);
  });

  it("are the same again from the same stream, and silent where there is nothing to share", () => {
    const { inputs, outcome } = sample(LINEAR, 50, uniforms("again"));
    expect(firstOrderIndices(inputs, outcome, uniforms("s"))).toEqual(
      firstOrderIndices(inputs, outcome, uniforms("s")),
    );
    expect(firstOrderIndices(inputs, new Float64Array(50).fill(2), uniforms("s"))).toEqual([
      null,
      null,
      null,
    ]);
  });

  it("use 6 classes at 200 trials, 10 at 1,000 and 22 at 10,000", () => {
    expect([200, 1000, 10_000].map(classCount)).toEqual([6, 10, 22]);
  });
});
