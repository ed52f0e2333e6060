import { describe, expect, test } from "vitest";
import { SUMMARY_TABLE, summaryRows } from "../../src/report/summary-table.ts";
import type { Cell } from "../../src/report/table.ts";
import { TIMESERIES_TABLE, timeseriesRows } from "../../src/report/timeseries-table.ts";
import { aSeries, fakeRun } from "./fake-run.ts";

/** Rows as maps from column to cell. */
function named(table: { columns: readonly { name: string }[] }, rows: Iterable<readonly Cell[]>) {
  return [...rows].map((row) =>
    Object.fromEntries(table.columns.map(({ name }, place) => [name, row[place]])),
  );
}

describe("summary.csv", () => {
  // October 2026 to December 2027: 15 months; every month of trial k delivers k.
  const run = fakeRun({
    series: [aSeries({ metric: "delivered_units" })],
    figure: (_, trial) => trial,
    trials: 9,
  });
  const rows = named(SUMMARY_TABLE, summaryRows(run));

  test("has quarters, years and the horizon, with the days that were simulated", () => {
    expect(rows.map((row) => row["period"])).toEqual([
      "2026-Q4",
      "2027-Q1",
      "2027-Q2",
      "2027-Q3",
      "2027-Q4",
      "2026",
      "2027",
      "2026-10..2027-12",
    ]);
    expect(rows[5]).toMatchObject({
      period_kind: "year",
      period_start: "2026-10-01",
      period_end: "2026-12-31",
    });
  });

  test("adds up a flow's months in each trial before it summarises", () => {
    // Trials deliver 12, 24, ..., 108 in 2027: mean and median 60, p5 by R type 7 at 0.4 of the way from the first.
    const year = rows[6];
    expect(year).toMatchObject({ mean: 60, p50: 60, p5: 16.8, trials: 9, not_yet_share: null });
    // sd of 1..9 is sqrt(7.5); Student's t for 8 degrees and 95 % is 2.306 (Fisher and Yates, table III).
    expect(year["sd"]).toBeCloseTo(12 * Math.sqrt(7.5), 10);
    expect(year["mean_high"]).toBeCloseTo(60 + (2.306 * 12 * Math.sqrt(7.5)) / 3, 2);
  });

  test("gives order statistics as intervals of percentiles, and none where trials are too few", () => {
    // For n = 9 the 2nd and 8th of the sorted values hold the median with 96 % (Conover, table A3).
    expect(rows[6]).toMatchObject({ p50_low: 24, p50_high: 96, p5_low: null, p95_high: null });
  });

  test("takes the last month of a level, and sum over sum of a ratio", () => {
    const series = [
      aSeries({ metric: "a_good" }),
      aSeries({ metric: "b_gross" }),
      aSeries({ metric: "c_yield", aggregate: "ratio", of: [0, 1], unit: "fraction" }),
      aSeries({ metric: "d_level", aggregate: "last" }),
    ];
    // Good output grows 1, 2, 3 of 4 each in the quarter: 6 of 12, not the mean of the monthly yields' mean.
    const figure = (one: { metric: string }, _trial: number, month: number): number =>
      one.metric === "b_gross" ? (month === 2 ? 8 : 2) : one.metric === "a_good" ? 1 : month;
    const found = named(SUMMARY_TABLE, summaryRows(fakeRun({ series, figure, trials: 2 })));
    const first = (metric: string) =>
      found.find((row) => row["metric"] === metric && row["period"] === "2026-Q4");
    expect(first("c_yield")).toMatchObject({ mean: 3 / 12, unit: "fraction" });
    expect(first("d_level")).toMatchObject({ mean: 2 });
  });

  test("leaves empty what some trials have not got to, and says how many", () => {
    const series = [aSeries({ metric: "lead_time_days", aggregate: "duration", unit: "days" })];
    const late = fakeRun({ series, figure: (_, trial) => (trial > 8 ? Infinity : 10 * trial), trials: 10 });
    const [row] = named(SUMMARY_TABLE, summaryRows(late));
    expect(row).toMatchObject({
      mean: null,
      sd: null,
      p50: 55,
      p95: Infinity,
      not_yet_share: 0.2,
      trials: 10,
    });
  });

  test("says how many trials have details", () => {
    const series = [aSeries({ metric: "a" }), aSeries({ metric: "b", tier: "detail" })];
    const some = named(
      SUMMARY_TABLE,
      summaryRows(fakeRun({ series, figure: () => 1, trials: 8, detailTrials: 3 })),
    );
    expect(some.filter((row) => row["period"] === "2027").map((row) => row["trials"])).toEqual([8, 3]);
  });

  test("is sorted by metric, then by key, whatever the order of the series", () => {
    const series = [
      aSeries({ metric: "b", keys: { product: "z" } }),
      aSeries({ metric: "b", keys: { product: "a" } }),
      aSeries({ metric: "b" }),
      aSeries({ metric: "a", keys: { vendor: "z" } }),
    ];
    const found = named(SUMMARY_TABLE, summaryRows(fakeRun({ series, figure: () => 1 })));
    const order = found
      .filter((row) => row["period"] === "2027")
      .map((row) => `${row["metric"]}${row["product"]}`);
    expect(order).toEqual(["a", "b", "ba", "bz"]);
  });
});

describe("timeseries.csv", () => {
  test("has every month with its first day", () => {
    const run = fakeRun({ series: [aSeries({ metric: "a" })], figure: (_, trial, month) => trial + month });
    const rows = named(TIMESERIES_TABLE, timeseriesRows(run));
    expect(rows).toHaveLength(15);
    expect(rows[3]).toMatchObject({
      month: "2027-01",
      month_start: "2027-01-01",
      mean: 8.5,
      p50: 8.5,
      trials: 10,
    });
  });
});
