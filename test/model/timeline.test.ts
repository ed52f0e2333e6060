import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Timeline } from "../../src/model/model.ts";
import { ResolvedTimeline } from "../../src/model/timeline.ts";

const NO_DRAWS = new Float64Array(0);

function timeline(shape: Timeline["shape"], times: number[], values: number[]): ResolvedTimeline {
  return new ResolvedTimeline({ shape, times, values }, NO_DRAWS);
}

describe("a timeline", () => {
  test("is flat before its first and after its last date, whatever its shape", () => {
    for (const shape of ["linear", "step", "geometric"] as const) {
      const line = timeline(shape, [10, 20], [4, 16]);
      expect(line.at(-1e6)).toBe(4);
      expect(line.at(10)).toBe(4);
      expect(line.at(20)).toBe(16);
      expect(line.at(1e6)).toBe(16);
    }
  });

  test("halfway between 4 and 16 is 10 on a line, 8 geometrically, and 4 until the step", () => {
    expect(timeline("linear", [10, 20], [4, 16]).at(15)).toBe(10);
    expect(timeline("geometric", [10, 20], [4, 16]).at(15)).toBeCloseTo(8, 13);
    expect(timeline("step", [10, 20], [4, 16]).at(19.999)).toBe(4);
  });

  test("of one date is constant", () => {
    expect(timeline("linear", [0], [7]).at(-3)).toBe(7);
    expect(timeline("linear", [0], [7]).integral(-3, 5)).toBe(56);
  });

  test("knows its uncertain values once the trial's parameters are drawn", () => {
    const uncertain: Timeline = {
      shape: "linear",
      times: [0, 10],
      values: [1, { constant: 2, scale: 3, parameter: 0, factors: [1] }],
    };
    const line = new ResolvedTimeline(uncertain, Float64Array.of(4, 0.5));
    expect(line.at(10)).toBe(7);
    line.reset(Float64Array.of(0, 1));
    expect(line.at(10)).toBe(2);
  });

  test("cannot grow geometrically from nothing", () => {
    expect(() => timeline("geometric", [0, 1], [0, 1])).toThrow(/positive/);
  });

  test("integrates to the trapezium, the rectangle, and the logarithmic mean", () => {
    expect(timeline("linear", [10, 20], [4, 16]).integral(5, 25)).toBe(4 * 5 + 10 * 10 + 16 * 5);
    expect(timeline("step", [10, 20], [4, 16]).integral(5, 25)).toBe(4 * 15 + 16 * 5);
    expect(timeline("geometric", [10, 20], [4, 16]).integral(10, 20)).toBeCloseTo(120 / Math.log(4), 11);
    expect(timeline("geometric", [10, 20], [4, 4 + 1e-9]).integral(10, 20)).toBeCloseTo(40, 7);
  });
});

const anyTimeline = fc
  .record({
    shape: fc.constantFrom("linear" as const, "step" as const, "geometric" as const),
    points: fc.array(fc.tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 90 })), {
      minLength: 1,
      maxLength: 6,
    }),
  })
  .map(({ shape, points }) => {
    let day = -40;
    const times = points.map(([gap]) => (day += gap));
    return { shape, times, values: points.map(([, value]) => value) };
  });
const anyDay = fc.integer({ min: -80, max: 320 });

describe("every timeline", () => {
  test("has the same value on a day whatever was asked before", () => {
    fc.assert(
      fc.property(anyTimeline, fc.array(anyDay), anyDay, (line, asked, day) => {
        const used = new ResolvedTimeline(line, NO_DRAWS);
        for (const t of asked) used.at(t);
        expect(used.at(day)).toBe(new ResolvedTimeline(line, NO_DRAWS).at(day));
      }),
      { seed: 3 },
    );
  });

  test("has an integral that adds up and agrees with a fine midpoint sum", () => {
    fc.assert(
      fc.property(anyTimeline, anyDay, fc.nat(60), fc.nat(60), (spec, a, first, second) => {
        const line = new ResolvedTimeline(spec, NO_DRAWS);
        const whole = line.integral(a, a + first + second);
        expect(line.integral(a, a + first) + line.integral(a + first, a + first + second)).toBeCloseTo(
          whole,
          8,
        );
        let sum = 0;
        for (let k = 0; k < (first + second) * 16; k++) sum += line.at(a + (k + 0.5) / 16) / 16;
        // Dates are whole days, so no piece ends within a cell; only a geometric piece bends, at most by a factor 90 a day.
        expect(Math.abs(sum - whole)).toBeLessThanOrEqual(1e-9 + 0.005 * whole);
      }),
      { seed: 4 },
    );
  });
});
