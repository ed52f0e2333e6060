import { expect, test } from "vitest";
import { medianDraws, resolve } from "../../src/model/value.ts";
import { uniformParameter } from "./toy-model.ts";

test("a plain number needs no draws", () => {
  expect(resolve(-3.5, new Float64Array(0))).toBe(-3.5);
});

test("a value is a constant plus a scaled draw, times its shared factors", () => {
  const draws = Float64Array.of(10, 0.5, 4);
  expect(resolve({ constant: 1, scale: 2, parameter: 0, factors: [] }, draws)).toBe(21);
  expect(resolve({ constant: 1, scale: 2, parameter: 0, factors: [1, 2] }, draws)).toBe(42);
  expect(resolve({ constant: 3, scale: 2, parameter: -1, factors: [1] }, draws)).toBe(1.5);
});

test("what is announced is read at the median of every parameter", () => {
  const quantiles = { kind: "quantiles", numbers: [1, 3, 30] } as const;
  const parameters = [
    uniformParameter("a", 0, 4, 6),
    { path: "b", column: 1, distribution: quantiles, unit: "" },
  ];
  expect([...medianDraws(parameters)]).toEqual([5, 3]);
});
