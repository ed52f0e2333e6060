import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { type Estimate, meanInterval } from "../../src/analysis/confidence-interval.ts";
import type { Keys } from "../../src/model/series.ts";
import { names, shippedScenario } from "./shipped-scenario.ts";
import { TrialSample } from "./trial-sample.ts";

/**
 * What a strategist would expect of each what-if, as the sign of the paired mean difference from its parent against
 * its own 95 % interval: 24 trials of the same luck, up to the end of 2030.
 */
const TRIALS = 24;
const SHORT = ["end=2030-12-31"];
/** Milliseconds for the trials of a scenario; on a free machine they take a few seconds. */
const PATIENCE = 240_000;

const WHAT_IFS = [
  "capex-bust",
  "cowos-triples",
  "custom-silicon",
  "fab-slips",
  "hbm4-fails",
  "south-taiwan-quake",
  "sram-inference",
];

const sampleOf = (name: string, ...set: readonly string[]): TrialSample =>
  new TrialSample(shippedScenario(name, [...SHORT, ...set]).model, TRIALS);

/** One figure a trial, in the order of the trials. */
type Response = (sample: TrialSample) => number[];

const everything = (keys: Keys): boolean => Object.keys(keys).length === 0;
const vendor = (name: string) => (keys: Keys) =>
  keys.vendor === name && keys.product === undefined && keys.segment === undefined;
const line = (name: string) => (keys: Keys) => keys.line === name;

const delivered =
  (from: string, to: string, keep: (keys: Keys) => boolean = everything): Response =>
  (sample) =>
    sample.flows("delivered_h100e", from, to, keep);
const ordered =
  (from: string, to: string): Response =>
  (sample) =>
    sample.flows("ordered_h100e", from, to, everything);
const down =
  (name: string, from: string, to: string): Response =>
  (sample) =>
    sample.flows("down_wafers", from, to, line(name));
const stacks =
  (item: string, from: string, to: string): Response =>
  (sample) =>
    sample.flows("used_units", from, to, (keys) => keys.item === item);
/** Share of all deliveries that these stages held back, whoever's. */
const limitedBy =
  (stages: readonly string[], from: string, to: string): Response =>
  (sample) => {
    const all = sample.flows("constrained_h100e", from, to, (keys) => keys.vendor === undefined);
    const held = sample.flows(
      "constrained_h100e",
      from,
      to,
      (keys) => keys.vendor === undefined && keys.stage !== undefined && stages.includes(keys.stage),
    );
    return held.map((value, k) => value / all[k]);
  };
const plus =
  (a: Response, b: Response, factor = 1): Response =>
  (sample) => {
    const others = b(sample);
    return a(sample).map((value, k) => value + factor * others[k]);
  };
const minus = (a: Response, b: Response): Response => plus(a, b, -1);

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

/** Mean of child - `scale` x parent over the trials, with its interval. */
function difference(child: TrialSample, response: Response, scale = 1): Estimate {
  const parents = response(baseline);
  return meanInterval(response(child).map((value, k) => value - scale * parents[k]));
}

function expectMore(child: TrialSample, response: Response): void {
  expect(difference(child, response).low).toBeGreaterThan(0);
}

function expectLess(child: TrialSample, response: Response): void {
  expect(difference(child, response).high).toBeLessThan(0);
}

let baseline: TrialSample;
beforeAll(() => {
  baseline = sampleOf("baseline");
}, PATIENCE);

describe("a what-if", () => {
  test("is in this test if it is shipped", () => {
    const others = ["baseline", "history", "history-2024", "world"];
    expect(names.filter((name) => !others.includes(name)).sort()).toEqual(WHAT_IFS);
  });

  test.each(WHAT_IFS)(
    "%s asks a question in 40 lines, without a warning or a number without source",
    (name) => {
      const { model, problems, unsourced } = shippedScenario(name);
      expect(model.name).toMatch(/^[A-Z].*\?$/);
      expect(readFileSync(`scenarios/${name}.yaml`, "utf8").trimEnd().split("\n").length).toBeLessThanOrEqual(
        40,
      );
      expect(problems.filter(({ severity }) => severity !== "note")).toEqual([]);
      expect(unsourced).toEqual([]);
    },
  );
});

describe("three times the CoWoS", () => {
  let triple: TrialSample;
  beforeAll(() => {
    triple = sampleOf("cowos-triples");
  }, PATIENCE);

  test("gives less than 1.6 times the accelerators of 2029", () => {
    expect(difference(triple, delivered("2029-01", "2030-01"), 1.6).high).toBeLessThan(0);
  });

  test("never gives less for certain: more of one thing takes nothing from the rest", () => {
    for (const year of [2028, 2029, 2030]) {
      expect(difference(triple, delivered(`${year}-01`, `${year + 1}-01`)).high).toBeGreaterThan(0);
    }
  });

  test("moves the constraint: packaging binds hardly any more, what comes before it more", () => {
    const years = ["2028-01", "2030-01"] as const;
    expectLess(triple, limitedBy(["packaging"], ...years));
    expect(mean(limitedBy(["packaging"], ...years)(triple))).toBeLessThan(0.02);
    expectMore(triple, limitedBy(["memory", "logic", "part"], ...years));
  });
});

describe("a year without SK hynix's HBM4 at NVIDIA", () => {
  let fails: TrialSample;
  const year = ["2027-01", "2028-01"] as const;
  beforeAll(() => {
    fails = sampleOf("hbm4-fails");
  }, PATIENCE);

  test("costs NVIDIA deliveries in 2027", () => {
    expectLess(fails, delivered(...year, vendor("nvidia")));
  });

  test("gives AMD more, and all others together too: the stacks find other users", () => {
    expectMore(fails, delivered(...year, vendor("amd")));
    expectMore(fails, minus(delivered(...year), delivered(...year, vendor("nvidia"))));
  });

  test("still leaves stacks of SK hynix unused: nobody else needs as many", () => {
    expectLess(fails, stacks("hbm4-12@skhynix", "2026-10", "2028-01"));
  });
});

describe("a quake in south Taiwan", () => {
  let quake: TrialSample;
  beforeAll(() => {
    quake = sampleOf("south-taiwan-quake");
  }, PATIENCE);

  test("changes nothing before it comes", () => {
    const earlier = delivered("2026-10", "2028-08");
    expect(earlier(quake)).toEqual(earlier(baseline));
  });

  test("stops the lines of the south and costs deliveries within the half-year", () => {
    for (const name of ["tsmc-n3", "cowos-l-south"]) expectMore(quake, down(name, "2028-08", "2028-10"));
    expectLess(quake, delivered("2028-08", "2029-03"));
  });

  // In process are at most 23 weeks of logic and 10 of packaging. Lost of them are 7 % in the mean of the triangle,
  // and 8 % x 27 % by the severe branch; the lines stand for four days, and 8 % x 21 days more: together
  // 0.092 x 33 weeks + 6 days, under four weeks' deliveries. Those after it grow, so the fastest month is taken.
  test("loses at most the work in process and what it delays", () => {
    const all = difference(quake, delivered("2028-08", "2031-01"));
    const month = Math.max(
      ...["2028-09", "2029-03", "2029-09", "2030-03"].map(
        (from, k) => mean(delivered(from, ["2029-03", "2029-09", "2030-03", "2030-09"][k])(baseline)) / 6,
      ),
    );
    expect(all.low).toBeLessThan(0);
    expect(all.value).toBeGreaterThan(-month);
  });

  test(
    "does not stop Arizona's line, which works where it is on",
    () => {
      const on = "lines.amkor-arizona.on=true";
      const hit = sampleOf("south-taiwan-quake", on);
      const spared = sampleOf("south-taiwan-quake", on, "shocks.quake-august-2028.on=false");
      const standing = down("amkor-arizona", "2028-08", "2029-03");
      expect(standing(hit)).toEqual(standing(spared));
      expect(mean(hit.flows("started_wafers", "2029-01", "2030-01", line("amkor-arizona")))).toBeGreaterThan(
        0,
      );
      const south = down("cowos-l-south", "2028-08", "2028-10");
      expect(mean(south(hit))).toBeGreaterThan(mean(south(spared)));
    },
    PATIENCE,
  );
});

describe("fabs two to four quarters late", () => {
  let late: TrialSample;
  beforeAll(() => {
    late = sampleOf("fab-slips");
  }, PATIENCE);

  test("take leading-edge capacity from 2028 and make logic the limit of more of its deliveries", () => {
    const capacity: Response = (sample) =>
      sample.flows("capacity_wafers", "2028-01", "2029-01", ({ line: of }) =>
        /^tsmc-(arizona-)?n[23]/.test(of ?? ""),
      );
    expectLess(late, capacity);
    expectMore(late, limitedBy(["logic"], "2028-01", "2029-01"));
  });

  test("cost deliveries of 2028, and of 2027 under a third of that: fab, packaging and rack lie between", () => {
    expectLess(late, delivered("2028-01", "2029-01"));
    const [first, second] = ["2027", "2028"].map((year) =>
      difference(late, delivered(`${year}-01`, `${Number(year) + 1}-01`)),
    );
    expect(Math.abs(first.value)).toBeLessThan(Math.abs(second.value) / 3);
  });
});

describe("a capex bust", () => {
  let bust: TrialSample;
  beforeAll(() => {
    bust = sampleOf("capex-bust");
  }, PATIENCE);

  test("takes 30 % of the orders from July 2028 on", () => {
    for (const [from, to] of [
      ["2028-07", "2029-01"],
      ["2029-01", "2030-01"],
    ]) {
      const share = mean(ordered(from, to)(bust)) / mean(ordered(from, to)(baseline));
      expect(share).toBeCloseTo(0.7, 6);
    }
  });

  test("lets what is in process arrive: deliveries of the half-year fall, by less than a third as much", () => {
    const half = ["2028-07", "2029-01"] as const;
    const orders = mean(ordered(...half)(bust)) / mean(ordered(...half)(baseline)) - 1;
    expectLess(bust, delivered(...half));
    expect(difference(bust, delivered(...half), 1 + orders / 3).low).toBeGreaterThan(0);
  });

  test("is paid out of the queue: the backlog is smaller at the end of 2029", () => {
    expectLess(bust, (sample) => sample.flows("backlog_h100e", "2029-12", "2030-01", everything));
  });
});

describe("orders that move to TPU and Trainium", () => {
  let custom: TrialSample;
  const years = ["2028-01", "2031-01"] as const;
  beforeAll(() => {
    custom = sampleOf("custom-silicon");
  }, PATIENCE);

  test("give Google and Amazon together more units, and NVIDIA fewer", () => {
    const units =
      (name: string): Response =>
      (sample) =>
        sample.flows("delivered_units", ...years, vendor(name));
    expectMore(custom, plus(units("google"), units("amazon")));
    expectLess(custom, units("nvidia"));
  });

  test("raise the share of custom silicon in what is delivered", () => {
    expectMore(custom, (sample) => {
      const all = delivered(...years)(sample);
      const own = plus(delivered(...years, vendor("google")), delivered(...years, vendor("amazon")))(sample);
      return own.map((value, k) => value / all[k]);
    });
  });
});

describe("inference on parts without HBM and CoWoS", () => {
  let sram: TrialSample;
  const years = ["2029-01", "2031-01"] as const;
  beforeAll(() => {
    sram = sampleOf("sram-inference");
  }, PATIENCE);

  test("adds to what is delivered, because memory is what the rest waits for", () => {
    expectMore(sram, delivered(...years));
  });

  test("takes less from the others than it adds: their deliveries fall by less than two thirds of it", () => {
    const groq = delivered(...years, vendor("groq"));
    expect(difference(sram, plus(minus(delivered(...years), groq), groq, 2 / 3)).low).toBeGreaterThan(0);
  });
});
