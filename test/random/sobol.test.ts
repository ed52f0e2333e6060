import { describe, expect, test } from "vitest";
import { scrambledNetUniforms } from "../../src/random/scrambled-net.ts";
import { SOBOL_DIMENSIONS, SobolSequence } from "../../src/random/sobol-sequence.ts";

const SIZE = 16;

describe("Sobol's sequence", () => {
  test("is that of Joe and Kuo: points as SciPy gives them", () => {
    // SciPy 1.17.1, scipy.stats.qmc.Sobol(337, scramble=False, bits=32).random(1000) x 2^32.
    const sequence = new SobolSequence(SOBOL_DIMENSIONS);
    const reference: readonly (readonly [point: number, dimension: number, value: number])[] = [
      [1, 0, 2147483648],
      [2, 1, 1073741824],
      [5, 2, 536870912],
      [6, 3, 2684354560],
      [7, 9, 3758096384],
      [99, 0, 1241513984],
      [99, 1, 3791650816],
      [99, 20, 570425344],
      [500, 64, 1115684864],
      [777, 128, 2940207104],
      [999, 148, 2990538752],
      [999, 255, 1874853888],
      [999, 336, 2713714688],
      [640, 300, 2487222272],
    ];
    for (const [point, dimension, value] of reference)
      expect(sequence.coordinate(point, dimension)).toBe(value);
  });

  test("has every elementary interval of its first two dimensions hit equally often: a (0, m, 2)-net", () => {
    const sequence = new SobolSequence(2);
    for (const m of [3, 6, 10]) {
      for (let k = 0; k <= m; k++) {
        const counts = new Map<number, number>();
        for (let point = 0; point < 2 ** m; point++) {
          const x = Math.floor((sequence.coordinate(point, 0) / 2 ** 32) * 2 ** k);
          const y = Math.floor((sequence.coordinate(point, 1) / 2 ** 32) * 2 ** (m - k));
          counts.set(x * 2 ** m + y, (counts.get(x * 2 ** m + y) ?? 0) + 1);
        }
        expect([...counts.values()]).toEqual(new Array(2 ** m).fill(1));
      }
    }
  });

  test("has every dimension hit each of 2^m equal parts once", () => {
    const sequence = new SobolSequence(SOBOL_DIMENSIONS);
    for (let dimension = 0; dimension < SOBOL_DIMENSIONS; dimension++) {
      const parts = new Set(
        Array.from({ length: 256 }, (_, point) => sequence.coordinate(point, dimension) >>> 24),
      );
      expect(parts.size).toBe(256);
    }
  });

  test("has no more dimensions than there are numbers for", () => {
    expect(() => new SobolSequence(SOBOL_DIMENSIONS + 1)).toThrow("337 dimensions, not 338");
  });
});

describe("a scrambled net in blocks", () => {
  const columns = ["a", "b", "c"];
  const point = (seed: string, trial: number): number[] => {
    const out = new Float64Array(columns.length);
    scrambledNetUniforms(seed, trial, columns, SIZE, out);
    return [...out];
  };

  test("keeps the net: in every block each elementary interval of the first two inputs holds its share", () => {
    for (const block of [0, 1, 5]) {
      const points = Array.from({ length: SIZE }, (_, place) => point("1", block * SIZE + place + 1));
      for (const [across, down] of [
        [1, 16],
        [2, 8],
        [4, 4],
        [8, 2],
        [16, 1],
      ]) {
        const cells = points.map(([x, y]) => Math.floor(x * across) * down + Math.floor(y * down));
        expect(new Set(cells).size).toBe(SIZE);
      }
    }
  });

  test("scrambles each block, input and seed anew", () => {
    const strata = (seed: string, block: number, column: number): string =>
      Array.from({ length: SIZE }, (_, place) =>
        Math.floor(point(seed, block * SIZE + place + 1)[column] * SIZE),
      ).join(" ");
    const all = [strata("1", 0, 0), strata("1", 1, 0), strata("1", 2, 0), strata("2", 0, 0)];
    expect(new Set(all).size).toBe(all.length);
  });

  test("scrambles as Owen does: a digit is flipped for all points that share the digits before it, or none", () => {
    const plain = new SobolSequence(3);
    for (let block = 0; block < 20; block++) {
      for (let column = 0; column < 3; column++) {
        const flipped = new Map<string, number>();
        for (let place = 0; place < SIZE; place++) {
          const before = plain.coordinate(place, column) >>> 28;
          const after = Math.floor(point("1", block * SIZE + place + 1)[column] * SIZE);
          for (let digit = 0; digit < 4; digit++) {
            const node = `${digit}:${before >>> (4 - digit)}`;
            const flip = ((before ^ after) >>> (3 - digit)) & 1;
            expect(flipped.get(node) ?? flip).toBe(flip);
            flipped.set(node, flip);
          }
        }
        expect(flipped.size).toBe(15);
      }
    }
  });

  test("leaves each point uniform by itself, over 1,000 blocks (Kolmogorov-Smirnov, 99.9 %)", () => {
    for (const place of [0, 7]) {
      for (let column = 0; column < 3; column++) {
        const n = 1000;
        const draws = Float64Array.from(
          { length: n },
          (_, block) => point("1", block * SIZE + place + 1)[column],
        );
        let distance = 0;
        draws.sort().forEach((u, i) => {
          distance = Math.max(distance, u - i / n, (i + 1) / n - u);
        });
        // Six looks: sqrt(-ln(0.001 / 6 / 2) / 2) = 2.167.
        expect(distance).toBeLessThan(2.167 / Math.sqrt(n));
      }
    }
  });

  test("draws from inside (0, 1)", () => {
    for (let trial = 1; trial <= 2000; trial++)
      for (const u of point("1", trial)) expect(u > 0 && u < 1).toBe(true);
  });
});
