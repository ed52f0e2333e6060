import { describe, expect, test } from "vitest";
import { dayNumber } from "../../src/engine/calendar.ts";
import type { Series } from "../../src/model/series.ts";
import { prepareTrial } from "../../src/model/trial.ts";
import { compareRuns } from "../../src/report/comparison.ts";
import { findComparisonAnswer } from "../../src/report/comparison-finding.ts";
import { comparisonText } from "../../src/report/comparison-text.ts";
import { betterWay } from "../../src/report/direction.ts";
import type { RunResults } from "../../src/report/trials.ts";
import { shippedScenario } from "../scenarios/shipped-scenario.ts";
import { COMPARED_SERIES, made, NEW, shifted } from "./compared-run.ts";
import type { FakeRun } from "./fake-run.ts";

const NOTHING = { lines: [], items: [], vendors: [], products: [], segments: [] };
const base = made("base");
const [moved] = compareRuns(base, [made("moved", { figure: shifted })]);

function figure(metric: string, period: string, keys: Series["keys"] = {}) {
  const found = moved!.figures.find(
    ({ series, span }) =>
      series.metric === metric &&
      span.label === period &&
      JSON.stringify(series.keys) === JSON.stringify(keys),
  );
  if (found === undefined) throw new Error(`no ${metric} in ${period}`);
  return found;
}

describe("a figure of two runs of the same trials", () => {
  test("differs by what the variant does, the luck being the same", () => {
    // 15 months from October 2026, 10 of them with 5 more a month; luck has variance, the difference none.
    const { difference, baseMean, variantMean } = figure("delivered_h100e", "2026-10..2027-12");
    expect(difference.mean).toMatchObject({ value: 50, low: 50, high: 50 });
    expect(variantMean! - baseMean!).toBeCloseTo(50, 9);
    expect(difference.correlation).toBeCloseTo(1, 12);
    expect(difference.varianceSaved).toBeCloseTo(1, 12);
  });

  test("says from which month on they differ in any trial", () => {
    expect(figure("delivered_h100e", "2026").firstVisible).toBe("2027-03");
    expect(figure("lead_time_days", "2026").firstVisible).toBe("2026-10");
    const [same] = compareRuns(base, [made("same")]);
    expect(same!.figures.map(({ firstVisible }) => firstVisible).filter((month) => month !== "")).toEqual([]);
  });

  test("has months to see it by: none differs before the first visible one, which does", () => {
    const [{ figures }] = [compareRuns(base, [made("moved", { figure: shifted })])[0]!];
    const months = figures.filter(
      ({ series, span }) =>
        series.metric === "delivered_h100e" && Object.keys(series.keys).length === 0 && span.kind === "month",
    );
    expect(months.length).toBe(15);
    const differing = months.map(({ difference }) => difference.mean?.value);
    // October 2026 to February 2027 as they were, then 5 more a month.
    expect(differing).toEqual([...Array(5).fill(0), ...Array(10).fill(5)]);
    expect(months[5]).toMatchObject({ span: { label: "2027-03" }, firstVisible: "2027-03" });
    expect(figures.some(({ series, span }) => series.tier === "detail" && span.kind === "month")).toBe(false);
  });

  test("has no mean where one is not there yet, and still tells longer from shorter", () => {
    const { difference, variantMean } = figure("lead_time_days", "2026");
    expect([difference.mean, variantMean]).toEqual([null, null]);
    expect(difference.larger).toMatchObject({ value: 0.1, n: 10 });
  });

  test("counts as nothing delivered where a run has no such product", () => {
    const [found] = compareRuns(base, [
      made("newer", {
        series: [...COMPARED_SERIES, NEW],
        figure: ({ keys }) => (keys.product === "new" ? 6 : 0),
      }),
    ]);
    const row = found!.figures.find(({ series, span }) => series === NEW && span.kind === "horizon");
    expect(row).toMatchObject({ baseMean: 0, variantMean: 90, firstVisible: "2026-10" });
  });

  test("is a share of deliveries where it limited them, by stage or cause", () => {
    const half = made("half", {
      figure: ({ keys }) => (keys.constraint === "orders" ? 30 : 10),
    });
    const [found] = compareRuns(base, [half]);
    const shares = found!.figures.filter(
      ({ series, span }) => series.metric === "constraint_share" && span.kind === "horizon",
    );
    expect(shares.map(({ series, variantMean }) => [series.keys, variantMean])).toEqual([
      [{ constraint: "orders" }, 0.75],
      [{ stage: "hbm" }, 0.25],
    ]);
    // Nothing is delivered in the base's trial of no luck: there is nothing to be a share of.
    expect(shares[0]!.difference.trials).toBe(9);
  });
});

test("intervals of three variants hold together: each has the level 1 - 0.05 / 3", () => {
  const all = compareRuns(
    base,
    ["a", "b", "c"].map((name) => made(name, { figure: shifted })),
  );
  for (const { level } of all) expect(level).toBeCloseTo(1 - 0.05 / 3, 12);
});

describe("who loses and who gains", () => {
  const quake = {
    id: "quake",
    when: { kind: "date", date: 40 },
    where: NOTHING,
    effects: [],
    tags: [],
  } as const;
  const struck = {
    ...made("struck", {
      figure: shifted,
      start: dayNumber(2026, 10, 1),
      shocks: [quake],
      occurrences: [
        { trial: 2, shock: 0, time: 40.5, severity: 0.1, capacityLost: 0, workLost: 0 },
        { trial: 3, shock: 0, time: 80.5, severity: 0.1, capacityLost: 0, workLost: 0 },
      ],
    }),
    resolved: "shocks: { quake: { when: 2026-11-10 } }\n",
  };
  const [{ redistribution }] = compareRuns(base, [struck]) as [ReturnType<typeof compareRuns>[number]];

  test("is told by the end of the year of the dated shock and over the horizon", () => {
    const spans = [...new Set(redistribution.map(({ span }) => span))];
    expect(spans.map(({ kind, label, last }) => [kind, label, last])).toEqual([
      ["to-date", "2026-10..2026-12", "2026-12-31"],
      ["horizon", "2026-10..2027-12", "2027-12-31"],
    ]);
  });

  test.each(["product", "segment"] as const)("adds up by %s to the total difference", (by) => {
    for (const span of new Set(redistribution.map((part) => part.span))) {
      const here = redistribution.filter((part) => part.by === by && part.span === span);
      const [whole, ...parts] = here.map(({ difference }) => difference.mean!.value);
      expect(parts.length).toBeGreaterThan(0);
      expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(whole!, 9);
    }
    const total = figure("delivered_h100e", "2026-10..2027-12").difference.mean!.value;
    const whole = redistribution.find(
      (part) => part.by === by && part.id === "" && part.span.kind === "horizon",
    );
    expect(whole!.difference.mean!.value).toBeCloseTo(total, 9);
  });

  test("is not told by year where no dated shock was changed", () => {
    expect(new Set(moved!.redistribution.map(({ span }) => span.kind))).toEqual(new Set(["horizon"]));
  });
});

test("every figure that is better one way is one that a trial records", () => {
  const recorded = new Set(
    prepareTrial(shippedScenario("baseline").model).shape.series.map(({ metric }) => metric),
  );
  for (const metric of [
    "delivered_units",
    "delivered_h100e",
    "fill_rate",
    "lead_time_days",
    "backlog_units",
    "backlog_h100e",
    "cancelled_units",
  ]) {
    expect(recorded).toContain(metric);
    expect(betterWay(metric)).not.toBeNull();
  }
  expect(betterWay("ordered_units")).toBeNull();
});

describe("the answer in words", () => {
  const text = (variants: readonly RunResults[]): string =>
    comparisonText(findComparisonAnswer(compareRuns(base, variants)), "results/x", (label) => label);

  test("has a line for each of these and fits 80 columns", () => {
    const lines = text([made("moved", { figure: shifted })]);
    const said = lines.replace(/\n +/g, " ");
    for (const label of ["Changed", "H100e", "In all", "Who", "What binds", "Same luck", "Results"])
      expect(said).toContain(`\n${label} `);
    expect(lines.trimEnd().split("\n").length).toBeLessThanOrEqual(10);
    expect(Math.max(...lines.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(said).toContain("In all       +50.0 ±0 (+0.7% ±0.4%), more in 100% of trials");
    expect(said).toContain("gain: clouds +80");
    expect(said).toContain("lose: labs -30");
    expect(said).toContain("first seen 2027-03");
  });

  test("claims nothing where the interval holds zero", () => {
    const noise: FakeRun["figure"] = (series, trial, month) =>
      shifted(series, trial, 0) + (month === 7 ? (trial % 2 === 0 ? 9 : -9) : 0);
    const said = text([made("noise", { figure: noise })]).replace(/\n +/g, " ");
    expect(said).toContain("not sure: ");
    expect(said).toContain("nobody gains or loses for certain");
  });

  test("says so where nothing differs", () => {
    const said = text([made("same")]).replace(/\n +/g, " ");
    expect(said).toContain("the same is delivered in every trial");
  });

  test("states the level of several variants' intervals", () => {
    const said = text([made("a", { figure: shifted }), made("b", { figure: shifted })]);
    expect(said.replace(/\s+/g, " ")).toContain("97.5% interval (95% for all, Bonferroni)");
  });
});
