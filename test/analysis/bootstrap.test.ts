import { expect, test } from "vitest";
import { bootstrapInterval, resamples } from "../../src/analysis/bootstrap.ts";
import { uniforms } from "./test-function.ts";

test("the basic interval is the estimate less what the replicates' percentiles miss it by", () => {
  // Replicates 0 to 1000: their 2.5 % and 97.5 % points are 25 and 975. Davison and Hinkley (1997), eq. 5.6: twice the
  // estimate less each.
  const replicates = Float64Array.from({ length: 1001 }, (_, k) => 1000 - k);
  expect(bootstrapInterval(400, replicates, 50)).toEqual({
    value: 400,
    low: 800 - 975,
    high: 800 - 25,
    n: 50,
  });
  // Corrected for a bias of 100: what the replicates estimate in the sample is 500.
  expect(bootstrapInterval(400, replicates, 50, 500)).toMatchObject({ low: 400 - 475, high: 400 + 475 });
});

test("resamples of n trials are n trials, each drawn once on average with variance 1 - 1 / n", () => {
  // Counts are multinomial: mean 1, variance 1 - 1/n. Over 2,000 resamples of 20, the mean of squares has a standard
  // error below 0.01.
  let sum = 0;
  let squares = 0;
  for (const counts of resamples(20, 2000, uniforms("counts"))) {
    expect(counts.reduce((total, count) => total + count, 0)).toBe(20);
    for (const count of counts) {
      sum += count;
      squares += count * count;
    }
  }
  expect(sum / 40_000).toBe(1);
  expect(Math.abs(squares / 40_000 - (2 - 1 / 20))).toBeLessThan(0.04);
});
