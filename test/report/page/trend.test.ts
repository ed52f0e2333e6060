import { describe, expect, test } from "vitest";
import { trendOf, trendShare, trendWords } from "../../../src/report/page/trend.ts";

/** Trials of two timespans. */
const trend = (...trials: readonly (readonly [number, number])[]) =>
  trendOf({ trials: trials.length, values: Float64Array.from(trials.flat()) }, 0, 1, 2);

describe("a trend", () => {
  test("is the shares of trials in which the later is more, and less", () => {
    expect(trend([1, 2], [1, 3], [1, 0.5], [1, 1])).toEqual({ rising: 0.5, falling: 0.25 });
  });

  test("counts what is not there by the horizon as more than all that is", () => {
    expect(trend([1, Infinity], [Infinity, 1])).toEqual({ rising: 0.5, falling: 0.5 });
  });

  test("leaves out trials that have no figure", () => {
    expect(trend([1, 2], [Number.NaN, 3])).toEqual({ rising: 1, falling: 0 });
  });

  test.each([
    [1, 0, "one", "rises"],
    [0.9, 0.1, "many", "rise"],
    [0.89, 0.11, "many", "probably rise"],
    [0.6, 0.4, "one", "probably rises"],
    [0.59, 0.41, "one", "may rise or fall"],
    [0.4, 0.6, "one", "probably falls"],
    [0, 1, "many", "fall"],
    [0, 0, "many", "stay the same"],
  ] as const)(
    "that rises in %d and falls in %d of trials is told of %s as: %s",
    (rising, falling, subject, words) => {
      expect(trendWords({ rising, falling }, subject)).toBe(words);
    },
  );

  test("says in how many trials it is so", () => {
    expect(trendShare({ rising: 1, falling: 0 })).toBe("more in every trial");
    expect(trendShare({ rising: 0.25, falling: 0.75 })).toBe("less in 75% of trials");
  });
});
