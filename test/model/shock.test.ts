import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Action, Effect, Model, Selection, Shock, When } from "../../src/model/model.ts";
import { type ShockHistory, shockHistory } from "../../src/model/shock.ts";
import type { Distribution } from "../../src/random/distribution.ts";
import { drawn, toyLine, toyModel, uniformParameter } from "./toy-model.ts";

const NO_DRAWS = new Float64Array(0);
const nobody: Selection = { lines: [], items: [], vendors: [], products: [], segments: [] };
const uniform = (low: number, high: number): Distribution => ({ kind: "uniform", numbers: [low, high] });
const exactly = (value: number): Distribution => ({ kind: "constant", numbers: [value] });

function effect(action: Action, branch = "", probability = 1, delay = exactly(0)): Effect {
  return { delay, probability, branch, action };
}

const outage = (depth: number, length: number): Action => ({
  kind: "outage",
  depth: exactly(depth),
  length: exactly(length),
  startsOnly: false,
  recovery: { shape: "step" },
});
const scrap = (low: number, high: number): Action => ({ kind: "scrap", share: uniform(low, high) });

function shock(id: string, when: When, effects: Effect[], where: Partial<Selection> = { lines: [0] }): Shock {
  return { id, when, where: { ...nobody, ...where }, effects, tags: [] };
}

function model(shocks: Shock[], differences: Partial<Model> = {}): Model {
  return toyModel({ lines: [toyLine({ id: "a" }), toyLine({ id: "b" })], shocks, ...differences });
}

function history(
  shocks: Shock[],
  { trial = 1, seed = "s", ...differences }: Partial<Model> & { trial?: number; seed?: string } = {},
): ShockHistory {
  return shockHistory(model(shocks, differences), NO_DRAWS, seed, trial, -500);
}

const date = (day: number): When => ({ kind: "date", date: day });
const yearly = (rate: number): When => ({ kind: "rate", rate: rate / 365.25 });

describe("what a shock does", () => {
  test("an outage takes its depth from its lines for its length and gives it back", () => {
    const fire = shock("fire", date(100), [effect(outage(0.3, 60))], { lines: [0, 1] });
    expect(history([fire])).toEqual({
      occurrences: [{ shock: 0, time: 100, severity: 60 }],
      changes: [
        {
          time: 100,
          occurrence: 0,
          impact: { kind: "line-factor", quantity: "availability", lines: [0, 1], factor: 0, value: 0.7 },
        },
        {
          time: 160,
          occurrence: 0,
          impact: { kind: "line-factor", quantity: "availability", lines: [0, 1], factor: 0, value: 1 },
        },
      ],
    });
  });

  test("an outage of 30 % for 10 days that recovers linearly in 20 days loses 6 days of capacity", () => {
    const recovering: Action = {
      kind: "outage",
      depth: exactly(0.3),
      length: exactly(10),
      startsOnly: true,
      recovery: { shape: "linear", time: exactly(20) },
    };
    const { changes } = history([shock("fire", date(99.4), [effect(recovering)])]);
    let [lost, value, since] = [0, 1, 0];
    for (const { time, impact } of changes) {
      if (impact.kind !== "line-factor") throw new Error(impact.kind);
      expect(impact.quantity).toBe("starts");
      lost += (1 - value) * (time - since);
      [value, since] = [impact.value, time];
    }
    expect(value).toBe(1);
    expect(lost).toBeCloseTo(0.3 * 10 + (0.3 * 20) / 2, 10);
  });

  test("capacity that is lost for good never comes back", () => {
    const lost: Action = {
      kind: "capacity",
      factor: exactly(0.9),
      length: exactly(Number.POSITIVE_INFINITY),
    };
    expect(history([shock("war", date(10), [effect(lost)])]).changes.map(({ impact }) => impact)).toEqual([
      { kind: "line-factor", quantity: "capacity", lines: [0], factor: 0, value: 0.9 },
    ]);
  });

  test("a segment is hit in all its products, and a product in all segments", () => {
    const cut: Action = {
      kind: "demand",
      factor: exactly(0.7),
      length: exactly(540),
      cancelled: exactly(0.2),
    };
    // Only how many there are of them matters.
    const world = {
      products: [0, 1, 2] as unknown as Model["products"],
      segments: [0, 1] as unknown as Model["segments"],
    };
    const hit = (where: Partial<Selection>) =>
      history([shock("bust", date(0), [effect(cut)], where)], world).changes;
    expect(hit({ segments: [1] }).map(({ time, impact }) => [time, impact])).toEqual([
      [0, { kind: "cancellation", segments: [1], products: [0, 1, 2], share: 0.2 }],
      [0, { kind: "demand-factor", segments: [1], products: [0, 1, 2], factor: 0, value: 0.7 }],
      [540, { kind: "demand-factor", segments: [1], products: [0, 1, 2], factor: 0, value: 1 }],
    ]);
    expect(hit({ products: [2] })[0].impact).toMatchObject({ segments: [0, 1], products: [2] });
  });

  test("a vendor's qualifications are hit, or only those of the items that are selected too", () => {
    const qualification = (id: string, item: number, vendor: number) =>
      ({ id, item, vendor, sample: 0, length: 0, redesign: 0, redesignLength: 0 }) as const;
    const qualifications = [qualification("a", 0, 0), qualification("b", 1, 0), qualification("c", 0, 1)];
    const late: Action = { kind: "qualification", by: exactly(90) };
    const hit = (where: Partial<Selection>) =>
      history([shock("late", date(0), [effect(late)], where)], { qualifications }).changes.map(
        ({ impact }) => (impact.kind === "qualification" ? impact.qualifications : impact.kind),
      );
    expect(hit({ vendors: [0] })).toEqual([[0, 1]]);
    expect(hit({ items: [0] })).toEqual([[0, 2]]);
    expect(hit({ items: [0], vendors: [0] })).toEqual([[0]]);
    expect(hit({ lines: [0] })).toEqual([[]]);
  });

  test("nothing, where its effects are null: it happens and changes nothing", () => {
    const none = exactly(0);
    const one = exactly(1);
    const long = exactly(30);
    const null_: Action[] = [
      outage(0, 30),
      outage(0.5, 0),
      scrap(0, 0),
      { kind: "yield", factor: one, length: long },
      { kind: "cycleTime", factor: exactly(2), length: none },
      { kind: "capacity", factor: one, length: long },
      { kind: "projectDelay", by: none },
      { kind: "qualification", by: none },
      { kind: "demand", factor: one, length: long, cancelled: none },
    ];
    const { occurrences, changes } = history([
      shock(
        "calm",
        date(5),
        null_.map((action) => effect(action)),
      ),
    ]);
    expect(occurrences.length).toBe(1);
    expect(changes).toEqual([]);
  });

  test("a share beyond 1 is no share", () => {
    expect(() => history([shock("quake", date(5), [effect(scrap(1.2, 1.3))])])).toThrow(
      /shock quake: the share of its scrap is drawn as 1\.2/,
    );
  });

  test("equal delays of several effects are the same day", () => {
    const two = [effect(scrap(0.1, 0.2), "", 1, uniform(0, 90)), effect(outage(1, 3), "", 1, uniform(0, 90))];
    const times = history([shock("leak", date(5), two)]).changes.map(({ time }) => time);
    expect(times[0]).toBe(times[1]);
    expect(times[0]).toBeGreaterThan(5);
  });

  test("what happened before the clock starts holds from its start, but what was lost is forgotten", () => {
    const early = shock("past", date(-900), [effect(scrap(0.1, 0.2)), effect(outage(0.3, 1000))]);
    expect(history([early]).changes.map(({ time, impact }) => [time, impact.kind])).toEqual([
      [-500, "line-factor"],
      [100, "line-factor"],
    ]);
  });

  test("nothing happens from the horizon on", () => {
    expect(history([shock("late", date(1826), [effect(outage(1, 1))])]).occurrences).toEqual([]);
    expect(history([shock("late", date(1825), [effect(outage(1, 9))])]).changes.length).toBe(1);
  });
});

describe("when shocks happen", () => {
  test("at random only after the facts end, and not in the warm-up", () => {
    for (const asOf of [-90, 0, 400])
      for (const { time } of history([shock("quake", yearly(50), [])], { asOf }).occurrences)
        expect(time).toBeGreaterThan(Math.max(0, asOf));
  });

  // Counts of a Poisson process with mean 0.2 x 5: mean and variance 1. z tests at 99.9 % (3.29) over 4,000 trials:
  // standard error of the mean 0.0158, of the variance sqrt((mu4 - 1) / n) = sqrt(3 / 4,000) = 0.027. An error of
  // 2 % in the rate is found with probability 2 %, one of 8 % with probability 96 %.
  test("as often as their rate says, and as irregularly as Poisson", () => {
    const n = 4000;
    const counts: number[] = [];
    for (let trial = 1; trial <= n; trial++)
      counts.push(history([shock("quake", yearly(0.2), [])], { trial, end: 5 * 365.25 }).occurrences.length);
    const mean = counts.reduce((a, b) => a + b) / n;
    const variance = counts.reduce((a, b) => a + (b - mean) ** 2, 0) / n;
    expect(Math.abs(mean - 1)).toBeLessThan(3.29 * Math.sqrt(1 / n));
    expect(Math.abs(variance - 1)).toBeLessThan(3.29 * Math.sqrt(3 / n));
  });

  test("a rate and a date can be uncertain", () => {
    const uncertain = model(
      [shock("a", { kind: "date", date: drawn(0) }, []), shock("b", { kind: "rate", rate: drawn(1) }, [])],
      { parameters: [uniformParameter("date", 0, 0, 100), uniformParameter("rate", 1, 0, 0.1)] },
    );
    const at = (day: number, rate: number) =>
      shockHistory(uncertain, Float64Array.of(day, rate), "s", 1, 0).occurrences;
    expect(at(42, 0)).toEqual([{ shock: 0, time: 42, severity: 0 }]);
    const often = at(42, 0.1).filter(({ shock }) => shock === 1);
    const seldom = at(42, 0.05).filter(({ shock }) => shock === 1);
    // The same luck at half the rate: twice as long to each.
    expect(seldom.map(({ time }) => time)).toEqual(often.slice(0, seldom.length).map(({ time }) => 2 * time));
  });

  test("after another at its delay, with its probability, in chains", () => {
    const chain = [
      shock("after-b", { kind: "after", shock: 1, delay: exactly(3), probability: 1 }, []),
      shock("b", { kind: "after", shock: 2, delay: exactly(10), probability: 0.5 }, []),
      shock("quake", yearly(20), []),
    ];
    let [quakes, followed] = [0, 0];
    for (let trial = 1; trial <= 40; trial++) {
      const { occurrences } = history(chain, { trial, end: 3650 });
      const times = (index: number) =>
        occurrences.filter(({ shock }) => shock === index).map(({ time }) => time);
      quakes += times(2).length;
      followed += times(1).length;
      const before = new Set(times(2).map((time) => time + 10));
      for (const time of times(1)) expect(before.has(time)).toBe(true);
      expect(times(0)).toEqual(
        times(1)
          .filter((time) => time < 3650 - 3)
          .map((time) => time + 3),
      );
    }
    // 8,000 quakes; at 99.9 % the share that is followed lies within 3.29 x sqrt(0.25 / 8,000) = 0.018 of a half.
    expect(Math.abs(followed / quakes - 0.5)).toBeLessThan(0.02);
  });

  test("none follows itself", () => {
    const self = shock("echo", { kind: "after", shock: 0, delay: exactly(1), probability: 1 }, []);
    expect(() => history([self])).toThrow("shock echo follows itself");
  });
});

describe("branches", () => {
  const quake = shock("quake", yearly(40), [
    effect(scrap(0.01, 0.02)),
    effect(scrap(0.2, 0.3), "severe", 0.08),
    effect(outage(1, 14), "severe", 0.08),
    effect(outage(1, 2), "mild", 0.5),
  ]);

  test("exclude each other, act as a whole, and as often as they say", () => {
    const kinds: string[] = [];
    for (let trial = 1; trial <= 20; trial++) {
      const { occurrences, changes } = history([quake], { trial });
      for (const index of occurrences.keys()) {
        const own = changes.filter(({ occurrence, time }) => occurrence === index && time < 1800);
        kinds.push(own.map(({ impact }) => ("value" in impact ? impact.value : impact.kind)).join(" "));
      }
    }
    const share = (kind: string) => kinds.filter((k) => k === kind).length / kinds.length;
    expect([...new Set(kinds)].length).toBeLessThanOrEqual(5);
    // 4,000 occurrences, 99.9 %: within 3.29 x sqrt(p (1 - p) / 4,000), a little wider for those cut by the horizon.
    expect(Math.abs(share("scrap scrap 0 1") - 0.08)).toBeLessThan(0.016);
    expect(Math.abs(share("scrap 0 1") - 0.5)).toBeLessThan(0.03);
    expect(Math.abs(share("scrap") - 0.42)).toBeLessThan(0.03);
  });

  test("take the same draws whether they act or not", () => {
    const never = {
      ...quake,
      effects: quake.effects.map((e) => (e.branch === "" ? e : { ...e, probability: 0 })),
    };
    const times = ({ occurrences }: ShockHistory) => occurrences.map(({ time }) => time);
    const base = ({ changes }: ShockHistory) => {
      const first = new Map<number, number>();
      for (const { occurrence, impact } of changes)
        if (impact.kind === "scrap" && !first.has(occurrence)) first.set(occurrence, impact.share);
      return [...first.values()];
    };
    expect(times(history([never]))).toEqual(times(history([quake])));
    expect(base(history([never]))).toEqual(base(history([quake])));
  });
});

describe("every shock history", () => {
  const anyShock = fc.record({
    rate: fc.double({ min: 0.1, max: 5, noNaN: true }),
    length: fc.integer({ min: 0, max: 400 }),
    depth: fc.double({ min: 0, max: 1, noNaN: true }),
    time: fc.double({ min: 0, max: 30, noNaN: true }),
  });
  const build = (
    id: string,
    { rate, length, depth, time }: { rate: number; length: number; depth: number; time: number },
  ) =>
    shock(id, yearly(rate), [
      effect({
        kind: "outage",
        depth: exactly(depth),
        length: uniform(length, length + 10),
        startsOnly: false,
        recovery: { shape: "exponential", time: exactly(time) },
      }),
    ]);

  test("is in order of time and gives back all that it took, if the horizon lets it", () => {
    fc.assert(
      fc.property(fc.array(anyShock, { maxLength: 3 }), fc.nat(1000), (specs, trial) => {
        const { occurrences, changes } = history(
          specs.map((spec, k) => build(`s${k}`, spec)),
          { trial },
        );
        for (let k = 1; k < changes.length; k++)
          expect(changes[k].time).toBeGreaterThanOrEqual(changes[k - 1].time);
        for (let k = 1; k < occurrences.length; k++)
          expect(occurrences[k].time).toBeGreaterThanOrEqual(occurrences[k - 1].time);
        const last = new Map<number, { value: number; occurrence: number }>();
        for (const { impact, occurrence } of changes)
          if (impact.kind === "line-factor") last.set(impact.factor, { value: impact.value, occurrence });
        for (const { value, occurrence } of last.values())
          if (occurrences[occurrence].time < 1826 - 410 - 300) expect(value).toBe(1);
      }),
      { seed: 24, numRuns: 50 },
    );
  });

  test("of one shock is the same with others beside it, before or after it in the file", () => {
    fc.assert(
      fc.property(anyShock, anyShock, fc.nat(1000), (spec, other, trial) => {
        const strip = (all: ShockHistory, index: number) =>
          all.changes
            .filter(({ occurrence }) => all.occurrences[occurrence].shock === index)
            .map(({ time, impact }) => [time, "value" in impact ? impact.value : impact.kind]);
        const alone = strip(history([build("s", spec)], { trial }), 0);
        expect(strip(history([build("a", other), build("s", spec)], { trial }), 1)).toEqual(alone);
        expect(strip(history([build("s", spec), build("z", other)], { trial }), 0)).toEqual(alone);
      }),
      { seed: 25, numRuns: 50 },
    );
  });
});
