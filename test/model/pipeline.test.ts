import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Pipeline } from "../../src/model/pipeline.ts";

describe("a pipeline", () => {
  test("finishes lots in the order of their work time, equal ones as they entered", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 300 }), (dues) => {
        const pipeline = new Pipeline();
        dues.forEach((due, k) => {
          pipeline.start(due, k, 0, 0, 0, 0, 0);
        });
        const expected = dues
          .map((due, k) => ({ due, k }))
          .sort((a, b) => a.due - b.due || a.k - b.k)
          .map(({ k }) => k);
        const order = expected.map(() => pipeline.wafers[pipeline.finish()]);
        expect(order).toEqual(expected);
        expect(pipeline.size).toBe(0);
      }),
    );
  });

  test("keeps its order when lots enter and leave in turn", () => {
    const step = fc.option(fc.double({ min: 0, max: 100, noNaN: true }), { nil: null });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
        const pipeline = new Pipeline();
        const waiting: number[] = [];
        for (const due of steps) {
          if (due !== null) {
            pipeline.start(due, 1, 0, 0, 0, 0, 0);
            waiting.push(due);
          } else if (waiting.length > 0) {
            waiting.sort((a, b) => a - b);
            expect(pipeline.due[pipeline.finish()]).toBe(waiting.shift());
          }
        }
      }),
    );
  });
});
