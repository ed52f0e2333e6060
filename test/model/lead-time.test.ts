import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LeadTimes } from "../../src/model/lead-time.ts";

/** Two products of 1 and 4 H100-equivalents; months that begin on days 0, 31 and 59. */
function leadTimes(): LeadTimes {
  const times = new LeadTimes([0, 31, 59], [1, 4]);
  times.reset();
  return times;
}

describe("the lead time of a month's orders", () => {
  it("is the wait of the unit in the middle", () => {
    const times = leadTimes();
    times.joined(0, 5, 60);
    times.joined(0, 20, 40);
    times.delivered(0, 5, 40, 105);
    times.delivered(0, 5, 20, 125);
    times.delivered(0, 20, 40, 160);
    times.finish();
    // 40 waited 100 days, 20 waited 120 days, 40 waited 140 days.
    expect(times.ofProduct(0, 0)).toBe(120);
  });

  it("is 0 where all came from stock", () => {
    const times = leadTimes();
    for (const day of [2, 9, 17, 25]) {
      times.joined(0, day, 10);
      times.delivered(0, day, 10, day);
    }
    times.finish();
    expect(times.ofProduct(0, 0)).toBe(0);
  });

  it("is infinite where less than half was there at the horizon, and known where half was", () => {
    const times = leadTimes();
    times.joined(0, 5, 100);
    times.delivered(0, 5, 49, 50);
    times.joined(0, 40, 100);
    times.delivered(0, 40, 50, 90);
    times.finish();
    expect(times.ofProduct(0, 0)).toBe(Number.POSITIVE_INFINITY);
    expect(times.ofProduct(0, 1)).toBe(50);
  });

  it("leaves out what is cancelled, even after deliveries", () => {
    const times = leadTimes();
    times.joined(0, 5, 100);
    times.delivered(0, 5, 20, 15);
    times.delivered(0, 5, 10, 65);
    times.left(0, 5, 65);
    times.finish();
    // 35 units remain, of which 20 waited 10 days.
    expect(times.ofProduct(0, 0)).toBe(10);
  });

  it("does not exist where nothing was ordered or all was cancelled", () => {
    const times = leadTimes();
    times.joined(0, 5, 0.1 + 0.2);
    times.left(0, 5, 0.1);
    times.left(0, 5, 0.2);
    times.finish();
    expect(times.ofProduct(0, 0)).toBeNaN();
    expect(times.ofProduct(0, 1)).toBeNaN();
    expect(times.overall(0)).toBeNaN();
  });

  it("counts what switched at the product that delivers it, at the month of the first order", () => {
    const times = leadTimes();
    times.joined(0, 5, 40);
    times.left(0, 5, 40);
    times.joined(1, 5, 10);
    times.delivered(1, 5, 10, 75);
    times.finish();
    expect(times.ofProduct(0, 0)).toBeNaN();
    expect(times.ofProduct(1, 0)).toBe(70);
    expect(times.ofProduct(1, 2)).toBeNaN();
  });

  it("weighs products by their compute over all", () => {
    const times = leadTimes();
    times.joined(0, 5, 10);
    times.delivered(0, 5, 10, 95);
    times.joined(1, 5, 5);
    times.delivered(1, 5, 5, 15);
    times.finish();
    // 10 H100-equivalents waited 90 days, 20 waited 10: most of the compute, though a third of the units.
    expect(times.overall(0)).toBe(10);
  });

  it("is known where half was delivered but for rounding", () => {
    const times = leadTimes();
    times.joined(0, 5, 0.1);
    times.joined(0, 5, 0.2);
    times.delivered(0, 5, 0.15, 50);
    times.finish();
    expect(times.ofProduct(0, 0)).toBe(45);
  });

  it("knows nothing of orders from before the start", () => {
    const times = leadTimes();
    times.joined(0, -1, 10);
    times.delivered(0, -1, 10, 5);
    times.finish();
    expect(times.ofProduct(0, 0)).toBeNaN();
  });

  it("starts anew in every trial", () => {
    const times = leadTimes();
    times.joined(0, 5, 10);
    times.delivered(0, 5, 10, 15);
    times.finish();
    times.reset();
    times.finish();
    expect(times.ofProduct(0, 0)).toBeNaN();
  });

  it("is what sorting all units by their wait gives", () => {
    const delivery = fc.record({
      product: fc.integer({ min: 0, max: 1 }),
      ordered: fc.integer({ min: 0, max: 90 }),
      wait: fc.integer({ min: 0, max: 8 }),
      units: fc.integer({ min: 1, max: 5 }),
      open: fc.integer({ min: 0, max: 4 }),
    });
    fc.assert(
      fc.property(fc.array(delivery, { maxLength: 3000, size: "max" }), (deliveries) => {
        const times = leadTimes();
        for (const { product, ordered, wait, units, open } of deliveries) {
          times.joined(product, ordered, units + open);
          times.delivered(product, ordered, units, ordered + wait);
        }
        times.finish();
        for (const [month, from, to] of [
          [0, 0, 31],
          [1, 31, 59],
          [2, 59, 91],
        ]) {
          const ofMonth = deliveries.filter(({ ordered }) => ordered >= from && ordered < to);
          for (const product of [0, 1]) {
            const waits = ofMonth
              .filter((one) => one.product === product)
              .flatMap(({ units, open, wait }) => [
                ...Array<number>(units).fill(wait),
                ...Array<number>(open).fill(Number.POSITIVE_INFINITY),
              ])
              .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
            const half = waits.length === 0 ? Number.NaN : waits[Math.ceil(waits.length / 2) - 1];
            expect(times.ofProduct(product, month)).toBe(half);
          }
        }
      }),
      { numRuns: 60, seed: 1 },
    );
  });
});
