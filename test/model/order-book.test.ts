import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ORDERS } from "../../src/model/cause.ts";
import type { Model } from "../../src/model/model.ts";
import { OrderBook, type Seller } from "../../src/model/order-book.ts";
import { days, flat, market, NO_DRAWS, product, segment } from "./market.ts";

/** Any cause but `ORDERS`. */
const LINE = 42;

interface Portion {
  readonly segment: number;
  readonly product: number;
  readonly units: number;
  readonly orderDay: number;
  readonly cause: number;
}

/** Writes down what the book says, and quotes what the test wants. */
class Notes implements Seller {
  readonly portions: Portion[] = [];
  readonly cancellations: { segment: number; product: number; units: number; orderDay: number }[] = [];
  readonly moves: { segment: number; from: number; to: number; unitsOut: number; unitsIn: number }[] = [];
  quotes: number[] = [];

  delivered(segment: number, product: number, units: number, orderDay: number, cause: number): void {
    this.portions.push({ segment, product, units, orderDay, cause });
  }
  cancelled(segment: number, product: number, units: number, orderDay: number): void {
    this.cancellations.push({ segment, product, units, orderDay });
  }
  switched(segment: number, from: number, unitsOut: number, to: number, unitsIn: number): void {
    this.moves.push({ segment, from, to, unitsOut, unitsIn });
  }
  quote(product: number): number {
    return this.quotes[product] ?? 100;
  }
}

function open(model: Model): { book: OrderBook; notes: Notes } {
  const notes = new Notes();
  const book = new OrderBook(model, notes);
  book.reset(NO_DRAWS);
  return { book, notes };
}

const NEVER = Number.POSITIVE_INFINITY;
const ONE = [product("a")];

describe("finished units", () => {
  it("go to segments of equal priority pro rata to their backlogs", () => {
    const { book, notes } = open(market(ONE, [segment("s"), segment("t"), segment("u")]));
    book.place(0, 0, 600, 0, NEVER);
    book.place(1, 0, 300, 1, NEVER);
    book.place(2, 0, 100, 2, NEVER);
    expect(book.deliver(0, 50, 5, LINE, 5)).toBe(0);
    expect(notes.portions.map((one) => one.units)).toEqual([30, 15, 5]);
    expect(book.backlog(0)).toBeCloseTo(950, 9);
  });

  it("go to the first priority until it is served, then to the next", () => {
    const model = market(ONE, [segment("s", { priority: 2 }), segment("t", { priority: 1 })]);
    const { book, notes } = open(model);
    book.place(0, 0, 100, 0, NEVER);
    book.place(1, 0, 30, 3, NEVER);
    book.deliver(0, 20, 5, LINE, 5);
    book.deliver(0, 20, 6, LINE, 6);
    expect(notes.portions.map(({ segment, units }) => [segment, units])).toEqual([
      [1, 20],
      [1, 10],
      [0, 10],
    ]);
  });

  it("go to a segment's oldest order first, and a part of an order counts", () => {
    const { book, notes } = open(market(ONE, [segment("s")]));
    book.place(0, 0, 10, 1, NEVER);
    book.place(0, 0, 10, 2, NEVER);
    book.deliver(0, 4, 5, LINE, 5);
    book.deliver(0, 9, 6, LINE, 6);
    expect(notes.portions.map(({ orderDay, units }) => [orderDay, units])).toEqual([
      [1, 4],
      [1, 6],
      [2, 3],
    ]);
  });

  it("come back where nobody waits", () => {
    const { book } = open(market(ONE, [segment("s")]));
    expect(book.deliver(0, 7, 0, LINE, 0)).toBe(7);
    book.place(0, 0, 5, 1, NEVER);
    expect(book.deliver(0, 7, 0, LINE, 1)).toBe(2);
    expect(book.backlog(0)).toBe(0);
  });

  it("were not limited by supply if they lay in stock when the order came", () => {
    const { book, notes } = open(market(ONE, [segment("s")]));
    book.place(0, 0, 10, 50, NEVER);
    book.deliver(0, 3, 49, LINE, 50);
    book.deliver(0, 3, 50, LINE, 50);
    book.deliver(0, 3, 51, LINE, 51);
    expect(notes.portions.map((one) => one.cause)).toEqual([ORDERS, ORDERS, LINE]);
  });

  it("do not reach customers before the launch", () => {
    const { book } = open(market([product("a", { launch: 100 })], [segment("s", { preorder: 60 })]));
    book.place(0, 0, 10, 50, NEVER);
    expect(() => book.deliver(0, 3, 90, LINE, 99)).toThrow("before its launch");
    expect(book.deliver(0, 3, 90, LINE, 100)).toBe(0);
  });
});

describe("an order whose patience ends", () => {
  it("is cancelled on that day, and only what is left of it", () => {
    const { book, notes } = open(market(ONE, [segment("s")]));
    book.place(0, 0, 10, 0, 40);
    book.place(0, 0, 10, 7, 30);
    expect(book.nextDeadline).toBe(30);
    book.deliver(0, 4, 8, LINE, 8);
    book.expire(29.9);
    expect(notes.cancellations).toEqual([]);
    book.expire(30);
    expect(notes.cancellations).toEqual([{ segment: 0, product: 0, units: 10, orderDay: 7 }]);
    expect(book.nextDeadline).toBe(40);
    book.expire(40);
    expect(notes.cancellations[1]).toEqual({ segment: 0, product: 0, units: 6, orderDay: 0 });
    expect(book.nextDeadline).toBe(NEVER);
    expect(book.backlog(0)).toBe(0);
  });

  const three = [
    product("a", { compute: 1 }),
    product("b", { compute: 2, launch: 100, end: 200 }),
    product("c", { compute: 4 }),
  ];
  const list = { switchTo: [1, 2], currency: "h100e" as const };

  it("switches to the first product of the list that is sold and quoted sooner", () => {
    for (const [quotes, deadline, to] of [
      [[50, 40, 30], 150, 1],
      [[50, 50, 30], 150, 2],
      [[50, 40, 30], 99, 2],
      [[50, 40, 30], 200, 2],
    ] as const) {
      const { book, notes } = open(market(three, [segment("s", list)]));
      notes.quotes = [...quotes];
      book.place(0, 0, 12, 60, deadline);
      book.expire(deadline);
      expect(notes.moves.map((move) => move.to)).toEqual([to]);
      expect(notes.cancellations).toEqual([]);
    }
  });

  it("is cancelled where nothing is quoted sooner", () => {
    const { book, notes } = open(market(three, [segment("s", list)]));
    notes.quotes = [50, 50, 60];
    book.place(0, 0, 12, 60, 150);
    book.expire(150);
    expect(notes.moves).toEqual([]);
    expect(notes.cancellations).toHaveLength(1);
  });

  it("switches for the same H100-equivalents, or the same units where the segment counts units", () => {
    for (const [currency, unitsIn] of [
      ["h100e", 3],
      ["units", 12],
    ] as const) {
      const { book, notes } = open(market(three, [segment("s", { ...list, currency, switchTo: [2] })]));
      notes.quotes = [50, 50, 10];
      book.place(0, 0, 12, 0, 90);
      book.expire(90);
      expect(notes.moves).toEqual([{ segment: 0, from: 0, to: 2, unitsOut: 12, unitsIn }]);
      expect(book.backlogOf(0, 2)).toBe(unitsIn);
    }
  });

  it("keeps its age over a switch and so goes before younger orders, which it did not at its first product", () => {
    const { book, notes } = open(market(three, [segment("s", { ...list, switchTo: [2] })]));
    notes.quotes = [50, 50, 10];
    book.place(0, 0, 12, 0, 90);
    book.place(0, 2, 5, 60, NEVER);
    book.expire(90);
    book.deliver(2, 4, 95, LINE, 95);
    expect(notes.portions.map(({ orderDay, units }) => [orderDay, units])).toEqual([
      [0, 3],
      [60, 1],
    ]);
  });

  it("was not limited by supply if what it switched to lay in stock", () => {
    const { book, notes } = open(market(three, [segment("s", { ...list, switchTo: [2] })]));
    notes.quotes = [50, 50, 10];
    book.place(0, 0, 12, 0, 90);
    book.expire(90);
    book.deliver(2, 1, 80, LINE, 90);
    book.deliver(2, 1, 91, LINE, 91);
    expect(notes.portions.map((one) => one.cause)).toEqual([ORDERS, LINE]);
  });

  it("waits as long again after a switch and is then cancelled, though another product is quoted sooner", () => {
    const { book, notes } = open(market(three, [segment("s", { ...list, switchTo: [2, 0] })]));
    notes.quotes = [50, 50, 10];
    book.place(0, 0, 12, 10, 90);
    book.expire(90);
    notes.quotes = [5, 50, 10];
    book.expire(169.9);
    expect(notes.cancellations).toEqual([]);
    expect(book.nextDeadline).toBe(170);
    book.expire(170);
    expect(notes.moves).toHaveLength(1);
    expect(notes.cancellations).toEqual([{ segment: 0, product: 2, units: 3, orderDay: 10 }]);
  });

  it("of a pre-order counts its second wait from the switch, not with the time before the launch", () => {
    const { book, notes } = open(market(three, [segment("s", { ...list, preorder: 60, switchTo: [1, 2] })]));
    notes.quotes = [50, 50, 10];
    // Ordered on day 50 for the launch on day 100, patience 20 days.
    book.place(0, 1, 12, 50, 120);
    book.expire(120);
    expect(book.nextDeadline).toBe(140);
  });

  it("ends its patience in one call however many queues it passes through", () => {
    const { book, notes } = open(market(three, [segment("s", { ...list, switchTo: [0, 2] })]));
    notes.quotes = [10, 50, 50];
    // No patience at all: switches to the first product and is cancelled there, in a queue already looked at.
    book.place(0, 2, 3, 5, 5);
    book.expire(5);
    expect(notes.moves.map((move) => move.to)).toEqual([0]);
    expect(notes.cancellations.map((one) => one.units)).toEqual([12]);
    expect(book.nextDeadline).toBe(NEVER);
  });
});

describe("a backlog", () => {
  it("loses a share of each order when customers cancel", () => {
    const { book, notes } = open(market(ONE, [segment("s"), segment("t")]));
    book.place(0, 0, 100, 0, NEVER);
    book.place(0, 0, 50, 8, NEVER);
    book.place(1, 0, 40, 8, NEVER);
    book.cancel(0, 0, 0.2);
    expect(book.backlogOf(0, 0)).toBeCloseTo(120, 9);
    expect(book.backlogOf(1, 0)).toBe(40);
    expect(notes.cancellations.map((one) => [one.orderDay, one.units])).toEqual([
      [8, 10],
      [0, 20],
    ]);
    book.cancel(0, 0, 1);
    expect(book.backlogOf(0, 0)).toBe(0);
  });

  it("is set at the start by scaling what waits, ages kept", () => {
    const { book, notes } = open(market(ONE, [segment("s")]));
    book.place(0, 0, 100, -60, NEVER);
    book.place(0, 0, 300, -30, NEVER);
    expect(book.setBacklog(0, 0, 200, 0)).toBe(-200);
    expect(book.initial[book.cellOf(0, 0)]).toBe(-200);
    book.deliver(0, 200, 1, LINE, 1);
    expect(notes.portions.map(({ orderDay, units }) => [orderDay, units])).toEqual([
      [-60, 50],
      [-30, 150],
    ]);
  });

  it("is set at the start where nobody waits yet, with the segment's patience from that day on", () => {
    const patience = { kind: "uniform" as const, numbers: [100, 300] };
    const { book, notes } = open(market(ONE, [segment("s", { patience })]));
    expect(book.setBacklog(0, 0, 800, 0)).toBe(800);
    book.expire(200);
    // Half of a uniform patience from 100 to 300 days has ended after 200.
    expect(notes.cancellations.reduce((units, one) => units + one.units, 0)).toBeCloseTo(400, 9);
    book.expire(300);
    expect(book.backlog(0)).toBe(0);
  });

  it("is as old as its oldest order, counted from the launch where that is later", () => {
    const model = market([product("a"), product("b", { launch: 100 })], [segment("s", { switchTo: [1] })]);
    const { book, notes } = open(model);
    expect(book.oldest(0, 80)).toBe(0);
    book.place(0, 0, 10, 20, 150);
    book.place(0, 1, 10, 60, NEVER);
    expect(book.oldest(0, 80)).toBe(60);
    expect(book.oldest(1, 80)).toBe(0);
    expect(book.oldest(1, 130)).toBe(30);
    book.deliver(1, 10, 130, LINE, 130);
    notes.quotes = [50, 10];
    book.expire(150);
    // Switched to b on day 150: b could not have served it before.
    expect(book.oldest(1, 155)).toBe(5);
  });

  it("of a product that a segment never orders is an error", () => {
    const { book } = open(market([product("a"), product("b")], [segment("s")]));
    expect(() => book.place(0, 1, 5, 0, NEVER)).toThrow("s never orders b");
  });
});

describe("lead times of the book", () => {
  it("count from the first order, at the product and on the day of receipt", () => {
    const model = market([product("a"), product("b")], [segment("s", { switchTo: [1] })]);
    const { book, notes } = open(model);
    notes.quotes = [50, 10];
    book.place(0, 0, 10, 5, 90);
    book.place(0, 0, 10, 6, NEVER);
    book.deliver(0, 4, 20, LINE, 20);
    book.received(0, 4, 5, 25);
    book.expire(90);
    book.deliver(1, 6, 95, LINE, 95);
    book.received(1, 6, 5, 100);
    book.deliver(0, 10, 110, LINE, 110);
    book.received(0, 10, 6, 116);
    book.leadTimes.finish();
    expect(book.leadTimes.ofProduct(0, 0)).toBe(110);
    expect(book.leadTimes.ofProduct(1, 0)).toBe(95);
    expect(book.leadTimes.overall(0)).toBe(95);
  });
});

describe("the account of orders", () => {
  const products = [
    product("a", { compute: 0.7 }),
    product("b", { compute: 1.9, launch: 40 }),
    product("c", { compute: 3.3, end: 150 }),
  ];
  const mix = [0, 1, 2].map((p) => ({ product: p, weight: flat(1) }));
  const segments = [
    segment("s", { mix, switchTo: [2, 1, 0], currency: "h100e" }),
    segment("t", { mix, switchTo: [1], priority: 2, patience: days(20) }),
    segment("u", { mix, switchTo: [0, 2], currency: "h100e" }),
  ];
  const place = fc.nat(2);
  const amount = fc.double({ min: 1e-3, max: 1e4, noNaN: true });
  const action = fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        kind: fc.constant("order" as const),
        s: place,
        p: place,
        amount,
        wait: fc.nat(60),
      }),
    },
    { weight: 5, arbitrary: fc.record({ kind: fc.constant("deliver" as const), p: place, amount }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant("quote" as const), p: place, quote: fc.nat(9) }) },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant("cancel" as const),
        s: place,
        p: place,
        share: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("set" as const), s: place, p: place, amount }) },
  );

  it("balances for every segment and product after whatever happens, and a switch keeps the currency", () => {
    let switches = 0;
    fc.assert(
      fc.property(fc.array(fc.tuple(action, fc.nat(6)), { maxLength: 150, size: "max" }), (actions) => {
        const { book, notes } = open(market(products, segments));
        const came = new Float64Array(9);
        const went = new Float64Array(9);
        let now = 0;
        for (const [one, later] of actions) {
          now += later;
          book.expire(now);
          expect(book.nextDeadline).toBeGreaterThan(now);
          switch (one.kind) {
            case "order":
              book.place(one.s, one.p, one.amount, now, now + one.wait);
              came[book.cellOf(one.s, one.p)] += one.amount;
              break;
            case "deliver": {
              if (now < 40 && one.p === 1) break;
              const waiting = book.backlog(one.p);
              const left = book.deliver(one.p, one.amount, now - 1, LINE, now);
              const expected = Math.max(0, one.amount - waiting);
              expect(Math.abs(left - expected)).toBeLessThanOrEqual(1e-9 * one.amount);
              break;
            }
            case "quote":
              notes.quotes[one.p] = one.quote;
              break;
            case "cancel":
              book.cancel(one.s, one.p, one.share);
              break;
            case "set":
              came[book.cellOf(one.s, one.p)] += book.setBacklog(one.s, one.p, one.amount, now);
              expect(book.backlogOf(one.s, one.p)).toBeCloseTo(one.amount, 6);
              break;
          }
        }
        // What the seller was told, against what went in and what still waits.
        for (const { segment, product, units } of notes.portions)
          went[book.cellOf(segment, product)] += units;
        for (const { segment, product, units } of notes.cancellations) {
          went[book.cellOf(segment, product)] += units;
        }
        for (const { segment, from, to, unitsOut, unitsIn } of notes.moves) {
          switches++;
          went[book.cellOf(segment, from)] += unitsOut;
          came[book.cellOf(segment, to)] += unitsIn;
          const h100e = segments[segment].currency === "h100e";
          const worthOut = unitsOut * (h100e ? products[from].compute : 1);
          const worthIn = unitsIn * (h100e ? products[to].compute : 1);
          expect(Math.abs(worthIn - worthOut)).toBeLessThanOrEqual(1e-12 * worthOut);
        }
        for (let s = 0; s < 3; s++) {
          for (let p = 0; p < 3; p++) {
            const cell = book.cellOf(s, p);
            const backlog = book.backlogOf(s, p);
            const throughput = came[cell] + 1;
            expect(backlog).toBeGreaterThanOrEqual(0);
            expect(Math.abs(came[cell] - went[cell] - backlog)).toBeLessThanOrEqual(1e-9 * throughput);
            const into = book.initial[cell] + book.ordered[cell] + book.switchedIn[cell];
            const out = book.delivered[cell] + book.cancelled[cell] + book.switchedOut[cell];
            expect(Math.abs(into - came[cell])).toBeLessThanOrEqual(1e-9 * throughput);
            expect(Math.abs(into - out - backlog)).toBeLessThanOrEqual(1e-9 * throughput);
          }
        }
      }),
      { numRuns: 150, seed: 1 },
    );
    expect(switches).toBeGreaterThan(100);
  });
});
