import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { hedge } from "../../src/report/wording.ts";
import { rowsOf } from "../report/csv-rows.ts";
import { call, fakeHost, TINY } from "./fake-host.ts";

const FEW = ["--trials", "6", "--workers", "1"];

describe("show --why", () => {
  const host = fakeHost();
  const folder = join(host.folder, "results", "tiny");
  beforeAll(async () => {
    await call(["run", TINY, ...FEW], host);
  });
  const why = (...words: string[]) => call(["show", "tiny", "--why", ...words], host);

  test("has the shares that constraints.csv has, of a year, a quarter and all of it", async () => {
    const rows = await rowsOf(folder, "constraints.csv");
    for (const [figure, period] of [
      ["delivered_h100e_2026", "2026"],
      ["delivered_h100e_2026-Q4", "2026-Q4"],
      ["delivered_h100e", "2026-10..2026-12"],
    ]) {
      const { code, out, err } = await why(figure, "--json");
      expect([code, err]).toEqual([0, ""]);
      const { stages, lines, trials, results } = JSON.parse(out);
      expect([trials, results]).toEqual([6, "results/tiny"]);
      const wanted = rows.filter((row) => row["vendor"] === "" && row["period"] === period);
      for (const one of stages) {
        const row = wanted.find(
          (row) => row["level"] === "stage" && (row["stage"] || row["constraint"]) === one.constraint,
        );
        expect(Number(row?.["mean_share"]) / one.share).toBeCloseTo(1, 5);
        expect(Number(row?.["largest_probability"])).toBeCloseTo(one.probability, 5);
      }
      const named = wanted.filter((row) => row["level"] === "line" && Number(row["mean_share"]) > 0);
      expect(lines).toHaveLength(named.length);
    }
  });

  test("names the inputs of the lines that limit, as the scenario states them, and of demand", async () => {
    const stated = [
      "lines.packager.cycleTime=18 to 24 days",
      "lines.packager.slip=quantiles(p10 0, p50 1, p90 8) weeks",
      "lines.packager.source=Annual report",
      "lines.packager.dated=2026-05",
      "lines.packager.confidence=medium",
    ].flatMap((set) => ["--set", set]);
    await call(["run", TINY, ...FEW, ...stated, "--as", "slow"], host);
    const words = await call(["show", "slow", "--why", "delivered_h100e"], host);
    // Stated: 8 weeks are 56 days.
    expect(words.out).toContain("delay of additions at packager (lines.packager.slip): 0 to 56 days\n");
    expect(words.out).toContain("  Annual report, 2026-05, medium confidence\n");
    expect(words.out).toContain("demand of buyers (segments.buyers.demand): ");
    const { out } = await call(["show", "slow", "--why", "delivered_h100e", "--json"], host);
    const { inputs } = JSON.parse(out);
    const cycle = inputs.find((one: { input: string }) => one.input === "lines.packager.cycleTime");
    // `18 to 24 days`: lognormal, P5 18 and P95 24, so P10 and P90 are sqrt(18 x 24) (24 / 18)^(-+ z(0.9) / (2 z(0.95))),
    // z(0.9) = 1.281552, z(0.95) = 1.644854 of any table.
    const middle = Math.sqrt(18 * 24);
    const reach = Math.exp((Math.log(24 / 18) * 1.281552) / (2 * 1.644854));
    expect(cycle).toMatchObject({ line: "packager", unit: "days", source: "Annual report" });
    expect(cycle.p10).toBeCloseTo(middle / reach, 4);
    expect(cycle.p90).toBeCloseTo(middle * reach, 4);
  });

  test("of a vendor or a product says the same in words", async () => {
    const byOption = await why("delivered_h100e_2026", "--vendor", "acme");
    expect(byOption.code).toBe(0);
    expect(byOption.out).toMatch(
      /^Why does acme deliver .+ in 2026\? \(tiny: traces of 6\ntrials, seed 1\)\n/,
    );
    expect(await why("acme_2026")).toEqual(byOption);
    const product = await why("chip_2026");
    expect(product.out.replace(/\n +/g, " ")).toContain(
      "Shares are of acme's H100e delivered, of which chip is 100%: it has no trace of its own.",
    );
    expect(byOption.out.split("\n").length).toBeLessThanOrEqual(20);
  });

  test("explains a run of another design too", async () => {
    await call(["run", TINY, "--trials", "16", "--design", "sobol", "--as", "net"], host);
    const { code, err } = await call(["show", "net", "--why", "acme"], host);
    expect([code, err]).toEqual([0, ""]);
  });

  test.each([
    [["delivered_h100"], "and not delivered_h100. Did you mean delivered_h100e?"],
    [["acne_2026"], "and not acne. Did you mean acme?"],
    [["zzz"], "and not zzz. There are delivered_h100e, acme, chip"],
    [["acme_2062"], "2062 is no year or quarter of 2026 to 2026. Did you mean 2026?"],
    [["delivered_h100e", "--vendor", "acmee"], "there is no such vendor. Did you mean acme?"],
    [["acme", "--brief"], "--brief and --why are two answers"],
  ])("%j is told what would be right", async (words, message) => {
    const { code, out, err } = await why(...words);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain(message);
  });

  test("says what is missing where there are no details, no trials or another version's", async () => {
    await call(["run", TINY, ...FEW, "--detail", "0", "--as", "bare"], host);
    const bare = await call(["show", "bare", "--why", "acme"], host);
    expect(bare.code).toBe(2);
    expect(bare.err).toContain("no trial of results/bare has monthly details");
    expect(bare.err).toContain("Run it again without --detail 0");
    const newer = await call(["show", "tiny", "--why", "acme"], { ...host, version: "0.2.0" });
    expect(newer.code).toBe(2);
    expect(newer.err).toContain("was written by version 0.1.0, this is 0.2.0");
    await call(["run", TINY, ...FEW, "--as", "gone"], host);
    rmSync(join(host.folder, "results", "gone", "trials"), { recursive: true });
    const gone = await call(["show", "gone", "--why", "acme"], host);
    expect(gone.code).toBe(1);
    expect(gone.err).toContain("cannot be read");
  });
});

describe("show", () => {
  test("--brief has at most five lines of 80 columns, with figures of the answer", async () => {
    const host = fakeHost();
    await call(["run", TINY, ...FEW], host);
    const { code, out } = await call(["show", "tiny", "--brief"], host);
    expect(code).toBe(0);
    const lines = out.trimEnd().split("\n");
    expect(lines.length).toBeLessThanOrEqual(5);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(lines[0]).toBe("What limits a tiny world?");
    expect(lines[lines.length - 1]).toBe("tiny, 6 trials, seed 1: medians (8 trials in 10). results/tiny");
    const { answer } = JSON.parse(
      readFileSync(join(host.folder, "results", "tiny", "manifest.json"), "utf8"),
    );
    const [{ constraint, share, probability }] = answer.binding;
    const name = constraint === "orders" ? "demand" : constraint;
    expect(lines[2]).toContain(`2026 ${hedge(probability)}${name} ${Math.round(100 * share)}%`);
    const json = await call(["show", "tiny", "--brief", "--json"], host);
    expect(JSON.parse(json.out)).toMatchObject({ scenario: "tiny", lines });
  });

  test("is as wide as the terminal, up to 120 columns, and 80 where there is none", async () => {
    const widest = async (terminal: boolean, columns: number): Promise<number> => {
      const host = fakeHost();
      await call(["run", TINY, ...FEW, "--quiet"], host);
      const out = { ...host.out, terminal, columns };
      const shown = await call(["show", "tiny", "--no-color"], { ...host, out });
      return Math.max(...shown.out.split("\n").map((line) => line.length));
    };
    expect(await widest(false, 200)).toBeLessThanOrEqual(80);
    expect(await widest(true, 200)).toBeLessThanOrEqual(120);
    expect(await widest(true, 200)).toBeGreaterThan(80);
    expect(await widest(true, 60)).toBeLessThanOrEqual(60);
  });

  test("--vendor without --why is told what it belongs to", async () => {
    const { code, err } = await call(["show", "tiny", "--vendor", "acme"]);
    expect(code).toBe(2);
    expect(err).toContain("--why delivered_h100e --vendor acme");
  });
});
