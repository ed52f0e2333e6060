import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Model, Shock } from "../../src/model/model.ts";
import type { TraceEvent, TrialRecord } from "../../src/model/series.ts";
import { prepareTrial } from "../../src/model/trial.ts";
import { type Chain, type ChainLine, type ChainRecipe, type ChainSegment, chain } from "../model/chain.ts";
import { runChain } from "../model/run-chain.ts";

/** Packages per wafer in random networks. */
const OUTPUT = 1.5;

/** Random networks: one to three vendors, makers of a pooled part in one or two regions, lanes, noise. */
const networks: fc.Arbitrary<Chain> = fc
  .record({
    vendors: fc.integer({ min: 1, max: 3 }),
    makers: fc.integer({ min: 1, max: 2 }),
    capacities: fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 6, maxLength: 6 }),
    cycles: fc.array(fc.integer({ min: 2, max: 150 }), { minLength: 5, maxLength: 5 }),
    yields: fc.array(fc.double({ min: 0.3, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 }),
    orders: fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 3, maxLength: 3 }),
    noise: fc.constantFrom(0, 0.1, 0.3),
    transit: fc.constantFrom(0, 3, 20),
    slot: fc.constantFrom(0.5, 1, 2),
    growth: fc.constantFrom(0.3, 1, 4),
  })
  .map(({ vendors, makers, capacities, cycles, yields, orders, noise, transit, slot, growth }) => {
    const names = ["x", "y", "z"].slice(0, vendors);
    const parts = ["part-a", "part-b"].slice(0, makers);
    const lines: Record<string, ChainLine> = {
      dies: {
        capacity: capacities[0],
        cycle: cycles[0],
        recipes: names.map(
          (v): ChainRecipe => ({ makes: `die-${v}`, vendor: v, output: 2, yield: yields[0] }),
        ),
      },
      packages: {
        capacity: [
          [0, capacities[1]],
          [700, capacities[1] * growth],
        ],
        cycle: cycles[1],
        shares: { x: 0.5 },
        region: "there",
        background: 0.1,
        recipes: names.map(
          (v): ChainRecipe => ({
            makes: `gpu-${v}`,
            vendor: v,
            takes: { [`die-${v}`]: 2, [parts.join("|")]: 3 },
            output: OUTPUT,
            yield: yields[1],
          }),
        ),
      },
    };
    parts.forEach((part, k) => {
      lines[`maker-${part}`] = {
        capacity: capacities[2 + k],
        cycle: cycles[2 + k],
        stage: "parts",
        region: k === 0 ? "here" : "there",
        recipes: [{ makes: part, vendor: "", output: 4, yield: yields[2 + k] }],
      };
    });
    const segments: Record<string, ChainSegment> = {};
    names.forEach((v, k) => {
      segments[`customers-${v}`] = { orders: { [`gpu-${v}`]: orders[k] }, region: "there", noise };
    });
    return {
      lines,
      segments,
      days: 730,
      warmup: 200,
      slot,
      lanes: [{ from: "here", to: "there", transit }],
      variability: {
        cycleSlot: noise / 2,
        cycleMonth: noise / 2,
        yieldDay: noise / 2,
        yieldMonth: noise / 2,
      },
    };
  });

const constant = (value: number) => ({ kind: "constant" as const, numbers: [value] });

/** A quake on every line: part of the lots lost, an outage with a recovery. */
function shaken(model: Model, date: number, scrap: number, depth: number): Model {
  const shock: Shock = {
    id: "quake",
    when: { kind: "date", date },
    where: { lines: model.lines.map((_, k) => k), items: [], vendors: [], products: [], segments: [] },
    effects: [
      { delay: constant(0), probability: 1, branch: "", action: { kind: "scrap", share: constant(scrap) } },
      {
        delay: constant(1),
        probability: 1,
        branch: "",
        action: {
          kind: "outage",
          depth: constant(depth),
          length: constant(9),
          startsOnly: false,
          recovery: { shape: "exponential", time: constant(5) },
        },
      },
    ],
    tags: [],
  };
  return { ...model, shocks: [shock] };
}

function recordOf(model: Model): TrialRecord {
  const { shape } = prepareTrial(model);
  return {
    scalars: new Float64Array(shape.parameters + shape.outcomes.length),
    headline: new Float32Array(shape.headlineRows * shape.months),
    detail: new Float32Array(shape.detailRows * shape.months),
    occurrences: [],
  };
}

const bytes = (record: TrialRecord): string =>
  [record.scalars, record.headline, record.detail!]
    .map((part) => Buffer.from(part.buffer, part.byteOffset, part.byteLength).toString("base64"))
    .join("");

describe("in any network", () => {
  test("nothing appears or vanishes, at any event, through shocks and lanes", () => {
    fc.assert(
      fc.property(networks, fc.integer({ min: 10, max: 600 }), (sketch, date) => {
        runChain(shaken(chain(sketch), date, 0.2, 0.7), { checked: true });
      }),
      { numRuns: 40, seed: 1 },
    );
  });

  test("no line starts more than its capacity of the months, and a slot and an eighth", () => {
    fc.assert(
      fc.property(networks, (sketch) => {
        const model = chain(sketch);
        const result = runChain(model, { checked: false });
        for (const line of model.lines) {
          const started = result.monthly("started_wafers", { line: line.id });
          const capacity = result.monthly("available_wafers", { line: line.id });
          for (let from = 0; from < started.length; from += 5) {
            let begun = 0;
            let there = 0;
            for (let m = from; m < started.length; m++) {
              begun += started[m];
              there += capacity[m];
              // A slot and an eighth, at the pace of the fullest month; where that is less, saved wafers.
              const slot = (model.slot * 1.125 * Math.max(...capacity)) / 28;
              expect(begun).toBeLessThanOrEqual((there + slot + 1) * (1 + 1e-6));
            }
          }
        }
      }),
      { numRuns: 30, seed: 2 },
    );
  });

  test("no line starts more than its capacity over any days, and a slot and an eighth, or a wafer", () => {
    let lots = 0;
    fc.assert(
      fc.property(networks, (sketch) => {
        const model = chain(sketch);
        const constant = model.lines.filter(({ id }) => id !== "packages");
        /** Of each line: wafers started so far less those its capacity has given, and the least that this has been. */
        const ahead = new Map(
          constant.map(({ id }) => [id, { started: 0, least: Number.POSITIVE_INFINITY }]),
        );
        const trace = ({ event, entity, time, quantity }: TraceEvent): void => {
          const line = ahead.get(entity);
          if (event !== "start" || line === undefined) return;
          const rate = model.lines.find(({ id }) => id === entity)!.capacity.values[0] as number;
          line.least = Math.min(line.least, line.started - rate * time);
          line.started += quantity;
          lots++;
          const slot = rate * model.slot;
          // A slot's own capacity, and what was carried into it.
          const carried = slot < 1 ? 1 : slot / 8;
          expect(line.started - rate * time - line.least).toBeLessThanOrEqual((slot + carried) * (1 + 1e-6));
        };
        prepareTrial(model).run("1", 1, new Float64Array(0), { checked: false, trace }, recordOf(model));
      }),
      { numRuns: 30, seed: 10 },
    );
    expect(lots).toBeGreaterThan(10_000);
  });

  test("the plan leaves no line idle for two reviews running while orders wait that it could serve", () => {
    let waiting = 0;
    fc.assert(
      fc.property(networks, fc.integer({ min: 1, max: 100 }), (sketch, few) => {
        // Parts are ample; packaging is short at first and then quadruples, so that a backlog can be worked off.
        const capacity = [
          [0, few],
          [200, few],
          [201, 4 * few],
        ] as const;
        const lines = Object.fromEntries(
          Object.entries(sketch.lines).map(([id, line]) => [
            id,
            { ...line, capacity: id === "packages" ? capacity : 4000 },
          ]),
        );
        const model = chain({ ...sketch, lines });
        const result = runChain(model, { checked: false });
        const monthly = (metric: string) => result.monthly(metric, { line: "packages" });
        const available = monthly("available_wafers");
        const inProcess = monthly("in_process_wafers");
        // A slot with room and orders but no inputs is idle for its inputs, not by plan.
        const idle = monthly("idle_position_wafers").map((wafers, m) => wafers / available[m]);
        const { recipes } = model.lines[model.lines.findIndex(({ id }) => id === "packages")];
        for (const { item } of recipes) {
          const product = model.items[item].id;
          const backlog = result.monthly("backlog_units", { product });
          const lacking = backlog.map((units, m) => units > OUTPUT * (inProcess[m] + 0.05 * available[m]));
          for (let m = 2; m < backlog.length; m++) {
            if (!lacking[m - 2] || !lacking[m - 1] || !lacking[m]) continue;
            waiting++;
            expect(Math.min(idle[m - 1], idle[m])).toBeLessThan(0.05);
          }
        }
      }),
      { numRuns: 120, seed: 1 },
    );
    expect(waiting).toBeGreaterThan(500);
  });

  test("what is finished is what was started and isn't in process, and good by the line's yield", () => {
    fc.assert(
      fc.property(networks, (sketch) => {
        const model = chain({ ...sketch, warmup: 0, variability: {} });
        const result = runChain(model, { checked: false });
        for (const [line, { recipes }] of Object.entries(sketch.lines)) {
          const { output = 1, yield: share = 1 } = recipes[0];
          const started = result.sum("started_wafers", { line });
          const left = result.monthly("in_process_wafers", { line }).at(-1)!;
          const gross = result.sum("gross_units", { line });
          const rounding = 1e-6 * (1 + started * output);
          expect(Math.abs(gross - (started - left) * output)).toBeLessThan(rounding);
          expect(Math.abs(result.sum("good_units", { line }) - gross * share)).toBeLessThan(rounding);
        }
      }),
      { numRuns: 30, seed: 11 },
    );
  });

  test("a trial depends on its number alone, not on those before it", () => {
    fc.assert(
      fc.property(networks, fc.integer({ min: 2, max: 9 }), (sketch, number) => {
        const model = chain(sketch);
        const alone = recordOf(model);
        const after = recordOf(model);
        const options = { checked: false, trace: null };
        prepareTrial(model).run("7", number, new Float64Array(0), options, alone);
        const worker = prepareTrial(model);
        for (let k = 1; k < number; k++) worker.run("7", k, new Float64Array(0), options, after);
        worker.run("7", number, new Float64Array(0), options, after);
        expect(bytes(after)).toBe(bytes(alone));
      }),
      { numRuns: 15, seed: 3 },
    );
  });

  test("an unrelated chain beside it, whatever its name and place, changes nothing, to the bit", () => {
    fc.assert(
      fc.property(networks, (sketch) => {
        /** Names and the order in the file are free: ids are sorted, so they decide who comes first. */
        const beside = (name: string): Chain => ({
          ...sketch,
          lines: {
            [`${name}-line`]: {
              capacity: 10,
              cycle: 30,
              recipes: [{ makes: `${name}-thing`, vendor: `${name}-vendor` }],
            },
            ...sketch.lines,
          },
          segments: {
            ...sketch.segments,
            [`${name}-buyers`]: { orders: { [`${name}-thing`]: 12 }, noise: 0.2 },
          },
        });
        const alone = runChain(chain(sketch), { checked: false });
        for (const name of ["a", "zz"]) {
          const both = runChain(chain(beside(name)), { checked: false });
          for (const line of Object.keys(sketch.lines)) {
            expect(both.monthly("started_wafers", { line })).toEqual(
              alone.monthly("started_wafers", { line }),
            );
          }
          for (const segment of Object.keys(sketch.segments)) {
            expect(both.monthly("delivered_h100e", { segment })).toEqual(
              alone.monthly("delivered_h100e", { segment }),
            );
          }
        }
      }),
      { numRuns: 15, seed: 4 },
    );
  });

  test("a later horizon changes nothing before the nearer one", () => {
    fc.assert(
      fc.property(networks, fc.integer({ min: 20, max: 500 }), (sketch, later) => {
        const events = (days: number): string[] => {
          const model = chain({ ...sketch, days });
          const seen: string[] = [];
          const trace = (event: TraceEvent): void => {
            if (event.time < 730) seen.push(JSON.stringify(event));
          };
          prepareTrial(model).run("1", 1, new Float64Array(0), { checked: false, trace }, recordOf(model));
          return seen;
        };
        expect(events(730 + later)).toEqual(events(730));
      }),
      { numRuns: 15, seed: 12 },
    );
  });

  test("a shock whose effects are null changes nothing, to the bit", () => {
    fc.assert(
      fc.property(networks, (sketch) => {
        const model = chain(sketch);
        const calm = runChain(model, { checked: false });
        const shaking = runChain(shaken(model, 100, 0, 0), { checked: false });
        expect(bytes(shaking.record)).toBe(bytes(calm.record));
      }),
      { numRuns: 15, seed: 5 },
    );
  });
});

describe("the slip of a project that is still to come", () => {
  /** Packaging doubles between days 400 and 460 as announced; `slip` days later in the trial. */
  const late = (slip: number): Model => {
    const model = chain({
      lines: {
        dies: { capacity: 400, cycle: 90, recipes: [{ makes: "die", vendor: "v" }] },
        packages: {
          capacity: [
            [400, 100],
            [460, 200],
          ],
          cycle: 40,
          recipes: [{ makes: "gpu", vendor: "v", takes: { die: 1 } }],
        },
      },
      segments: { all: { orders: { gpu: 300 }, noise: 0.2 } },
      days: 900,
      warmup: 300,
      variability: { cycleSlot: 0.05, cycleMonth: 0.1, yieldMonth: 0.1, persistence: 0.5 },
    });
    return { ...model, lines: model.lines.map((line) => ({ ...line, slip })) };
  };

  test("changes nothing before the earlier of its announced and its drawn date", () => {
    const events = (slip: number): string[] => {
      const trial = prepareTrial(late(slip));
      const seen: string[] = [];
      const trace = (event: TraceEvent): void => {
        if (event.time < 400) seen.push(JSON.stringify(event));
      };
      trial.run("1", 1, new Float64Array(0), { checked: false, trace }, recordOf(late(slip)));
      return seen;
    };
    const onTime = events(0);
    expect(onTime.length).toBeGreaterThan(1000);
    expect(events(90)).toEqual(onTime);
    expect(events(250)).toEqual(onTime);
  });

  test("costs what the capacity would have given", () => {
    const delivered = (slip: number) => runChain(late(slip), { checked: false }).sum("delivered_units");
    // 90 days of 100 packages a day; the yield and cycle noise is the same in both.
    expect(delivered(0) - delivered(90)).toBeGreaterThan(0.85 * 9000);
    expect(delivered(0) - delivered(90)).toBeLessThan(1.15 * 9000);
  });
});

describe("a launch and a qualification that are still to come", () => {
  /** The part takes two sources; day 300 is announced (the median) for the launch and for the second source. */
  const coming = (): Model => {
    const model = chain({
      lines: {
        dies: { capacity: 200, cycle: 90, recipes: [{ makes: "die", vendor: "v" }] },
        first: { capacity: 60, cycle: 120, recipes: [{ makes: "stack-a", vendor: "" }] },
        second: { capacity: 60, cycle: 120, recipes: [{ makes: "stack-b", vendor: "" }] },
        packages: {
          capacity: 200,
          cycle: 40,
          recipes: [{ makes: "gpu", vendor: "v", takes: { die: 1, "stack-a|stack-b": 1 } }],
        },
      },
      segments: { all: { orders: { gpu: 150 }, noise: 0.1 } },
      days: 700,
      warmup: 200,
    });
    const day = (parameter: number) => ({ constant: 0, parameter, scale: 1, factors: [] });
    const uniform = { kind: "uniform" as const, numbers: [200, 400] };
    const parameter = (path: string, column: number) => ({
      path,
      column,
      distribution: uniform,
      unit: "days",
    });
    return {
      ...model,
      columns: ["launch", "qualified"],
      parameters: [parameter("launch", 0), parameter("qualified", 1)],
      products: model.products.map((product) => ({ ...product, launch: day(0) })),
      segments: model.segments.map((segment) => ({ ...segment, preorder: 10_000 })),
      qualifications: [
        {
          id: "second-v",
          item: model.items.findIndex(({ id }) => id === "stack-b"),
          vendor: 0,
          sample: 0,
          length: day(1),
          redesign: 0,
          redesignLength: 0,
        },
      ],
    };
  };

  test("change nothing before the earlier of the announced and the drawn date", () => {
    const model = coming();
    const events = (...uniforms: number[]): string[] => {
      const trial = prepareTrial(model);
      const seen: string[] = [];
      const trace = (event: TraceEvent): void => {
        if (event.time < 300) seen.push(JSON.stringify(event));
      };
      trial.run("1", 1, Float64Array.from(uniforms), { checked: false, trace }, recordOf(model));
      return seen;
    };
    const asAnnounced = events(0.5, 0.5);
    expect(asAnnounced.length).toBeGreaterThan(1000);
    expect(events(0.9, 0.5)).toEqual(asAnnounced);
    expect(events(0.5, 0.95)).toEqual(asAnnounced);
    // Days 220 and 240: they are seen when they happen, and not before.
    const until = (list: readonly string[], day: number) =>
      list.filter((event) => JSON.parse(event).time < day);
    expect(until(events(0.1, 0.5), 220)).toEqual(until(asAnnounced, 220));
    expect(events(0.1, 0.5)).not.toEqual(asAnnounced);
    expect(until(events(0.5, 0.2), 240)).toEqual(until(asAnnounced, 240));
    expect(events(0.5, 0.2)).not.toEqual(asAnnounced);
  });
});

describe("in a single-vendor chain without noise", () => {
  const simple = fc.record({
    capacities: fc.array(fc.integer({ min: 20, max: 200 }), { minLength: 3, maxLength: 3 }),
    cycles: fc.array(fc.integer({ min: 5, max: 120 }), { minLength: 3, maxLength: 3 }),
    orders: fc.integer({ min: 10, max: 250 }),
    line: fc.integer({ min: 0, max: 2 }),
  });
  const build = (
    capacities: number[],
    cycles: number[],
    orders: number,
    { yields = [0.8, 0.8, 0.8], second = 0 } = {},
  ): Model =>
    chain({
      lines: {
        dies: {
          capacity: capacities[0],
          cycle: cycles[0],
          recipes: [{ makes: "die", vendor: "v", yield: yields[0] }],
        },
        stacks: {
          capacity: capacities[1],
          cycle: cycles[1],
          recipes: [{ makes: "stack", vendor: "", yield: yields[1] }],
        },
        ...(second > 0 && {
          "stacks-b": {
            capacity: second,
            cycle: cycles[1],
            stage: "stacks",
            recipes: [{ makes: "stack-b", vendor: "", yield: yields[1] }],
          },
        }),
        packages: {
          capacity: capacities[2],
          cycle: cycles[2],
          recipes: [
            {
              makes: "gpu",
              vendor: "v",
              takes: { die: 1, [second > 0 ? "stack|stack-b" : "stack"]: 1 },
              yield: yields[2],
            },
          ],
        },
      },
      segments: { all: { orders: { gpu: orders } } },
      days: 1096,
      // From an empty chain: a warm-up would hand a stock of one variant into the window and not of the other.
      warmup: 0,
    });
  /** A lot is at most a slot's capacity and what was carried. */
  const lot = (capacities: number[]): number => 1.125 * 1.3 * Math.max(...capacities);

  test("more capacity never lowers what is delivered by more than a lot", () => {
    fc.assert(
      fc.property(simple, ({ capacities, cycles, orders, line }) => {
        const more = capacities.map((wafers, k) => (k === line ? wafers * 1.3 : wafers));
        const base = runChain(build(capacities, cycles, orders), { checked: false }).sum("delivered_units");
        const grown = runChain(build(more, cycles, orders), { checked: false }).sum("delivered_units");
        expect(grown).toBeGreaterThanOrEqual(base - lot(capacities));
      }),
      { numRuns: 40, seed: 6 },
    );
  });

  test("more yield never lowers what is delivered by more than a lot", () => {
    fc.assert(
      fc.property(simple, ({ capacities, cycles, orders, line }) => {
        const yields = [0, 1, 2].map((k) => (k === line ? 0.95 : 0.8));
        const base = runChain(build(capacities, cycles, orders), { checked: false }).sum("delivered_units");
        const better = build(capacities, cycles, orders, { yields });
        expect(runChain(better, { checked: false }).sum("delivered_units")).toBeGreaterThanOrEqual(
          base - lot(capacities),
        );
      }),
      { numRuns: 40, seed: 8 },
    );
  });

  test("an added supplier never lowers what is delivered by more than a lot", () => {
    fc.assert(
      fc.property(simple, fc.integer({ min: 5, max: 100 }), ({ capacities, cycles, orders }, second) => {
        const base = runChain(build(capacities, cycles, orders), { checked: false }).sum("delivered_units");
        const more = build(capacities, cycles, orders, { second });
        expect(runChain(more, { checked: false }).sum("delivered_units")).toBeGreaterThanOrEqual(
          base - lot(capacities),
        );
      }),
      { numRuns: 40, seed: 9 },
    );
  });

  test("a shorter cycle time never lowers what is delivered by more than a lot", () => {
    fc.assert(
      fc.property(simple, ({ capacities, cycles, orders, line }) => {
        const faster = cycles.map((days, k) => (k === line ? days / 2 : days));
        const base = runChain(build(capacities, cycles, orders), { checked: false }).sum("delivered_units");
        const quick = runChain(build(capacities, faster, orders), { checked: false }).sum("delivered_units");
        expect(quick).toBeGreaterThanOrEqual(base - lot(capacities));
      }),
      { numRuns: 40, seed: 7 },
    );
  });
});
