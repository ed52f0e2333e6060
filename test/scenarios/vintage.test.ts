import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { sampleQuantile } from "../../src/analysis/summary.ts";
import { FOUR_DESIGNERS, rowsOf, vendor, vintageRows } from "./backcast.ts";
import { shippedScenario } from "./shipped-scenario.ts";
import { TrialSample } from "./trial-sample.ts";

/** What June 2024 knew of 2025, as docs/backcast.md tells it. */
const TRIALS = 100;
/** Of `history`, to compare with. */
const FEW = 40;
const SHORT = ["end=2025-12-31"];
const VINTAGE = "2024-06-30";

describe("the vintage of June 2024", () => {
  const text = readFileSync("scenarios/history-2024.yaml", "utf8");
  let vintage: TrialSample;
  let history: TrialSample;
  beforeAll(() => {
    vintage = new TrialSample(shippedScenario("history-2024", SHORT).model, TRIALS);
    history = new TrialSample(shippedScenario("history", SHORT).model, FEW);
  }, 120_000);

  test("cites nothing later, in at most 80 lines without a warning", () => {
    const dates = [...text.matchAll(/dated: ([\d-]+)/g)].map(([, date]) => date);
    expect(dates.length).toBeGreaterThan(30);
    expect(dates.filter((date) => date > VINTAGE.slice(0, date.length))).toEqual([]);
    expect(text.trimEnd().split("\n").length).toBeLessThanOrEqual(80);
    const { problems, unsourced } = shippedScenario("history-2024");
    expect(problems.filter(({ severity }) => severity !== "note")).toEqual([]);
    expect(unsourced).toEqual([]);
  });

  test("has the past that history has: the same deliveries of 2023 within 3 %", () => {
    const median = (sample: TrialSample) =>
      sampleQuantile(sample.sums("delivered_h100e", "2023-01", "2024-01", FOUR_DESIGNERS), 0.5);
    expect(Math.abs(median(vintage) / median(history) - 1)).toBeLessThan(0.03);
  });

  test("is less sure of NVIDIA's 2025 than those who know its capacities and orders: half as wide a band again", () => {
    const width = (sample: TrialSample): number => {
      const sums = sample.sums("delivered_units", "2025-01", "2026-01", vendor("nvidia"));
      return sampleQuantile(sums, 0.9) - sampleQuantile(sums, 0.1);
    };
    expect(width(vintage)).toBeGreaterThan(1.5 * width(history));
  });

  test("is what the page about it says", () => {
    const rows = vintageRows(vintage);
    expect(rowsOf(readFileSync("docs/backcast.md", "utf8"), rows)).toEqual(rows);
  });

  // Epoch AI chip sales, export of 2026-09-24: 13.0M H100-equivalents, 4.46M packages of NVIDIA.
  test("held NVIDIA's packages of 2025 in its band, and expected fewer H100-equivalents than came", () => {
    const packages = vintage.sums("delivered_units", "2025-01", "2026-01", vendor("nvidia"));
    expect(sampleQuantile(packages, 0.1)).toBeLessThan(4.46e6);
    expect(sampleQuantile(packages, 0.9)).toBeGreaterThan(4.46e6);
    expect(
      sampleQuantile(vintage.sums("delivered_h100e", "2025-01", "2026-01", FOUR_DESIGNERS), 0.5),
    ).toBeLessThan(13e6);
  });
});
