import { describe, expect, it } from "vitest";
import { power } from "../../src/numeric/elementary.ts";

describe("a power", () => {
  it("is the exponential of the scaled logarithm", () => {
    expect(power(2, 0.5)).toBeCloseTo(Math.SQRT2, 15);
    expect(power(10, -3)).toBeCloseTo(0.001, 17);
    expect(power(0.92, 12)).toBeCloseTo(0.36766638765, 11); // a 12-high stack at 92 % a bond
  });

  it("of zero is zero, infinite or one, and of anything to the zeroth one", () => {
    expect([power(0, 2), power(0, -1), power(0, 0), power(7, 0), power(1, 1e300)]).toEqual([
      0,
      Number.POSITIVE_INFINITY,
      1,
      1,
      1,
    ]);
  });

  it("of a negative or missing base is refused", () => {
    expect(() => power(-1, 2)).toThrow(RangeError);
    expect(() => power(Number.NaN, 2)).toThrow(RangeError);
  });
});
