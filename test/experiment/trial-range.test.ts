import { expect, test } from "vitest";
import { RunError } from "../../src/experiment/run-error.ts";
import {
  blocksOf,
  bytesOf,
  checkRange,
  checkSize,
  VALUES_LIMIT,
  valuesOf,
} from "../../src/experiment/trial-range.ts";
import type { TrialShape } from "../../src/model/series.ts";

/** About the baseline: 40 headline and 1,000 detail series by 63 months, 180 inputs and 20 outcomes. */
const BASELINE: TrialShape = {
  months: 63,
  monthLabels: [],
  parameters: 180,
  outcomes: Array.from({ length: 20 }, (_, i) => ({ name: `o${i}`, unit: "1", meaning: "" })),
  series: [],
  headlineRows: 40,
  detailRows: 1000,
};

test("a range is cut into blocks of 50, the last of which may be short", () => {
  expect([...blocksOf({ from: 101, to: 220, detail: 170 })]).toEqual([
    { first: 101, count: 50, detailTrials: 50 },
    { first: 151, count: 50, detailTrials: 20 },
    { first: 201, count: 20, detailTrials: 0 },
  ]);
});

test("detail of all trials is Infinity", () => {
  expect([...blocksOf({ from: 1, to: 20, detail: Number.POSITIVE_INFINITY })]).toEqual([
    { first: 1, count: 20, detailTrials: 20 },
  ]);
});

test("a part of a split run begins where a block does", () => {
  checkRange({ from: 1001, to: 2000, detail: 1000 });
  expect(() => checkRange({ from: 1000, to: 2000, detail: 1000 })).toThrow(
    "trials 1000..2000: the first is one more than a multiple of 50, such as 1001",
  );
});

test.each([
  [0, 10],
  [11, 10],
  [1.5, 10],
  [1, Number.NaN],
  [1, 2 ** 31],
])("%d..%d is no range of trials", (from, to) => {
  expect(() => checkRange({ from, to, detail: 0 })).toThrow(RangeError);
});

test("10,000 trials of the baseline are about 90 million values and 0.4 GB, 200 about 53 MB", () => {
  // By hand: 10,000 x (200 + 40 x 63) + 1,000 x 1,000 x 63 = 27.2 M + 63 M.
  expect(valuesOf(BASELINE, { from: 1, to: 10_000, detail: 1000 })).toBe(90_200_000);
  expect(bytesOf(BASELINE, { from: 1, to: 10_000, detail: 1000 })).toBe(4 * 90_200_000 + 4 * 2_000_000);
  expect(bytesOf(BASELINE, { from: 1, to: 200, detail: 1000 }) / 1e6).toBeCloseTo(52.7, 1);
});

test("a run that would store too much is refused with the options that mend it", () => {
  const range = { from: 1, to: 20_000, detail: Number.POSITIVE_INFINITY };
  const check = () => checkSize(BASELINE, range, VALUES_LIMIT);
  expect(check).toThrow(RunError);
  // 20,000 x (200 + 1,040 x 63) = 1,314.4 M
  expect(check).toThrow(
    "trials 1..20000 would store 1314 M values (5.3 GB), of which 1260 M are monthly details of 20000 trials; " +
      "the limit is 1000 M. Run fewer trials, keep details of fewer (--detail N), " +
      "or lift the limit: --max-values 1315M",
  );
  checkSize(BASELINE, range, 1_315_000_000);
  checkSize(BASELINE, { ...range, detail: 1000 }, VALUES_LIMIT);
});
