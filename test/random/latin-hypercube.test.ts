import { describe, expect, test } from "vitest";
import { latinHypercubeUniforms } from "../../src/random/latin-hypercube.ts";

const SIZE = 10;

function point(seed: string, trial: number, columns: readonly string[], size = SIZE): number[] {
  const out = new Float64Array(columns.length);
  latinHypercubeUniforms(seed, trial, columns, size, out);
  return [...out];
}

describe("a Latin hypercube in blocks", () => {
  test("has one trial of each block in each stratum of each column", () => {
    for (const block of [0, 1, 6]) {
      for (const column of ["a", "lines.fab.yield"]) {
        const strata = Array.from({ length: SIZE }, (_, place) =>
          Math.floor(point("1", block * SIZE + place + 1, [column])[0] * SIZE),
        );
        expect(strata.sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
      }
    }
  });

  test("draws an input alike whatever else is uncertain", () => {
    const [alone] = point("1", 17, ["b"]);
    expect(point("1", 17, ["a", "b", "c"])[1]).toBe(alone);
  });

  test("puts columns, blocks and seeds in orders of their own", () => {
    const order = (seed: string, block: number, column: string): string =>
      Array.from({ length: SIZE }, (_, place) =>
        Math.floor(point(seed, block * SIZE + place + 1, [column])[0] * SIZE),
      ).join(" ");
    const orders = [
      order("1", 0, "a"),
      order("1", 1, "a"),
      order("1", 10, "a"),
      order("2", 0, "a"),
      order("1", 0, "b"),
      order("11", 0, "a"),
    ];
    expect(new Set(orders).size).toBe(orders.length);
  });

  test("is uniform within its strata and uncorrelated between columns, over 1,000 blocks (99.9 %)", () => {
    const n = 1000 * SIZE;
    const within = new Float64Array(n);
    let product = 0;
    const pairs = new Array<number>(SIZE * SIZE).fill(0);
    for (let trial = 1; trial <= n; trial++) {
      const [a, b] = point("1", trial, ["a", "b"]);
      within[trial - 1] = a * SIZE - Math.floor(a * SIZE);
      product += (a - 0.5) * (b - 0.5);
      pairs[Math.floor(a * SIZE) * SIZE + Math.floor(b * SIZE)]++;
    }
    // Kolmogorov and Smirnov: 1.949 / sqrt(n) at 99.9 %.
    let distance = 0;
    within.sort().forEach((u, i) => {
      distance = Math.max(distance, u - i / n, (i + 1) / n - u);
    });
    expect(distance).toBeLessThan(1.949 / Math.sqrt(n));
    expect(Math.abs(product)).toBeLessThan((3.291 * Math.sqrt(n)) / 12);
    // Counts of permutations: (SIZE - 1)^2 = 81 degrees of freedom, each with SIZE / (SIZE - 1) times the variance of
    // independent counts. 99.9 % point of chi-squared 124.8 (tables).
    const expected = n / (SIZE * SIZE);
    const chi = pairs.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0) * (1 - 1 / SIZE);
    expect(chi).toBeLessThan(124.8);
  });
});
