import { expect, test } from "vitest";
import { bandUnit, durationWords, roundedDuration } from "../../src/report/duration.ts";

test.each([
  [4, "4 days"],
  [1, "1 day"],
  [0.5, "0.500 days"],
  [13.5, "13.5 days"],
  [14, "2 weeks"],
  [211, "30.1 weeks"],
])("%d days are told as %s", (days, words) => {
  expect(durationWords(days)).toBe(words);
});

test("where whole ones do, a little is a day", () => {
  expect([0.2, 1.6, 10.4, 91].map(roundedDuration)).toEqual(["1 day", "2 days", "10 days", "13 weeks"]);
});

test("a range is told in days where it begins within a week", () => {
  const unit = (median: number | null, low: number | null) => bandUnit(median, low).name;
  expect(unit(14.3, 4)).toBe("days");
  expect(unit(14.3, 0)).toBe("weeks");
  expect(unit(211, 175)).toBe("weeks");
  expect(unit(5, 4)).toBe("days");
  expect(unit(null, 300)).toBe("weeks");
});
