import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Recovery } from "../../src/model/model.ts";
import { recoverySteps } from "../../src/model/recovery.ts";

const unused = { kind: "constant", numbers: [0] } as const;
const linear: Recovery = { shape: "linear", time: unused };
const exponential: Recovery = { shape: "exponential", time: unused };

/** What is lost in a recovery from a full outage, days of capacity. */
function lost(recovery: Recovery, begin: number, time: number, slot: number): number {
  const { times, missing } = recoverySteps(recovery, begin, time, slot);
  let area = 0;
  for (let k = 0; k + 1 < times.length; k++) area += missing[k] * (times[k + 1] - times[k]);
  return area;
}

describe("a recovery", () => {
  test("in a step is complete at once", () => {
    expect(recoverySteps({ shape: "step" }, 10.3, 0, 1)).toEqual({ times: [10.3], missing: [0] });
  });

  test("that is linear over four days from a grid point misses 7/8, 5/8, 3/8 and 1/8 of them", () => {
    expect(recoverySteps(linear, 10, 4, 1)).toEqual({
      times: [10, 11, 12, 13, 14],
      missing: [7 / 8, 5 / 8, 3 / 8, 1 / 8, 0],
    });
  });

  test("is stepped at grid points wherever it begins", () => {
    expect(recoverySteps(linear, 10.25, 2, 0.5).times).toEqual([10.25, 10.5, 11, 11.5, 12, 12.5]);
  });

  test("of no length is complete at once", () => {
    for (const recovery of [linear, exponential])
      expect(recoverySteps(recovery, 3, 0, 1).missing).toEqual([0]);
  });

  // Reported of the Naka N3 fab after its fire of 2021-03-19: 30 % on day 36, 50 % on 42, 88 % on 73, all on 97.
  test("along a curve loses the area above it, its first value holding until its first day", () => {
    const fire: Recovery = { shape: "curve", days: [36, 42, 73, 97], availability: [0.3, 0.5, 0.88, 1] };
    const area = 36 * 0.7 + 6 * 0.6 + 31 * 0.31 + 24 * 0.06;
    expect(lost(fire, 0, 0, 1)).toBeCloseTo(area, 10);
    expect(lost(fire, 5.4, 0, 7)).toBeCloseTo(area, 10);
    expect(recoverySteps(fire, 0, 0, 1).missing[0]).toBeCloseTo(0.7, 14);
  });

  const begin = fc.double({ min: -50, max: 50, noNaN: true });
  const time = fc.double({ min: 0.01, max: 120, noNaN: true });
  const slot = fc.constantFrom(0.25, 1, 7);

  test("loses what its curve loses whatever the grid: half its time if linear, 0.999 of its time constant if exponential", () => {
    fc.assert(
      fc.property(begin, time, slot, (begin, time, slot) => {
        expect(lost(linear, begin, time, slot) / (time / 2)).toBeCloseTo(1, 9);
        expect(lost(exponential, begin, time, slot) / time).toBeCloseTo(0.999, 9);
      }),
      { seed: 21 },
    );
  });

  test("never goes back, begins with what is missing and ends with nothing missing", () => {
    fc.assert(
      fc.property(fc.constantFrom(linear, exponential), begin, time, slot, (recovery, begin, time, slot) => {
        const { times, missing } = recoverySteps(recovery, begin, time, slot);
        expect(times[0]).toBe(begin);
        expect(missing[0]).toBeLessThanOrEqual(1 + 1e-12);
        expect(missing[missing.length - 1]).toBe(0);
        for (let k = 1; k < times.length; k++) {
          expect(times[k]).toBeGreaterThan(times[k - 1]);
          expect(times[k] / slot).toBeCloseTo(Math.round(times[k] / slot), 9);
          expect(missing[k]).toBeLessThan(missing[k - 1] + 1e-12);
        }
      }),
      { seed: 22 },
    );
  });
});
