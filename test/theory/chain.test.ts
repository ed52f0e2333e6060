import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Action, Model, Shock } from "../../src/model/model.ts";
import { type Chain, chain } from "../model/chain.ts";
import { runChain } from "../model/run-chain.ts";
import { expectAgreement } from "./agreement.ts";

/** Two vendors, dies at 110 days, two makers of stacks at 180, packaging at 55, systems at 40; noise-free. */
const network = (
  capacity: { logic?: number; stacks?: [number, number]; packages?: number; systems?: number },
  extra: Partial<Chain> = {},
): Chain => ({
  lines: {
    dies: {
      capacity: capacity.logic ?? 1300,
      cycle: 110,
      shares: { x: 0.7, y: 0.3 },
      recipes: [
        { makes: "die-x", vendor: "x" },
        { makes: "die-y", vendor: "y" },
      ],
    },
    "stacks-a": {
      capacity: capacity.stacks?.[0] ?? 700,
      cycle: 180,
      stage: "stacks",
      shares: { x: 0.7, y: 0.3 },
      recipes: [{ makes: "stack-a", vendor: "" }],
    },
    "stacks-b": {
      capacity: capacity.stacks?.[1] ?? 600,
      cycle: 180,
      stage: "stacks",
      shares: { x: 0.7, y: 0.3 },
      recipes: [{ makes: "stack-b", vendor: "" }],
    },
    packages: {
      capacity: capacity.packages ?? 1000,
      cycle: 55,
      shares: { x: 0.7, y: 0.3 },
      recipes: [
        { makes: "package-x", vendor: "x", takes: { "die-x": 1, "stack-a|stack-b": 1 } },
        { makes: "package-y", vendor: "y", takes: { "die-y": 1, "stack-a|stack-b": 1 } },
      ],
    },
    systems: {
      capacity: capacity.systems ?? 1300,
      cycle: 40,
      shares: { x: 0.7, y: 0.3 },
      recipes: [
        { makes: "gpu-x", vendor: "x", takes: { "package-x": 1 } },
        { makes: "gpu-y", vendor: "y", takes: { "package-y": 1 } },
      ],
    },
  },
  segments: { all: { orders: { "gpu-x": 1400, "gpu-y": 600 } } },
  ...extra,
});

/** One line of dies for two products of one vendor, each with a line of stacks of its own; noise-free. */
const twins = (
  capacity: { dies: number; old: number; new: number },
  orders: { old: number; new: number },
): Chain => ({
  lines: {
    dies: {
      capacity: capacity.dies,
      cycle: 110,
      recipes: [
        { makes: "die-old", vendor: "x" },
        { makes: "die-new", vendor: "x" },
      ],
    },
    "stacks-old": { capacity: capacity.old, cycle: 180, recipes: [{ makes: "stack-old", vendor: "" }] },
    "stacks-new": { capacity: capacity.new, cycle: 180, recipes: [{ makes: "stack-new", vendor: "" }] },
    packages: {
      capacity: 5000,
      cycle: 55,
      recipes: [
        { makes: "package-old", vendor: "x", takes: { "die-old": 1, "stack-old": 1 } },
        { makes: "package-new", vendor: "x", takes: { "die-new": 1, "stack-new": 1 } },
      ],
    },
    systems: {
      capacity: 5000,
      cycle: 40,
      recipes: [
        { makes: "gpu-old", vendor: "x", takes: { "package-old": 1 } },
        { makes: "gpu-new", vendor: "x", takes: { "package-new": 1 } },
      ],
    },
  },
  segments: { all: { orders: { "gpu-old": orders.old, "gpu-new": orders.new } } },
});

/** Units a day delivered over the months from the second year on. */
function throughput(model: Model): number {
  return runChain(model).sum("delivered_units", {}, 12) / (model.end - 365);
}

/** The share of one line or stage in the constraint trace, from the second year on. */
function share(model: Model, ...terms: string[]): number {
  const constraints = runChain(model).constraints(12);
  return terms.reduce((sum, term) => sum + constraints[term], 0);
}

describe("the output of a chain", () => {
  test("is that of its slowest stage, whichever it is", () => {
    expect(throughput(chain(network({})))).toBeCloseTo(1000, -1);
    expect(throughput(chain(network({ logic: 900 })))).toBeCloseTo(900, -1);
    expect(throughput(chain(network({ stacks: [500, 400] })))).toBeCloseTo(900, -1);
    expect(throughput(chain(network({ systems: 900 })))).toBeCloseTo(900, -1);
  });

  test("is what is ordered where supply is ample", () => {
    const orders = { all: { orders: { "gpu-x": 560, "gpu-y": 240 } } };
    expect(throughput(chain(network({}, { segments: orders })))).toBeCloseTo(800, -1);
  });

  test("of an assembly is set by its scarcest part per unit", () => {
    const model = chain({
      lines: {
        dies: { capacity: 300, cycle: 60, recipes: [{ makes: "die", vendor: "v" }] },
        stacks: { capacity: 1000, cycle: 90, recipes: [{ makes: "stack", vendor: "" }] },
        packages: {
          capacity: 100,
          cycle: 30,
          recipes: [{ makes: "gpu", vendor: "v", takes: { die: 4, stack: 16 }, output: 2, yield: 0.9 }],
        },
      },
      segments: { all: { orders: { gpu: 500 } } },
    });
    // 1000 stacks a day at 16 a wafer start 62.5 wafers, each 2 packages of which 0.9 are good.
    expect(throughput(model)).toBeCloseTo(112.5, 0);
  });

  test("under saturation is shared by contract weight", () => {
    const result = runChain(chain(network({})));
    const x = result.sum("delivered_units", { product: "gpu-x" }, 12);
    const y = result.sum("delivered_units", { product: "gpu-y" }, 12);
    expect(x / (x + y)).toBeCloseTo(0.7, 2);
  });

  test("without contracts is shared by what is wanted", () => {
    const vendors = ["x", "y", "z"];
    const lines = {
      dies: {
        capacity: 700,
        cycle: 110,
        recipes: vendors.map((vendor) => ({ makes: `die-${vendor}`, vendor })),
      },
      packages: {
        capacity: 5000,
        cycle: 55,
        recipes: vendors.map((vendor) => ({
          makes: `gpu-${vendor}`,
          vendor,
          takes: { [`die-${vendor}`]: 1 },
        })),
      },
    };
    const orders = { "gpu-x": 800, "gpu-y": 400, "gpu-z": 200 };
    const result = runChain(chain({ lines, segments: { all: { orders } } }));
    const shares = vendors.map(
      (vendor) => result.sum("delivered_units", { vendor }, 12) / result.sum("delivered_units", {}, 12),
    );
    // All but a hundredth goes by wants, 4 : 2 : 1, and that evenly.
    [4, 2, 1].forEach((want, k) => {
      expect(shares[k]).toBeCloseTo(0.99 * (want / 7) + 0.01 / 3, 2);
    });
  });

  test("is a day's capacity for each day of a month, the last one too", () => {
    const result = runChain(chain(network({})));
    const started = result.monthly("started_wafers", { line: "packages" });
    // November and December 2028.
    expect(started.slice(-2).map(Math.round)).toEqual([30_000, 31_000]);
  });

  test("first comes after the sum of the cycle times on the longest path", () => {
    // 180 + 55 + 40 days; each stage starts on the grid a slot after capacity or inputs are there.
    const model = { ...chain(network({})), warmup: 0 };
    const delivered = runChain(model).monthly("delivered_units");
    const first = delivered.findIndex((units) => units > 0);
    // 2025-01-01 + 275 days is 2025-10-03.
    expect(first).toBe(9);
    expect(delivered[8]).toBe(0);
  });
});

describe("capacity that doubles yearly behind a pipeline of L months", () => {
  test("ships 2^(-L/12) of what is started in the year", () => {
    const doubling: [number, number][] = [];
    for (let day = -548; day <= 1461; day += 30)
      doubling.push([day, 100 * Math.exp((Math.LN2 * day) / 365.25)]);
    const model = chain({
      lines: { packages: { capacity: doubling, cycle: 98, recipes: [{ makes: "gpu", vendor: "v" }] } },
      segments: { all: { orders: { gpu: 5000 } } },
    });
    const result = runChain(model);
    const started = result.sum("started_wafers", { line: "packages" }, 24, 36);
    // 14 weeks are 98 / 30.4375 = 3.22 months: 2^(-0.268) = 0.830 (design: 0.83 at 14 weeks).
    expect(result.sum("delivered_units", {}, 24, 36) / started).toBeCloseTo(0.83, 2);
  });
});

describe("the pipeline of a line", () => {
  test("holds rate times mean cycle time, whatever the cycle times' distribution (G/G/infinity, Little's law)", () => {
    const model = chain({
      lines: { packages: { capacity: 100, cycle: 60, recipes: [{ makes: "gpu", vendor: "v" }] } },
      segments: { all: { orders: { gpu: 500 } } },
      days: 14_610,
      variability: { cycleSlot: 0.3, cycleMonth: 0.2, persistence: 0.5 },
    });
    const meanLevel = (trial: number): number => {
      const result = runChain(model, { checked: false, trial });
      const levels = result.monthly("in_process_wafers", { line: "packages" });
      return levels.reduce((a, b) => a + b, 0) / levels.length;
    };
    // A slot's lots begin throughout it, half a slot before its end on average, and are booked at its end; a month is
    // closed just before. So the level is rate times a slot below rate times time.
    expectAgreement(
      Array.from({ length: 40 }, (_, k) => meanLevel(k + 1)),
      100 * (60 - 1),
    );
  });
});

const constant = (value: number) => ({ kind: "constant" as const, numbers: [value] });

/** What happens to one line on a date. */
function struck(model: Model, line: string, date: number, action: Action): Model {
  const shock: Shock = {
    id: "shock",
    when: { kind: "date", date },
    where: {
      lines: [model.lines.findIndex(({ id }) => id === line)],
      items: [],
      vendors: [],
      products: [],
      segments: [],
    },
    effects: [{ delay: constant(0), probability: 1, branch: "", action }],
    tags: [],
  };
  return { ...model, shocks: [shock] };
}

/** A full outage of one line, for `length` days from `date`. */
function outage(model: Model, line: string, date: number, length: number): Model {
  return struck(model, line, date, {
    kind: "outage",
    depth: constant(1),
    length: constant(length),
    startsOnly: false,
    recovery: { shape: "step" },
  });
}

describe("an outage", () => {
  test("at the only bottleneck loses capacity times its length", () => {
    const base = chain(network({}));
    const hit = runChain(outage(base, "packages", 500, 90));
    const lost = runChain(base).sum("delivered_units") - hit.sum("delivered_units");
    expect(lost / (1000 * 90)).toBeCloseTo(1, 2);
    expect(hit.record.occurrences).toHaveLength(1);
    expect(hit.record.occurrences[0].capacityLost).toBeCloseTo(90_000, 3);
  });

  test("before the bottleneck loses only what the stock in front of it does not cover", () => {
    const base = chain(network({}));
    const hit = runChain(outage(base, "dies", 500, 60));
    const lost = runChain(base).sum("delivered_units") - hit.sum("delivered_units");
    // The target holds cover (14 days) and half a review (15.2 days) of dies beside those in process.
    expect(lost / 1000).toBeCloseTo(60 - 14 - 15.2, -0.3);
  });

  test("behind the bottleneck loses only what the stock in front of it cannot take, the slack recovers the rest", () => {
    const base = chain(network({}));
    const hit = runChain(outage(base, "systems", 500, 60));
    const lost = runChain(base).sum("delivered_units") - hit.sum("delivered_units");
    expect(lost).toBeGreaterThanOrEqual(0);
    expect(lost / 1000).toBeLessThan(60 - 14 - 15.2);
  });
});

describe("the constraint trace", () => {
  test("gives a line 10 % below all others and below demand more than 95 %", () => {
    expect(share(chain(network({ packages: 900, systems: 1000, logic: 1000 })), "packages")).toBeGreaterThan(
      0.95,
    );
    expect(share(chain(network({ logic: 900 })), "dies")).toBeGreaterThan(0.95);
    expect(share(chain(network({ stacks: [500, 400] })), "stacks-a", "stacks-b")).toBeGreaterThan(0.95);
    expect(share(chain(network({ systems: 900 })), "systems")).toBeGreaterThan(0.95);
  });

  test("gives orders more than 95 % where demand is 10 % below all lines", () => {
    const orders = { all: { orders: { "gpu-x": 630, "gpu-y": 270 } } };
    expect(share(chain(network({}, { segments: orders })), "orders")).toBeGreaterThan(0.95);
  });

  test("does not depend on the window within which a line must be saturated, where nothing varies", () => {
    const model = chain(network({ stacks: [500, 400] }));
    for (const days of [30, 90, 180]) {
      const constraints = runChain(model, {}, days).constraints(12);
      expect(constraints["stacks-a"] + constraints["stacks-b"]).toBeGreaterThan(0.95);
    }
  });

  /** Share of the stacks' line at windows of 30, 90 and 180 days, percent: mean of 20 trials, the variability shipped. */
  const underNoise = (stacks: number): number[] => {
    const model = chain({
      lines: {
        dies: { capacity: 1300, cycle: 110, recipes: [{ makes: "die", vendor: "v" }] },
        stacks: { capacity: stacks, cycle: 180, recipes: [{ makes: "stack", vendor: "" }] },
        packages: {
          capacity: 1000,
          cycle: 55,
          recipes: [{ makes: "gpu", vendor: "v", takes: { die: 1, stack: 1 } }],
        },
      },
      segments: { all: { orders: { gpu: 2000 } } },
      variability: { cycleSlot: 0.05, cycleMonth: 0.05, yieldDay: 0.05, yieldMonth: 0.05, persistence: 0.7 },
    });
    return [30, 90, 180].map((days) => {
      let sum = 0;
      for (let trial = 1; trial <= 20; trial++) {
        const { stacks: share = 0 } = runChain(model, { checked: false, trial }, days).constraints(12);
        sum += share;
      }
      return Math.round((100 * sum) / 20);
    });
  };

  // A monthly factor of 5 % on 180 days moves a month's arrivals by a third, so that packaging with a tenth to spare
  // is full for months now and again.
  test("depends on the window where cycle times vary and rates are close, as the page about the model shows", () => {
    const page = readFileSync(new URL("../../docs/model.md", import.meta.url), "utf8");
    const rates = [800, 900, 970];
    const rows = rates.map((stacks) => `| ${[stacks / 10, ...underNoise(stacks)].join(" % | ")} % |`);
    expect(page).toContain(rows.join("\n"));
  });

  test("adds up to all that was delivered", () => {
    const result = runChain(chain(network({ logic: 900 })));
    const total = Object.values(result.constraints(12)).reduce((a, b) => a + b, 0);
    expect(total).toBeCloseTo(1, 9);
    expect(result.sum("constrained_h100e", { constraint: "dies", line: "dies" })).toBeLessThanOrEqual(
      result.sum("delivered_h100e") * (1 + 1e-6),
    );
  });
});

describe("the constraint trace of each vendor", () => {
  test("adds up to what that vendor delivered", () => {
    // Stacks of one pool are held up by packages of either vendor.
    const result = runChain(chain(network({ packages: 900 })));
    for (const vendor of ["x", "y"]) {
      let booked = 0;
      let row = 0;
      for (const series of result.shape.series) {
        if (series.aggregate === "ratio" || series.tier !== "detail") continue;
        const at = row++ * result.shape.months;
        if (series.metric !== "constrained_h100e" || series.keys.vendor !== vendor) continue;
        for (let m = 0; m < result.shape.months; m++) booked += result.record.detail![at + m];
      }
      expect(booked / result.sum("delivered_h100e", { vendor })).toBeCloseTo(1, 5);
    }
  });
});

describe("the plan", () => {
  test("lets one vendor use what another no longer wants", () => {
    const orders = {
      all: {
        orders: {
          "gpu-x": [
            [0, 700],
            [600, 700],
            [601, 100],
          ] as const,
          "gpu-y": 1200,
        },
      },
    };
    const result = runChain(chain(network({}, { segments: orders })));
    // A year after the fall all lines are full again: 1000 a day, 900 of them for the other vendor.
    const last = result.sum("delivered_units", {}, 36) / 365;
    expect(last).toBeGreaterThan(980);
    expect(result.sum("delivered_units", { product: "gpu-y" }, 36) / 365).toBeGreaterThan(880);
  });

  test("holds a mate's stock within cover and one review without surprise", () => {
    for (const capacity of [{ logic: 900 }, { stacks: [500, 400] as [number, number] }, { systems: 900 }]) {
      const result = runChain(chain(network(capacity)));
      for (const item of ["die-x", "stack-a", "stack-b", "package-x"]) {
        const most = Math.max(...result.monthly("stock_units", { item }).slice(12, 40));
        expect(most).toBeLessThanOrEqual(1000 * (14 + 31));
      }
    }
  });

  test("lets the mates of a part that gives less than announced pile up so far and no further", () => {
    const one = chain({
      lines: {
        dies: { capacity: 1300, cycle: 110, recipes: [{ makes: "die", vendor: "x" }] },
        stacks: { capacity: 1000, cycle: 180, recipes: [{ makes: "stack", vendor: "" }] },
        packages: {
          capacity: 1300,
          cycle: 55,
          recipes: [{ makes: "gpu", vendor: "x", takes: { die: 1, stack: 1 } }],
        },
      },
      segments: { all: { orders: { gpu: 2000 } } },
      days: 1826,
    });
    const short = struck(one, "stacks", 400, {
      kind: "yield",
      factor: constant(0.6),
      length: constant(9999),
    });
    const stock = runChain(short).monthly("stock_units", { item: "die" }).slice(24);
    // 600 come where 1000 are announced: 600 (cover + half a review) + 400 (lead + cover + half a review).
    const bound = 600 * (14 + 15.2) + 400 * (110 + 14 + 15.2);
    expect(Math.max(...stock)).toBeLessThan(1.03 * bound);
    expect(Math.min(...stock.slice(12))).toBeGreaterThan(0.9 * bound);
  });

  test("feeds an announced ramp in time", () => {
    const ramp: [number, number][] = [
      [0, 500],
      [365, 1000],
      [730, 2000],
      [1095, 4000],
    ];
    const model = chain(
      network({ logic: 16_000, stacks: [7000, 7000], systems: 16_000 }, {
        segments: { all: { orders: { "gpu-x": 5600, "gpu-y": 2400 } } },
      } as Partial<Chain>),
    );
    const packages = model.lines.findIndex(({ id }) => id === "packages");
    const lines = model.lines.map((line, k) =>
      k === packages
        ? {
            ...line,
            capacity: {
              shape: "linear" as const,
              times: ramp.map(([day]) => day),
              values: ramp.map(([, wafers]) => wafers),
            },
          }
        : line,
    );
    const result = runChain({ ...model, lines });
    const used = result.sum("started_wafers", { line: "packages" }, 12, 36);
    const there = result.sum("available_wafers", { line: "packages" }, 12, 36);
    expect(used / there).toBeGreaterThan(0.98);
  });

  test("has the parts there when a contract gives a buyer more of a line", () => {
    const shares = {
      x: [
        [400, 0.7],
        [401, 0.3],
      ],
      y: [
        [400, 0.3],
        [401, 0.7],
      ],
    } as const;
    const vendors = ["x", "y"];
    const lines = {
      dies: {
        capacity: 1200,
        cycle: 110,
        recipes: vendors.map((vendor) => ({ makes: `die-${vendor}`, vendor })),
      },
      packages: {
        capacity: 1000,
        cycle: 55,
        shares,
        recipes: vendors.map((vendor) => ({
          makes: `gpu-${vendor}`,
          vendor,
          takes: { [`die-${vendor}`]: 1 },
        })),
      },
    };
    const orders = { "gpu-x": 1500, "gpu-y": 1500 };
    const result = runChain(chain({ lines, segments: { all: { orders } } }));
    // The contract changes in February 2026; dies started after that arrive in June.
    const started = result.monthly("started_wafers", { line: "packages" });
    expect(
      started.slice(13, 18).map((wafers, k) => Math.round(wafers / [28, 31, 30, 31, 30][k] / 10)),
    ).toEqual([100, 100, 100, 100, 100]);
    const part = (vendor: string) => result.sum("delivered_units", { vendor }, 16, 19);
    expect(part("y") / (part("x") + part("y"))).toBeCloseTo(0.7, 2);
  });

  test("gives a scarce line to what can use it: what lacks another part takes no more than that part allows", () => {
    // Dies for 1500 a day; stacks for 300, or 100, of the new part; whatever is ordered, the line is full.
    for (const [stacks, orders] of [
      [300, { old: 1500, new: 1500 }],
      [100, { old: 1500, new: 6000 }],
    ] as const) {
      const model = chain(twins({ dies: 1500, old: 2000, new: stacks }, orders));
      const result = runChain(model);
      const daily = (product: string) => result.sum("delivered_units", { product }, 24) / (model.end - 730);
      expect(daily("gpu-old") + daily("gpu-new")).toBeGreaterThan(0.99 * 1500);
      expect(daily("gpu-new") / stacks).toBeGreaterThan(0.95);
    }
  });

  test("serves what is short of its own part and what is short of nothing side by side", () => {
    const model = chain(twins({ dies: 1500, old: 2000, new: 300 }, { old: 1200, new: 3000 }));
    const result = runChain(model);
    const daily = (product: string) => result.sum("delivered_units", { product }, 24) / (model.end - 730);
    expect(daily("gpu-old")).toBeCloseTo(1200, -1);
    expect(daily("gpu-new")).toBeCloseTo(300, -1);
  });

  test("stops starts within a review and the smoothing window of a fall in demand", () => {
    const falls = (before: number) =>
      [
        [0, before],
        [600, before],
        [601, before / 2],
      ] as const;
    const orders = { all: { orders: { "gpu-x": falls(490), "gpu-y": falls(210) } } };
    const result = runChain(chain(network({}, { segments: orders })));
    const started = result.monthly("started_wafers", { line: "packages" });
    // Day 601 is late August 2026 (month 19); a review and three months of smoothing later starts have fallen.
    expect(started[23]).toBeLessThan(0.5 * started[15]);
    // What was in process still arrives: packages pile up.
    const stock = result.monthly("stock_units", { item: "package-x" });
    expect(Math.max(...stock.slice(19, 28))).toBeGreaterThan(1.5 * stock[15]);
  });
});
