import { expect, test } from "vitest";
import {
  checkDesign,
  type Design,
  designText,
  INDEPENDENT,
  RUN_DESIGNS,
  samplingOf,
  trialUniforms,
} from "../../src/experiment/design.ts";

function uniforms(seed: string, trial: number, ...columns: string[]): number[] {
  const out = new Float64Array(columns.length);
  trialUniforms(INDEPENDENT, seed, trial, columns, out);
  return [...out];
}

test("an input's draw does not change when others are added, taken out or moved", () => {
  const [demand] = uniforms("1", 7, "segments.labs.demand");
  expect(uniforms("1", 7, "lines.a.yield", "segments.labs.demand", "lines.b.yield")[1]).toBe(demand);
  expect(uniforms("1", 7, "segments.labs.demand", "lines.a.yield")[0]).toBe(demand);
});

test("inputs, trials and seeds have draws of their own", () => {
  const draws = [
    ...uniforms("1", 1, "a", "b"),
    ...uniforms("1", 2, "a", "b"),
    ...uniforms("2", 1, "a", "b"),
    ...uniforms("1", 11, "a", "b"),
    ...uniforms("11", 1, "a", "b"),
  ];
  expect(new Set(draws).size).toBe(draws.length);
});

test("draws of an input over 10,000 trials are uniform (Kolmogorov-Smirnov, 99.9 %)", () => {
  const n = 10_000;
  const draws = Float64Array.from({ length: n }, (_, i) => uniforms("1", i + 1, "lines.a.yield")[0]).sort();
  let distance = 0;
  draws.forEach((u, i) => {
    distance = Math.max(distance, u - i / n, (i + 1) / n - u);
  });
  // Asymptotic critical value sqrt(-ln(0.001 / 2) / 2) / sqrt(n): 1.949 / sqrt(n).
  expect(distance).toBeLessThan(1.949 / Math.sqrt(n));
});

test("draws of two inputs over 10,000 trials are uncorrelated (99.9 %)", () => {
  const n = 10_000;
  let product = 0;
  for (let trial = 1; trial <= n; trial++) {
    const [a, b] = uniforms("1", trial, "lines.a.yield", "lines.b.yield");
    product += (a - 0.5) * (b - 0.5);
  }
  // Variance of one term is (1/12)^2; 3.291 is the two-sided 99.9 % point of the normal distribution.
  expect(Math.abs(product)).toBeLessThan((3.291 * Math.sqrt(n)) / 12);
});

const PINNED: Design = { kind: "pinned", of: INDEPENDENT, pins: [{ column: "b", uniform: 0.9 }] };

test("a pinned input stays where it is put, and the others are drawn as if it were not", () => {
  const out = new Float64Array(3);
  trialUniforms(PINNED, "1", 7, ["a", "b", "c"], out);
  expect(out[1]).toBe(0.9);
  expect([out[0], out[2]]).toEqual(uniforms("1", 7, "a", "c"));
});

test("a pin on nothing, or outside (0, 1), is refused", () => {
  expect(() => trialUniforms(PINNED, "1", 1, ["a"], new Float64Array(1))).toThrow("b is not one of");
  const beyond: Design = { kind: "pinned", of: INDEPENDENT, pins: [{ column: "a", uniform: 1 }] };
  expect(() => trialUniforms(beyond, "1", 1, ["a"], new Float64Array(1))).toThrow("held at 1");
});

test("a design is known by its text, whatever the order of its pins", () => {
  const pins = [
    { column: "b", uniform: 0.9 },
    { column: "a", uniform: 0.1 },
  ];
  expect(designText({ kind: "pinned", of: INDEPENDENT, pins })).toBe("independent with a@0.1, b@0.9");
  expect(designText({ kind: "pinned", of: INDEPENDENT, pins: pins.toReversed() })).toBe(
    "independent with a@0.1, b@0.9",
  );
});

test("designs in blocks are known by name and size, and their intervals by what is known of them", () => {
  const { "latin-hypercube": latin, sobol } = RUN_DESIGNS;
  expect(designText(latin)).toBe("latin-hypercube in blocks of 10");
  expect(designText(sobol)).toBe("sobol in blocks of 16");
  expect(samplingOf(INDEPENDENT, 51)).toEqual({ first: 51, block: 1, countsVaryLess: true });
  expect(samplingOf(latin, 51)).toEqual({ first: 51, block: 10, countsVaryLess: true });
  expect(samplingOf({ ...PINNED, of: sobol }, 51)).toEqual({ first: 51, block: 16, countsVaryLess: false });
});

test("an input's draw under a Latin hypercube does not change when others are added; under sobol it may", () => {
  const draw = (design: Design, ...columns: string[]): number => {
    const out = new Float64Array(columns.length);
    trialUniforms(design, "1", 7, columns, out);
    return out[columns.indexOf("b")];
  };
  expect(draw(RUN_DESIGNS["latin-hypercube"], "a", "b")).toBe(draw(RUN_DESIGNS["latin-hypercube"], "b"));
  expect(draw(RUN_DESIGNS.sobol, "a", "b")).not.toBe(draw(RUN_DESIGNS.sobol, "b"));
});

test("sobol refuses more inputs than there are numbers for, and says what to do", () => {
  const columns = Array.from({ length: 338 }, (_, k) => `input-${k}`);
  expect(() => checkDesign(RUN_DESIGNS.sobol, columns.slice(1))).not.toThrow();
  expect(() => checkDesign(RUN_DESIGNS.sobol, columns)).toThrow(
    "up to 337 uncertain inputs, and this scenario has 338. Use --design latin-hypercube, which takes any number",
  );
  expect(() => checkDesign(RUN_DESIGNS["latin-hypercube"], columns)).not.toThrow();
});
