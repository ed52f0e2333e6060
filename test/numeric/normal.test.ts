import { describe, expect, it } from "vitest";
import { normalCdf, normalDensity, normalQuantile } from "../../src/numeric/normal.ts";

/** Largest relative error over pairs of an argument and what is expected there. */
function worst(f: (x: number) => number, table: readonly (readonly [number, number])[]): number {
  return Math.max(...table.map(([x, expected]) => Math.abs(f(x) - expected) / Math.abs(expected)));
}

describe("the standard normal distribution", () => {
  it("agrees with 40-digit arithmetic (mpmath 1.3) to 1e-15, also far out", () => {
    const table: [number, number][] = [
      [-37.5, 4.605353009581955e-308],
      [-20, 2.7536241186062337e-89],
      [-8, 6.220960574271784e-16],
      [-5.656854249492381, 7.70862895013999e-9],
      [-3, 0.0013498980316300946],
      [-1, 0.15865525393145705],
      [-0.674, 0.2501556568403226],
      [0.25, 0.5987063256829237],
      [0.6745, 0.7500032571363008],
      [1.96, 0.9750021048517796],
      [4, 0.9999683287581669],
      [8, 0.9999999999999994],
    ];
    expect(worst(normalCdf, table)).toBeLessThan(1e-15);
    expect([normalCdf(0), normalCdf(-40), normalCdf(40)]).toEqual([0.5, 0, 1]);
  });

  it("has the quantiles of 40-digit arithmetic (mpmath 1.3) to 1e-15", () => {
    const table: [number, number][] = [
      [1e-300, -37.0470962993612],
      [1e-12, -7.034483825301132],
      [0.001, -3.0902323061678136],
      [0.07, -1.4757910281791706],
      [0.075, -1.439531470938456],
      [0.4, -0.2533471031357997],
      [0.9, 1.2815515655446006],
      [0.95, 1.6448536269514722],
      [0.975, 1.959963984540054],
      [0.999, 3.090232306167813],
    ];
    expect(worst(normalQuantile, table)).toBeLessThan(1e-15);
    expect([normalQuantile(0), normalQuantile(0.5), normalQuantile(1)]).toEqual([
      Number.NEGATIVE_INFINITY,
      0,
      Number.POSITIVE_INFINITY,
    ]);
    expect(normalQuantile(-0.1)).toBeNaN();
    expect(normalQuantile(1.1)).toBeNaN();
  });

  it("has the density 0.3989 at 0 and 0.2420 at 1", () => {
    expect(normalDensity(0)).toBeCloseTo(0.3989422804014327, 15);
    expect(normalDensity(-1)).toBeCloseTo(0.24197072451914337, 15);
  });
});
