import { expect, test } from "vitest";
import { classed, firstOrderIndex } from "../../src/analysis/first-order-index.ts";
import { noiseFloor } from "../../src/analysis/noise-floor.ts";
import { midRanks } from "../../src/analysis/rank.ts";
import { rankCorrelation } from "../../src/analysis/rank-correlation.ts";
import { uniforms } from "./test-function.ts";

test("of five inputs that do nothing any gets above the floor in about one run of 20", () => {
  // By exchangeability exactly 5 of 100. 400 repeats: +- 3.5 points at the 99.9 % level.
  const uniform = uniforms("idle inputs");
  const above = { rank: 0, index: 0 };
  for (let repeat = 1; repeat <= 400; repeat++) {
    const outcome = new Float64Array(40).map(() => uniform() * uniform());
    const floor = noiseFloor(outcome, 5, 4, uniforms("dummies", repeat));
    const idle = Array.from({ length: 5 }, () => new Float64Array(40).map(uniform));
    if (idle.some((one) => Math.abs(rankCorrelation(one, outcome)!.value) > floor.rankCorrelation!))
      above.rank++;
    if (idle.some((one) => firstOrderIndex(classed(midRanks(one), 4), outcome) > floor.firstOrder!))
      above.index++;
  }
  expect(Math.abs(above.rank / 400 - 1 / 20)).toBeLessThan(0.035);
  expect(Math.abs(above.index / 400 - 1 / 20)).toBeLessThan(0.035);
});

test("there is no floor under what does not vary, and none of the index under what is not there yet", () => {
  expect(noiseFloor(new Float64Array(20).fill(1), 3, 3, uniforms("d"))).toEqual({
    rankCorrelation: null,
    firstOrder: null,
  });
  const late = Float64Array.from({ length: 20 }, (_, i) => (i < 18 ? i : Infinity));
  const floor = noiseFloor(late, 3, 3, uniforms("d"));
  expect(floor.rankCorrelation).toBeGreaterThan(0);
  expect(floor.firstOrder).toBeNull();
});
