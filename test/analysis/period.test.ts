import { describe, expect, it } from "vitest";
import { aggregatePeriods, aggregateRatio, calendarPeriods } from "../../src/analysis/period.ts";

const NEVER = Number.POSITIVE_INFINITY;
const days = [31, 28, 31, 30];
const groups = [[0, 1, 2], [3], [0, 1, 2, 3]];
// Two trials of four months.
const values = Float32Array.of(1, 2, 3, 4, 10, 20, 30, 40);

describe("months become periods, trial by trial", () => {
  it("flows add up", () => {
    expect([...aggregatePeriods(values, 4, groups, "sum", days)]).toEqual([6, 4, 10, 60, 40, 100]);
  });

  it("a level is that of the last month", () => {
    expect([...aggregatePeriods(values, 4, groups, "last", days)]).toEqual([3, 4, 4, 30, 40, 40]);
  });

  it("a mean over time weighs months by their days", () => {
    const mean = aggregatePeriods(values, 4, groups, "mean", days);
    expect(mean[0]).toBeCloseTo((31 + 56 + 93) / 90, 12);
    expect(mean[2]).toBeCloseTo((31 + 56 + 93 + 120) / 120, 12);
  });

  it("a duration is not there yet if any month's is not, and months without orders don't count", () => {
    const durations = Float32Array.of(30, Number.NaN, 60, NEVER, Number.NaN, Number.NaN, Number.NaN, 10);
    expect([...aggregatePeriods(durations, 4, groups, "duration", days)]).toEqual([
      45,
      NEVER,
      NEVER,
      Number.NaN,
      10,
      10,
    ]);
  });

  it("a ratio is the sum of what is above over the sum of what is below, not a mean of ratios", () => {
    const below = Float32Array.of(2, 2, 2, 0, 1, 1, 2, 4);
    const ratio = aggregateRatio(values, below, 4, groups);
    expect([...ratio]).toEqual([1, Number.NaN, 10 / 6, 15, 10, 12.5]);
  });

  it("refuses a matrix that is not whole trials", () => {
    expect(() => aggregatePeriods(values, 3, [[0]], "sum", days)).toThrow(RangeError);
    expect(() => aggregateRatio(values, Float32Array.of(1), 4, [[0]])).toThrow(RangeError);
  });
});

describe("the periods of a calendar", () => {
  it("are its quarters, its years and the horizon, and say which are not whole", () => {
    const labels = ["2026-11", "2026-12", "2027-01", "2027-02", "2027-03", "2027-04"];
    expect(calendarPeriods(labels)).toEqual([
      { kind: "quarter", label: "2026-Q4", months: [0, 1], complete: false },
      { kind: "quarter", label: "2027-Q1", months: [2, 3, 4], complete: true },
      { kind: "quarter", label: "2027-Q2", months: [5], complete: false },
      { kind: "year", label: "2026", months: [0, 1], complete: false },
      { kind: "year", label: "2027", months: [2, 3, 4, 5], complete: false },
      { kind: "horizon", label: "2026-11..2027-04", months: [0, 1, 2, 3, 4, 5], complete: true },
    ]);
  });
});
