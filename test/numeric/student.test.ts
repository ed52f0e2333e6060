import { describe, expect, it } from "vitest";
import { studentCdf, studentQuantile } from "../../src/numeric/student.ts";

describe("Student's t", () => {
  it("has the points of the published tables", () => {
    // Fisher and Yates, Statistical Tables, table III: two-sided 20 %, 5 % and 0.1 %.
    const table = [
      [1, 3.078, 12.706, 636.619],
      [2, 1.886, 4.303, 31.599],
      [5, 1.476, 2.571, 6.869],
      [10, 1.372, 2.228, 4.587],
      [30, 1.31, 2.042, 3.646],
      [120, 1.289, 1.98, 3.373],
    ];
    for (const [degrees, ten, five, tenth] of table) {
      expect(studentQuantile(degrees, 0.9)).toBeCloseTo(ten, 3);
      expect(studentQuantile(degrees, 0.975)).toBeCloseTo(five, 3);
      expect(studentQuantile(degrees, 0.9995)).toBeCloseTo(tenth, 3);
    }
  });

  it("with one degree of freedom is Cauchy's and with two has a closed form", () => {
    for (const p of [0.001, 0.3, 0.5000001, 0.55, 0.999]) {
      expect(studentQuantile(1, p) / Math.tan(Math.PI * (p - 0.5))).toBeCloseTo(1, 9);
      expect(studentQuantile(2, p) / ((2 * p - 1) / Math.sqrt(2 * p * (1 - p)))).toBeCloseTo(1, 9);
    }
  });

  it("is symmetric, 0 at one half, and the inverse of its distribution function", () => {
    expect(studentQuantile(7, 0.5)).toBe(0);
    expect(studentQuantile(7, 0.1)).toBeCloseTo(-studentQuantile(7, 0.9), 13);
    for (const t of [-5, -0.01, 0.3, 2]) expect(studentQuantile(7, studentCdf(7, t))).toBeCloseTo(t, 11);
    expect(studentQuantile(7, 1)).toBe(Number.POSITIVE_INFINITY);
  });
});
