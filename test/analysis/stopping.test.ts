import { expect, test } from "vitest";
import { isWithin, lookLevel, plannedLooks } from "../../src/analysis/stopping.ts";

test("looks are at 100 trials, then at twice as many each time, and at the most there may be", () => {
  expect(plannedLooks(10_000)).toEqual([100, 200, 400, 800, 1600, 3200, 6400, 10_000]);
  expect(plannedLooks(400)).toEqual([100, 200, 400]);
  expect(plannedLooks(401)).toEqual([100, 200, 400, 401]);
  expect(plannedLooks(100)).toEqual([100]);
  expect(plannedLooks(30)).toEqual([30]);
});

test("one look at one figure is at 95 %, and chances of being wrong add up to 5 % over looks and figures", () => {
  expect(lookLevel(1, 1)).toBe(0.95);
  expect(8 * 3 * (1 - lookLevel(8, 3))).toBeCloseTo(0.05, 12);
});

test("a mean of 200 +- 3 is within 1.5 % and within 3 units, no closer", () => {
  const estimate = { value: -200, low: -203, high: -197, n: 100 };
  expect(isWithin(estimate, { kind: "relative", within: 0.015 })).toBe(true);
  expect(isWithin(estimate, { kind: "relative", within: 0.0149 })).toBe(false);
  expect(isWithin(estimate, { kind: "absolute", within: 3 })).toBe(true);
  expect(isWithin(estimate, { kind: "absolute", within: 2.9 })).toBe(false);
});

test("what has no mean, or a mean of zero with an error, is never within a share of it", () => {
  expect(isWithin(null, { kind: "relative", within: 0.5 })).toBe(false);
  expect(isWithin({ value: 0, low: -1, high: 1, n: 9 }, { kind: "relative", within: 0.5 })).toBe(false);
  expect(
    isWithin({ value: 5, low: -Infinity, high: Infinity, n: 9 }, { kind: "relative", within: 0.5 }),
  ).toBe(false);
});
