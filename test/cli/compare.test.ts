import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { bytesBelow } from "../experiment/fake-run.ts";
import { rowsOf } from "../report/csv-rows.ts";
import { call, fakeHost, TINY } from "./fake-host.ts";

/** The tiny world with a child that extends it: twice the fab, and a quake on a day. */
function world(child = CHILD) {
  const host = fakeHost();
  writeFileSync(join(host.folder, "tiny.yaml"), readFileSync(TINY, "utf8"));
  writeFileSync(join(host.folder, "child.yaml"), child);
  return host;
}

const CHILD = `name: What would a quake on a day do?
extends: tiny.yaml
shocks:
  day: { when: 2026-10-20, where: { region: taiwan }, scrap: 30% }
`;

describe("compare", () => {
  test("runs what was not run, and its figures are those of the two trials.csv", async () => {
    const host = world();
    const { code, out, err } = await call(
      ["compare", "tiny.yaml", "child.yaml", "--trials", "20", "--workers", "2"],
      host,
    );
    expect([code, err]).toEqual([
      0,
      "tiny: 20 trials to run\n20 trials in 0 s\nchild: 20 trials to run\n20 trials in 0 s\n",
    ]);
    expect(out).toContain("Changed      1 input: shock day is new\n");
    const results = join(host.folder, "results");
    expect(readdirSync(results).sort()).toEqual(["child", "tiny", "tiny-vs-child"]);
    expect(readdirSync(join(results, "tiny-vs-child")).sort()).toEqual([
      "changes.csv",
      "comparison.csv",
      "datapackage.json",
      "dictionary.csv",
      "manifest.json",
      "redistribution.csv",
      "report.html",
    ]);
    // From outside: the two files of trials, the textbook formulas, and t(0.975, 19) = 2.093024 of any table.
    const [before, after] = await Promise.all(
      ["tiny", "child"].map(async (name) =>
        (await rowsOf(join(results, name), "trials.csv")).map((row) =>
          Number(row["out_delivered_units_2026"]),
        ),
      ),
    );
    const differences = after!.map((value, trial) => value - before![trial]!);
    const mean = differences.reduce((sum, value) => sum + value, 0) / 20;
    const squares = differences.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
    const half = 2.093024 * Math.sqrt(squares / 19 / 20);
    const table = await rowsOf(join(results, "tiny-vs-child"), "comparison.csv");
    const row = table.find(
      (one) =>
        one["metric"] === "delivered_units" &&
        one["period"] === "2026" &&
        one["product"] === "" &&
        one["vendor"] === "" &&
        one["segment"] === "",
    )!;
    expect(mean).toBeLessThan(0);
    expect(Number(row["difference"]) / mean).toBeCloseTo(1, 5);
    expect(Number(row["difference_low"]) / (mean - half)).toBeCloseTo(1, 5);
    expect(Number(row["difference_high"]) / (mean + half)).toBeCloseTo(1, 5);
    expect(Number(row["worse_probability"])).toBe(differences.filter((value) => value < 0).length / 20);
    expect(row).toMatchObject({
      scenario: "child",
      base: "tiny",
      trials: "20",
      better: "more",
      level: "0.95",
    });
  });

  test("tells who lost to a dated shock, adding up to the total to ten digits", async () => {
    const host = world();
    await call(["compare", "child.yaml", "--trials", "20", "--quiet"], host);
    const rows = await rowsOf(join(host.folder, "results", "tiny-vs-child"), "redistribution.csv");
    // Its year ends with the horizon.
    expect(new Set(rows.map((row) => row["period_kind"]))).toEqual(new Set(["horizon"]));
    for (const by of ["product", "segment"]) {
      const [whole, ...parts] = rows
        .filter((row) => row["by"] === by)
        .map((row) => Number(row["difference_h100e"]));
      expect(whole).toBeLessThan(0);
      expect(parts.reduce((sum, part) => sum + part, 0) / whole!).toBeCloseTo(1, 9);
    }
  });

  test("with one scenario compares it with what it extends, and says which", async () => {
    const host = world();
    const { code, out, err } = await call(["compare", "child.yaml", "--trials", "4"], host);
    expect(code).toBe(0);
    expect(err).toContain("child.yaml extends tiny.yaml: that is the base\n");
    expect(out).toContain("child against tiny: 4 trials of each, seed 1");
    const orphan = await call(["compare", "tiny.yaml"], host);
    expect(orphan.code).toBe(2);
    expect(orphan.err).toContain("Name the base first: chokepoint compare BASE tiny.yaml\n");
  });

  test("uses what is there and gives the same bytes, whatever the workers and however it was run", async () => {
    const host = world();
    await call(["run", "tiny.yaml", "--trials", "60"], host);
    await call(["run", "child.yaml", "--trials", "50"], host);
    const first = await call(["compare", "tiny.yaml", "child.yaml"], host);
    expect(first.err).toContain("tiny: results/tiny has these trials\nchild: 60 trials to run\n");
    expect(first.err).toContain("60 trials (50 were there) in 0 s");
    const folders = await call(["compare", "results/tiny", "results/child", "--as", "again"], host);
    expect([folders.code, folders.err]).toEqual([0, ""]);
    const other = world();
    await call(["compare", "child.yaml", "--trials", "60", "--workers", "1"], other);
    const files = (folder: string) => {
      const bytes = bytesBelow(folder);
      bytes.delete("/manifest.json");
      return bytes;
    };
    const bytes = files(join(host.folder, "results", "tiny-vs-child"));
    expect(files(join(other.folder, "results", "tiny-vs-child"))).toEqual(bytes);
    // A data package is named for its folder.
    const again = files(join(host.folder, "results", "again"));
    const PACKAGE = "/datapackage.json";
    again.set(PACKAGE, again.get(PACKAGE)?.replace('"name": "again"', '"name": "tiny-vs-child"') ?? "");
    expect(again).toEqual(bytes);
    const shown = await call(["show", "tiny-vs-child"], host);
    expect(shown.out).toBe(first.out);
    const json = await call(["show", "tiny-vs-child", "--json"], host);
    expect(JSON.parse(json.out)).toMatchObject({
      base: "tiny",
      trials: 60,
      comparisons: [{ scenario: "child" }],
      results: "results/tiny-vs-child",
    });
  });

  test("compares the first trials of longer runs where that is asked for", async () => {
    const host = world();
    for (const name of ["tiny", "child"]) await call(["run", `${name}.yaml`, "--trials", "55"], host);
    const { code, out } = await call(["compare", "results/tiny", "results/child", "--trials", "20"], host);
    expect(code).toBe(0);
    expect(out).toContain("20 trials of each");
  });

  test("compares several variants with intervals that hold together", async () => {
    const host = world();
    await call(
      ["run", "tiny.yaml", "--trials", "4", "--set", "lines.fab.capacity=times 2", "--as", "twice"],
      host,
    );
    const { code, out } = await call(["compare", "tiny.yaml", "child.yaml", "twice", "--trials", "4"], host);
    expect(code).toBe(0);
    expect(out.replace(/\n +/g, " ")).toContain("97.5% interval (95% for all,");
    expect(out).toMatch(/^twice +the same +never/m);
    expect(out.trimEnd().split("\n").length).toBeLessThanOrEqual(10);
    expect(out).toContain("results/tiny-vs-child-and-twice");
  });

  test.each([
    [["--seed", "2"], "is of seed 2, not 1", "chokepoint run tiny.yaml --trials 4"],
    [["--trials", "6"], "has trials 1 to 4, not 1 to 6", "chokepoint run child.yaml --trials 6"],
  ])("refuses results that differ in %j, with the command that mends it", async (options, why, mend) => {
    const host = world();
    await call(["run", "child.yaml", "--trials", "4"], host);
    const trials = options[0] === "--trials" ? [] : ["--trials", "4"];
    await call(["run", "tiny.yaml", ...trials, ...options], host);
    const seed =
      options[0] === "--seed" ? ["results/child", "results/tiny"] : ["results/tiny", "results/child"];
    const { code, out, err } = await call(["compare", ...seed], host);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain(why);
    expect(err.replaceAll(`${host.folder}/`, "")).toContain(mend);
    const words = /Run it again: chokepoint (.+)/.exec(err)![1]!.split(" ");
    expect((await call(words, host)).code).toBe(0);
    expect((await call(["compare", ...seed], host)).code).toBe(0);
  });

  test("refuses trials that were not drawn one by one, with the command that draws them so", async () => {
    const host = world();
    await call(["run", "child.yaml", "--trials", "10", "--design", "sobol"], host);
    const { code, err } = await call(["compare", "tiny.yaml", "results/child", "--trials", "10"], host);
    expect(code).toBe(2);
    expect(err).toContain(
      "results/child has trials drawn sobol in blocks of 16, and independent ones are needed",
    );
    const words = /Run it again: chokepoint (.+)/.exec(err)![1]!.split(" ");
    expect((await call(words, host)).code).toBe(0);
    expect((await call(["compare", "tiny.yaml", "results/child", "--trials", "10"], host)).code).toBe(0);
  });

  test("refuses results of another version and those whose scenario was edited", async () => {
    const host = world();
    await call(["run", "tiny.yaml", "--trials", "4"], host);
    await call(["run", "child.yaml", "--trials", "4"], host);
    const newer = await call(["compare", "results/tiny", "child.yaml"], { ...host, version: "0.2.0" });
    expect(newer.code).toBe(2);
    expect(newer.err).toContain("was written by version 0.1.0, this is 0.2.0");
    const file = join(host.folder, "results", "tiny", "scenario.yaml");
    writeFileSync(file, readFileSync(file, "utf8").replace("4k wafers", "5k wafers"));
    const edited = await call(["compare", "results/tiny", "child.yaml"], host);
    expect(edited.code).toBe(1);
    expect(edited.err).toContain("results/tiny/scenario.yaml is not the scenario that was run");
  });

  test("says how to run a scenario whose place another file's results hold", async () => {
    const host = world();
    await call(["run", "child.yaml", "--trials", "4"], host);
    mkdirSync(join(host.folder, "other"));
    writeFileSync(join(host.folder, "other", "child.yaml"), readFileSync(TINY, "utf8"));
    const { code, err } = await call(["compare", "tiny.yaml", "other/child.yaml", "--trials", "4"], host);
    expect(code).toBe(2);
    expect(err).toContain("chokepoint run other/child.yaml would be refused: ");
    expect(err).toContain(
      "Add --as NAME to keep both, or --replace to replace them. Then compare its folder",
    );
  });

  test("refuses scenarios that play at other times, with the command that mends it", async () => {
    const host = world("name: Longer?\nextends: tiny.yaml\nend: 2027-01-31\n");
    const { code, err } = await call(["compare", "child.yaml", "--trials", "4"], host);
    expect(code).toBe(2);
    expect(err).toContain(
      "child plays from 2026-10-01 to 2027-01-31, and tiny from 2026-10-01 to 2026-12-31",
    );
    const words = /chokepoint (run .+)/.exec(err)![1]!.split(" ");
    expect((await call([...words, "--trials", "4"], host)).code).toBe(0);
    expect((await call(["compare", "tiny.yaml", "results/child-aligned"], host)).code).toBe(0);
  });

  test.each([
    [["compare", "tiny.yaml", "tiny.yaml"], "two of these are named tiny: run one with --as NAME"],
    [["compare", "tiny.yaml", "chidl.yaml"], "there is no file chidl.yaml"],
    [["compare", "child.yaml", "--trials", "1"], "one trial says nothing of how sure a difference is"],
    [["compare", "results", "child.yaml"], "results is a folder without finished results"],
    [["compare", "tiny.yaml", "child.yaml", "--set", "x=1"], "compare has no option --set"],
    [["compare", "baseline"], "world can't be run by itself, so it is no base. Name the base first: "],
  ])("%j is told what would be right", async (argv, message) => {
    const host = world();
    mkdirSync(join(host.folder, "results"));
    const { code, out, err } = await call(argv, host);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain(message);
  });

  test("asks for a name where that of all would be too long", async () => {
    const host = world();
    const long = "a".repeat(60);
    writeFileSync(join(host.folder, `${long}.yaml`), CHILD);
    const { code, err } = await call(
      ["compare", "tiny.yaml", "child.yaml", `${long}.yaml`, `${long}.yaml`],
      host,
    );
    expect(code).toBe(2);
    expect(err).toContain("two of these are named");
    writeFileSync(join(host.folder, `b${long}.yaml`), CHILD);
    const named = await call(["compare", "tiny.yaml", `${long}.yaml`, `b${long}.yaml`], host);
    expect(named.err).toContain("add --as NAME");
  });

  test("that is interrupted says how to go on, and leaves no comparison", async () => {
    const host = world();
    const stopped = { ...host, interrupt: AbortSignal.abort() };
    const { code, out, err } = await call(["compare", "child.yaml", "--trials", "100"], stopped);
    expect([code, out]).toEqual([130, ""]);
    expect(err).toContain("then compare again:     chokepoint compare child.yaml --trials 100\n");
    expect(readdirSync(join(host.folder, "results"))).toEqual([]);
  });
});
