import { describe, expect, it } from "vitest";
import { normalQuantile } from "../../src/numeric/normal.ts";
import { Stream } from "../../src/random/stream.ts";

function draws(stream: Stream, n: number): number[] {
  return Array.from({ length: n }, () => stream.next());
}

/** Chi-squared of counts that are all expected to be equal, as a standard normal deviate (Wilson and Hilferty). */
function deviate(counts: readonly number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  const chi = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  const degrees = counts.length - 1;
  return (Math.cbrt(chi / degrees) - (1 - 2 / (9 * degrees))) / Math.sqrt(2 / (9 * degrees));
}

/** Two-sided 99.9 % point over several looks (Bonferroni). */
const limit = (looks: number): number => normalQuantile(1 - 0.0005 / looks);

describe("a stream", () => {
  it("is Alea of seedrandom, keyed by name, trial and seed: its first draws never change", () => {
    // seedrandom 3.0.5: alea("line/cowos-l/slots/7/1")
    const stream = new Stream("1", 7, "line/cowos-l/slots");
    const again = new Stream("1", 7, "line/cowos-l/slots");
    expect(draws(stream, 5)).toEqual(draws(again, 5));
    expect(new Stream("1", 7, "line/cowos-l/slots").next()).toBe(0.7249626924749464);
  });

  it("is another for another seed, trial or name, and for parts that only read the same when run together", () => {
    const first = (seed: string, trial: number, name: string): number =>
      new Stream(seed, trial, name).double();
    const all = [
      first("1", 1, "a"),
      first("2", 1, "a"),
      first("1", 2, "a"),
      first("1", 1, "b"),
      first("11", 1, "a"),
      first("1", 11, "a"),
      first("1", 1, "aa"),
      first("1", 111, "a"),
      first("111", 1, "a"),
    ];
    expect(new Set(all).size).toBe(all.length);
  });

  it("draws from inside (0, 1)", () => {
    const stream = new Stream("1", 1, "inside");
    for (let k = 0; k < 100_000; k++) {
      const [coarse, fine] = [stream.next(), stream.double()];
      expect(coarse > 0 && coarse < 1 && fine > 0 && fine < 1).toBe(true);
    }
  });

  it("is uniform, and so are its pairs (chi-squared, 99.9 %)", () => {
    const stream = new Stream("1", 1, "uniform");
    const cells = new Array<number>(1000).fill(0);
    const pairs = new Array<number>(900).fill(0);
    let before = stream.next();
    for (let k = 0; k < 200_000; k++) {
      const now = stream.next();
      cells[Math.floor(now * 1000)]++;
      if (k % 2 === 0) pairs[Math.floor(before * 30) * 30 + Math.floor(now * 30)]++;
      before = now;
    }
    expect(Math.abs(deviate(cells))).toBeLessThan(limit(2));
    expect(Math.abs(deviate(pairs))).toBeLessThan(limit(2));
  });

  it("has nothing to do with those of neighbouring trials, seeds and names (correlation of 10,000 first draws, 99.9 %)", () => {
    const neighbours: [string, (k: number) => [Stream, Stream]][] = [
      ["trials", (k) => [new Stream("1", k, "line/a"), new Stream("1", k + 1, "line/a")]],
      ["seeds", (k) => [new Stream(`${k}`, 1, "line/a"), new Stream(`${k + 1}`, 1, "line/a")]],
      ["names", (k) => [new Stream("1", k, "line/a"), new Stream("1", k, "line/b")]],
      [
        "long names",
        (k) => [new Stream("1", k, "parameter/lines.a.yield"), new Stream("1", k, "parameter/lines.b.yield")],
      ],
    ];
    for (const [, pair] of neighbours) {
      const n = 10_000;
      let product = 0;
      const cells = new Array<number>(100).fill(0);
      for (let k = 1; k <= n; k++) {
        const [one, other] = pair(k);
        const [u, v] = [one.next(), other.next()];
        product += (u - 0.5) * (v - 0.5);
        cells[Math.floor(u * 10) * 10 + Math.floor(v * 10)]++;
      }
      // Each product has mean 0 and standard deviation 1/12.
      expect(Math.abs((product / n) * 12 * Math.sqrt(n))).toBeLessThan(limit(8));
      expect(Math.abs(deviate(cells))).toBeLessThan(limit(8));
    }
  });
});
