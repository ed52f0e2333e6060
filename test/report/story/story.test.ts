import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { dayNumber } from "../../../src/engine/calendar.ts";
import type { Model } from "../../../src/model/model.ts";
import { prepareTrial } from "../../../src/model/trial.ts";
import { lateWords, namesWords } from "../../../src/report/story/happening.ts";
import { Leaving } from "../../../src/report/story/leaving.ts";
import { limits } from "../../../src/report/story/limit.ts";
import { storyOf } from "../../../src/report/story/story.ts";
import { TrialFigures } from "../../../src/report/story/trial-figures.ts";
import { loadScenario } from "../../../src/scenario/load.ts";
import { aSeries } from "../fake-run.ts";

const small = readFileSync("test/scenario/small.yaml", "utf8");

function modelOf(changed: (text: string) => string): Model {
  const file = { name: "small.yaml", text: changed(small), shipped: false };
  const loaded = loadScenario(file, { shipped: () => null, shippedNames: [], beside: () => null });
  if (loaded.model === null) throw new Error("the scenario is refused");
  return loaded.model;
}

function told(changed: (text: string) => string): string[] {
  const model = modelOf(changed);
  return storyOf(model, "1", 1, prepareTrial(model)).sentences.map(({ date, text }) => `${date} ${text}`);
}

describe("a story", () => {
  test("tells a quake at its date, with the days of capacity it took", () => {
    const story = told((text) =>
      text
        .replace("when: 0.07 per year", "when: 2026-08-15")
        .replace("where: { tag: island }", "where: { line: fab }")
        .replace("background: 40% to 60%", "background: 50%")
        .replace("triangular(1%, 5%, 15%)", "0%")
        .replace("length: 1 day, recovery: { shape: exponential, time: 3 days }", "length: 10 days"),
    );
    // Half of 4,000 wafers a month of 365.25 / 12 days, for 10 days: 657.
    expect(story.filter((line) => line.includes("quake"))).toEqual([
      "2026-08-15 quake strikes fab: 657 wafers of capacity are lost, 10 days of it",
    ]);
  });

  test("tells of capacity that opens late by how late it is", () => {
    // The packager's second date is a step of its path, due on 2026-12-01. It is made scarce, or nobody would care.
    const story = told((text) =>
      text
        .replace("2025-01: 4k, 2026-12: 8k", "2025-01: 500, 2026-12: 1k")
        .replace("quantiles(p10 0, p50 1, p90 4) months", "4 months"),
    );
    expect(story.filter((line) => line.includes("packager's capacity"))).toEqual([
      "2027-04-01 The next step of packager's capacity is complete, 4 months later than announced",
    ]);
  });

  test("does not tell of what concerns next to nothing", () => {
    // As late, at a packager that limits next to nothing.
    const story = told((text) => text.replace("quantiles(p10 0, p50 1, p90 4) months", "4 months"));
    expect(story.filter((line) => line.includes("packager's capacity"))).toEqual([]);
  });

  test("keeps its sentences in the order of time, at most eight", () => {
    const story = told((text) => text.replace("0.07 per year", "6 per year"));
    expect(story).toHaveLength(8);
    expect(story).toEqual(story.toSorted((a, b) => (a.slice(0, 10) < b.slice(0, 10) ? -1 : 1)));
  });

  test("is the same each time", () => {
    expect(told((text) => text)).toEqual(told((text) => text));
  });
});

describe("the largest limit", () => {
  const labels = Array.from({ length: 12 }, (_, month) => `2027-${String(month + 1).padStart(2, "0")}`);
  const firstDays = labels.map((_, month) => 30 * month);
  const series = ["orders", "memory"].map((constraint) =>
    aSeries({ metric: "constrained_h100e", keys: { constraint } }),
  );

  /** By quarter, which of the two limits. */
  const told = (quarters: string): string[] => {
    const headline = Float32Array.from(
      series.flatMap((_, index) =>
        labels.map((_, month) => (quarters[Math.floor(month / 3)] === "om"[index] ? 3 : 1)),
      ),
    );
    const shape = {
      months: 12,
      monthLabels: labels,
      parameters: 0,
      outcomes: [],
      series,
      headlineRows: 2,
      detailRows: 0,
    };
    const record = { scalars: new Float64Array(), headline, detail: null, occurrences: [] };
    return limits(new TrialFigures(shape, record), labels, firstDays).map(
      ({ day, text }) => `${day} ${text}`,
    );
  };

  test("is told when it changes for two quarters in a row", () => {
    expect(told("oomm")).toEqual([
      "0 The largest limit is demand (75% of the deliveries of 2027-Q1)",
      "180 The largest limit is now memory, no longer demand (75% of the deliveries of 2027-Q3)",
    ]);
  });

  test("is not told of a quarter alone", () => {
    expect(told("oomo")).toHaveLength(1);
  });
});

describe("customers who leave", () => {
  const leaving = new Leaving({ ...modelOf((text) => text), epoch: dayNumber(2026, 1, 1) });
  const event = (time: number, kind: string, quantity: number, note: string) =>
    leaving.take({ time, event: kind, entity: "clouds", item: "big", quantity, note });
  event(-5, "switch", 1000, "to little");
  event(31, "switch", 100, "to little");
  event(62, "switch", 300, "to little");
  event(40, "cancel", 50, "");
  event(41, "deliver", 9999, "");

  test("are added up from the start on, with the month in which most do", () => {
    expect(leaving.happenings((_, units) => units)).toEqual([
      {
        day: 31,
        weight: 400,
        text: "Customers tired of waiting begin to switch from big to little: 400 units by the horizon, most in 2026-03",
      },
      {
        day: 40,
        weight: 50,
        text: "Customers tired of waiting begin to cancel orders of big: 50 units by the horizon",
      },
    ]);
  });
});

describe("words of a story", () => {
  test.each([
    [7, "a week later"],
    [-28, "4 weeks sooner"],
    [122, "4 months later"],
  ])("a date off by %d days is %s", (days, words) => {
    expect(lateWords(days)).toBe(words);
  });

  test.each([
    [["a"], "a"],
    [["a", "b"], "a and b"],
    [["a", "b", "c"], "a, b and 1 other"],
    [["a", "b", "c", "d"], "a, b and 2 others"],
  ])("the names %j are %s", (names, words) => {
    expect(namesWords(names)).toBe(words);
  });
});
