import { describe, expect, test } from "vitest";
import type { SensitivityAnswer } from "../../src/report/sensitivity/answer.ts";
import { sensitivityText } from "../../src/report/sensitivity/text.ts";

const COMMON = {
  scenario: "baseline",
  question: "What limits accelerators to 2031?",
  seed: "1",
  trials: 200,
  metric: "delivered_h100e",
  unit: "H100e",
  meaning: "Sum of delivered_h100e over 2026 to 2031.",
  uncertain: 149,
};

function about(value: number, half: number) {
  return { value, low: value - half, high: value + half, n: 200 };
}

function named(input: string, confidence = "") {
  return { input, source: "Estimate", dated: "2026-05", confidence };
}

const GIVEN: SensitivityAnswer = {
  ...COMMON,
  method: "given-data",
  noise: { rank_correlation: 0.252, first_order: 0.112 },
  above_noise: 2,
  no_partial: "",
  inputs: [
    given("size.memory", 0.432, 0.19, true),
    given("factors.hbm-learning", -0.31, 0.08, true, "low"),
    given("lines.cowos-l-central.background", 0.243, 0.05, false, "low"),
    given("factors.ai-demand", 0.2, 0.01, false),
  ],
};

function given(input: string, r: number, s: number, above: boolean, confidence = "") {
  return {
    ...named(input, confidence),
    rank_correlation: about(r, 0.12),
    partial_rank_correlation: null,
    first_order: about(s, 0.1),
    above_noise: above,
  };
}

const TORNADO: SensitivityAnswer = {
  ...COMMON,
  trials: 50,
  method: "tornado",
  inputs: [
    bar("size.memory", 168e6, 56e6, 0.248),
    bar("factors.hbm-learning", -112e6, 61e6, -0.16),
    bar("x", 1e6, 2e6, 0.1),
  ],
};

function bar(input: string, difference: number, half: number, relative: number) {
  return {
    ...named(input, "low"),
    at_p10: about(675e6, 70e6),
    at_p90: about(675e6 + difference, 70e6),
    difference: about(difference, half),
    relative: about(relative, 0.1),
  };
}

const MORRIS: SensitivityAnswer = {
  ...COMMON,
  trials: 10,
  method: "morris",
  inputs: [
    { ...named("size.memory"), mu: about(2e8, 1e8), mu_star: about(2.1e8, 0.9e8), sigma: 5e7 },
    { ...named("factors.ai-demand"), mu: about(1e7, 4e7), mu_star: about(3e7, 3.5e7), sigma: 4e7 },
  ],
};

const SOBOL: SensitivityAnswer = {
  ...COMMON,
  method: "sobol",
  inputs: [
    { ...named("factors.ai-demand"), first: about(0.1, 0.12), total: about(0.35, 0.1) },
    { ...named("size.memory", "low"), first: about(0.2, 0.1), total: about(0.3, 0.1) },
  ],
};

const plain = (text: string): string => text;
const said = (answer: SensitivityAnswer): string => sensitivityText(answer, "results/here", plain);

describe("a sensitivity in words", () => {
  test("from a run's own trials reads as follows", () => {
    expect(said(GIVEN)).toBe(`What drives delivered_h100e? (baseline: 200 trials, seed 1)

Most         rank correlation size of memory additions 0.43 (0.31 to 0.55),
             factor hbm-learning -0.31 (-0.43 to -0.19; low confidence). Within
             the noise: others' load on cowos-l-central 0.24.
Alone        of the variance size of memory additions 19% (9% to 29%).
Noise        of 149 inputs that do nothing one reaches 0.25 in 1 run of 20; 2
             are above, the rest can't be told from it by so few trials.
Results      results/here (sensitivity.csv has all inputs, paths and sources)
`);
  });

  test("says how many trials partial rank correlations need where there are too few", () => {
    const refused =
      "149 inputs can't be told apart by so few trials: partial rank correlations need at least 152 trials";
    expect(said({ ...GIVEN, no_partial: refused })).toContain(
      `Not told     149 inputs can't be told apart by so few trials: partial rank
             correlations need at least 152 trials.
`,
    );
  });

  test("of a tornado names what is surely a difference", () => {
    expect(said(TORNADO)).toBe(`What drives delivered_h100e? (baseline: 50 trials at each end, seed 1)

Most         size of memory additions +168M (+112M to +224M; +25%; low
             confidence), factor hbm-learning -112M (-173M to -51.0M; -16%; low
             confidence).
Read as      mean H100e when the input goes from its 10th to its 90th percentile
             and all else stays, same luck in each pair; intervals hold for all
             3 at once in 95% of runs, and 1 of them spans zero.
Results      results/here (tornado.csv has all inputs moved, paths and sources)
`);
  });

  test("of trajectories leaves out what may be nothing", () => {
    expect(said(MORRIS)).toContain(
      "Most         size of memory additions 210M (120M to 300M; mu +200M, sigma\n             50.0M).\n",
    );
  });

  test("of Sobol indices sorts what an input does alone and in all apart", () => {
    expect(said(SOBOL)).toContain(
      "Alone        of the variance: size of memory additions 20% (10% to 30%; low\n",
    );
    expect(said(SOBOL)).toMatch(/In all +with what they do together with others: factor ai-demand 35%/);
  });

  test("says so where nothing stands out or varies", () => {
    const inputs = GIVEN.inputs.map((one) => ({ ...one, above_noise: false }));
    expect(said({ ...GIVEN, above_noise: 0, inputs })).toContain(
      "Most         no input stands out of the noise. Within",
    );
    const noise = { rank_correlation: null, first_order: null };
    expect(said({ ...GIVEN, noise })).toContain("the outcome is the same in every trial");
  });

  test.each([GIVEN, TORNADO, MORRIS, SOBOL])("by $method fits 80 columns and ten lines", (answer) => {
    const lines = said(answer).trimEnd().split("\n");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(lines.length).toBeLessThanOrEqual(12);
  });
});
