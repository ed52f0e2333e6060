import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CapacityPath } from "../../src/model/capacity-path.ts";
import type { Line, Project } from "../../src/model/model.ts";
import { sizeSigma } from "../../src/model/size-factor.ts";
import { drawn, toyLine, toyModel, uniformParameter } from "./toy-model.ts";

const YEAR = 365.25;
const QUARTER = YEAR / 4;
/** One parameter each: slip, and z behind the size factor. */
const parameters = [uniformParameter("slip", 0, -400, 400), uniformParameter("z", 1, -3, 3)];

/** A line whose slip and z are drawn. */
function path(line: Partial<Line>, slip = 0, z = 0): CapacityPath {
  const drawnLine = toyLine({ slip: drawn(0), size: drawn(1), ...line });
  const capacity = new CapacityPath(drawnLine, toyModel({ parameters }));
  capacity.reset(Float64Array.of(slip, z));
  return capacity;
}

/** 100 a day up to day 0, rising evenly to 200 at day 200, then 260 at day 300. */
const rising = {
  capacity: { shape: "linear", times: [-100, 0, 200, 300], values: [50, 100, 200, 260] },
} as const;
/** 100 a day, 150 from day 100. */
const stepped = { capacity: { shape: "step", times: [0, 100], values: [100, 150] } } as const;

describe("capacity as it happens", () => {
  test("is exactly the timeline up to asOf, whatever the trial draws", () => {
    const late = path(rising, 300, 2);
    expect([-500, -100, -50, -25, 0].map((t) => late.rate(t))).toEqual([50, 50, 75, 87.5, 100]);
  });

  test("without slip and with the median size follows the timeline", () => {
    const plain = path(rising);
    for (const [t, rate] of [
      [50, 125],
      [200, 200],
      [250, 230],
      [1000, 260],
    ])
      expect(plain.rate(t)).toBeCloseTo(rate, 10);
  });

  test("comes later by the slip after asOf", () => {
    const late = path(rising, 60);
    expect(late.rate(59)).toBe(100);
    expect(late.rate(110)).toBeCloseTo(125, 10);
    expect(late.rate(310)).toBeCloseTo(230, 10);
    expect(late.rate(360)).toBeCloseTo(260, 10);
  });

  test("can come early, but not before the facts end", () => {
    const early = path(rising, -50);
    expect(early.rate(-0.01)).toBeCloseTo(100, 1);
    expect(early.rate(0)).toBe(100);
    expect(early.rate(150)).toBeCloseTo(200, 10);
    expect(path(stepped, -400).rate(0)).toBe(150);
  });

  test("an addition announced for one, two, three and five years ahead has sigma 0.10, 0.22, 0.30, 0.38", () => {
    for (const [years, sigma] of [
      [1, 0.1],
      [2, 0.22],
      [2.5, 0.26],
      [3, 0.3],
      [5, 0.38],
    ]) {
      const step = { capacity: { shape: "step", times: [0, years * YEAR], values: [100, 150] } } as const;
      expect(path(step, 0, 1.5).rate(2000)).toBeCloseTo(100 + 50 * Math.exp(1.5 * sigma), 9);
      expect(sizeSigma(years * YEAR)).toBeCloseTo(sigma, 14);
    }
  });

  test("of an addition that opens evenly each wafer has the size factor of its own day", () => {
    const evenly = { capacity: { shape: "linear", times: [0, 700], values: [100, 800] } } as const;
    let sum = 0;
    for (let t = 0.05; t < 700; t += 0.1) sum += 0.1 * Math.exp(-1.2 * sizeSigma(t));
    expect(path(evenly, 0, -1.2).rate(700)).toBeCloseTo(100 + sum, 5);
  });

  test("a reduction isn't scaled, and takes at most what is there", () => {
    const down = { capacity: { shape: "step", times: [0, 400, 700], values: [100, 40, 0] } } as const;
    expect(path(down, 0, 2).rate(500)).toBe(40);
    const upAndDown = { capacity: { shape: "step", times: [0, 400, 700], values: [10, 100, 0] } } as const;
    expect(path(upAndDown, 0, -3).rate(800)).toBe(0);
  });

  test("grows geometrically where the timeline does, within a thousandth between its months", () => {
    const doubling = {
      capacity: { shape: "geometric", times: [-YEAR, 3 * YEAR], values: [50, 800] },
    } as const;
    for (let t = -400; t < 3 * YEAR; t += 7)
      expect(path(doubling).rate(t) / (50 * 2 ** ((Math.max(t, -YEAR) + YEAR) / YEAR))).toBeCloseTo(1, 3);
  });

  test("an uncertain level is known from the trial's draws", () => {
    const line = toyLine({ capacity: { shape: "linear", times: [0], values: [drawn(0)] } });
    const capacity = new CapacityPath(
      line,
      toyModel({ parameters: [uniformParameter("level", 0, 50, 150)] }),
    );
    capacity.reset(Float64Array.of(70));
    expect(capacity.rate(10)).toBe(70);
    expect(capacity.announced(10, 500)).toBe(70);
  });
});

const project: Project = {
  id: "p2",
  decided: 30,
  phases: [drawn(0), 200, drawn(1)],
  announced: 200 + 200 + 50,
  ramp: 100,
  size: 40,
  capital: 0,
  tags: [],
};
const phaseParameters = [uniformParameter("build", 0, 100, 300), uniformParameter("qualify", 1, 20, 80)];

describe("a project", () => {
  const line = toyLine({ projects: [project] });
  const capacity = new CapacityPath(line, toyModel({ parameters: phaseParameters }));

  test("opens at its decision plus its phases and ramps up along an S", () => {
    capacity.reset(Float64Array.of(120, 60));
    const opens = 30 + 120 + 200 + 60;
    expect(capacity.rate(opens)).toBe(100);
    expect(capacity.rate(opens + 25)).toBeCloseTo(100 + 40 * (3 / 16 - 2 / 64), 10);
    expect(capacity.rate(opens + 50)).toBeCloseTo(120, 10);
    expect(capacity.rate(opens + 100)).toBe(140);
  });

  test("is expected at its decision plus the sum of its phases' means", () => {
    // Antithetic pairs of a uniform have its mean exactly.
    let openings = 0;
    for (const u of [0.1, 0.3, 0.7, 0.9])
      for (const v of [0.2, 0.8]) {
        capacity.reset(Float64Array.of(100 + 200 * u, 20 + 60 * v));
        let day = 0;
        while (capacity.rate(day + 1) === 100) day++;
        openings += day / 8;
      }
    expect(openings).toBeCloseTo(project.decided + project.announced, 10);
  });

  test("isn't known before its decision, is under construction from then on, and installed at the end", () => {
    capacity.reset(Float64Array.of(200, 50));
    expect(capacity.announced(29, 1000)).toBe(100);
    expect(capacity.announced(30, 1000)).toBe(140);
    expect([29, 30, 480, 530, 600].map((t) => capacity.underConstruction(t))).toEqual([0, 40, 40, 20, 0]);
  });

  test("neither slips nor grows with the line's announced path: its phases and size are its own", () => {
    const slipping = new CapacityPath(
      toyLine({ projects: [project], slip: 500, size: 3 }),
      toyModel({ parameters: phaseParameters }),
    );
    slipping.reset(Float64Array.of(200, 50));
    expect(slipping.rate(580)).toBe(140);
  });
});

describe("a project that turns out otherwise than announced", () => {
  /** Announced for day 480 with 40 a day over a ramp of 100 days; the ramp and the size are drawn. */
  const drawnParameters = [uniformParameter("ramp", 0, 50, 150), uniformParameter("size", 1, 20, 60)];
  const otherwise = (ramp: number, size: number) => {
    const projects = [{ ...project, phases: [450], announced: 450, ramp: drawn(0), size: drawn(1) }];
    const capacity = new CapacityPath(toyLine({ projects }), toyModel({ parameters: drawnParameters }));
    capacity.reset(Float64Array.of(ramp, size));
    return capacity;
  };

  test("is planned on as announced until it opens, and at its real size once it is complete", () => {
    expect(otherwise(100, 25).announced(480, 1000)).toBe(140);
    expect(otherwise(100, 25).announced(580, 1000)).toBe(125);
  });

  test("ramping slowly is expected to end a quarter after the announced end, once that has passed", () => {
    const slow = otherwise(200, 40);
    const half = slow.announced(580, 580);
    expect(half).toBeCloseTo(120, 10);
    expect(slow.announced(579, 580)).toBeCloseTo(140, 10);
    expect(slow.announced(580, 580 + QUARTER - 1)).toBeLessThan(140);
    expect(slow.announced(580, 580 + QUARTER)).toBeCloseTo(140, 10);
    expect(slow.announced(580 + QUARTER, 580 + QUARTER)).toBeCloseTo(slow.rate(580 + QUARTER), 10);
    expect(slow.announced(580 + QUARTER, 581 + QUARTER)).toBeLessThan(139.9);
  });

  test("beyond its announced size before it is complete is expected to stay where it is", () => {
    const large = otherwise(100, 60);
    const now = 480 + 85;
    expect(large.rate(now)).toBeGreaterThan(140);
    expect(large.announced(now, now + 200)).toBe(large.rate(now));
  });

  test("by the rounding of its phases isn't late", () => {
    const phases = [0.1, 0.2, 0.3].map((length) => 100 * length + 0.7);
    const projects = [{ ...project, phases, announced: phases[2] + phases[1] + phases[0] - 1e-12 }];
    const capacity = new CapacityPath(toyLine({ projects }), toyModel());
    const opens = 30 + phases[0] + phases[1] + phases[2];
    expect(capacity.announced(opens, opens + 100)).toBeCloseTo(140, 6);
  });
});

describe("capacity as announced", () => {
  test("is the real path where nothing slips and sizes are as announced", () => {
    const onTime = { projects: [{ ...project, decided: 0, phases: [450], announced: 450 }] };
    for (const line of [rising, stepped, onTime]) {
      const plain = path(line);
      for (const now of [0, 33, 100, 150, 250, 450, 480, 500, 900])
        for (const ahead of [0, 1, 20, 100, 500])
          expect(plain.announced(now, now + ahead)).toBeCloseTo(plain.rate(now + ahead), 9);
    }
  });

  test("a date that passes without capacity is announced a quarter later, each time", () => {
    const late = path(stepped, 250);
    const expectedFrom = (now: number) => {
      let t = now;
      while (late.announced(now, t) < 150) t += 0.25;
      return t;
    };
    expect(expectedFrom(0)).toBe(100);
    expect(expectedFrom(100)).toBe(100);
    expect(expectedFrom(101)).toBeCloseTo(100 + QUARTER, 0);
    expect(expectedFrom(191)).toBeCloseTo(100 + QUARTER, 0);
    expect(expectedFrom(192)).toBeCloseTo(100 + 2 * QUARTER, 0);
    expect(expectedFrom(349)).toBeCloseTo(100 + 3 * QUARTER, 0);
    expect(late.announced(350, 350)).toBe(150);
  });

  test("once open, a step's real level is known", () => {
    const small = path(stepped, 0, -2);
    const opened = 100 + 50 * Math.exp(-2 * sizeSigma(100));
    expect(small.announced(99, 100)).toBe(150);
    expect(small.announced(100, 100)).toBeCloseTo(opened, 12);
    expect(small.announced(100, 900)).toBeCloseTo(opened, 12);
  });

  test("while a step opens, what is open is known and the rest of the announced size is still expected", () => {
    // Half of a step of 100 that turns out a fifth smaller: 40 are open, and 60 are expected by its end.
    const line = { capacity: { shape: "linear", times: [0, 200], values: [100, drawn(1)] } } as const;
    const capacity = new CapacityPath(
      toyLine(line),
      toyModel({ parameters: [parameters[0], uniformParameter("level", 1, 100, 300)] }),
    );
    capacity.reset(Float64Array.of(0, 180));
    expect(capacity.announced(100, 100)).toBeCloseTo(140, 10);
    expect(capacity.announced(100, 150)).toBeCloseTo(170, 10);
    expect(capacity.announced(100, 200)).toBeCloseTo(200, 10);
    expect(capacity.announced(200, 300)).toBeCloseTo(180, 10);
  });

  test("it never shows the trial's own slip or size before the earlier of announced and drawn dates", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -300, max: 400 }),
        fc.double({ min: -3, max: 3, noNaN: true }),
        fc.integer({ min: 0, max: 900 }),
        (slip, z, ahead) => {
          const step = {
            capacity: { shape: "step", times: [0, 350, 600], values: [100, 150, 300] },
          } as const;
          const [drawnPath, announced] = [path(step, slip, z), path(step)];
          const first = Math.max(0, Math.min(350, 350 + slip));
          for (const now of [0, first / 2, first - 1]) {
            if (now >= first || now < 0) continue;
            expect(drawnPath.rate(now)).toBe(announced.rate(now));
            expect(drawnPath.announced(now, now + ahead)).toBe(announced.announced(now, now + ahead));
          }
        },
      ),
      { seed: 5 },
    );
  });
});

describe("a delay of projects", () => {
  test("moves what isn't open by its length and leaves what is", () => {
    const capacity = path(stepped);
    capacity.delay(99, 30);
    expect(capacity.rate(129)).toBe(100);
    expect(capacity.rate(130)).toBe(150);
    capacity.delay(130, 30);
    expect(capacity.rate(131)).toBe(150);
  });

  test("holds a ramp under way where it is for as long, twice if it comes twice", () => {
    const capacity = path(rising);
    capacity.delay(100, 20);
    expect(capacity.rate(110)).toBeCloseTo(150, 10);
    capacity.delay(110, 20);
    expect(capacity.rate(135)).toBeCloseTo(150, 10);
    expect(capacity.rate(140)).toBeCloseTo(150, 10);
    expect(capacity.rate(190)).toBeCloseTo(175, 10);
    expect(capacity.rate(240)).toBeCloseTo(200, 10);
    expect(capacity.rate(340)).toBeCloseTo(260, 10);
  });

  test("isn't announced: the plan still counts on the old date until it has passed", () => {
    const capacity = path(stepped);
    capacity.delay(50, 40);
    expect(capacity.announced(51, 100)).toBe(150);
    expect(capacity.announced(101, 130)).toBe(100);
    expect(capacity.announced(140, 140)).toBe(150);
  });

  test("of nothing changes nothing", () => {
    const [delayed, plain] = [path(rising, 20, 1), path(rising, 20, 1)];
    delayed.delay(130, 0);
    for (let t = 130; t < 400; t += 7) expect(delayed.rate(t)).toBe(plain.rate(t));
  });
});

describe("every capacity path", () => {
  const anyLine = fc.record({
    shape: fc.constantFrom("linear" as const, "step" as const, "geometric" as const),
    gaps: fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 5 }),
    start: fc.integer({ min: -600, max: 300 }),
    values: fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 6, maxLength: 6 }),
    slip: fc.integer({ min: -200, max: 400 }),
    z: fc.double({ min: -3, max: 3, noNaN: true }),
  });
  const build = ({
    shape,
    gaps,
    start,
    values,
    slip,
    z,
  }: typeof anyLine extends fc.Arbitrary<infer T> ? T : never) => {
    let day = start;
    const times = gaps.map((gap) => (day += gap));
    return path({ capacity: { shape, times, values: values.slice(0, times.length) } }, slip, z);
  };

  test("gives a day the same capacity whatever was asked before", () => {
    fc.assert(
      fc.property(
        anyLine,
        fc.array(fc.integer({ min: -700, max: 2000 })),
        fc.integer({ min: -700, max: 2000 }),
        (spec, asked, day) => {
          const used = build(spec);
          for (const t of asked) {
            used.rate(t);
            used.announced(t, t + 100);
          }
          expect(used.rate(day)).toBe(build(spec).rate(day));
          expect(used.announced(day, day + 50)).toBe(build(spec).announced(day, day + 50));
        },
      ),
      { seed: 6 },
    );
  });

  test("is never negative, and is known at the day itself: announced(now, now) is installed", () => {
    fc.assert(
      fc.property(anyLine, fc.integer({ min: -700, max: 2000 }), (spec, day) => {
        const capacity = build(spec);
        expect(capacity.rate(day)).toBeGreaterThanOrEqual(0);
        // On the very day for which a step is announced it is still expected.
        expect(capacity.announced(day + 0.5, day + 0.5)).toBeCloseTo(capacity.rate(day + 0.5), 8);
      }),
      { seed: 7 },
    );
  });

  test("is the same with a date put on a straight stretch of its timeline", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 999 }),
        fc.integer({ min: 0, max: 300 }),
        fc.double({ min: -3, max: 3, noNaN: true }),
        (day, slip, z) => {
          const whole = path(
            { capacity: { shape: "linear", times: [0, 1000], values: [100, 600] } },
            slip,
            z,
          );
          const parted = path(
            { capacity: { shape: "linear", times: [0, day, 1000], values: [100, 100 + day / 2, 600] } },
            slip,
            z,
          );
          expect(parted.rate(1000 + slip)).toBeCloseTo(whole.rate(1000 + slip), 9);
          expect(parted.rate(YEAR + slip)).toBeCloseTo(whole.rate(YEAR + slip), 0);
        },
      ),
      { seed: 8 },
    );
  });
});
