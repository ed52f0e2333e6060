import { describe, expect, it } from "vitest";
import { loaded, rulesBroken } from "./files.ts";

/** What is said of a scenario that runs: warnings and notes. */
function said(text: string): string[] {
  const { problems } = loaded(`extends: small\n${text}`);
  return problems.map(({ severity, path, rule }) => `${severity} ${path}: ${rule}`);
}

it("nothing is said of a scenario that is as it should be", () => {
  expect(said("")).toEqual([]);
});

describe("a warning is given where the answer may mislead", () => {
  it("a warm-up shorter than the longest path leaves pipelines empty", () => {
    // Memory 26 weeks, 3 days of transit, 3 weeks of cover, packaging 8, cover 3, assembly 2: 42 weeks and 3 days.
    expect(said("warmup: 10 months\n")).toEqual([]);
    expect(said("warmup: 9 months\n")).toEqual([
      "warning warmup: the warm-up of 274 days is shorter than the 297 days that big takes from its first wafer",
    ]);
  });

  it("a line that makes nothing anyone needs stands idle", () => {
    const text =
      "memories: { hbm2: { gross: 600 dies/wafer, height: 4, yield: 70% } }\nlines: { old: { stage: memory, makes: hbm2, region: korea, operator: memory-maker, capacity: 1k wafers/month, cycleTime: 20 weeks } }\n";
    expect(said(text)).toEqual([
      "warning lines.old.makes: makes nothing that any product needs, so the line stands idle",
    ]);
  });

  it("a product that nobody orders is not made", () => {
    expect(said("segments: { clouds: { mix: { big: 100% }, switchTo: big } }\n")).toEqual([
      "warning products.little: no segment orders it, so none is made",
    ]);
  });

  it("a buyer without a share where the rest is not dealt", () => {
    expect(said("lines: { fab: { shares: { alpha: 70% } } }\n")).toEqual([
      "warning lines.fab.shares: broker needs what this line makes and has no share of it",
    ]);
    expect(said("lines: { fab: { shares: { alpha: 70%, others: rest } } }\n")).toEqual([]);
  });

  it("a qualification that nothing waits for", () => {
    const q = (vendor: string, supplier: string): string =>
      `vendors: { gamma: {} }\nqualifications: { q: { supplier: ${supplier}, item: hbm3e-8, vendor: ${vendor}, sample: 2026-03, length: 9 months } }\n`;
    expect(said(q("gamma", "memory-maker"))).toEqual([
      "warning qualifications.q: gamma uses no hbm3e-8@memory-maker, so nothing waits for this",
    ]);
    expect(said(q("alpha", "foundry"))).toEqual([
      "warning qualifications.q.item: no line of foundry makes hbm3e-8, so nothing waits for this",
    ]);
    expect(said(q("alpha", "memory-maker"))).toEqual([]);
  });
});

describe("a note is given of what is only worth knowing", () => {
  it("a launch, an opening or a shock after the horizon", () => {
    expect(said("products: { little: { launch: 2028-03 } }\n")).toEqual([
      "note products.little.launch: the launch is after the horizon",
    ]);
    expect(
      said(
        "lines: { fab: { projects: { p: { size: 1k wafers/month, decided: 2026-06, phases: { a: 12 months, b: 10 months } } } } }\n",
      ),
    ).toEqual(["note lines.fab.projects.p: opens about 2028-03-31, after the horizon"]);
    expect(said("shocks: { late: { when: 2029-01, where: { line: fab }, scrap: 5% } }\n")).toEqual([
      "note shocks.late.when: is after the horizon, so it never happens",
    ]);
  });

  it("a way that goods take without a lane", () => {
    expect(said("lanes: { taiwan-us: null }\n")).toEqual([
      "note lanes: no lane leads from taiwan to us, so goods arrive there at once",
    ]);
  });
});

describe("what has happened is a date", () => {
  const launch = (asOf: string): string[] =>
    rulesBroken(`extends: small\nasOf: ${asOf}\nproducts: { little: { launch: 2026-03 to 2026-09 } }\n`);

  it("a distribution of an event before asOf is refused, after it not", () => {
    expect(launch("2026-05-31")).toEqual([]);
    expect(launch("2026-06-30")).toEqual([
      "error products.little.launch: the launch, about 2026-06-01, is not after asOf (2026-06-30) and cannot be uncertain",
    ]);
  });

  it("quantities of the past may be known by estimate only", () => {
    expect(rulesBroken("extends: small\nlines: { fab: { background: { 2024-01: 40% to 60% } } }\n")).toEqual(
      [],
    );
  });
});

it("shares may add to the whole at every date, and not above it at one", () => {
  const shares = (alpha: string): string[] =>
    rulesBroken(
      `extends: small\nlines: { packager: { shares: { alpha: ${alpha}, broker: { 2026-01: 40%, 2027-01: 20% } } } }\n`,
    );
  expect(shares("{ 2026-01: 60%, 2027-01: 80% }")).toEqual([]);
  expect(shares("{ 2026-01: 60%, 2026-06: 75%, 2027-01: 80% }")).toEqual([
    "error lines.packager.shares: the shares add to 106.7% at 2026-06-01",
  ]);
});

it("a finer slot is refused where a trial would have more than five million events", () => {
  expect(rulesBroken("extends: small\nslot: 0.1 days\n")).toEqual([]);
  expect(
    rulesBroken("extends: small\nslot: 0.002 days\n").map((rule) => rule.replace(/\d+\.\d/, "N")),
  ).toEqual(["error slot: a trial would have about N M events, and at most 5 M are run"]);
});
