import { describe, expect, test } from "vitest";
import { DAYS_PER_MONTH, dayNumber } from "../../src/engine/calendar.ts";
import type { Model, Timeline } from "../../src/model/model.ts";
import { ResolvedTimeline } from "../../src/model/timeline.ts";
import { medianDraws } from "../../src/model/value.ts";
import { shippedScenario } from "./shipped-scenario.ts";

const { model } = shippedScenario("history");
const draws = medianDraws(model.parameters);
const at = (timeline: Timeline, year: number, month: number): number =>
  new ResolvedTimeline(timeline, draws).at(dayNumber(year, month, 1) - model.epoch);

/** Announced capacity, thousand wafers a month, of the lines that `keep` keeps. */
function capacity(year: number, month: number, keep: (line: Model["lines"][number]) => boolean): number {
  return (
    (model.lines.filter(keep).reduce((sum, line) => sum + at(line.capacity, year, month), 0) *
      DAYS_PER_MONTH) /
    1e3
  );
}

describe("the shared world", () => {
  test("both scenarios are accepted without a warning, and no number lacks a source", () => {
    for (const name of ["history", "baseline"]) {
      const { problems, unsourced } = shippedScenario(name);
      expect(problems.filter(({ severity }) => severity !== "note")).toEqual([]);
      expect(unsourced).toEqual([]);
    }
  });

  // CNA 2024-02-19, MoneyDJ 2024-10, Morgan Stanley 2025, Commercial Times 2025-12-08, TrendForce 2026-06.
  test.each([
    [2023, 12, 14.5],
    [2024, 12, 36],
    [2025, 12, 73],
    [2026, 12, 127],
    [2027, 12, 180],
  ])(
    "TSMC's CoWoS in %i-%i adds up to the %f thousand wafers a month reported or expected",
    (year, month, total) => {
      const isCowos = (line: Model["lines"][number]) =>
        line.operator === "tsmc" && line.technologies.some((name) => name.startsWith("cowos"));
      expect(Math.abs(capacity(year, month, isCowos) / total - 1)).toBeLessThan(0.03);
    },
  );

  // TrendForce 2024-11 and 2026-06, Morgan Stanley 2025: about 37 % at the end of 2024, 68 % a year later.
  test.each([
    [2024, 0.37],
    [2025, 0.68],
  ])("CoWoS-L at the end of %i is %f of TSMC's CoWoS", (year, share) => {
    const of = (technology: string) => (line: Model["lines"][number]) =>
      line.operator === "tsmc" && line.technologies.some((name) => name.startsWith(technology));
    expect(
      Math.abs(capacity(year, 12, of("cowos-l")) / capacity(year, 12, of("cowos")) - share),
    ).toBeLessThan(0.04);
  });

  // TrendForce 2024-03-18 and 2024-09-30, ETNews 2026-01: 93, 285 (plan 250), 360 to 400, 500 to 560.
  test.each([
    [2023, 93, 93],
    [2024, 250, 290],
    [2025, 360, 400],
    [2026, 500, 560],
  ])(
    "three makers' HBM capacity at the end of %i is between %i and %i thousand wafers a month",
    (year, low, high) => {
      const total = capacity(year, 12, ({ operator }) => ["skhynix", "samsung", "micron"].includes(operator));
      expect(total).toBeGreaterThan(low - 1);
      expect(total).toBeLessThan(high + 1);
    },
  );

  // NVIDIA, 2025-08-27: about 1,000 racks of 72 a week.
  test("racks of 72 are assembled at about a thousand a week in August 2025", () => {
    const perWeek = (capacity(2025, 8, ({ id }) => id === "nvl-racks") * 1e3 * 7) / DAYS_PER_MONTH / 72;
    expect(perWeek).toBeGreaterThan(750);
    expect(perWeek).toBeLessThan(1050);
  });

  test("at least one part needs neither HBM nor CoWoS", () => {
    const parts = ["groq-lpu", "wse-3", "mtia"];
    for (const id of parts) expect(model.items.some((item) => item.id === `${id}/package`)).toBe(false);
  });
});

describe("the baseline", () => {
  const baseline = shippedScenario("baseline").model;

  // Four quakes that scrapped ten thousand wafers or more in 27 years, three in the last ten: 0.12 to 0.35 a year.
  test("quakes of the three zones of Taiwan come 0.2 a year together", () => {
    const rates = baseline.shocks
      .filter(({ id }) => id.startsWith("quake"))
      .map(({ when }) =>
        when.kind === "rate" && typeof when.rate === "number" ? when.rate * 365.25 : Number.NaN,
      );
    expect(rates).toHaveLength(3);
    expect(rates.reduce((a, b) => a + b, 0)).toBeCloseTo(0.2, 6);
  });

  test("blockade and war are off", () => {
    expect(baseline.shocks.map(({ id }) => id).filter((id) => /blockade|war/.test(id))).toEqual([]);
  });
});
