import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FactorProduct } from "../../src/model/factor-product.ts";

describe("factors of overlapping shocks", () => {
  test("multiply while they overlap", () => {
    const availability = new FactorProduct(2);
    availability.set(0, 7, 0.5);
    expect(availability.set(0, 3, 0.4)).toBe(0.2);
    expect(availability.product(1)).toBe(1);
    availability.set(0, 7, 1);
    expect(availability.product(0)).toBe(0.4);
    availability.reset();
    expect(availability.product(0)).toBe(1);
  });

  test("replace their own earlier value", () => {
    const availability = new FactorProduct(1);
    availability.set(0, 0, 0.5);
    expect(availability.set(0, 0, 0.75)).toBe(0.75);
  });

  test("leave exactly 1 behind, and the same product in whatever order they came", () => {
    const changes = fc.array(fc.tuple(fc.nat(5), fc.double({ min: 0, max: 1.5, noNaN: true })), {
      maxLength: 20,
    });
    fc.assert(
      fc.property(changes, (changes) => {
        const last = new Map(changes);
        const [forward, sorted] = [new FactorProduct(1), new FactorProduct(1)];
        for (const [factor, value] of changes) forward.set(0, factor, value);
        for (const [factor, value] of [...last].sort((a, b) => b[0] - a[0])) sorted.set(0, factor, value);
        expect(forward.product(0)).toBe(sorted.product(0));
        for (const factor of last.keys()) forward.set(0, factor, 1);
        expect(forward.product(0)).toBe(1);
      }),
      { seed: 23 },
    );
  });
});
