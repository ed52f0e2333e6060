import { describe, expect, it } from "vitest";
import type { Timeline, Value } from "../../src/model/model.ts";
import { ResolvedTimeline } from "../../src/model/timeline.ts";
import { medianDraws } from "../../src/model/value.ts";
import type { LoadedScenario } from "../../src/scenario/load.ts";
import { rendered } from "../../src/scenario/problem.ts";
import { loaded, loadText, rulesBroken } from "./files.ts";

const MONTH = 365.25 / 12;
/** The small scenario starts on 2026-01-01. */
const day = (iso: string): number => (Date.parse(iso) - Date.parse("2026-01-01")) / 86_400_000;

function line(scenario: LoadedScenario, id: string) {
  const found = scenario.model.lines.find((candidate) => candidate.id === id);
  if (found === undefined) throw new Error(`no line ${id}`);
  return found;
}

/** A timeline at its medians, per month. */
function at(scenario: LoadedScenario, timeline: Timeline, iso: string): number {
  const draws = medianDraws(scenario.model.parameters);
  return new ResolvedTimeline(timeline, draws).at(day(iso)) * MONTH;
}

function certain(value: Value): number {
  if (typeof value !== "number") throw new Error("uncertain");
  return value;
}

describe("a child says only what differs", () => {
  it("changes one key of one entity", () => {
    const child = loaded("extends: small\nlines: { stacker: { cycleTime: 20 weeks } }\n");
    const parent = loaded("extends: small\n");
    expect(line(child, "stacker").cycleTime).toBe(140);
    expect({ ...line(child, "stacker"), cycleTime: 182 }).toEqual(line(parent, "stacker"));
    expect(child.changed).toEqual(["lines.stacker.cycleTime"]);
  });

  it("of a file without a parent nothing is changed", () => {
    expect(loaded(loaded("extends: small\n").resolved).changed).toEqual([]);
  });

  it("adds an entity and removes one", () => {
    const { model } = loaded(
      "extends: small\nshocks: { quake: null, fire: { when: 2027-03, where: { line: fab }, scrap: 5% } }\n",
    );
    expect(model.shocks.map(({ id }) => id)).toEqual(["fire"]);
  });

  it("replaces a timeline whole", () => {
    const child = loaded(
      "extends: small\nlines: { packager: { capacity: { unit: wafers/month, 2026-06: 5k } } }\n",
    );
    expect(line(child, "packager").capacity.times).toEqual([day("2026-06-01")]);
  });

  it("replaces a mix whole", () => {
    const { model } = loaded("extends: small\nsegments: { clouds: { mix: { little: 100% } } }\n");
    expect(model.segments.find(({ id }) => id === "clouds")?.mix.map(({ product }) => product)).toEqual([1]);
  });

  it("of a file that extends nothing else in its folder or among the shipped is refused", () => {
    expect(rulesBroken("extends: nothing\n")).toEqual(['error extends: there is no scenario "nothing"']);
  });

  it("files of its folder come before shipped ones of that name", () => {
    const own = "extends: base.yaml\n";
    const base = "extends: small\nslot: 2 days\n";
    expect(loaded(own, {}, { "base.yaml": base }).model.slot).toBe(2);
    expect(loaded(own, {}, { "base.yaml": base }).files).toEqual(["test.yaml", "base.yaml", "small.yaml"]);
  });
});

describe("a relative value changes its parent's", () => {
  it("times: a scalar is multiplied, and keeps its draw", () => {
    const parent = loaded("extends: small\n");
    const child = loaded(
      "extends: small\nlines: { fab: { cycleTime: times 1.5 }, stacker: { cycleTime: times 1.5 } }\n",
    );
    expect(certain(line(child, "stacker").cycleTime)).toBe(273);
    expect(line(child, "fab").cycleTime).toEqual({ ...Object(line(parent, "fab").cycleTime), scale: 1.5 });
    expect(child.model.parameters).toEqual(parent.model.parameters);
  });

  it("plus and minus: amounts are added, percentages are of the parent's value", () => {
    const of = (change: string): number =>
      certain(
        line(loaded(`extends: small\nlines: { stacker: { cycleTime: ${change} } }\n`), "stacker").cycleTime,
      );
    expect(of("plus 2 weeks")).toBe(196);
    expect(of("minus 12 weeks")).toBe(98);
    expect(of("minus 10%")).toBeCloseTo(163.8, 9);
  });

  it("changes add up over generations, in their order", () => {
    const files = { "mother.yaml": "extends: small\nlines: { stacker: { cycleTime: plus 4 weeks } }\n" };
    const child = loaded("extends: mother\nlines: { stacker: { cycleTime: times 2 } }\n", {}, files);
    expect(certain(line(child, "stacker").cycleTime)).toBe(2 * (26 + 4) * 7);
  });

  it("later by and sooner by move dates by the calendar", () => {
    const child = loaded(
      "extends: small\nproducts: { big: { launch: later by 2 quarters }, little: { launch: sooner by 1 month } }\n",
    );
    expect(child.model.products.map(({ launch }) => launch)).toEqual([day("2025-04-01"), day("2024-12-01")]);
  });

  it("on a timeline it acts from the start on: facts before stand", () => {
    const parent = loaded("extends: small\n");
    const child = loaded("extends: small\nlines: { packager: { capacity: times 2 } }\n");
    const before = line(parent, "packager").capacity;
    const after = line(child, "packager").capacity;
    for (const iso of ["2025-01-01", "2025-07-01", "2025-12-31"])
      expect(at(child, after, iso), iso).toBeCloseTo(at(parent, before, iso), 9);
    for (const iso of ["2026-01-01", "2026-07-01", "2027-01-01"])
      expect(at(child, after, iso), iso).toBeCloseTo(2 * at(parent, before, iso), 9);
  });

  it("or from its own date on", () => {
    const parent = loaded("extends: small\n");
    const child = loaded("extends: small\nlines: { packager: { capacity: times 3 from 2026-07 } }\n");
    const before = line(parent, "packager").capacity;
    const after = line(child, "packager").capacity;
    expect(at(child, after, "2026-06-30")).toBeCloseTo(at(parent, before, "2026-06-30"), 9);
    expect(at(child, after, "2026-07-01")).toBeCloseTo(3 * at(parent, before, "2026-07-01"), 9);
  });

  it("a timeline that comes later holds until then", () => {
    const parent = loaded("extends: small\n");
    const child = loaded("extends: small\nlines: { packager: { capacity: later by 2 quarters } }\n");
    const before = line(parent, "packager").capacity;
    const after = line(child, "packager").capacity;
    expect(at(child, after, "2025-09-01")).toBeCloseTo(at(parent, before, "2025-09-01"), 9);
    expect(at(child, after, "2026-04-01")).toBeCloseTo(at(parent, before, "2026-01-01"), 9);
    expect(at(child, after, "2027-06-01")).toBeCloseTo(8000, 9);
    expect(at(child, after, "2027-05-01")).toBeLessThan(8000);
  });

  it("a timeline that comes sooner jumps to what was to come", () => {
    const parent = loaded("extends: small\n");
    const child = loaded("extends: small\nlines: { packager: { capacity: sooner by 3 months } }\n");
    const before = line(parent, "packager").capacity;
    const after = line(child, "packager").capacity;
    expect(at(child, after, "2025-12-31")).toBeCloseTo(at(parent, before, "2025-12-31"), 9);
    expect(at(child, after, "2026-09-01")).toBeCloseTo(8000, 9);
  });

  it("in shares and mixes it changes one name, null removes one, and the others stand", () => {
    const parent = loaded("extends: small\n");
    const child = loaded(
      "extends: small\nlines: { fab: { shares: { alpha: times 0.5 from 2026-07 } } }\nsegments: { clouds: { mix: { little: null } } }\n",
    );
    expect(child.changed).toEqual(["lines.fab.shares.alpha", "segments.clouds.mix.little"]);
    const shares = (scenario: LoadedScenario, iso: string): number[] =>
      line(scenario, "fab").shares.map(({ weight }) => at(scenario, weight, iso) / MONTH);
    expect(shares(child, "2026-06-30")).toEqual(shares(parent, "2026-06-30"));
    expect(shares(child, "2026-07-01").map((share) => share.toFixed(9))).toEqual([
      "0.350000000",
      "0.300000000",
    ]);
    expect(child.model.segments.find(({ id }) => id === "clouds")?.mix).toHaveLength(1);
  });

  it("shares and mixes are changed or stated anew, not half and half, and not all at once", () => {
    expect(
      rulesBroken("extends: small\nlines: { fab: { shares: { alpha: times 0.5, broker: 40% } } }\n"),
    ).toEqual(["error lines.fab.shares: some of it is changed and some is stated anew"]);
    expect(rulesBroken("extends: small\nsegments: { clouds: { mix: times 0.5 } }\n")).toEqual([
      "error segments.clouds.mix: a relative value needs one value to change, and this has several",
    ]);
    expect(rulesBroken("extends: small\nsegments: { labs: { mix: { little: times 2 } } }\n")).toEqual([
      'error segments.labs.mix.little: "times 2" is relative, but there is no value to change',
    ]);
  });

  it("between two uncertain dates of one kind the draw between them is changed", () => {
    const base =
      "extends: small\nlines: { packager: { capacity: { unit: wafers/month, 2025-12-31: uniform(2, 4), 2026-01-10: uniform(12, 24) } } }\n";
    const child = loaded(
      "extends: base\nlines: { packager: { capacity: times 10 from 2026-01-05 } }\n",
      {},
      { "base.yaml": base },
    );
    const { capacity } = line(child, "packager");
    expect(capacity.times).toEqual([
      day("2025-12-31"),
      day("2026-01-04"),
      day("2026-01-05"),
      day("2026-01-10"),
    ]);
    // All dates share one uniform, so at the median each is the middle of its range, linear in between.
    const medians = ["2025-12-31", "2026-01-04", "2026-01-05", "2026-01-10"].map((iso) =>
      at(child, capacity, iso),
    );
    [3, 3 + 15 * 0.4, 10 * (3 + 15 * 0.5), 180].forEach((expected, k) => {
      expect(medians[k]).toBeCloseTo(expected, 9);
    });
    expect(
      new Set(
        child.model.parameters
          .filter(({ path }) => path.startsWith("lines.packager.capacity"))
          .map(({ column }) => column),
      ).size,
    ).toBe(1);
  });
});

describe("--set is a last child", () => {
  it("sets a value, changes one relative to it, and removes an entity", () => {
    const set = ["slot=2 days", "lines.stacker.cycleTime=times 2", "shocks.quake=null"];
    const scenario = loaded("extends: small\n", { set });
    expect(scenario.model.slot).toBe(2);
    expect(line(scenario, "stacker").cycleTime).toBe(364);
    expect(scenario.model.shocks).toEqual([]);
    expect(scenario.changed).toEqual(["slot", "lines.stacker.cycleTime", "shocks.quake"]);
  });

  it("reaches into a timeline, where a file would replace it whole", () => {
    const scenario = loaded("extends: small\n", { set: ["lines.packager.capacity.2026-12=16k"] });
    expect(at(scenario, line(scenario, "packager").capacity, "2026-12-01")).toBeCloseTo(16_000, 9);
    expect(at(scenario, line(scenario, "packager").capacity, "2025-01-01")).toBeCloseTo(4000, 9);
  });

  it("a mistake names the option, and a caret stands under what is wrong in it", () => {
    const said = (option: string): string[] =>
      loadText("extends: small\n", { set: [option] }).problems.flatMap((problem) =>
        rendered(problem).split("\n").slice(0, 3),
      );
    expect(said("lines.fab.cycleTime=5")).toEqual([
      "--set lines.fab.cycleTime=5: error: lines.fab.cycleTime: 5 has no unit",
      "  1 | lines.fab.cycleTime=5",
      "    |                     ^",
    ]);
    expect(said("segments.labs.mix={big: 50%, litle: 50%}")).toEqual([
      '--set segments.labs.mix={big: 50%, litle: 50%}: error: segments.labs.mix: there is no product "litle"',
      "  1 | segments.labs.mix={big: 50%, litle: 50%}",
      "    |                              ^^^^^",
    ]);
  });

  it("does not make up an entity from a name that is mistaken", () => {
    const rules = (option: string): string[] => rulesBroken("extends: small\n", { set: [option] });
    expect(rules("lines.fob.cycleTime=3 weeks")).toEqual(["error : there is no fob in lines"]);
    expect(rules("nonsense")).toEqual(["error : this is not PATH=VALUE"]);
    expect(rules("regions.mars={}")).toEqual([]);
  });

  it("gives the same scenario as a child that says the same", () => {
    const child = loaded("extends: small\nlines: { stacker: { cycleTime: 20 weeks } }\n");
    expect(loaded("extends: small\n", { set: ["lines.stacker.cycleTime=20 weeks"] }).hash).toBe(child.hash);
  });
});
