import { describe, expect, test } from "vitest";
import { INKS, type Ink, Inks, STACK_ORDER } from "../../../src/report/chart/ink.ts";

type Triple = readonly [number, number, number];

/** sRGB to linear light, IEC 61966-2-1. */
function linear(hex: string): Triple {
  const channel = (at: number): number => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

/** CIE L*a*b* of linear sRGB, white D65. */
function lab([r, g, b]: Triple): Triple {
  const f = (t: number): number => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** As the colour-blind see linear light: Machado, Oliveira and Fernandes, IEEE TVCG 15 (2009), severity 1. */
const SIGHTS: Readonly<Record<string, readonly [Triple, Triple, Triple]>> = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const THEMES = ["light", "dark"] as const;
const colour = (ink: Ink, theme: (typeof THEMES)[number]): string => INKS[ink][THEMES.indexOf(theme)];
const seen = (hex: string, sight: string): Triple => {
  const light = linear(hex);
  const [r, g, b] = SIGHTS[sight].map((row) =>
    Math.min(1, Math.max(0, row[0] * light[0] + row[1] * light[1] + row[2] * light[2])),
  );
  return lab([r, g, b]);
};
const distance = (a: Triple, b: Triple): number => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);

/** What is no stage is hatched. */
const stages = STACK_ORDER.slice(0, STACK_ORDER.indexOf("orders"));
const pairs = stages.flatMap((one, k) => stages.slice(k + 1).map((other) => [one, other] as const));
const own = STACK_ORDER.filter((ink) => !ink.startsWith("stage-"));

describe.each(THEMES)("in the %s theme", (theme) => {
  test.each(Object.keys(SIGHTS))("stages are told apart with %s sight (CIE76 of 10 and more)", (sight) => {
    const near = pairs.filter(
      ([a, b]) => distance(seen(colour(a, theme), sight), seen(colour(b, theme), sight)) < 10,
    );
    expect(near).toEqual([]);
  });

  test.each(Object.keys(SIGHTS))("base and variant are told apart with %s sight", (sight) => {
    expect(
      distance(seen(colour("base", theme), sight), seen(colour("variant", theme), sight)),
    ).toBeGreaterThan(10);
  });

  test("base and variant are told apart in grey", () => {
    const [base, variant] = (["base", "variant"] as const).map((ink) => lab(linear(colour(ink, theme)))[0]);
    expect(Math.abs(base - variant)).toBeGreaterThan(12);
  });

  test("neighbours in a stack are told apart in grey (15 and more of 100 in lightness)", () => {
    const lightness = own.map((ink) => lab(linear(colour(ink, theme)))[0]);
    const near = own.filter((_, k) => k > 0 && Math.abs(lightness[k] - lightness[k - 1]) < 15);
    expect(near).toEqual([]);
  });
});

describe("inks", () => {
  test("are those of a stage's name, and spare ones in turn for stages of a scenario's own", () => {
    const inks = new Inks(["logic", "optics", "power", "system"]);
    expect(["logic", "optics", "power", "system"].map((stage) => inks.ofStage(stage))).toEqual([
      "logic",
      "stage-1",
      "stage-2",
      "system",
    ]);
  });

  test("are never made of a name that a scenario gave", () => {
    expect(new Inks(['"><script>']).ofStage('"><script>')).toBe("stage-1");
    expect(new Inks([]).ofStage("constructor")).toBe("stage-1");
  });
});
