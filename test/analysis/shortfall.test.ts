import { describe, expect, test } from "vitest";
import { shortfall } from "../../src/analysis/shortfall.ts";

/** Months of 30 days; 30 units flow in each. */
const EDGES = Array.from({ length: 13 }, (_, month) => 30 * month);
const EVEN = EDGES.slice(1).map(() => 30);
const from = (day: number) => ({ edges: EDGES, from: day });

/** The even flow with some months replaced, by number from 0. */
const flow = (months: Readonly<Record<number, number>>): number[] =>
  EVEN.map((units, month) => months[month] ?? units);

describe("a shortfall", () => {
  test("of nothing is survived", () => {
    expect(shortfall(EVEN, EVEN, from(60))).toEqual({
      lost: 0,
      worst: 0,
      survive: Number.POSITIVE_INFINITY,
      rateBack: Number.NaN,
      caughtUp: Number.NaN,
    });
  });

  test("that is made good costs time and no units", () => {
    // Nothing from day 105 to 150; 45 units are missing then, and come back by 15 a month.
    const hit = flow({ 3: 15, 4: 0, 5: 45, 6: 45, 7: 45 });
    // A day's flow is 1: behind on day 106, a month's rate is back on day 150, all but 1 unit is there 2 days before 240.
    expect(shortfall(EVEN, hit, from(90))).toEqual({
      lost: 0,
      worst: 45,
      survive: 16,
      rateBack: 60,
      caughtUp: 148,
    });
  });

  test("for good has not been caught up by the end", () => {
    const { lost, worst, rateBack, caughtUp } = shortfall(EVEN, flow({ 4: 0 }), from(100));
    expect([lost, worst, rateBack, caughtUp]).toEqual([30, 30, 50, Number.POSITIVE_INFINITY]);
  });

  test("counts a rate as back at nine tenths of its deepest month", () => {
    const back = (missing: number) => shortfall(EVEN, flow({ 4: 0, 5: 30 - missing }), from(120)).rateBack;
    expect([back(3), back(3.1)]).toEqual([30, 60]);
  });

  test("of less than a day's flow is none", () => {
    expect(shortfall(EVEN, flow({ 4: 29 }), from(100)).survive).toBe(Number.POSITIVE_INFINITY);
    // 2 units of 30 are missing evenly over 20 days: one after ten.
    expect(shortfall(EVEN, flow({ 4: 28 }), from(130)).survive).toBeCloseTo(10, 9);
  });

  test("may be a gain", () => {
    expect(shortfall(EVEN, flow({ 9: 40 }), from(100))).toMatchObject({ lost: -10, worst: 0 });
  });

  test("needs a flow for each month and a day within them", () => {
    expect(() => shortfall(EVEN, [1], from(0))).toThrow("12 and 1 flows of 12 months");
    expect(() => shortfall(EVEN, EVEN, from(360))).toThrow("day 360 is not within days 0 to 360");
  });
});
