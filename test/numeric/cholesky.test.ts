import { expect, test } from "vitest";
import { inverseFactor } from "../../src/numeric/cholesky.ts";

test("the factor of a textbook matrix is inverted", () => {
  // [4 12 -16; 12 37 -43; -16 -43 98] = L L' with L = [2 0 0; 6 1 0; -8 5 3], whose inverse is by hand
  // [1/2 0 0; -3 1 0; 19/3 -5/3 1/3].
  const inverse = inverseFactor(Float64Array.of(4, 0, 0, 12, 37, 0, -16, -43, 98), 3);
  const expected = [1 / 2, 0, 0, -3, 1, 0, 19 / 3, -5 / 3, 1 / 3];
  expect(inverse).toBeInstanceOf(Float64Array);
  if (typeof inverse === "number") return;
  expected.forEach((value, place) => {
    expect(inverse[place]).toBeCloseTo(value, 12);
  });
});

test("a row that follows from those before it is named", () => {
  // The third row is the sum of the first two.
  expect(inverseFactor(Float64Array.of(1, 0, 1, 0, 1, 1, 1, 1, 2), 3)).toBe(2);
  expect(inverseFactor(Float64Array.of(1, 1, 1, 1), 2)).toBe(1);
});
