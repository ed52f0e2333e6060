import { describe, expect, it } from "vitest";
import { isoDate } from "../../src/engine/calendar.ts";
import { quantile } from "../../src/random/distribution.ts";
import { moved } from "../../src/scenario/change.ts";
import { parseDate } from "../../src/scenario/date.ts";
import { parseDateValue } from "../../src/scenario/date-value.ts";

/** Milliseconds in a day; JavaScript's own calendar is the other authority here. */
const day = (iso: string): number => Date.parse(iso) / 86_400_000;

describe("a date", () => {
  it.each([
    ["2026-08-15", "2026-08-15", "2026-08-15"],
    ["2026-02", "2026-02-01", "2026-02-28"],
    ["2028-02", "2028-02-01", "2028-02-29"],
    ["2026-12", "2026-12-01", "2026-12-31"],
    ["2026-Q1", "2026-01-01", "2026-03-31"],
    ["2026-Q4", "2026-10-01", "2026-12-31"],
    ["2026", "2026-01-01", "2026-12-31"],
  ])("%s begins on %s and ends on %s", (text, first, last) => {
    expect(parseDate(text)).toEqual({ first: day(first), last: day(last) });
  });

  it.each(["2026-13", "2026-02-30", "2026-Q5", "26-01", "1890", "2026-1"])("%s is none", (text) => {
    expect(() => parseDate(text)).toThrow();
  });

  it("that is uncertain has its points where they are stated", () => {
    const { day: origin, distribution } = parseDateValue(
      "quantiles(p10 2026-11, p50 2027-01, p90 2027-08)",
      "first",
    );
    if (distribution === null) throw new Error("certain");
    expect(isoDate(Math.round(origin + quantile(distribution, 0.5)))).toBe("2027-01-01");
    expect(isoDate(Math.round(origin + quantile(distribution, 0.1)))).toBe("2026-11-01");
    expect(isoDate(Math.round(origin + quantile(distribution, 0.9)))).toBe("2027-08-01");
  });

  it("moves by calendar months, to the last day of a shorter one", () => {
    expect(isoDate(moved(day("2026-01-31"), { months: 1, days: 0 }))).toBe("2026-02-28");
    expect(isoDate(moved(day("2026-10-01"), { months: 6, days: 0 }))).toBe("2027-04-01");
    expect(isoDate(moved(day("2026-03-15"), { months: -3, days: 0 }))).toBe("2025-12-15");
    expect(isoDate(moved(day("2026-03-15"), { months: 0, days: -14 }))).toBe("2026-03-01");
  });
});
