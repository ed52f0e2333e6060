import { expect, test } from "vitest";
import { announcedAnew, expectedDay, QUARTER } from "../../src/model/announcement.ts";

test("a date that has not passed stands", () => {
  expect(announcedAnew(10, 40)).toBe(40);
  expect(announcedAnew(40, 40)).toBe(40);
});

test("a date that passes without the thing is announced a quarter later, again and again", () => {
  // A quarter is three mean months of the Gregorian calendar, 365.25 / 4 days.
  expect(QUARTER).toBeCloseTo(91.3125, 10);
  expect(announcedAnew(41, 40)).toBeCloseTo(40 + 91.3125, 10);
  expect(announcedAnew(131, 40)).toBeCloseTo(40 + 91.3125, 10);
  expect(announcedAnew(132, 40)).toBeCloseTo(40 + 182.625, 10);
});

test("what has come is seen, be it early or late; what is to come is known by its announcement alone", () => {
  expect(expectedDay(50, 40, 45)).toBe(45);
  expect(expectedDay(50, 80, 45)).toBe(45);
  expect(expectedDay(30, 40, 300)).toBe(40);
  expect(expectedDay(30, 40, 35)).toBe(40);
});

test("what was always open is open", () => {
  expect(expectedDay(0, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY)).toBe(Number.NEGATIVE_INFINITY);
});
