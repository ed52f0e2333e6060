import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { OrderQueue } from "../../src/model/order-queue.ts";

interface Order {
  units: number;
  readonly ordered: number;
  readonly deadline: number;
}

/** The queue as a sorted list. */
class PlainQueue {
  readonly orders: Order[] = [];

  add(units: number, ordered: number, deadline: number): void {
    this.orders.push({ units, ordered, deadline });
    this.orders.sort((a, b) => a.ordered - b.ordered);
  }

  takeOldest(units: number): number {
    const [oldest] = this.orders;
    const taken = Math.min(units, oldest.units);
    oldest.units -= taken;
    if (oldest.units === 0) this.orders.shift();
    return taken;
  }
}

const action = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("add" as const),
      units: fc.integer({ min: 1, max: 9 }),
      day: fc.nat(50),
      wait: fc.nat(50),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("take" as const), units: fc.integer({ min: 1, max: 12 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("expire" as const), day: fc.nat(100) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("double" as const), place: fc.nat(5) }) },
);

describe("a queue of orders", () => {
  it("holds what a list sorted by day of order holds, whatever is done to it", () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 200, size: "max" }), (actions) => {
        const queue = new OrderQueue(0, 0, 1);
        const plain = new PlainQueue();
        for (const one of actions) {
          switch (one.kind) {
            case "add":
              queue.add(one.units, one.day, one.day, one.day + one.wait, one.wait, false);
              plain.add(one.units, one.day, one.day + one.wait);
              break;
            case "take":
              if (queue.size > 0) expect(queue.takeOldest(one.units)).toBe(plain.takeOldest(one.units));
              break;
            case "expire":
              for (let place = queue.due(one.day); place >= 0; place = queue.due(one.day)) {
                expect(place).toBe(plain.orders.findIndex(({ deadline }) => deadline <= one.day));
                queue.remove(place);
                plain.orders.splice(place, 1);
              }
              expect(plain.orders.every(({ deadline }) => deadline > one.day)).toBe(true);
              break;
            case "double":
              if (one.place < queue.size) {
                queue.scale(one.place, 2);
                plain.orders[one.place].units *= 2;
              }
              break;
          }
          const there = Array.from({ length: queue.size }, (_, place) => ({
            units: queue.unitsAt(place),
            ordered: queue.orderedAt(place),
            deadline: queue.joinedAt(place) + queue.patienceAt(place),
          }));
          expect(there).toEqual(plain.orders);
          // Units are whole here, so that sums are exact.
          expect(queue.units).toBe(plain.orders.reduce((units, order) => units + order.units, 0));
          expect(queue.earliest).toBeLessThanOrEqual(
            Math.min(...plain.orders.map((order) => order.deadline)),
          );
        }
      }),
      { numRuns: 80, seed: 1 },
    );
  });

  it("keeps no order of which only rounding is left", () => {
    const queue = new OrderQueue(0, 0, 1);
    queue.add(1, 0, 0, 10, 10, false);
    // In binary 1 - 0.1 - 0.1 ... leaves 1.4e-16 after ten times.
    for (let k = 0; k < 10; k++) queue.takeOldest(0.1);
    expect(queue.size).toBe(0);
    expect(queue.units).toBe(0);
  });
});
