import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { waterFill } from "../../src/model/water-filling.ts";

const deal = (supply: number, wants: number[], weights: number[]): number[] => {
  const out = new Float64Array(wants.length);
  waterFill(supply, Float64Array.from(wants), Float64Array.from(weights), wants.length, out);
  return [...out];
};

describe("water-filling", () => {
  test("deals by weight where all want more", () => {
    expect(deal(100, [1000, 1000], [60, 40])).toEqual([60, 40]);
  });

  test("deals again what one does not want", () => {
    expect(deal(100, [10, 1000, 1000], [50, 25, 25])).toEqual([10, 45, 45]);
  });

  test("serves those without weight last, in proportion to their wants", () => {
    expect(deal(100, [40, 90, 30], [1, 0, 0])).toEqual([40, 45, 15]);
  });

  test("gives all that is wanted and possible, and nobody more than wanted", () => {
    const claim = fc.record({
      want: fc.double({ min: 0, max: 1e4, noNaN: true }),
      weight: fc.oneof(fc.constant(0), fc.double({ min: 1e-3, max: 10, noNaN: true })),
    });
    fc.assert(
      fc.property(
        fc.array(claim, { minLength: 1, maxLength: 8 }),
        fc.double({ min: 0, max: 3e4, noNaN: true }),
        (claims, supply) => {
          const wants = claims.map(({ want }) => want);
          const weights = claims.map(({ weight }) => weight);
          const shares = deal(supply, wants, weights);
          const wanted = wants.reduce((a, b) => a + b, 0);
          const dealt = shares.reduce((a, b) => a + b, 0);
          expect(dealt).toBeCloseTo(Math.min(supply, wanted), 6);
          shares.forEach((share, k) => {
            expect(share).toBeLessThanOrEqual(wants[k] * (1 + 1e-12));
          });
          // Among those with weight, who is short has at least as much per weight as anybody else.
          const levels = shares.map((share, k) => share / weights[k]);
          shares.forEach((share, k) => {
            if (weights[k] === 0 || share >= wants[k] * (1 - 1e-9)) return;
            levels.forEach((level, m) => {
              if (weights[m] > 0) expect(levels[k]).toBeGreaterThanOrEqual(level * (1 - 1e-9) - 1e-12);
            });
          });
        },
      ),
    );
  });
});
