import { describe, expect, test } from "vitest";
import { dayNumber } from "../../src/engine/calendar.ts";
import { bindingShares, binds, setBinding } from "../../src/experiment/binding-share.ts";
import type { LineSet } from "../../src/experiment/line-set.ts";
import { capacityFactors, worthOf } from "../../src/experiment/relief.ts";
import { gainPerDollar, ReliefCost } from "../../src/experiment/relief-cost.ts";
import type { Line, Model, Timeline } from "../../src/model/model.ts";
import type { Series } from "../../src/model/series.ts";
import { starter } from "../../src/scenario/starter.ts";
import { aSeries, fakeRun } from "../report/fake-run.ts";
import { loaded } from "../scenario/files.ts";

const setOf = (...lines: string[]): LineSet => ({
  id: lines.join("-"),
  names: [{ trait: "stage", name: "some" }],
  lines,
});
const more = (percent: number, ...lines: string[]) => ({ set: setOf(...lines), percent });

describe("what relief is worth", () => {
  // 100 +- 1 delivered; a fifth more capacity adds 8 and 12, a mean of 10: half of what it would alone.
  const base = Float64Array.of(99, 101);

  test("is the gain for a percent, and the relative gain over the relative change", () => {
    const worth = worthOf(base, Float64Array.of(107, 113), 20);
    expect(worth.gain?.value).toBe(10);
    expect(worth.perPercent?.value).toBeCloseTo(0.5, 12);
    expect(worth.elasticity?.value).toBeCloseTo(0.5, 12);
    // Student's t(0.975, 1) = 12.706205 of any table; the differences 8 and 12 have a standard error of 2.
    expect(worth.gain?.low).toBeCloseTo(10 - 12.706205 * 2, 4);
    expect(worth.perPercent?.high).toBeCloseTo((10 + 12.706205 * 2) / 20, 5);
    // Type 7 of 8 and 12 at a tenth.
    expect(worth.p10?.value).toBeCloseTo(8.4, 12);
  });

  test("of less capacity is what a percent less takes, its interval turned round", () => {
    const { perPercent, elasticity } = worthOf(base, Float64Array.of(91, 89), -10);
    expect(perPercent?.value).toBeCloseTo(1, 12);
    expect(elasticity?.value).toBeCloseTo(1, 12);
    expect(perPercent!.low).toBeLessThan(perPercent!.high);
  });

  test("multiplies for a line that is relieved twice", () => {
    const factors = capacityFactors([more(10, "a", "b"), more(10, "b"), more(-10, "c")]);
    expect([...factors].map(([line, factor]) => [line, Number(factor.toFixed(12))])).toEqual([
      ["a", 1.1],
      ["b", 1.21],
      ["c", 0.9],
    ]);
  });
});

describe("what relief costs", () => {
  const { model } = loaded(starter("a-world"));
  const day = (year: number): number => (year - 1970) * 365.25;
  const line = (id: string, capacity: Timeline, capital: number | null): Line => ({
    ...model.lines[0]!,
    id,
    capacity,
    capital,
    slip: 0,
    size: 0,
    projects: [],
  });
  const flat = (value: number): Timeline => ({ shape: "linear", times: [0], values: [value] });
  const world: Model = {
    ...model,
    epoch: day(2026),
    asOf: 0,
    end: 2000,
    lines: [
      line("steady", flat(100), 1000),
      line("growing", { shape: "linear", times: [0, 1000], values: [100, 300] }, 10),
      line("unpriced", flat(100), null),
    ],
  };
  const cost = new ReliefCost(world, day(2026));

  test("is the capital of the change, at the largest capacity there will be", () => {
    expect(cost.of([more(1, "steady")])).toBeCloseTo(1000, 9);
    expect(cost.of([more(-10, "steady")])).toBeCloseTo(-10_000, 9);
    expect(cost.of([more(10, "growing")])).toBeCloseTo(300, 9);
    expect(cost.of([more(10, "steady", "growing")])).toBeCloseTo(10_300, 9);
  });

  test("of a second step is of the capacity that the first has made", () => {
    const first = more(10, "steady");
    expect(cost.of([first], [first])).toBeCloseTo(11_000, 9);
  });

  test("is not known where a line that is changed states no capital, and then no dollar has a worth", () => {
    expect(cost.of([more(1, "steady", "unpriced")])).toBeNull();
    const gain = { value: 50, low: 20, high: 80, n: 9 };
    expect(gainPerDollar(gain, null)).toBeNull();
    expect(gainPerDollar(gain, 1000)).toEqual({ value: 0.05, low: 0.02, high: 0.08, n: 9 });
    expect(gainPerDollar({ value: -50, low: -80, high: -20, n: 9 }, -1000)).toEqual({
      value: 0.05,
      low: 0.02,
      high: 0.08,
      n: 9,
    });
  });
});

describe("how lines bind", () => {
  // Two trials of two months: what was delivered by what held it back, and what each line had and left idle.
  const amounts = (keys: Series["keys"], values: readonly number[]) => ({
    series: aSeries({ metric: "constrained_h100e", tier: "detail", keys }),
    values,
  });
  const wafers = (metric: string, line: string, values: readonly number[]) => ({
    series: aSeries({ metric, tier: "detail", keys: { line } }),
    values,
  });
  const table = [
    amounts({ line: "a", constraint: "line" }, [10, 20, 30, 20]),
    amounts({ line: "b", constraint: "line" }, [0, 10, 0, 0]),
    amounts({ constraint: "orders" }, [10, 0, 0, 0]),
    // The same once more, of a vendor: not to be counted twice.
    amounts({ line: "a", constraint: "line", vendor: "v" }, [10, 20, 30, 20]),
    wafers("capacity_wafers", "a", [100, 100, 0, 100]),
    wafers("idle_input_wafers", "a", [0, 1, 0, 30]),
    wafers("idle_position_wafers", "a", [0, 0.5, 0, 0]),
    wafers("capacity_wafers", "b", [50, 50, 50, 50]),
  ];
  const { trials } = fakeRun({
    series: table.map(({ series }) => series),
    figure: (series, trial, month) =>
      table.find((one) => one.series === series)?.values[2 * (trial - 1) + month] ?? 0,
    trials: 2,
    start: dayNumber(2026, 10, 1),
    end: dayNumber(2026, 12, 1),
  });
  const shares = bindingShares(trials);

  test("is their share of deliveries, and of months with at most a hundredth idle", () => {
    expect(shares.held.get("a")).toBeCloseTo(0.8, 12);
    expect(shares.held.get("b")).toBeCloseTo(0.1, 12);
    expect(shares.orders).toBeCloseTo(0.1, 12);
    // Of three months with capacity one is full: 1.5 of 100 and 30 of 100 are more than a hundredth.
    expect(shares.full.get("a")).toBeCloseTo(1 / 3, 12);
    expect(shares.full.get("b")).toBe(1);
  });

  test("of a set is the sum of shares, and the months of the fullest", () => {
    const both = setBinding(setOf("a", "b"), shares);
    expect(both.held).toBeCloseTo(0.9, 12);
    expect(both.full).toBe(1);
    expect([both, setBinding(setOf("c"), shares)].map(binds)).toEqual([true, false]);
  });
});
