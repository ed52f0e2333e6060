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
  const redrawn: Design = { kind: "redrawn", of: sobol, columns: ["a"] };
  expect(samplingOf(redrawn, 51)).toEqual(samplingOf(sobol, 51));
  expect(samplingOf({ kind: "trajectory", moves: 1 }, 51)).toEqual(samplingOf(INDEPENDENT, 51));
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

test("a redrawn input has another draw, the same one whatever else is redrawn, and leaves the others alone", () => {
  const columns = ["a", "b", "c"];
  const at = (design: Design): number[] => {
    const out = new Float64Array(3);
    trialUniforms(design, "1", 7, columns, out);
    return [...out];
  };
  const own = at(INDEPENDENT);
  const all = at({ kind: "redrawn", of: INDEPENDENT, columns: null });
  expect(all.filter((u, place) => u === own[place])).toEqual([]);
  expect(at({ kind: "redrawn", of: INDEPENDENT, columns: ["b"] })).toEqual([own[0], all[1], own[2]]);
  expect(() => at({ kind: "redrawn", of: INDEPENDENT, columns: ["d"] })).toThrow("d is not one of the 3");
});

test("the first and the second draw of an input over 10,000 trials are uncorrelated (99.9 %)", () => {
  const n = 10_000;
  const out = new Float64Array(1);
  let product = 0;
  for (let trial = 1; trial <= n; trial++) {
    trialUniforms(INDEPENDENT, "1", trial, ["a"], out);
    const first = out[0] - 0.5;
    trialUniforms({ kind: "redrawn", of: INDEPENDENT, columns: null }, "1", trial, ["a"], out);
    product += first * (out[0] - 0.5);
  }
  // Standard deviation of a product of two uniforms about their means: 1/12.
  expect(Math.abs(product / n) * 12 * Math.sqrt(n)).toBeLessThan(3.29);
});

test("designs that put trials elsewhere have names of their own", () => {
  const designs: Design[] = [
    INDEPENDENT,
    { kind: "redrawn", of: INDEPENDENT, columns: null },
    { kind: "redrawn", of: INDEPENDENT, columns: ["a"] },
    { kind: "trajectory", moves: 0 },
    { kind: "trajectory", moves: 1 },
  ];
  expect(new Set(designs.map(designText)).size).toBe(designs.length);
});
