import { describe, expect, test } from "vitest";
import { cumulativeGap, delays } from "../../src/analysis/shortfall.ts";

/** Months of 30 days; 30 units flow in each. */
const EDGES = Array.from({ length: 13 }, (_, month) => 30 * month);
const EVEN = EDGES.slice(1).map(() => 30);

/** The even flow with some months replaced, by number from 0. */
const flow = (months: Readonly<Record<number, number>>): number[] =>
  EVEN.map((units, month) => months[month] ?? units);

const delaysOf = (hit: readonly number[], from: number, until = 360) =>
  delays(EVEN, cumulativeGap(EVEN, hit), { edges: EDGES, from, until });

const NEVER = { survive: Number.POSITIVE_INFINITY, rateBack: Number.NaN, caughtUp: Number.NaN };

describe("a cumulative gap", () => {
  test("is what would have been there by then and is not; more than without is a negative one", () => {
    expect([...cumulativeGap([5, 5, 5, 5], [5, 2, 7, 7])]).toEqual([0, 3, 1, -1]);
    expect(() => cumulativeGap([1, 2], [1])).toThrow("2 months without and 1 with a disruption");
  });
});

describe("a disruption", () => {
  test("of nothing is survived", () => {
    expect(delaysOf(EVEN, 60)).toEqual(NEVER);
  });

  test("is felt when a day's flow is missing, and over when no more than that is", () => {
    // Nothing from day 105 to 150: 45 units are missing then, and come back by 15 a month. A day's flow is 1: behind
    // on day 106, the rate is back on day 150, all but a unit is there 2 days before day 240.
    const hit = flow({ 3: 15, 4: 0, 5: 45, 6: 45, 7: 45 });
    expect(delaysOf(hit, 90)).toEqual({ survive: 16, rateBack: 60, caughtUp: 148 });
  });

  test("that is never made good is not over by the end", () => {
    expect(delaysOf(flow({ 4: 0 }), 100)).toMatchObject({ rateBack: 50, caughtUp: Number.POSITIVE_INFINITY });
    const stopped = flow(Object.fromEntries([4, 5, 6, 7, 8, 9, 10, 11].map((month) => [month, 0])));
    expect(delaysOf(stopped, 100).rateBack).toBe(Number.POSITIVE_INFINITY);
  });

  test("may be made good before its deepest month", () => {
    // 5 missing in month 3, 15 more than even in month 4, then 11 missing: one in all.
    const { survive, caughtUp } = delaysOf(flow({ 3: 25, 4: 45, 5: 19 }), 90);
    // 5 over 30 days: the first after 6. The gap of 5 closes at 15 in 30 days: 4 of it in 8 of month 4.
    expect([survive, caughtUp]).toEqual([6, 30 + 8]);
  });

  test("is over for the rate when a tenth of its deepest month is missing", () => {
    const back = (missing: number) => delaysOf(flow({ 4: 0, 5: 30 - missing }), 120).rateBack;
    expect([back(3), back(3.1)]).toEqual([30, 60]);
  });

  test("of less than a day's flow is not felt", () => {
    expect(delaysOf(flow({ 4: 29 }), 100)).toEqual(NEVER);
    // 2 units of 30 are missing evenly over 20 days: one after ten.
    expect(delaysOf(flow({ 4: 28 }), 130).survive).toBeCloseTo(10, 9);
  });

  test("is not blamed for what is missing later", () => {
    expect(delaysOf(flow({ 9: 0 }), 60, 200)).toEqual(NEVER);
    expect(delaysOf(flow({ 9: 0 }), 60, 280).survive).toBeCloseTo(211, 9);
  });

  test("begins within the months", () => {
    expect(() => delaysOf(EVEN, 360)).toThrow("day 360 is not within days 0 to 360");
  });
});
