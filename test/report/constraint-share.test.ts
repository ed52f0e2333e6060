import { describe, expect, test } from "vitest";
import type { Series } from "../../src/model/series.ts";
import { constraintShares } from "../../src/report/constraint-share.ts";
import { calendarOf } from "../../src/report/timespan.ts";
import { aSeries, fakeRun } from "./fake-run.ts";

const term = (keys: Series["keys"]): Series => aSeries({ metric: "constrained_h100e", tier: "detail", keys });
const SERIES = [
  term({ constraint: "hbm-a", stage: "memory", line: "hbm-a" }),
  term({ constraint: "hbm-b", stage: "memory", line: "hbm-b" }),
  term({ constraint: "cowos", stage: "packaging", line: "cowos" }),
  term({ constraint: "orders" }),
  term({ vendor: "acme", constraint: "cowos", stage: "packaging", line: "cowos" }),
  term({ vendor: "acme", constraint: "orders" }),
];

/** In trial 1 the two HBM lines limit 3 + 3 of 10 and packaging 4; in trial 2 packaging 8 and orders 2. */
const FIGURES = [
  [3, 3, 4, 0, 0, 0],
  [0, 0, 8, 2, 5, 3],
];

function shares() {
  const run = fakeRun({
    series: SERIES,
    figure: (one, trial, month) => (month === 0 ? FIGURES[trial - 1][SERIES.indexOf(one)] : 0),
    trials: 2,
  });
  const calendar = calendarOf(run.model);
  return [...constraintShares(run.trials, calendar.months, calendar)];
}

describe("what limits supply", () => {
  const first = shares().filter((one) => one.span.label === "2026-10");
  const of = (vendor: string, level: string, name: string) =>
    first.find(
      (one) =>
        one.vendor === vendor &&
        one.level === level &&
        (level === "stage" ? one.stage || one.constraint : one.constraint) === name,
    );

  test("is counted by stage before it is by site: two HBM lines together bind more than either", () => {
    // Memory: 60 % in the first trial, 0 in the second.
    expect(of("", "stage", "memory")?.share?.value).toBeCloseTo(0.3, 12);
    expect(of("", "stage", "memory")?.largest?.value).toBe(0.5);
    expect(of("", "line", "hbm-a")?.largest?.value).toBe(0);
    expect(of("", "line", "cowos")?.largest?.value).toBe(1);
  });

  test("adds up to everything delivered, at either level", () => {
    for (const level of ["stage", "line"]) {
      const all = first.filter((one) => one.vendor === "" && one.level === level);
      expect(all.reduce((sum, one) => sum + (one.share?.value ?? 0), 0)).toBeCloseTo(1, 12);
    }
  });

  test("leaves out trials in which the vendor delivered nothing", () => {
    expect(of("acme", "stage", "packaging")).toMatchObject({ share: null, trials: 1, amount: 5 });
    expect(of("acme", "stage", "packaging")?.largest).toMatchObject({ value: 1, n: 1 });
  });

  test("is unknown in a month without deliveries", () => {
    const later = shares().find((one) => one.span.label === "2026-11");
    expect(later).toMatchObject({ share: null, largest: null, trials: 0 });
  });
});
