import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BetaTable } from "../../src/model/beta-table.ts";
import type { Variability } from "../../src/model/model.ts";
import { LineNoise } from "../../src/model/variability.ts";
import { betaQuantile } from "../../src/numeric/beta.ts";
import { toyLine, toyModel } from "./toy-model.ts";

const QUIET: Variability = { cycleSlot: 0, cycleMonth: 0, yieldDay: 0, yieldMonth: 0, persistence: 0.7 };

/** The yield of a lot started now whose line yields `mean` on average. */
function yieldOf(noise: LineNoise, mean: number): number {
  return noise.slotYield(noise.monthYield(mean));
}

/** Mean and variance over evenly spaced probabilities. */
function moments(quantile: (u: number) => number, n = 20_000): { mean: number; variance: number } {
  let [sum, squares] = [0, 0];
  for (let k = 0; k < n; k++) {
    const x = quantile((k + 0.5) / n);
    sum += x / n;
    squares += (x * x) / n;
  }
  return { mean: sum, variance: squares - sum * sum };
}

describe("a drawn share", () => {
  const dispersions = fc.constantFrom(0.02, 0.05, 0.1, 0.3, 0.6);

  test("has exactly the mean asked for, whatever it is", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), dispersions, (mean, dispersion) => {
        const table = new BetaTable(dispersion);
        expect(moments((u) => table.quantile(mean, u)).mean).toBeCloseTo(mean, 6);
      }),
      { seed: 11, numRuns: 60 },
    );
  });

  test("has a standard deviation of s sqrt(m (1 - m)), within one per cent", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.02, max: 0.98, noNaN: true }), dispersions, (mean, dispersion) => {
        const table = new BetaTable(dispersion);
        const { variance } = moments((u) => table.quantile(mean, u));
        expect(Math.sqrt(variance / (mean * (1 - mean))) / dispersion).toBeCloseTo(1, 1.7);
      }),
      { seed: 12, numRuns: 60 },
    );
  });

  test("follows the beta distribution in its middle and its tails", () => {
    const [mean, dispersion] = [0.88, 0.1];
    const concentration = 1 / dispersion ** 2 - 1;
    for (const u of [0.001, 0.01, 0.1, 0.5, 0.9, 0.99, 0.999]) {
      const exact = betaQuantile(mean * concentration, (1 - mean) * concentration, u);
      const sd = dispersion * Math.sqrt(mean * (1 - mean));
      expect(Math.abs(new BetaTable(dispersion).quantile(mean, u) - exact) / sd).toBeLessThan(0.05);
    }
  });

  test("has bad draws as bad as a beta's: the worst 2,000th has the mean of that tail", () => {
    const [mean, dispersion] = [0.88, 0.1];
    const concentration = 1 / dispersion ** 2 - 1;
    const table = new BetaTable(dispersion);
    const tail = (quantile: (u: number) => number) => moments((u) => quantile(u / 2000), 2000).mean;
    const exact = tail((u) => betaQuantile(mean * concentration, (1 - mean) * concentration, u));
    const sd = dispersion * Math.sqrt(mean * (1 - mean));
    expect(Math.abs(tail((u) => table.quantile(mean, u)) - exact) / sd).toBeLessThan(0.02);
  });

  test("stays in [0, 1] and rises with its rank and with its mean", () => {
    const probability = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        probability,
        probability,
        probability,
        probability,
        dispersions,
        (m, n, u, v, dispersion) => {
          const table = new BetaTable(dispersion);
          const x = table.quantile(Math.min(m, n), Math.min(u, v));
          expect(x).toBeGreaterThanOrEqual(0);
          expect(table.quantile(Math.max(m, n), Math.max(u, v))).toBeLessThanOrEqual(1);
          expect(table.quantile(Math.min(m, n), Math.max(u, v))).toBeGreaterThanOrEqual(x - 1e-12);
          expect(table.quantile(Math.max(m, n), Math.min(u, v))).toBeGreaterThanOrEqual(x - 1e-9);
        },
      ),
      { seed: 13, numRuns: 60 },
    );
  });

  test("of a certainty is certain", () => {
    expect(new BetaTable(0.3).quantile(1, 0.2)).toBe(1);
    expect(new BetaTable(0.3).quantile(0, 0.8)).toBe(0);
  });

  test("has no mean beyond 1", () => {
    expect(() => new BetaTable(0.3).quantile(1.01, 0.2)).toThrow(/\[0, 1\]/);
    expect(() => new BetaTable(1)).toThrow(/\(0, 1\)/);
  });
});

/** A line's noise over `months` months of `slots` grid points each, with what `read` says of every point. */
function run(
  variability: Variability,
  { slot = 1, months = 1, slots = 1, trial = 1, id = "line" },
  read: (noise: LineNoise, month: number) => void,
): void {
  const noise = new LineNoise(toyLine({ id, variability }), toyModel({ slot }));
  noise.reset("test", trial);
  for (let month = 0; month < months; month++) {
    noise.month(month);
    for (let k = 0; k < slots; k++) {
      noise.slot();
      read(noise, month);
    }
  }
}

describe("the noise of a line", () => {
  test("without variability gives exactly the means", () => {
    run(QUIET, { months: 3, slots: 30 }, (noise) => {
      expect(yieldOf(noise, 0.83)).toBe(0.83);
      expect(noise.cycleFactor).toBe(1);
    });
  });

  // z tests at the 99.9 % level (3.29). Power: with 40,000 slots the standard error of a yield with sd 0.0375 is
  // 0.00019, so that an error of 0.2 % (0.0015) would be found almost surely.
  test("leaves the mean yield as stated, slot by slot", () => {
    let [sum, n] = [0, 0];
    run({ ...QUIET, yieldDay: 0.1 }, { slots: 40_000 }, (noise) => {
      sum += yieldOf(noise, 0.83);
      n++;
    });
    const sd = 0.1 * Math.sqrt(0.83 * 0.17);
    expect(Math.abs(sum / n - 0.83) / (sd / Math.sqrt(n))).toBeLessThan(3.29);
  });

  // Averages of an autoregressive series of persistence r have a variance (1 + r) / (1 - r) as large.
  test("leaves the mean yield and the mean cycle time as stated, month by month", () => {
    let [yields, cycles] = [0, 0];
    const n = 40_000;
    run({ ...QUIET, yieldMonth: 0.1, cycleMonth: 0.2 }, { months: n }, (noise) => {
      yields += yieldOf(noise, 0.83) / n;
      cycles += noise.cycleFactor / n;
    });
    const inflation = Math.sqrt(1.7 / 0.3 / n);
    expect(Math.abs(yields - 0.83) / (0.1 * Math.sqrt(0.83 * 0.17) * inflation)).toBeLessThan(3.29);
    expect(Math.abs(cycles - 1) / (0.2 * inflation)).toBeLessThan(3.29);
  });

  test("has a month-scale factor with the stated persistence, in yield and in cycle time", () => {
    const n = 20_000;
    for (const read of [
      (noise: LineNoise) => yieldOf(noise, 0.83),
      (noise: LineNoise) => noise.cycleFactor,
    ]) {
      const series: number[] = [];
      run({ ...QUIET, yieldMonth: 0.05, cycleMonth: 0.05 }, { months: n }, (noise) =>
        series.push(read(noise)),
      );
      // Standard error of an autocorrelation: sqrt((1 - r^2) / n) (Bartlett).
      expect(Math.abs(autocorrelation(series) - 0.7)).toBeLessThan(3.29 * Math.sqrt(0.51 / n) + 0.005);
    }
  });

  test("has a total yield whose variance doesn't depend on the slot", () => {
    // Sum over 4 days: four slots of a day against sixteen of a quarter; F test at 99.9 % with 2,000 sums each:
    // ratio within exp(+-3.29 x sqrt(4 / 2,000)) = 0.86 to 1.16. Power: variances that differ by 4 are far outside.
    const variance = (slot: number) => {
      const sums: number[] = [];
      let [sum, n] = [0, 0];
      run({ ...QUIET, yieldDay: 0.2 }, { slot, slots: (4 / slot) * 2000 }, (noise) => {
        sum += yieldOf(noise, 0.6) * slot;
        if (++n % (4 / slot) === 0) {
          sums.push(sum);
          sum = 0;
        }
      });
      const mean = sums.reduce((a, b) => a + b) / sums.length;
      return sums.reduce((a, b) => a + (b - mean) ** 2, 0) / sums.length;
    };
    const ratio = variance(1) / variance(0.25);
    expect(ratio).toBeGreaterThan(0.86);
    expect(ratio).toBeLessThan(1.16);
  });

  test("has a cycle time with mean 1 and the stated coefficient of variation", () => {
    const n = 40_000;
    let [sum, squares] = [0, 0];
    run({ ...QUIET, cycleSlot: 0.2 }, { slots: n }, (noise) => {
      sum += noise.cycleFactor / n;
      squares += noise.cycleFactor ** 2 / n;
    });
    expect(Math.abs(sum - 1)).toBeLessThan((3.29 * 0.2) / Math.sqrt(n));
    expect(Math.sqrt(squares - sum * sum)).toBeCloseTo(0.2, 2);
  });

  test("on a day depends neither on what was used before nor on months that were skipped", () => {
    const variability = { cycleSlot: 0.1, cycleMonth: 0.1, yieldDay: 0.1, yieldMonth: 0.1, persistence: 0.5 };
    const [used, idle] = [1, 2].map(() => new LineNoise(toyLine({ variability }), toyModel()));
    used.reset("seed", 7);
    idle.reset("seed", 7);
    for (let day = 0; day < 100; day++) {
      used.slot();
      used.month(Math.floor(day / 30));
      expect(used.cycleFactor).toBeGreaterThan(0);
      yieldOf(used, 0.5);
      idle.slot();
    }
    idle.month(3);
    expect(yieldOf(idle, 0.9)).toBe(yieldOf(used, 0.9));
    expect(idle.cycleFactor).toBe(used.cycleFactor);
  });

  test("differs between lines and trials, and a reset begins again", () => {
    const first: number[] = [];
    for (const [trial, id] of [
      [1, "a"],
      [1, "b"],
      [2, "a"],
      [1, "a"],
    ] as const)
      run({ ...QUIET, yieldDay: 0.1 }, { trial, id }, (noise) => first.push(yieldOf(noise, 0.8)));
    expect(new Set(first).size).toBe(3);
    expect(first[3]).toBe(first[0]);
  });
});

function autocorrelation(series: number[]): number {
  const mean = series.reduce((a, b) => a + b) / series.length;
  let [product, square] = [0, 0];
  for (let k = 0; k < series.length; k++) {
    square += (series[k] - mean) ** 2;
    if (k > 0) product += (series[k] - mean) * (series[k - 1] - mean);
  }
  return product / square;
}
