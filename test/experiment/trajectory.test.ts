import { expect, test } from "vitest";
import { trajectoryMoves, trajectoryUniforms } from "../../src/experiment/trajectory.ts";

const COLUMNS = ["lines.a.yield", "lines.b.yield", "segments.labs.demand", "size.memory"];

function pointsOf(trajectory: number, columns = COLUMNS): number[][] {
  return Array.from({ length: columns.length + 1 }, (_, moves) => {
    const out = new Float64Array(columns.length);
    trajectoryUniforms("1", trajectory, columns, moves, out);
    return [...out];
  });
}

test("a trajectory moves every input once, one at a time, by half of its range between four levels", () => {
  for (const trajectory of [1, 2, 3]) {
    const points = pointsOf(trajectory);
    const moves = trajectoryMoves("1", trajectory, COLUMNS);
    expect(moves.map(({ input }) => input).sort()).toEqual([0, 1, 2, 3]);
    for (const [step, { input, change }] of moves.entries()) {
      const expected = points[step].map((u, place) => (place === input ? u + change : u));
      expect(points[step + 1]).toEqual(expected);
      expect(Math.abs(change)).toBe(0.5);
    }
    for (const u of points.flat()) expect([0.125, 0.375, 0.625, 0.875]).toContain(u);
  }
});

test("levels before and after are as likely, and so is every order (chi-square, 99.9 %)", () => {
  // 4 levels x 4,000 trajectories x 4 inputs: critical value 16.27 of 3 degrees; order of the first two inputs even
  // within 3.29 standard deviations of the binomial.
  const counts = { start: new Map<number, number>(), end: new Map<number, number>() };
  let firstBeforeSecond = 0;
  for (let trajectory = 1; trajectory <= 4000; trajectory++) {
    const points = pointsOf(trajectory);
    for (const u of points[0]) counts.start.set(u, (counts.start.get(u) ?? 0) + 1);
    for (const u of points[4]) counts.end.set(u, (counts.end.get(u) ?? 0) + 1);
    const order = trajectoryMoves("1", trajectory, COLUMNS).map(({ input }) => input);
    if (order.indexOf(0) < order.indexOf(1)) firstBeforeSecond++;
  }
  for (const found of [counts.start, counts.end]) {
    const statistic = [...found.values()].reduce((sum, count) => sum + (count - 4000) ** 2 / 4000, 0);
    expect(found.size).toBe(4);
    expect(statistic).toBeLessThan(16.27);
  }
  expect(Math.abs(firstBeforeSecond - 2000)).toBeLessThan(3.29 * Math.sqrt(1000));
});

test("a further input changes nothing in the levels of the others", () => {
  const more = pointsOf(7, [...COLUMNS, "size.packaging"]);
  expect(more[0].slice(0, 4)).toEqual(pointsOf(7)[0]);
  expect(more[5].slice(0, 4)).toEqual(pointsOf(7)[4]);
});
