import { describe, expect, test } from "vitest";
import { explain } from "../../src/report/explanation.ts";
import { explanationText } from "../../src/report/explanation-text.ts";
import { calendarOf } from "../../src/report/timespan.ts";
import { aSeries, fakeRun } from "./fake-run.ts";

const plain = (text: string): string => text;

/** Of 10 H100e a month, by what limited them: in odd trials, and in even ones. */
const LIMITS = {
  hbm: { odd: 6, even: 1, keys: { stage: "memory", constraint: "hbm", line: "hbm" } },
  background: { odd: 2, even: 2, keys: { stage: "memory", constraint: "background" } },
  orders: { odd: 2, even: 7, keys: { constraint: "orders" } },
};

const RUN = fakeRun({
  series: [
    aSeries({ metric: "delivered_h100e", unit: "H100e" }),
    ...Object.values(LIMITS).map(({ keys }) =>
      aSeries({ metric: "constrained_h100e", tier: "detail", unit: "H100e", keys }),
    ),
  ],
  figure: ({ metric, keys }, trial) => {
    const limit = Object.values(LIMITS).find((one) => one.keys.constraint === keys.constraint);
    if (metric === "delivered_h100e" || limit === undefined) return 10;
    return trial % 2 === 1 ? limit.odd : limit.even;
  },
});
const { periods } = calendarOf(RUN.model);
const span = periods.find(({ label }) => label === "2027")!;
const BINDING = ["2026", "2027"].map((period, place) => ({
  vendor: "",
  period,
  period_kind: "year" as const,
  constraint: place === 0 ? "orders" : "memory",
  share: 0.5,
  probability: 0.95,
  line: "",
  line_share: 0,
}));

describe("an explanation", () => {
  const explanation = explain(RUN, { vendor: "", product: "", span }, BINDING);

  test("has the shares of stages and of lines with the error of their means, largest first", () => {
    // By hand: 0.8 and 0.3 five times each have mean 0.55, and 0.25 sqrt(10 / 9) / sqrt(10) = 1/12 as its standard
    // error; t(0.975, 9) = 2.262157 of any table.
    const half = 2.262157 / 12;
    expect(explanation.stages.map(({ constraint }) => constraint)).toEqual(["memory", "orders"]);
    const [memory, orders] = explanation.stages;
    expect(memory.share).toBeCloseTo(0.55, 12);
    expect(memory.low).toBeCloseTo(0.55 - half, 6);
    expect(memory.high).toBeCloseTo(0.55 + half, 6);
    expect([memory.probability, orders.probability]).toEqual([0.5, 0.5]);
    expect(
      explanation.lines.map(({ line, constraint, share }) => [line, constraint, share.toFixed(3)]),
    ).toEqual([
      ["", "orders", "0.450"],
      ["hbm", "hbm", "0.350"],
      ["", "background", "0.200"],
    ]);
    expect(explanation.trials).toBe(10);
    // A year of 10 a month.
    expect(explanation.h100e).toEqual({ p10: 120, p50: 120, p90: 120 });
  });

  test("says where the traces end, and the ends are all there is", () => {
    const { ends } = explanation;
    expect(ends.line).toBeCloseTo(0.35, 12);
    expect(ends.background).toBeCloseTo(0.2, 12);
    expect(ends.orders).toBeCloseTo(0.45, 12);
    expect(Object.values(ends).reduce((sum, end) => sum + end, 0)).toBeCloseTo(1, 12);
  });

  test("reads as follows", () => {
    expect(
      explanationText(explanation, plain),
    ).toBe(`Why are 120 H100e (120 to 120) delivered in 2027? (made-up: traces of 10 trials,
seed 1)

Limited by   memory 55% \u00b119% (the largest in 50% of trials), demand 45% (50%).
             Shares are of all H100e delivered.
Lines        demand 45% (the largest in 50% of trials), hbm 35% (50%), others'
             load in memory 20% (0%).
Trace ends   from each delivery back through the input that came last: 35% at a
             full line, 20% in others' load on it and 45% at demand.
Over years   2026 demand (50%); then 2027 memory (50%).
Rests on     no uncertain input: what these lines have is stated as known
`);
  });

  test("fits the width it is given, however long a source is", () => {
    const source = "A report of many words ".repeat(20);
    const input = { line: "hbm", unit: "days", p10: 1, p50: 2, p90: 3, dated: "2026-05", confidence: "low" };
    const inputs = ["lines.hbm.slip", "lines.hbm.cycleTime"].map((path) => ({
      ...input,
      input: path,
      source,
    }));
    for (const width of [80, 120]) {
      const text = explanationText({ ...explanation, inputs }, plain, width);
      expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(width);
      expect(text).toContain("delay of additions at hbm (lines.hbm.slip): 1 to 3 days");
      expect(text.replace(/\s+/g, " ")).toContain("3 days (8 in 10)");
      expect(text).toMatch(/A report of many words.*\.\.\., 2026-05, low confidence\n/);
    }
  });

  test("shows what would command a terminal as unprintable", () => {
    const input = { input: "lines.hbm.slip", line: "hbm", unit: "days", p10: 1, p50: 2, p90: 3 };
    const inputs = [{ ...input, source: "a\u001b[2J", dated: "\u001b[31m2026", confidence: "low" }];
    expect(explanationText({ ...explanation, inputs }, plain)).toContain(
      "  a\ufffd[2J, \ufffd[31m2026, low confidence\n",
    );
  });

  test("says so where nothing is delivered", () => {
    const empty = explain(
      { ...RUN, ...fakeRun({ series: RUN.trials.shape.series, figure: () => 0 }) },
      { vendor: "", product: "", span },
      [],
    );
    expect(explanationText(empty, plain)).toContain(
      "nothing can be said: too few trials deliver anything then.",
    );
  });
});
