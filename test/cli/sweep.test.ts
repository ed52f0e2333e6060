import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { bytesBelow } from "../experiment/fake-run.ts";
import { rowsOf } from "../report/csv-rows.ts";
import { call, fakeHost, TINY } from "./fake-host.ts";

const FAB = "lines.fab.capacity";
const PACKAGER = "lines.packager.capacity";
const GRID = ["--vary", `${FAB}=times 1,times 0.25`, "--vary", `${PACKAGER}=times 1,times 0.5`];

const isTotal = (row: Record<string, string>): boolean =>
  row["metric"] === "delivered_units" &&
  row["period_kind"] === "horizon" &&
  ["product", "vendor", "segment"].every((key) => row[key] === "");

describe("sweep", () => {
  test("has every cell's figures, their differences and the interaction, as runs of each cell alone say", async () => {
    const host = fakeHost();
    const { code, out, err } = await call(["sweep", TINY, ...GRID, "--trials", "20"], host);
    expect([code, err]).toEqual([0, "80 trials in 0 s\n"]);
    expect(out).toContain("tiny: 4 cells of 20 trials, seed 1)");
    expect(out).toMatch(/\ntimes 0\.25 {2}times 0\.5 .*\n/);
    expect(out).toContain(`Varied       A is ${FAB}, B is ${PACKAGER}\n`);
    expect(out).toContain("\nTogether     ");
    const folder = join(host.folder, "results", "tiny-sweep");
    expect(readdirSync(folder).sort()).toEqual([
      "datapackage.json",
      "dictionary.csv",
      "manifest.json",
      "sweep.csv",
      "trials",
    ]);
    const rows = (await rowsOf(folder, "sweep.csv")).filter(isTotal);
    expect(
      rows.map((row) => [row["in_lines_fab_capacity"], row["in_lines_packager_capacity"], row["reference"]]),
    ).toEqual([
      ["times 1", "times 1", "yes"],
      ["times 1", "times 0.5", ""],
      ["times 0.25", "times 1", ""],
      ["times 0.25", "times 0.5", ""],
    ]);
    // From outside: four runs of their own, and t(0.975, 19) = 2.093024 of any table.
    const cells: number[][] = [];
    for (const [place, row] of rows.entries()) {
      const sets = [
        "--set",
        `${FAB}=${row["in_lines_fab_capacity"]}`,
        "--set",
        `${PACKAGER}=${row["in_lines_packager_capacity"]}`,
      ];
      await call(["run", TINY, "--trials", "20", ...sets, "--as", `alone-${place}`], host);
      const trials = await rowsOf(join(host.folder, "results", `alone-${place}`), "trials.csv");
      cells.push(trials.map((trial) => Number(trial["out_delivered_units_2026"])));
    }
    const mean = (values: readonly number[]): number =>
      values.reduce((sum, value) => sum + value, 0) / values.length;
    const [neither, second, first, both] = cells as [number[], number[], number[], number[]];
    for (const [place, row] of rows.entries()) {
      expect(Number(row["mean"]) / mean(cells[place]!)).toBeCloseTo(1, 5);
      if (place > 0) expect(Number(row["difference"])).toBeCloseTo(mean(cells[place]!) - mean(neither), 0);
    }
    const contrast = both.map((value, trial) => value - first[trial]! - second[trial]! + neither[trial]!);
    const squares = contrast.reduce(
      (sum, value) => sum + (value - mean(contrast)) * (value - mean(contrast)),
      0,
    );
    const half = 2.093024 * Math.sqrt(squares / 19 / 20);
    const crossed = rows[3]!;
    expect(Math.abs(mean(contrast))).toBeGreaterThan(half);
    expect(Number(crossed["interaction"]) / mean(contrast)).toBeCloseTo(1, 4);
    expect(Number(crossed["interaction_low"]) / (mean(contrast) - half)).toBeCloseTo(1, 4);
    expect(Number(crossed["interaction_high"]) / (mean(contrast) + half)).toBeCloseTo(1, 4);
    expect(rows.slice(0, 3).map((row) => row["interaction"])).toEqual(["", "", ""]);
    // 1 - 0.05 / 3 for three differences at once.
    expect(Number(crossed["level"])).toBeCloseTo(0.983333, 6);
  });

  test("pairs with the cell it is asked to, and is printed again", async () => {
    const host = fakeHost();
    const { code, out } = await call(
      ["sweep", TINY, ...GRID, "--against", `${FAB}=times 0.25`, "--trials", "4"],
      host,
    );
    expect(code).toBe(0);
    expect(out).toMatch(/\ntimes 0\.25 {2}times 1 +\S+ +reference\n/);
    expect((await call(["show", "tiny-sweep"], host)).out).toBe(out);
  });

  test("gives the same bytes for any number of workers, and goes on where it was", async () => {
    const [one, two] = [fakeHost(), fakeHost()];
    await call(["sweep", TINY, ...GRID, "--trials", "60", "--workers", "1"], one);
    await call(["sweep", TINY, ...GRID, "--trials", "50", "--workers", "2"], two);
    const more = await call(["sweep", TINY, ...GRID, "--trials", "60", "--resume"], two);
    expect(more.err).toBe("240 trials (200 were there) in 0 s\n");
    const files = (host: typeof one) => {
      const bytes = bytesBelow(join(host.folder, "results", "tiny-sweep"));
      bytes.delete("/manifest.json");
      return bytes;
    };
    expect(files(two)).toEqual(files(one));
    const other = await call(["sweep", TINY, ...GRID.slice(0, 2), "--trials", "60", "--resume"], two);
    expect(other.code).toBe(2);
    expect(other.err).toContain("can't be resumed");
  });

  test("varies switches and dates, and a value with commas in brackets is one", async () => {
    const vary = [
      "--vary",
      "shocks.quake.on=true,false",
      "--vary",
      `${FAB}=4k wafers/month,"triangular(3k, 4k, 5k) wafers/month"`,
    ];
    const { code, out } = await call(["sweep", TINY, ...vary, "--trials", "4", "--json"]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      paths: ["shocks.quake.on", FAB],
      cells: [{ reference: true, difference: null }, {}, {}, {}],
    });
  });

  test.each([
    [["--vary", "slot"], "this is not PATH=VALUE"],
    [["--vary", "slot=1 day"], "one value varies nothing"],
    [["--vary", "slot=1 day,"], "a value is missing"],
    [["--vary", "slot=1 day,1 day"], "1 day is there twice"],
    [["--vary", "slot=1 day,2 days", "--vary", "slot=3 days,4 days"], "slot is varied twice"],
    [["--vary", `a=${Array.from({ length: 501 }, (_, n) => n)}`], "make 501 cells, and 500 are the most"],
    [["--vary", "slot=1 day,2 days", "--against", "slto=1 day"], "slto is not varied. Did you mean slot?"],
    [["--vary", "slot=1 day,2 days", "--against", "slot=3 days"], "not among its values 1 day, 2 days"],
    [["--vary", "lines.fba.capacity=times 1,times 2"], "did you mean fab?"],
    [["--vary", "end=2026-12-31,2027-01-31"], "start and end can't be varied"],
    [[], "Missing required argument: vary"],
  ])("%j is told what would be right", async (options, message) => {
    const { code, out, err } = await call(["sweep", TINY, ...options]);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain(message);
  });
});
