import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { niceStep, scaleOver, tickText } from "../../../src/report/chart/scale.ts";

describe("a scale", () => {
  test("puts zero at one end and the largest value a little before the other", () => {
    const { at, domain } = scaleOver([20, 50], [0, 102], 5);
    expect(domain[0]).toBe(0);
    expect(at(0)).toBe(0);
    expect(at(50)).toBeCloseTo(100, 12);
  });

  test("can run downwards, as heights on a page do", () => {
    const { at } = scaleOver([100], [202, 100], 4);
    expect(at(0)).toBe(202);
    expect(at(50)).toBeCloseTo(152, 12);
  });

  test("has ticks at round values only", () => {
    expect(scaleOver([84e6], [0, 1], 5).ticks).toEqual([0, 20e6, 40e6, 60e6, 80e6]);
    expect(scaleOver([0.31], [0, 1], 3).ticks).toEqual([0, 0.1, 0.2, 0.3]);
    expect(scaleOver([-3, 8], [0, 1], 4).ticks).toEqual([-2, 0, 2, 4, 6, 8]);
  });

  test("does not mind what is missing or beyond the horizon", () => {
    expect(scaleOver([Number.NaN, 4, Infinity], [0, 1], 2).domain[1]).toBeCloseTo(4.08, 12);
  });

  test("of nothing but zeros is still one", () => {
    const { at, ticks } = scaleOver([0, 0], [0, 100], 2);
    expect([at(0), ticks]).toEqual([0, [0, 0.5, 1]]);
  });

  test("has all values within its ends and two to fifteen ticks", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.double({ min: -1e15, max: 1e15, noNaN: true }).filter((x) => x === 0 || Math.abs(x) > 1e-9),
          {
            minLength: 1,
          },
        ),
        (values) => {
          const { at, ticks } = scaleOver(values, [0, 500], 5);
          for (const value of [...values, ...ticks, 0]) {
            expect(at(value)).toBeGreaterThanOrEqual(-1e-6);
            expect(at(value)).toBeLessThanOrEqual(500 + 1e-6);
          }
          expect(ticks.length).toBeGreaterThanOrEqual(2);
          expect(ticks.length).toBeLessThanOrEqual(15);
        },
      ),
      { seed: 1 },
    );
  });
});

describe("a step between ticks", () => {
  test.each([
    // As d3-array 3 gives them.
    [0.7, 0.5],
    [1, 1],
    [1.5, 2],
    [3, 2],
    [6, 5],
    [8, 10],
    [34_000, 50_000],
    [0.021, 0.02],
  ])("that should be about %d is %d", (rough, step) => {
    expect(niceStep(rough)).toBeCloseTo(step, 12);
  });
});

describe("a tick", () => {
  test.each([
    [0, "0"],
    [0.5, "0.5"],
    [250e6, "250M"],
    [2500, "2.5k"],
    [1e9, "1B"],
    [-40, "-40"],
  ])("of %d reads %s", (value, text) => {
    expect(tickText(value)).toBe(text);
  });
});
