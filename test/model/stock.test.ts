import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Stock } from "../../src/model/stock.ts";

describe("a stock", () => {
  test("gives the oldest units first and tells the youngest layer it touched", () => {
    const stock = new Stock();
    stock.put(10, 1, 100);
    stock.put(5, 2, 200);
    stock.put(7, 3, 300);
    expect(stock.take(12)).toBe(12);
    expect(stock.takenTime).toBe(2);
    expect(stock.takenCause).toBe(200);
    expect(stock.quantity).toBe(10);
    expect(stock.oldestAmount).toBe(3);
  });

  test("gives no more than there is", () => {
    const stock = new Stock();
    stock.put(3, 1, 0);
    expect(stock.take(5)).toBe(3);
    expect(stock.quantity).toBe(0);
    expect(stock.layers).toBe(0);
  });

  test("keeps a quantity equal to the sum of its layers over any history", () => {
    const step = fc.record({ put: fc.boolean(), amount: fc.double({ min: 1e-3, max: 1e5, noNaN: true }) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const stock = new Stock();
        let put = 0;
        let taken = 0;
        steps.forEach(({ put: puts, amount }, time) => {
          if (puts) {
            stock.put(amount, time, time);
            put += amount;
          } else taken += stock.take(amount);
          expect(stock.quantity).toBeGreaterThanOrEqual(0);
          expect(Math.abs(put - taken - stock.quantity)).toBeLessThanOrEqual(1e-9 * (1 + put));
        });
        const rest = stock.quantity;
        let layers = 0;
        while (stock.layers > 0) layers += stock.take(stock.oldestAmount);
        expect(Math.abs(layers - rest)).toBeLessThanOrEqual(1e-9 * (1 + put));
      }),
    );
  });
});
