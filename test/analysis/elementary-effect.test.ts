import { expect, it } from "vitest";
import { elementaryEffects, type Move } from "../../src/analysis/elementary-effect.ts";
import { uniforms } from "./test-function.ts";

/** Trajectories that move inputs by half, in the order given, from points on the levels 1/8, 3/8, 5/8, 7/8. */
function trajectories(
  value: (point: readonly number[]) => number,
  starts: readonly (readonly number[])[],
  orderOf: (trajectory: number) => readonly number[],
) {
  const moves: Move[][] = [];
  const outcomes: Float64Array[] = [];
  for (const [trajectory, start] of starts.entries()) {
    const point = [...start];
    const values = [value(point)];
    moves.push(
      orderOf(trajectory).map((input) => {
        const change = point[input] < 0.5 ? 0.5 : -0.5;
        point[input] += change;
        values.push(value(point));
        return { input, change };
      }),
    );
    outcomes.push(Float64Array.from(values));
  }
  return [moves, outcomes] as const;
}

/** Every point of a grid of four levels in two dimensions. */
const GRID = [1, 3, 5, 7].flatMap((a) => [1, 3, 5, 7].map((b) => [a / 8, b / 8]));

it("a linear function has its coefficients as effects, wherever it is asked", () => {
  const uniform = uniforms("starts");
  const starts = Array.from({ length: 6 }, () =>
    [0, 1, 2].map(() => (1 + 2 * Math.floor(4 * uniform())) / 8),
  );
  const found = elementaryEffects(
    ...trajectories(
      ([a, b, c]) => 4 * a - 2 * b + c,
      starts,
      (t) => (t % 2 === 0 ? [2, 0, 1] : [1, 2, 0]),
    ),
  );
  [4, -2, 1].forEach((coefficient, k) => {
    expect(found[k].mu.value).toBeCloseTo(coefficient, 12);
    expect(found[k].muStar.value).toBeCloseTo(Math.abs(coefficient), 12);
    expect(found[k].sigma).toBeCloseTo(0, 12);
  });
});

it("the effect of a factor of a product is the other factor, on the whole grid", () => {
  // x1 x2: the effect of x1 is x2 where x1 is moved. Levels 1/8 .. 7/8: mean 1/2, variance 5/64, over 16 points the
  // sample variance is 16/15 of it.
  const found = elementaryEffects(
    ...trajectories(
      ([a, b]) => a * b,
      GRID,
      () => [0, 1],
    ),
  );
  expect(found[0].mu.value).toBeCloseTo(0.5, 12);
  expect(found[0].sigma).toBeCloseTo(Math.sqrt((16 / 15) * (5 / 64)), 12);
});

it("signs cancel in mu and not in mu*, which is why both are given", () => {
  // (x1 - 1/2)^2 rises as much as it falls over half the range: 1/8 -> 5/8 is 1/64 - 9/64, 3/8 -> 7/8 the reverse.
  const found = elementaryEffects(
    ...trajectories(
      ([a, b]) => (a - 0.5) * (a - 0.5) + b,
      GRID,
      () => [1, 0],
    ),
  );
  expect(found[0].mu.value).toBeCloseTo(0, 12);
  expect(found[0].muStar.value).toBeCloseTo(8 / 64 / 0.5, 12);
  expect(found[1].mu.value).toBeCloseTo(1, 12);
});

it("a trajectory with a point too few is refused", () => {
  const [moves, outcomes] = trajectories(
    ([a, b]) => a + b,
    GRID,
    () => [0, 1],
  );
  expect(() => elementaryEffects(moves, [outcomes[0].slice(1), ...outcomes.slice(1)])).toThrow(RangeError);
});
