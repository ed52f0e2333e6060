import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { csvNumber, percent, shortNumber, signed, signedPercent } from "../../src/report/number-format.ts";

describe("a figure in a CSV", () => {
  test.each([
    [123_456_789, 6, "123457000"],
    [0.1 + 0.2, 10, "0.3"],
    [1 / 3, 6, "0.333333"],
    [-0, 6, "0"],
    [12, 6, "12"],
    [Math.fround(0.1), 6, "0.1"],
    [1.5e21, 6, "1.5e+21"],
    [2.5e-9, 6, "2.5e-9"],
    [2_000_000.5, 10, "2000000.5"],
  ])("%d to %d significant digits is %s", (value, digits, text) => {
    expect(csvNumber(value, digits)).toBe(text);
  });

  test("is the shortest text that is read as the figure to so many significant digits", () => {
    const figures = fc
      .record({
        digits: fc.constantFrom(6, 10),
        power: fc.integer({ min: -9, max: 23 }),
        part: fc.double({ min: -1, max: 1, noNaN: true }),
      })
      .map(({ digits, power, part }) => ({ digits, value: part * Number(`1e${power}`) }));
    fc.assert(
      fc.property(figures, ({ value, digits }) => {
        expect(csvNumber(value, digits)).toBe(String(Number(value.toPrecision(digits))));
      }),
      { seed: 3, numRuns: 5000 },
    );
  });

  test("is empty where it is missing or not reached", () => {
    expect([Number.NaN, Infinity, -Infinity].map((value) => csvNumber(value, 6))).toEqual(["", "", ""]);
  });
});

describe("a figure for a reader", () => {
  test.each([
    [8_123_456, "8.12M"],
    [45_000, "45.0k"],
    [999_500, "1.00M"],
    [999.6, "1.00k"],
    [362, "362"],
    [5, "5"],
    [12.34, "12.3"],
    [0.012345, "0.0123"],
    [0, "0"],
    [-1234, "-1.23k"],
    [2.5e12, "2.50T"],
  ])("%d has three significant figures: %s", (value, text) => {
    expect(shortNumber(value)).toBe(text);
  });

  test.each([
    [0.5432, "54%"],
    [0.0531, "5.3%"],
    [0.0996, "10%"],
    [1, "100%"],
    [0, "0%"],
    [0.0001, "<0.1%"],
  ])("the fraction %d is %s", (value, text) => {
    expect(percent(value)).toBe(text);
  });
});

test("a difference carries its sign, but for one too small to have a size", () => {
  expect([1.2e6, -45e3, 0].map(signed)).toEqual(["+1.20M", "-45.0k", "0"]);
  expect([0.12, -0.004, 0, 3e-4, -2.6e-4, 1e-6].map(signedPercent)).toEqual([
    "+12%",
    "-0.4%",
    "0%",
    "+0.03%",
    "-0.03%",
    "<0.001%",
  ]);
});
