import { describe, expect, it } from "vitest";
import {
  civilDate,
  DAYS_PER_MONTH,
  dayNumber,
  isoDate,
  isoMonth,
  monthStarts,
} from "../../src/engine/calendar.ts";

const DAY = 86_400_000;

describe("the calendar", () => {
  it("agrees with JavaScript's own over four hundred years, leap days and all", () => {
    for (let day = dayNumber(1900, 1, 1); day < dayNumber(2300, 1, 1); day++) {
      const date = new Date(day * DAY);
      const [year, month, dayOfMonth] = civilDate(day);
      if (
        year !== date.getUTCFullYear() ||
        month !== date.getUTCMonth() + 1 ||
        dayOfMonth !== date.getUTCDate() ||
        dayNumber(year, month, dayOfMonth) !== day
      ) {
        expect.unreachable(`day ${day} is ${date.toISOString()}, not ${civilDate(day)}`);
      }
    }
    expect(dayNumber(1970, 1, 1)).toBe(0);
    expect(dayNumber(2000, 3, 1)).toBe(11_017);
  });

  it("writes ISO dates and drops the time of day", () => {
    const day = dayNumber(2027, 4, 9);
    expect(isoDate(day)).toBe("2027-04-09");
    expect(isoDate(day + 0.999)).toBe("2027-04-09");
    expect(isoMonth(day)).toBe("2027-04");
    expect(isoDate(-1)).toBe("1969-12-31");
  });

  it("finds the first days of the months that a span touches, the one it begins in included", () => {
    const starts = monthStarts(dayNumber(2027, 11, 15), dayNumber(2028, 3, 1));
    expect(starts.map(isoDate)).toEqual(["2027-11-01", "2027-12-01", "2028-01-01", "2028-02-01"]);
    expect(monthStarts(0, 0)).toEqual([]);
  });

  it("has twelve mean months in a Julian year", () => {
    expect(12 * DAYS_PER_MONTH).toBe(365.25);
  });
});
