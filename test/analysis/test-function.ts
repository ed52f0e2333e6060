import { Stream } from "../../src/random/stream.ts";

/** A function of points of the unit cube whose sensitivity indices are known. */
export interface TestFunction {
  readonly value: (point: readonly number[]) => number;
  readonly first: readonly number[];
  readonly total: readonly number[];
}

/**
 * Ishigami and Homma (1990) with a = 7, b = 0.1 on [-pi, pi]^3; indices in closed form in Saltelli et al., Sensitivity
 * Analysis (2000), to four digits.
 */
export const ISHIGAMI: TestFunction = {
  value: (point) => {
    const [x1, x2, x3] = point.map((u) => Math.PI * (2 * u - 1));
    return Math.sin(x1) + 7 * Math.sin(x2) ** 2 + 0.1 * x3 ** 4 * Math.sin(x1);
  },
  first: [0.3139, 0.4424, 0],
  total: [0.5576, 0.4424, 0.2437],
};

/** 4 x1 + 2 x2 + x3: shares of the variance are 16, 4 and 1 of 21, and nothing interacts. */
export const LINEAR: TestFunction = {
  value: ([x1, x2, x3]) => 4 * x1 + 2 * x2 + x3,
  first: [16 / 21, 4 / 21, 1 / 21],
  total: [16 / 21, 4 / 21, 1 / 21],
};

/** An endless row of uniforms. */
export function uniforms(name: string, number = 1): () => number {
  const stream = new Stream("1", number, name);
  return () => stream.double();
}

/** Independent points of the unit cube in three dimensions. */
export function points(n: number, uniform: () => number): number[][] {
  return Array.from({ length: n }, () => [uniform(), uniform(), uniform()]);
}

/** One coordinate of all points. */
export function coordinate(points: readonly (readonly number[])[], place: number): Float64Array {
  return Float64Array.from(points, (point) => point[place]);
}
