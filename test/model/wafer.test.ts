import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gridPacking, grossDies, negativeBinomialYield, sellableShare } from "../../src/model/wafer.ts";

describe("gross dies by the analytic formula", () => {
  const bare = { diameter: 300, edge: 0, scribe: 0 };

  // Published dies per 300 mm wafer of HBM core dies of 100, 110 and 121 mm2 by the same formula.
  test.each([
    [100, 640],
    [110, 579],
    [121, 523],
  ])("a 300 mm wafer without an edge holds %d mm2 dies %d times", (area, dies) => {
    const side = Math.sqrt(area);
    expect(Math.floor(grossDies(side, side, bare))).toBe(dies);
  });

  test("only the area counts when there is no street", () => {
    expect(grossDies(26, 31.3, bare)).toBeCloseTo(grossDies(13, 62.6, bare), 10);
  });

  test("a die larger than the wafer doesn't fit, and its count isn't negative", () => {
    expect(grossDies(200, 200)).toBe(0);
  });

  test("for a small die it is within 5 % of the exact count", () => {
    expect(grossDies(5, 5) / gridPacking(5, 5)).toBeGreaterThan(0.95);
    expect(grossDies(5, 5) / gridPacking(5, 5)).toBeLessThan(1.05);
  });
});

describe("packages per wafer by exact packing", () => {
  // Reported per wafer: H100 interposer 29 to 30, B200 interposer 16; the others by an independent count (grid of
  // offsets). Areas in reticles of 26 x 33 mm; the shapes are ours: they decide where the count is close.
  test.each([
    ["H100 die, 814 mm2", 26, 31.3, 67],
    ["2.0 reticles, 1716 mm2", 44, 39, 30],
    ["3.3 reticles, 2829 mm2", 52, 54.4, 16],
    ["3.3 reticles, 2830 mm2, square", 53.2, 53.2, 16],
    ["4.0 reticles, 3320 mm2, 1.14 to 1", 61.52, 53.96, 12],
    ["5.5 reticles, 4719 mm2, 1.29 to 1", 78, 60.5, 8],
    ["5.5 reticles, 4720 mm2, square", 68.7, 68.7, 9],
    ["9.5 reticles, 8154 mm2, square", 90.3, 90.3, 5],
  ])("%s", (_, width, height, count) => {
    expect(gridPacking(width, height)).toBe(count);
  });

  test("of 60.3 x 12.8 mm there are 65, held by a top-left and a bottom-right corner and not by two bottom ones", () => {
    // Found by no search over 3,000 x 3,000 offsets, but there: a corner at (-61.732, 120.609) leaves 65 within.
    expect(rectanglesAt(-61.732, 120.609, 60.3, 12.8)).toBe(65);
    expect(gridPacking(60.3, 12.8)).toBe(65);
  });

  test("the analytic formula gives 3 less than exact packing for a 3.3-reticle interposer", () => {
    expect(Math.round(grossDies(53.2, 53.2, { diameter: 300, edge: 0, scribe: 0 }))).toBe(12);
    expect(gridPacking(53.2, 53.2)).toBe(16);
  });

  test("a square inscribed in the usable circle fits once, a larger one not at all", () => {
    const side = 294 / Math.SQRT2;
    expect(gridPacking(side - 1e-6, side - 1e-6)).toBe(1);
    expect(gridPacking(side + 1e-6, side + 1e-6)).toBe(0);
  });

  test("turning the rectangle changes nothing", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 8, max: 120, noNaN: true }),
        fc.double({ min: 8, max: 120, noNaN: true }),
        (w, h) => {
          expect(gridPacking(w, h)).toBe(gridPacking(h, w));
        },
      ),
      { seed: 1, numRuns: 60 },
    );
  });

  test("no offset of the grid holds more, and a fine search over offsets comes within two of it", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 20, max: 120, noNaN: true }),
        fc.double({ min: 20, max: 120, noNaN: true }),
        (w, h) => {
          const exact = gridPacking(w, h);
          const searched = searchOffsets(w, h, 40);
          expect(searched).toBeLessThanOrEqual(exact);
          expect(exact - searched).toBeLessThanOrEqual(2);
        },
      ),
      { seed: 2, numRuns: 40 },
    );
  });
});

describe("yield of dies", () => {
  // Reported side by side for an 814 mm2 die at D0 = 0.05, 0.07, 0.10 with alpha 2, and for two smaller ones.
  test.each([
    [8.14, 0.05, 0.69],
    [8.14, 0.07, 0.61],
    [8.14, 0.1, 0.51],
    [4.6, 0.07, 0.74],
    [1.15, 0.07, 0.92],
  ])("%d cm2 at D0 %d is %d good", (area, d0, good) => {
    expect(negativeBinomialYield(area, d0, 2)).toBeCloseTo(good, 2);
  });

  test("without clustering it is Poisson, with alpha 1 Seeds", () => {
    expect(negativeBinomialYield(8.14, 0.1, Infinity)).toBeCloseTo(Math.exp(-0.814), 14);
    expect(negativeBinomialYield(8.14, 0.1, 1e9)).toBeCloseTo(Math.exp(-0.814), 8);
    expect(negativeBinomialYield(8.14, 0.1, 1)).toBeCloseTo(1 / 1.814, 14);
  });

  test("an H100 at D0 0.07 of which half to three quarters of the bad dies are sold sells 80 to 90 %", () => {
    const good = negativeBinomialYield(8.14, 0.07, 2);
    expect(sellableShare(good, 0.5)).toBeCloseTo(0.8, 2);
    expect(sellableShare(good, 0.75)).toBeCloseTo(0.9, 2);
    expect(sellableShare(good, 0)).toBe(good);
    expect(sellableShare(good, 1)).toBe(1);
  });
});

/** The most rectangles over a square grid of offsets. */
function searchOffsets(width: number, height: number, steps: number): number {
  let most = 0;
  for (let a = 0; a < steps; a++)
    for (let b = 0; b < steps; b++) {
      const [x, y] = [(a * (width + 0.1)) / steps, (b * (height + 0.1)) / steps];
      most = Math.max(most, rectanglesAt(x, y, width, height));
    }
  return most;
}

/** Rectangles within 147 mm of the centre, counted one by one, of the grid with a corner at (x, y) and streets of 0.1 mm. */
function rectanglesAt(x: number, y: number, width: number, height: number): number {
  const [dx, dy] = [width + 0.1, height + 0.1];
  let count = 0;
  for (let left = x - Math.ceil((x + 147) / dx) * dx; left < 147; left += dx)
    for (let bottom = y - Math.ceil((y + 147) / dy) * dy; bottom < 147; bottom += dy) {
      const [farthestX, farthestY] = [Math.max(-left, left + width), Math.max(-bottom, bottom + height)];
      if (farthestX * farthestX + farthestY * farthestY <= 147 * 147) count++;
    }
  return count;
}
