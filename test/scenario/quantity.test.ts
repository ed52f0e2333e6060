import { describe, expect, it } from "vitest";
import { mean, quantile } from "../../src/random/distribution.ts";
import { Mistake } from "../../src/scenario/mistake.ts";
import { parseQuantity, type Quantity } from "../../src/scenario/quantity.ts";
import {
  CAPITAL,
  DEFECTS,
  DEMAND_RATE,
  DURATION,
  FRACTION,
  LINE_RATE,
  MONEY,
  POWER,
  type QuantityKind,
  YEARLY_RATE,
} from "../../src/scenario/quantity-kind.ts";
import { parseUnit } from "../../src/scenario/unit.ts";

const MONTH = 365.25 / 12;

function parsed(text: string, kind: QuantityKind, unit: string | null = null): Quantity {
  return parseQuantity(text, kind, unit === null ? null : parseUnit(unit), () => []);
}

function mistakeIn(text: string, kind: QuantityKind): string {
  try {
    parsed(text, kind);
  } catch (error) {
    if (error instanceof Mistake) return error.rule;
    throw error;
  }
  return "";
}

describe("an amount in the units of people becomes base units", () => {
  it.each<[string, QuantityKind, number]>([
    ["20k wafers/month", LINE_RATE, 20_000 / MONTH],
    ["20k wafers per month", LINE_RATE, 20_000 / MONTH],
    ["240k wafers/year", LINE_RATE, 240_000 / 365.25],
    ["1000 racks/week", LINE_RATE, 1000 / 7],
    ["1.5M H100e/quarter", DEMAND_RATE, 1.5e6 / (3 * MONTH)],
    ["16 weeks", DURATION, 112],
    ["2 quarters", DURATION, 6 * MONTH],
    ["1 day", DURATION, 1],
    ["0", DURATION, 0],
    ["92%", FRACTION, 0.92],
    ["0.92", FRACTION, 0.92],
    [".5", FRACTION, 0.5],
    ["$30B", MONEY, 30e9],
    ["$1.2M", MONEY, 1.2e6],
    // Dollars for a wafer a day: a month has 30.4375 of them.
    ["$400k per wafer/month", CAPITAL, 400_000 * MONTH],
    ["$2M/wafer/day", CAPITAL, 2e6],
    ["0.07 per year", YEARLY_RATE, 0.07 / 365.25],
    ["0.14 /cm2", DEFECTS, 0.14],
    ["14 per cm2", DEFECTS, 14],
    ["700 W", POWER, 0.7],
    ["1.2 GW", POWER, 1.2e6],
    ["1e3 days", DURATION, 1000],
  ])("%s", (text, kind, base) => {
    expect(parsed(text, kind).constant).toBeCloseTo(base, 9);
    expect(parsed(text, kind).distribution).toBeNull();
  });

  it("a unit stated once serves numbers that have none", () => {
    expect(parsed("20k", LINE_RATE, "wafers/month").constant).toBeCloseTo(20_000 / MONTH, 9);
    expect(parsed("20k wafers/year", LINE_RATE, "wafers/month").constant).toBeCloseTo(20_000 / 365.25, 9);
  });
});

describe("a distribution", () => {
  it("takes the unit after it for all its numbers", () => {
    expect(parsed("triangular(10, 13, 18) weeks", DURATION).distribution).toEqual({
      kind: "triangular",
      numbers: [70, 91, 126],
    });
    expect(parsed("quantiles(p10 1, p50 3, p90 10) days", DURATION).distribution?.numbers).toEqual([
      1, 3, 10,
    ]);
  });

  it("takes units of its own", () => {
    expect(parsed("uniform(10 days, 3 weeks)", DURATION).distribution?.numbers).toEqual([10, 21]);
  });

  it("`a to b` has its 5 % and 95 % points there", () => {
    const { distribution } = parsed("16 to 23 weeks", DURATION);
    if (distribution === null) throw new Error("certain");
    expect(quantile(distribution, 0.05)).toBeCloseTo(112, 9);
    expect(quantile(distribution, 0.95)).toBeCloseTo(161, 9);
  });

  it("`a to b` from below zero is normal about the middle", () => {
    const slip: QuantityKind = { ...DURATION, low: -1000 };
    const { distribution } = parsed("-2 to 4 weeks", slip);
    if (distribution === null) throw new Error("certain");
    expect(mean(distribution)).toBeCloseTo(7, 9);
    expect(quantile(distribution, 0.95)).toBeCloseTo(28, 9);
  });

  it("weights of discrete values stand before them", () => {
    expect(parsed("discrete(70% 0, 30% 6) months", DURATION).distribution?.numbers).toEqual([
      0,
      0.7,
      6 * MONTH,
      0.3,
    ]);
  });

  it("is truncated where it says so", () => {
    expect(parsed("normal(10, 2) truncated to [8, 20] weeks", DURATION).distribution?.bounds).toEqual([
      56, 140,
    ]);
    expect(
      parsed("normal(10, 2) weeks truncated to [8 weeks, 20 weeks]", DURATION).distribution?.bounds,
    ).toEqual([56, 140]);
  });

  it("that reaches a little beyond what is possible is cut there, and one that reaches far is refused", () => {
    expect(parsed("90% to 100%", FRACTION).distribution?.bounds).toEqual([0, 1]);
    expect(mistakeIn("normal(90%, 10%)", FRACTION)).toBe("it reaches beyond what is possible for a fraction");
  });

  it("beta is stretched by a unit", () => {
    const quantity = parsed("beta(2, 2) weeks", DURATION);
    expect(quantity.scale).toBe(7);
    expect(quantity.distribution?.numbers).toEqual([2, 2]);
  });

  it("gamma and weibull have a shape without unit and a scale with one", () => {
    expect(parsed("gamma(2, 3) weeks", DURATION).distribution?.numbers).toEqual([2, 21]);
    expect(parsed("weibull(1.5, 2 weeks)", DURATION).distribution?.numbers).toEqual([1.5, 14]);
  });

  it("of values lists them, or reads them from a column", () => {
    expect(parsed("empirical(3, 1, 2) days", DURATION).distribution?.numbers).toEqual([1, 2, 3]);
    const column = (file: string, name: string): readonly number[] =>
      file === "times.csv" && name === "weeks" ? [2, 1] : [];
    const read = parseQuantity("empirical(times.csv, weeks) weeks", DURATION, null, column);
    expect(read.distribution).toEqual({ kind: "empirical", numbers: [7, 14] });
  });
});

describe("a bare number where a unit is needed, and a unit that does not fit, are mistakes", () => {
  it.each<[string, QuantityKind, string]>([
    ["20k", LINE_RATE, "20k has no unit"],
    ["20k weeks", LINE_RATE, '"weeks" does not measure a rate of a line'],
    ["5%", DURATION, "5% is a share, not a length of time"],
    ["5 to 7", DURATION, "5 has no unit"],
    ["20,000 wafers/month", LINE_RATE, '"20,000 wafers/month" has a comma in a number'],
    ["triangular(1 day, 2 wafers, 3 days)", DURATION, '"wafers" does not measure a length of time'],
    ["-3 weeks", DURATION, "-3 weeks is not possible for a length of time"],
    ["140%", FRACTION, "140% is not possible for a fraction"],
  ])("%s", (text, kind, rule) => {
    expect(mistakeIn(text, kind)).toBe(rule);
  });
});
