import { describe, expect, test } from "vitest";
import { resolveYield } from "../../src/model/yield.ts";

const NO_DRAWS = new Float64Array(0);

describe("a learning yield", () => {
  const yieldOf = resolveYield(
    { kind: "learning", start: 0.6, mature: 0.95, from: 100, halfLife: 180 },
    NO_DRAWS,
  );

  test("is its start until the technology starts", () => {
    expect(yieldOf.at(-1000)).toBe(0.6);
    expect(yieldOf.at(100)).toBe(0.6);
  });

  test("halves the gap to maturity in every half-life", () => {
    expect(yieldOf.at(280)).toBeCloseTo(0.775, 14);
    expect(yieldOf.at(460)).toBeCloseTo(0.8625, 14);
    expect(yieldOf.at(100 + 40 * 180)).toBeCloseTo(0.95, 11);
  });
});

test("a yield known once the parameters are drawn is constant in a trial", () => {
  const value = { constant: 0, scale: 1, parameter: 0, factors: [] };
  expect(resolveYield({ kind: "constant", value }, Float64Array.of(0.7)).at(123)).toBe(0.7);
});

test("an 814 mm2 die learns with its process: D0 0.10 falls to 0.05, and yield rises from 51 to 69 %", () => {
  // Negative binomial with alpha 2, as reported for the die at both defect densities.
  const die = {
    kind: "die",
    area: 8.14,
    start: 0.1,
    mature: 0.05,
    from: 0,
    halfLife: 270,
    alpha: 2,
    harvest: 0,
  } as const;
  expect(resolveYield(die, NO_DRAWS).at(0)).toBeCloseTo(0.51, 2);
  expect(resolveYield(die, NO_DRAWS).at(1e5)).toBeCloseTo(0.69, 2);
  // Three in five of the bad dies are sold with units disabled.
  expect(resolveYield({ ...die, harvest: 0.6 }, NO_DRAWS).at(1e5)).toBeCloseTo(0.69 + 0.6 * 0.31, 2);
});

test("a yield that a shared factor lifts above 1 is none", () => {
  const value = { constant: 0.9, scale: 0, parameter: -1, factors: [0] };
  expect(() => resolveYield({ kind: "constant", value }, Float64Array.of(1.2))).toThrow(
    /1\.08, not in \[0, 1\]/,
  );
});
