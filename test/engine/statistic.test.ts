import { describe, expect, it } from "vitest";
import { Tally, TimeWeighted } from "../../src/engine/statistic.ts";

describe("a tally", () => {
  it("has the mean and sample variance of a textbook's ten values", () => {
    // Law, Simulation Modeling and Analysis (5th ed.), example 4.27: mean 1.34, variance 0.17.
    const tally = new Tally();
    for (const value of [1.2, 1.5, 1.68, 1.89, 0.95, 1.49, 1.58, 1.55, 0.5, 1.09]) tally.observe(value);
    expect(tally.count).toBe(10);
    expect(tally.mean).toBeCloseTo(1.343, 12);
    expect(tally.variance).toBeCloseTo(0.17, 2);
    expect([tally.min, tally.max]).toEqual([0.5, 1.89]);
  });

  it("keeps its digits where squares would lose them", () => {
    // Chan, Golub and LeVeque (1983): 1e9 + 4, 7, 13, 16 have variance 30.
    const tally = new Tally();
    for (const value of [4, 7, 13, 16]) tally.observe(1e9 + value);
    expect(tally.variance).toBe(30);
  });

  it("knows nothing of a spread before the second observation, and forgets on reset", () => {
    const tally = new Tally();
    expect([tally.count, tally.variance]).toEqual([0, Number.NaN]);
    tally.observe(7);
    expect([tally.mean, tally.variance]).toEqual([7, Number.NaN]);
    tally.reset();
    tally.observe(-1);
    expect([tally.count, tally.mean, tally.min, tally.max]).toEqual([1, -1, -1, -1]);
  });
});

describe("a level over time", () => {
  it("weighs each value by how long it lasted", () => {
    const level = new TimeWeighted(2, 10);
    level.set(5, 14);
    level.add(-4, 15);
    // 2 for four days, 5 for one, 1 for five.
    expect(level.integral(20)).toBe(8 + 5 + 5);
    expect(level.mean(20)).toBe(1.8);
    expect([level.min, level.max, level.level]).toEqual([1, 5, 1]);
  });

  it("starts again from where it stands after a reset", () => {
    const level = new TimeWeighted(0, 0);
    level.set(8, 1);
    level.reset(3);
    expect(level.mean(5)).toBe(8);
    expect([level.min, level.max]).toEqual([8, 8]);
    expect(level.mean(3)).toBeNaN();
  });
});
