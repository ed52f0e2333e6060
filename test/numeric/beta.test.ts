import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { betaCdf, betaQuantile } from "../../src/numeric/beta.ts";

describe("the beta distribution", () => {
  it("agrees with 40-digit arithmetic (mpmath 1.3) to 1e-13", () => {
    const table = [
      [0.5, 0.5, 0.25, 1 / 3],
      [0.1, 3, 0.001, 0.5787660330857356],
      [2, 3, 0.4, 0.5248],
      [90, 10, 0.85, 0.05952990857287176],
      [90, 10, 0.95, 0.9734832942461769],
      [1, 1, 0.3, 0.3],
      [5, 0.2, 0.9, 0.12452053766137663],
      [1500, 2500, 0.38, 0.743681358881709],
    ];
    for (const [a, b, x, expected] of table) {
      expect(Math.abs(betaCdf(a, b, x) - expected)).toBeLessThan(1e-13);
    }
    expect([betaCdf(2, 3, 0), betaCdf(2, 3, 1)]).toEqual([0, 1]);
  });

  it("is its own mirror image", () => {
    expect(betaCdf(3, 7, 0.35) + betaCdf(7, 3, 0.65)).toBeCloseTo(1, 14);
    expect(betaQuantile(3, 7, 0.35) + betaQuantile(7, 3, 0.65)).toBeCloseTo(1, 14);
  });

  it("comes back from any quantile", () => {
    const shape = fc.double({ min: -1.5, max: 4, noNaN: true }).map((exponent) => 10 ** exponent);
    const share = fc.double({ min: 1e-10, max: 1 - 1e-10, noNaN: true });
    fc.assert(
      fc.property(shape, shape, share, (a, b, p) => {
        const x = betaQuantile(a, b, p);
        // Within 1e-14 of an end doubles are too coarse, or the power underflows.
        if (x > 1e-290 && x < 1 - 1e-14) {
          const [below, above] = [
            betaCdf(a, b, x * (1 - 1e-12)),
            betaCdf(a, b, Math.min(1, x * (1 + 1e-12))),
          ];
          expect(p).toBeGreaterThan(below - 1e-12);
          expect(p).toBeLessThan(above + 1e-12);
        }
      }),
      { numRuns: 2000, seed: 3 },
    );
    expect([betaQuantile(2, 3, 0), betaQuantile(2, 3, 1)]).toEqual([0, 1]);
  });

  it("of impossible arguments is refused", () => {
    expect(() => betaCdf(0, 1, 0.5)).toThrow(RangeError);
    expect(() => betaCdf(1, 1, 1.5)).toThrow(RangeError);
    expect(() => betaQuantile(1, 1, -0.1)).toThrow(RangeError);
  });
});
