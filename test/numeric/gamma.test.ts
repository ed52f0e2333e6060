import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deviance, gammaCdf, gammaQuantile, logGamma, stirlingError } from "../../src/numeric/gamma.ts";

describe("the gamma function", () => {
  it("has the logarithms of 40-digit arithmetic (mpmath 1.3)", () => {
    const table = [
      [1e-5, 11.512919692895826],
      [0.5, 0.5723649429247001],
      [1.5, -0.12078223763524522],
      [3, Math.LN2],
      [9.99, 12.779315214350193],
      [10, 12.80182748008147],
      [100.5, 361.4355404677776],
      [1e6, 12815504.5691476],
    ];
    for (const [x, expected] of table) {
      expect(Math.abs(logGamma(x) - expected) / Math.max(1, Math.abs(expected))).toBeLessThan(2e-15);
    }
    expect(() => logGamma(0)).toThrow(RangeError);
  });

  it("differs from Stirling's formula by 1 / 12n and less", () => {
    // n = 1: log(1!) - (log 1 - 1 + log(2 pi) / 2) = 1 - 0.9189385332046728
    expect(stirlingError(1)).toBeCloseTo(0.0810614667953272, 15);
    expect(stirlingError(1000) * 12_000).toBeCloseTo(1, 6);
  });
});

describe("the deviance", () => {
  it("of 3 from 2 is 3 log 1.5 - 1, and small where the two are close, without losing digits", () => {
    expect(deviance(3, 2)).toBeCloseTo(3 * Math.log(1.5) - 1, 15);
    // (x - m)^2 / 2m to first order
    expect(deviance(1e8 + 1, 1e8) / 5e-9).toBeCloseTo(1, 7);
  });
});

describe("the gamma distribution", () => {
  it("agrees with 40-digit arithmetic (mpmath 1.3) to 1e-13", () => {
    const table = [
      [0.1, 0.01, 0.6626212599544798],
      [0.5, 0.5, 0.6826894921370859],
      [1, 2, 0.8646647167633873],
      [3, 2.5, 0.4561868841166705],
      [3, 9, 0.9937678048936227],
      [50, 40, 0.07033506665939494],
      [50, 75, 0.999096067957646],
      [1000, 1050, 0.9413288886226819],
      [1e5, 99500, 0.05674182321279226],
    ];
    for (const [a, x, expected] of table) {
      expect(Math.abs(gammaCdf(a, x) - expected)).toBeLessThan(1e-13);
    }
    expect([gammaCdf(2, 0), gammaCdf(2, Number.POSITIVE_INFINITY)]).toEqual([0, 1]);
  });

  it("has the points of the chi-squared table", () => {
    // Abramowitz and Stegun, table 26.8: chi-squared, degrees of freedom, upper 5 % and 1 %, lower 5 %.
    const point = (degrees: number, p: number): number => 2 * gammaQuantile(degrees / 2, p);
    expect(point(1, 0.95)).toBeCloseTo(3.84146, 5);
    expect(point(10, 0.95)).toBeCloseTo(18.307, 4);
    expect(point(30, 0.99)).toBeCloseTo(50.8922, 4);
    expect(point(5, 0.05)).toBeCloseTo(1.145476, 6);
  });

  it("comes back from any quantile", () => {
    const shape = fc.double({ min: -2, max: 4, noNaN: true }).map((exponent) => 10 ** exponent);
    const share = fc.double({ min: 1e-10, max: 1 - 1e-10, noNaN: true });
    fc.assert(
      fc.property(shape, share, (a, p) => {
        const x = gammaQuantile(a, p);
        // Where x underflows, as for shape 0.01 and p 1e-10, there is nothing to come back from.
        if (x > 1e-290) expect(Math.abs(gammaCdf(a, x) - p)).toBeLessThan(1e-12);
      }),
      { numRuns: 2000, seed: 2 },
    );
    expect([gammaQuantile(2, 0), gammaQuantile(2, 1)]).toEqual([0, Number.POSITIVE_INFINITY]);
  });
});
