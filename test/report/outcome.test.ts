import { expect, test } from "vitest";
import { outcomeFigures, outcomeNamed, outcomeValues } from "../../src/report/outcome.ts";

const outcomes = [
  { name: "delivered_units_2026", unit: "units", meaning: "Units delivered in 2026." },
  { name: "delivered_h100e_2026", unit: "H100e", meaning: "H100-equivalents delivered in 2026." },
  { name: "delivered_units_2027", unit: "units", meaning: "Units delivered in 2027." },
  { name: "delivered_h100e_2027", unit: "H100e", meaning: "H100-equivalents delivered in 2027." },
  { name: "backlog_units_end", unit: "units", meaning: "Units not delivered." },
];

test("an outcome by year can be asked for by year or over all years", () => {
  expect(outcomeFigures({ outcomes }).map(({ name }) => name)).toEqual([
    "delivered_units",
    "delivered_h100e",
    ...outcomes.map(({ name }) => name),
  ]);
  expect(outcomeNamed({ outcomes })).toEqual({
    name: "delivered_h100e",
    unit: "H100e",
    meaning: "Sum of delivered_h100e over 2026 to 2027.",
    parts: [1, 3],
  });
  expect(outcomeNamed({ outcomes }, "out_backlog_units_end")?.parts).toEqual([4]);
  expect(outcomeNamed({ outcomes }, "delivered_h100e_2031")).toBeNull();
});

test("the sum over years is taken trial by trial", () => {
  const shape = {
    months: 0,
    monthLabels: [],
    parameters: 2,
    outcomes,
    series: [],
    headlineRows: 0,
    detailRows: 0,
  };
  const trials = { shape, readScalar: (index: number) => Float64Array.of(index, 10 * index) };
  const figure = outcomeNamed(shape, "delivered_units");
  expect(figure && [...outcomeValues(trials, figure)]).toEqual([2 + 4, 20 + 40]);
});
