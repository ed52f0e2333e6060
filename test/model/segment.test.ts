import { describe, expect, it } from "vitest";
import type { Model } from "../../src/model/model.ts";
import { SegmentDemand } from "../../src/model/segment.ts";
import { days, flat, market, NO_DRAWS, product, segment } from "./market.ts";

interface Placed {
  readonly time: number;
  readonly product: number;
  readonly units: number;
  readonly deadline: number;
}

function ordersOf(
  model: Model,
  index = 0,
  { seed = "seed", trial = 1, factor = 1, demand = new SegmentDemand(model, index) } = {},
): Placed[] {
  demand.reset(seed, trial, NO_DRAWS);
  if (factor !== 1) for (let p = 0; p < model.products.length; p++) demand.setFactor(p, factor);
  const placed: Placed[] = [];
  for (let t = demand.nextOrderTime(); t < Number.POSITIVE_INFINITY; t = demand.nextOrderTime()) {
    const count = demand.orderAt(t);
    for (let k = 0; k < count; k++) {
      placed.push({
        time: t,
        product: demand.products[k],
        units: demand.units[k],
        deadline: demand.deadlines[k],
      });
    }
  }
  return placed;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function between(placed: readonly Placed[], from: number, to: number): Placed[] {
  return placed.filter(({ time }) => time >= from && time < to);
}

const ONE = [product("a")];
const TWO = [product("a"), product("b")];
const HALVES = [
  { product: 0, weight: flat(3) },
  { product: 1, weight: flat(3) },
];

describe("when a segment orders", () => {
  it("orders as often in February as in January, evenly spaced in each", () => {
    const placed = ordersOf(market(ONE, [segment("s", { ordersPerMonth: 4 })]));
    const january = between(placed, 0, 31);
    const february = between(placed, 31, 59);
    expect(january).toHaveLength(4);
    expect(february).toHaveLength(4);
    expect(january[1].time - january[0].time).toBeCloseTo(31 / 4, 9);
    expect(february[1].time - february[0].time).toBeCloseTo(28 / 4, 9);
    expect(february[0].time - 31).toBeCloseTo((january[0].time * 28) / 31, 9);
  });

  it("begins with the warm-up and ends with the horizon", () => {
    const placed = ordersOf(market(ONE, [segment("s")], { warmup: 100.5, end: 200 }));
    expect(placed[0].time).toBeGreaterThanOrEqual(-100.5);
    expect(placed[0].time).toBeLessThan(-100.5 + 31 / 4);
    expect(placed.at(-1)?.time).toBeLessThan(200);
    expect(placed.at(-1)?.time).toBeGreaterThan(200 - 31 / 4);
  });

  it("orders nothing else because the horizon is later", () => {
    const some = segment("s", { noise: 0.3, patience: { kind: "uniform", numbers: [100, 200] } });
    const short = ordersOf(market(ONE, [some], { end: 100 }));
    const long = ordersOf(market(ONE, [some], { end: 730 }));
    expect(short).toEqual(between(long, 0, 100));
  });
});

describe("how much a segment orders", () => {
  it("adds up to the demand of the month, whatever its length", () => {
    const placed = ordersOf(market(ONE, [segment("s", { demand: flat(10) })], { warmup: 20 }));
    // 20 days of December from the clock's start, 31 of January, 28 of February.
    expect(sum(between(placed, -20, 0).map(({ units }) => units))).toBeCloseTo(200, 9);
    expect(sum(between(placed, 0, 31).map(({ units }) => units))).toBeCloseTo(310, 9);
    expect(sum(between(placed, 31, 59).map(({ units }) => units))).toBeCloseTo(280, 9);
  });

  it("follows demand and mix at the day of the order", () => {
    const rising = { shape: "linear" as const, times: [0, 730], values: [0, 73] };
    const turn = { shape: "step" as const, times: [0, 365], values: [1, 0] };
    const mix = [
      { product: 0, weight: turn },
      { product: 1, weight: flat(1) },
    ];
    for (const { time, product, units } of ordersOf(market(TWO, [segment("s", { demand: rising, mix })]))) {
      const month = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365].findLastIndex(
        (first) => first <= time % 365,
      );
      const length = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month];
      const share = time < 365 ? 0.5 : product;
      expect(units).toBeCloseTo(((share * time) / 10) * (length / 4), 6);
    }
  });

  it("turns H100-equivalents into fewer units of a stronger product, so that the currency is what was wanted", () => {
    const strong = [product("a", { compute: 0.5 }), product("b", { compute: 2.5 })];
    const january = between(
      ordersOf(market(strong, [segment("s", { currency: "h100e", mix: HALVES })])),
      0,
      31,
    );
    const units = [0, 1].map((p) => sum(january.filter((one) => one.product === p).map((one) => one.units)));
    expect(units[0]).toBeCloseTo(155 / 0.5, 9);
    expect(units[1]).toBeCloseTo(155 / 2.5, 9);
  });

  it("is multiplied by a demand shock while it lasts and the same as before when it is over", () => {
    const model = market(TWO, [segment("s", { mix: HALVES, noise: 0.2, persistence: 0.5 })]);
    const calm = ordersOf(model);
    const demand = new SegmentDemand(model, 0);
    const hit = ordersOf(model, 0, { demand, factor: 0.7 });
    hit.forEach((one, k) => {
      expect(one.units).toBeCloseTo(0.7 * calm[k].units, 9);
      expect(one.time).toBe(calm[k].time);
    });
    expect(ordersOf(model, 0, { demand })).toEqual(calm);
  });

  it("must not be negative", () => {
    const model = market(ONE, [segment("s", { demand: flat(-1) })]);
    expect(() => ordersOf(model)).toThrow(RangeError);
  });
});

describe("products that do not take orders", () => {
  const launched = [product("a", { end: 300 }), product("b", { launch: 200 })];

  it("leave their weight to the others until the pre-order window opens and after their end", () => {
    const placed = ordersOf(market(launched, [segment("s", { mix: HALVES, preorder: 60 })]));
    expect(new Set(between(placed, 0, 140).map((one) => one.product))).toEqual(new Set([0]));
    expect(new Set(between(placed, 140, 300).map((one) => one.product))).toEqual(new Set([0, 1]));
    expect(new Set(between(placed, 300, 730).map((one) => one.product))).toEqual(new Set([1]));
    for (const [from, to] of [
      [0, 31],
      [181, 212],
      [334, 365],
    ]) {
      expect(sum(between(placed, from, to).map(({ units }) => units))).toBeCloseTo(10 * (to - from), 9);
    }
  });

  it("have pre-orders whose patience begins with the launch", () => {
    const model = market(launched, [segment("s", { mix: HALVES, preorder: 60, patience: days(30) })]);
    const waiting = ordersOf(model).filter((one) => one.product === 1);
    for (const { time, deadline } of waiting) expect(deadline).toBe(Math.max(time, 200) + 30);
    expect(waiting.filter((one) => one.time < 200).length).toBeGreaterThan(0);
  });

  it("are ordered by nobody while the whole mix is closed", () => {
    const placed = ordersOf(market([product("a", { launch: 365 })], [segment("s")]));
    expect(placed[0].time).toBeGreaterThanOrEqual(365);
  });
});

describe("the luck of a segment's orders", () => {
  const noisy = segment("s", {
    mix: HALVES,
    noise: 0.3,
    persistence: 0.6,
    patience: { kind: "uniform", numbers: [100, 300] },
  });

  it("is a trial's own", () => {
    const model = market(TWO, [noisy]);
    expect(ordersOf(model, 0, { trial: 1 })).not.toEqual(ordersOf(model, 0, { trial: 2 }));
    expect(ordersOf(model, 0, { trial: 7 })).toEqual(ordersOf(model, 0, { trial: 7 }));
  });

  it("is the same whatever was run before on the same thread", () => {
    const model = market(TWO, [noisy]);
    const demand = new SegmentDemand(model, 0);
    ordersOf(model, 0, { trial: 1, demand });
    expect(ordersOf(model, 0, { trial: 2, demand })).toEqual(ordersOf(model, 0, { trial: 2 }));
  });

  it("is the same under twice the demand: the same days and patience, twice the units", () => {
    const once = ordersOf(market(TWO, [noisy]));
    const twice = ordersOf(market(TWO, [{ ...noisy, demand: flat(20) }]));
    expect(twice).toEqual(once.map((one) => ({ ...one, units: 2 * one.units })));
  });

  it("is the same for one product whether another is launched or even in the mix", () => {
    const patience = (model: Model) =>
      ordersOf(model)
        .filter((one) => one.product === 0)
        .map(({ time, deadline }) => [time, deadline]);
    const both = patience(market(TWO, [noisy]));
    expect(patience(market([TWO[0], product("b", { launch: 400 })], [noisy]))).toEqual(both);
    expect(patience(market(TWO, [{ ...noisy, mix: HALVES.slice(0, 1) }]))).toEqual(both);
  });

  it("differs between products ordered at the same moment", () => {
    const placed = ordersOf(market(TWO, [noisy]));
    for (let k = 0; k < placed.length; k += 2) {
      expect(placed[k].time).toBe(placed[k + 1].time);
      expect(placed[k].deadline).not.toBe(placed[k + 1].deadline);
    }
  });

  it("does not know of other segments", () => {
    const alone = ordersOf(market(TWO, [noisy]));
    expect(ordersOf(market(TWO, [segment("another", { noise: 0.5 }), noisy]), 1)).toEqual(alone);
  });
});

describe("the noise of order sizes", () => {
  // 16,000 trials at the 99.9 % level (3.29 standard errors). The standard error of the mean is 0.32 %, so a mean
  // that is wrong by 2 % is found with a probability of 99.9 %; without its correction it would be 1.08.
  const cv = 0.4;
  const persistence = 0.6;
  const trials = 16_000;
  const model = market(ONE, [segment("s", { noise: cv, persistence, ordersPerMonth: 1 })], { end: 365 });
  const demand = new SegmentDemand(model, 0);
  const lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  const factors = Array.from({ length: trials }, (_, k) =>
    ordersOf(model, 0, { seed: "noise", trial: k + 1, demand }).map(
      ({ units }, month) => units / (10 * lengths[month]),
    ),
  );

  it("has mean 1 and the stated variation in the first month and in the last", () => {
    const log = Math.log1p(cv * cv);
    for (const month of [0, 11]) {
      const mean = sum(factors.map((one) => one[month])) / trials;
      expect(Math.abs(mean - 1)).toBeLessThan((3.29 * cv) / Math.sqrt(trials));
      // The logarithm is normal, so its sample variance has relative standard error sqrt(2 / n).
      const logs = factors.map((one) => Math.log(one[month]) + log / 2);
      const variance = sum(logs.map((value) => value * value)) / trials;
      expect(Math.abs(variance / log - 1)).toBeLessThan(3.29 * Math.sqrt(2 / trials));
    }
  });

  it("is correlated over k months as persistence to the power k", () => {
    const log = Math.log1p(cv * cv);
    for (const lag of [1, 3]) {
      const products = factors.map(
        (one) => (Math.log(one[2]) + log / 2) * (Math.log(one[2 + lag]) + log / 2),
      );
      const expected = persistence ** lag;
      // Var(xy) = 1 + r^2 for standard normals of correlation r.
      const error = Math.sqrt((1 + expected * expected) / trials);
      expect(Math.abs(sum(products) / trials / log - expected)).toBeLessThan(3.29 * error);
    }
  });
});
