import { describe, expect, test } from "vitest";
import type { Answer } from "../../src/report/answer.ts";
import { answerText } from "../../src/report/answer-text.ts";

const ANSWER: Answer = {
  scenario: "baseline",
  question: "What limits accelerators to 2031?",
  seed: "1",
  design: "independent",
  trials: 200,
  horizon: "2031-12-31",
  deliveries: [
    year("2026", "2026-10-01", 3_104_000, 2_910_000, 3_398_000),
    year("2027", "2027-01-01", 18_249_000, 15_100_000, 21_930_000),
    year("2028", "2028-01-01", 30_000_000, 22_000_000, 41_000_000),
  ],
  binding: [
    ...["2027", "2028"].map((period) => bound("", period, "memory", 0.58, 0.93, "hbm-skhynix", 0.4)),
    bound("", "2029", "packaging", 0.41, 0.55, "", 0),
    bound("", "2026-10..2029-12", "memory", 0.5, 0.9, "", 0, "horizon"),
    bound("nvidia", "2026-10..2029-12", "memory", 0.61, 0.9, "", 0, "horizon"),
    bound("google", "2026-10..2029-12", "orders", 0.048, 0.9, "", 0, "horizon"),
  ],
  lead_times: [
    { product: "", month: "2026-10", days: { p10: 140, p50: 217, p90: 399 }, not_yet_share: 0 },
    { product: "gb300", month: "2026-10", days: { p10: 301, p50: 700, p90: null }, not_yet_share: 0.15 },
    { product: "mi500", month: "2026-10", days: { p10: null, p50: null, p90: null }, not_yet_share: 1 },
    { product: "b300", month: "2026-10", days: { p10: 0, p50: 0, p90: 0.002 }, not_yet_share: 0 },
  ],
  drivers: {
    uncertain: 149,
    noise: 0.2519,
    inputs: [
      { input: "size.memory", rank_correlation: 0.4271, confidence: "" },
      { input: "lines.hbm.slip", rank_correlation: -0.3149, confidence: "low" },
    ],
  },
  least_sure: [
    { input: "lines.hbm.slip", unit: "days", p10: 0, p50: 30, p90: 122, spread: 4.0667, confidence: "low" },
    { input: "factors.ai-demand", unit: "", p10: 0.7, p50: 1, p90: 1.6, spread: 0.9, confidence: "" },
  ],
};

function year(
  label: string,
  first: string,
  p50: number,
  p10: number,
  p90: number,
): Answer["deliveries"][number] {
  const band = { p10, p50, p90 };
  return { year: label, first, last: `${label}-12-31`, h100e: band, units: band, relative_error: 0.0193 };
}

function bound(
  vendor: string,
  period: string,
  constraint: string,
  share: number,
  probability: number,
  line: string,
  line_share: number,
  period_kind: "year" | "horizon" = "year",
): Answer["binding"][number] {
  return { vendor, period, period_kind, constraint, share, probability, line, line_share };
}

const plain = (text: string): string => text;

describe("the answer in words", () => {
  const text = answerText(ANSWER, "results/baseline", plain);

  test("reads as follows", () => {
    expect(text).toBe(`What limits accelerators to 2031? (baseline: 200 trials, seed 1)

Deliveries   2026* 3.10 (2.91-3.40)  2027 18.2 (15.1-21.9)
             2028 30.0 (22.0-41.0)
             million H100-equivalents: median, and the range of 8 trials in 10;
             *2026 is 2026-10-01 to 2026-12-31
What binds   2027-2028 memory (58%, largest in at least 93% of trials, mostly
             hbm-skhynix); 2029 perhaps packaging (41%, largest in 55% of
             trials). By vendor, over all years: nvidia memory 61%, google
             demand 4.8%. Shares are of what was delivered.
Lead time    ordered in 2026-10: all products 31 weeks (20 to 57), gb300 100
             weeks (43 to beyond 2031-12-31), mi500 beyond 2031-12-31, b300 from
             stock at once (median, 8 trials in 10).
Least sure   what is delivered in all hangs most on size of memory additions
             0.43, delay of additions at hbm -0.31 (low confidence); by rank
             correlation over 200 trials, where 149 idle inputs reach 0.25 by
             chance in 1 run of 20.
Error        the mean of each year is known within 1.9% (95% interval of 200
             trials; four times as many halve it). That is sampling error: what
             the model leaves out is not in it.
Results      results/baseline (report.html to read, summary.csv to work with)
`);
  });

  test("fits 80 columns", () => {
    expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  test("says what is widest as stated where no input stands out of the noise", () => {
    const drivers = { ...ANSWER.drivers, inputs: [] };
    expect(answerText({ ...ANSWER, drivers }, "results/baseline", plain)).toContain(
      `Least sure   delay of additions at hbm 4.07 (low confidence), factor ai-demand
             0.900; by (p90 - p10) / p50: 200 trials can't tell which matters
             most.`,
    );
    const unknown = { ...drivers, noise: null };
    expect(answerText({ ...ANSWER, drivers: unknown }, "results/baseline", plain)).toContain(
      `by (p90 - p10) / p50, which need not be what matters most.`,
    );
  });

  test("says so where there is nothing to say", () => {
    const nothing = { deliveries: [], binding: [], lead_times: [], least_sure: [] };
    const drivers = { uncertain: 0, noise: null, inputs: [] };
    const empty = { ...ANSWER, trials: 1, ...nothing, drivers };
    const said = answerText(empty, "results/x", plain);
    for (const sentence of [
      "nothing is delivered",
      "not recorded: no trial of this run has monthly details",
      "no orders in the month in which the facts end",
      "no input is uncertain",
      "unknown from one trial",
    ]) {
      expect(said).toContain(sentence);
    }
  });
});
