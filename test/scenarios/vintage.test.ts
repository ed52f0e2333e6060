import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import type { Keys } from "../../src/model/series.ts";
import { vintageRows } from "./backcast.ts";
import { shippedScenario } from "./shipped-scenario.ts";
import { TrialSample } from "./trial-sample.ts";

/** What June 2024 knew of 2025, as docs/backcast.md tells it. */
const TRIALS = 100;
/** Of `history`, to compare with. */
const FEW = 40;
const SHORT = ["end=2025-12-31"];
const VINTAGE = "2024-06-30";

const of =
  (...vendors: readonly string[]) =>
  ({ vendor, product, segment }: Keys) =>
    vendor !== undefined && product === undefined && segment === undefined && vendors.includes(vendor);
const FOUR_DESIGNERS = of("nvidia", "google", "amazon", "amd");

/** The value at a share of figures in ascending order; near enough for 40 and more. */
const at = (ascending: readonly number[], share: number): number =>
  ascending[Math.round(share * (ascending.length - 1))];

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
      at(sample.sums("delivered_h100e", "2023-01", "2024-01", FOUR_DESIGNERS), 0.5);
    expect(Math.abs(median(vintage) / median(history) - 1)).toBeLessThan(0.03);
  });

  test("is less sure of NVIDIA's 2025 than those who know its capacities and orders: half as wide a band again", () => {
    const width = (sample: TrialSample): number => {
      const sums = sample.sums("delivered_units", "2025-01", "2026-01", of("nvidia"));
      return at(sums, 0.9) - at(sums, 0.1);
    };
    expect(width(vintage)).toBeGreaterThan(1.5 * width(history));
  });

  test("is what the page about it says", () => {
    const page = readFileSync("docs/backcast.md", "utf8").split("\n");
    const rows = vintageRows(vintage);
    const names = rows.map((row) => row.split(" | ")[0]);
    const told = page.slice(page.findIndex((line) => line.startsWith("## A vintage run")));
    expect(told.filter((line) => names.includes(line.split(" | ")[0]))).toEqual(rows);
  });

  // Epoch AI chip sales, export of 2026-09-24: 13.0M H100-equivalents, 4.46M packages of NVIDIA.
  test("held NVIDIA's packages of 2025 in its band, and expected fewer H100-equivalents than came", () => {
    const packages = vintage.sums("delivered_units", "2025-01", "2026-01", of("nvidia"));
    expect(at(packages, 0.1)).toBeLessThan(4.46e6);
    expect(at(packages, 0.9)).toBeGreaterThan(4.46e6);
    expect(at(vintage.sums("delivered_h100e", "2025-01", "2026-01", FOUR_DESIGNERS), 0.5)).toBeLessThan(13e6);
  });
});
