import { describe, expect, it } from "vitest";
import { findRoot } from "../../src/numeric/root.ts";

const NONE = Number.NaN;

describe("the root of a rising function", () => {
  it("is found from a good guess, a bad one and none", () => {
    const cube = (guess: number): number =>
      findRoot(
        (x) => x * x * x - 2,
        (x) => 3 * x * x,
        (x) => 2 / x,
        guess,
        0,
        Number.POSITIVE_INFINITY,
      );
    for (const guess of [1.2, 1e-3, 1e6, -1, NONE]) expect(cube(guess)).toBeCloseTo(Math.cbrt(2), 14);
  });

  it("is found by halving where the slope says nothing", () => {
    const root = findRoot(
      (x) => (x < 0.3 ? -1 : x - 0.3),
      () => 0,
      () => 0,
      0.9,
      0,
      1,
    );
    expect(root).toBeCloseTo(0.3, 14);
  });
});
