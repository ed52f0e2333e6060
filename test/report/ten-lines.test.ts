import { describe, expect, test } from "vitest";
import type { ComparisonAnswer } from "../../src/report/comparison-answer.ts";
import { comparisonText } from "../../src/report/comparison-text.ts";
import { aligned, fitted, shorter } from "../../src/report/paragraph.ts";
import type { RelaxationAnswer } from "../../src/report/relaxation-answer.ts";
import { relaxationText } from "../../src/report/relaxation-text.ts";
import type { StressAnswer } from "../../src/report/stress-answer.ts";
import { stressText } from "../../src/report/stress-text.ts";

/** Names as long as they may be asked to be printed, and questions of several lines. */
const LONG = "a-very-long-name-of-a-line-or-a-customer-segment";
const QUESTION = "What would happen, to whom, when, and how sure is that? ".repeat(5).trim();
const some = (count: number): number[] => Array.from({ length: count }, (_, k) => k + 1);
const about = (value: number) => ({ value, low: value - 1e6, high: value + 1e6 });

const wait = { p10: 20, p50: 30, p90: 40, not_yet_share: 0, trials: 50 };
const parts = some(9).map((k) => ({ name: `${LONG}-${k}`, gap: k % 2 === 0 ? 1e7 : -1e7 }));
const outage = (kind: string, rank: number, weeks: number) => ({
  names: [`${kind} ${LONG}-${rank}`],
  lines: [LONG],
  weeks,
  rank,
  lost: about(1.2345e8),
  share: about(0.1),
  worst_month: "2028-03",
  worst_gap: about(rank > 8 ? 1 : 1.2345e8),
  survive_days: wait,
  rate_back_days: wait,
  caught_up_days: wait,
  vendors: parts,
  segments: parts,
});
const stress = (weeks: number[]): StressAnswer => ({
  scenario: LONG,
  question: QUESTION,
  seed: "1",
  trials: 50,
  from: "2027-07-01",
  horizon: "2031-12-31",
  weeks,
  outages: 16,
  ranking: weeks.flatMap((length) =>
    some(16).map((rank) => outage(["region", "supplier", "site", "line"][rank % 4], rank, length)),
  ),
  idle_lines: [],
});

const worth = (percent: number, priced: boolean) => ({
  gain: about(percent * 3e6),
  gain_p10: percent * 2e6,
  per_percent: about(3e6),
  elasticity: { value: 0.5, low: 0.4, high: 0.6 },
  capital_dollars: priced ? percent * 1e9 : null,
  gain_per_dollar: priced ? { value: 0.003, low: 0.002, high: 0.004 } : null,
});
const relieved = (kind: string, k: number, percent: number, priced = false) => ({
  names: [`${kind} ${LONG}-${k}`],
  lines: [`${LONG}-${kind}-${k}`],
  capacity_percent: percent,
  held: 0.1,
  full: 0.5,
  ...worth(percent, priced),
});
const relax = (priced: boolean, odd: boolean, steps: number): RelaxationAnswer => ({
  scenario: LONG,
  question: QUESTION,
  seed: "1",
  trials: 50,
  from: "2026-06-30",
  horizon: "2031-12-31",
  single: ["stage", "technology", "line"].flatMap((kind) =>
    some(5).flatMap((k) => [relieved(kind, k, 1, priced), relieved(kind, k, -10, priced)]),
  ),
  steps,
  sequence: some(steps).map((k) => ({ ...relieved("technology", k, 10, priced), tried: 9 })),
  sequence_percent: 10,
  sequence_ends: "nothing-gained",
  orders_before: 0.1,
  orders_after: 0.4,
  pairs: some(4).map((k) => ({
    first: `${LONG}-${k}`,
    second: LONG,
    capacity_percent: 10,
    beyond: about(5e6),
    ...worth(10, priced),
  })),
  left_out: [{ names: [`line ${LONG}`], held: 0, full: 0 }],
  odd: odd ? some(3).map((k) => ({ name: `line ${LONG}-${k}`, capacity_percent: 1 })) : [],
});

const share = (by: "product" | "segment", k: number) => ({
  by,
  id: `${LONG}-${by}-${k}`,
  difference: about(k % 2 === 0 ? 1e8 : -1e8),
  relative: 0.5,
});
const period = (label: string, horizon: boolean) => ({
  period: label,
  last: `${label}-12-31`,
  horizon,
  total: about(-1.5e8),
  parts: some(6).flatMap((k) => [share("product", k), share("segment", k)]),
});
const variant = (name: string): ComparisonAnswer["comparisons"][number] => ({
  scenario: name,
  question: QUESTION,
  changes: {
    count: 30,
    first: some(9).map((k) => ({ path: `lines.${LONG}.x${k}`, base: LONG, variant: LONG })),
  },
  years: some(12).map((k) => ({
    year: String(2019 + k),
    first: `${2019 + k}-${k === 1 ? "10" : "01"}-01`,
    last: `${2019 + k}-12-31`,
    difference: about(-1.2345e8),
  })),
  horizon: {
    difference: about(-1.2345e8),
    relative: { value: -0.123, low: -0.2, high: -0.05 },
    better: { value: 0.1, low: 0.05, high: 0.2 },
    worse: { value: 0.9, low: 0.8, high: 0.95 },
    equal: { value: 0, low: 0, high: 0.01 },
    correlation: 0.97,
    variance_saved: 0.94,
  },
  redistribution: [period("2028", false), period("2029", false), period("2031", true)],
  constraints: some(5).map((k) => ({
    constraint: `${LONG}-${k}`,
    base: 0.1 * k,
    variant: 0.5 - 0.1 * k,
    difference: about(2e6),
  })),
  first_visible_month: "2027-03",
});
const compare = (count: number): ComparisonAnswer => ({
  base: LONG,
  seed: "1",
  trials: 200,
  level: 1 - 0.05 / count,
  comparisons: some(count).map((k) => variant(`${LONG}-${k}`)),
});

const plain = (label: string): string => label;
const PLACE = `results/${"x".repeat(40)}`;

describe("an answer has at most ten lines of 80 columns, whatever the names in it", () => {
  test.each<[string, string]>([
    ["stress of three lengths", stressText(stress([2, 13, 52]), PLACE, plain)],
    ["stress of one length", stressText(stress([13]), PLACE, plain)],
    ["relax", relaxationText(relax(false, false, 5), PLACE, plain)],
    ["relax with capital", relaxationText(relax(true, false, 5), PLACE, plain)],
    ["relax with capital and what is against sense", relaxationText(relax(true, true, 5), PLACE, plain)],
    ["relax without steps", relaxationText(relax(true, true, 0), PLACE, plain)],
    ["compare with two dated shocks", comparisonText(compare(1), PLACE, plain)],
    ["compare of two", comparisonText(compare(2), PLACE, plain)],
    ["compare of twenty", comparisonText(compare(20), PLACE, plain)],
  ])("%s", (_, text) => {
    const lines = text.trimEnd().split("\n");
    expect(lines.length).toBeLessThanOrEqual(10);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(lines[lines.length - 1]).toContain(`Results      ${PLACE}`);
  });
});

test("a comparison tells of no period up to which nothing changes", () => {
  const { comparisons, ...answer } = compare(1);
  const same = { value: 0, low: 0, high: 0 };
  const before = period("2027", false);
  const unmoved = {
    ...before,
    total: same,
    parts: before.parts.map((part) => ({ ...part, difference: same })),
  };
  const redistribution = [unmoved, period("2028", false), period("2031", true)];
  const text = comparisonText(
    { ...answer, comparisons: [{ ...comparisons[0], redistribution }] },
    PLACE,
    plain,
  );
  expect(text).toContain("\nBy 2028 ");
  expect(text).not.toContain("By 2027");
});

test("of several ways to say something the first that fits is taken, and the shortest is cut where none does", () => {
  expect(shorter(["one", "two", "three"])).toEqual([
    "one, two, three",
    "one, two and 1 more",
    "one and 2 more",
  ]);
  expect(fitted(shorter(["one", "two", "three"]), 1, 15)).toEqual(["one, two, three"]);
  expect(fitted(shorter(["one", "two", "three"]), 1, 14)).toEqual(["one and 2 more"]);
  expect(fitted(["one two three four"], 2, 9)).toEqual(["one two", "three..."]);
});

test("columns are aligned two spaces apart, and only the first is cut", () => {
  expect(
    aligned(
      [
        ["name", "n"],
        ["a much longer name", "12"],
      ],
      1,
      18,
    ),
  ).toEqual(["name             n", "a much...       12"]);
});
