import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readManifest } from "../../src/report/manifest.ts";
import { call, fakeHost, TINY } from "./fake-host.ts";

const FEW = ["--trials", "4"];

/** Every byte of a results folder but its trials and how and where it was run. */
async function dataOf(folder: string): Promise<Record<string, string>> {
  const files = readdirSync(folder).filter((file) => file !== "trials" && file !== "manifest.json");
  const manifest = await readManifest(folder);
  return {
    ...Object.fromEntries(files.map((file) => [file, readFileSync(join(folder, file), "utf8")])),
    manifest: JSON.stringify({ ...manifest, run: null }),
  };
}

describe("run", () => {
  test("writes a folder named for the file and prints six paragraphs", async () => {
    const host = fakeHost();
    const { code, out, err } = await call(["run", TINY, ...FEW], host);
    expect(code).toBe(0);
    expect(out).toMatch(/^What limits .*\(tiny: 4 trials, seed 1\)\n\nDeliveries /);
    for (const label of ["What binds", "Lead time", "Least sure", "Error"])
      expect(out).toContain(`\n${label} `);
    expect(out).toContain("\nResults      results/tiny (report.html to read");
    expect(err).toBe("4 trials in 0 s\n");
    expect(readdirSync(join(host.folder, "results"))).toEqual(["tiny"]);
    const manifest = await readManifest(join(host.folder, "results", "tiny"));
    expect(manifest?.run).toMatchObject({
      command: `chokepoint run ${TINY} --trials 4`,
      scenario_file: TINY,
    });
  });

  test("gives the same bytes again, with any number of workers, and other bytes with another seed", async () => {
    const host = fakeHost();
    await call(["run", TINY, ...FEW, "--workers", "1"], host);
    await call(["run", TINY, ...FEW, "--workers", "2", "--out", "elsewhere"], host);
    await call(["run", TINY, ...FEW, "--seed", "2", "--out", "another"], host);
    const one = await dataOf(join(host.folder, "results", "tiny"));
    expect(await dataOf(join(host.folder, "elsewhere", "tiny"))).toEqual(one);
    expect((await dataOf(join(host.folder, "another", "tiny")))["trials.csv"]).not.toBe(one["trials.csv"]);
  });

  test("gives the same figures again by the command that its report names, run in its folder", async () => {
    const host = fakeHost();
    await call(["run", TINY, ...FEW, "--seed", "3", "--detail", "2"], host);
    const folder = join(host.folder, "results", "tiny");
    const [, command] =
      /<code>chokepoint (.*?)<\/code>/.exec(readFileSync(join(folder, "report.html"), "utf8")) ?? [];
    const { code } = await call(command.split(" "), fakeHost({ folder }));
    expect(code).toBe(0);
    const figures = (place: string): string =>
      readFileSync(join(place, "summary.csv"), "utf8").replace(/^(?:tiny|again),/gm, "");
    expect(figures(join(folder, "..", "again"))).toBe(figures(folder));
  });

  test("adds trials to those that are there, and refuses to drop some", async () => {
    const host = fakeHost();
    await call(["run", TINY, "--trials", "50", "--workers", "2"], host);
    const more = await call(["run", TINY, "--trials", "52", "--resume"], host);
    expect(more.err).toContain("52 trials (50 were there) in 0 s");
    const whole = await dataOf(join(host.folder, "results", "tiny"));
    await call(["run", TINY, "--trials", "52", "--out", "afresh"], host);
    expect(whole).toEqual(await dataOf(join(host.folder, "afresh", "tiny")));
    const fewer = await call(["run", TINY, ...FEW], host);
    expect(fewer.code).toBe(2);
    expect(fewer.err).toContain("holds 52 trials of this scenario, more than the 4 asked for");
    expect((await call(["run", TINY, ...FEW, "--replace"], host)).code).toBe(0);
  });

  test("with --set answers another question under another name", async () => {
    const host = fakeHost();
    const set = ["--set", "lines.fab.capacity=times 2", "--as", "twice"];
    expect((await call(["run", TINY, ...FEW, ...set], host)).code).toBe(0);
    await call(["run", TINY, ...FEW], host);
    expect(readdirSync(join(host.folder, "results")).sort()).toEqual(["tiny", "twice"]);
    const twice = readFileSync(join(host.folder, "results", "twice", "summary.csv"), "utf8");
    expect(twice).toContain("\ntwice,");
    expect(twice.replaceAll("\ntwice,", "\ntiny,")).not.toBe(
      readFileSync(join(host.folder, "results", "tiny", "summary.csv"), "utf8"),
    );
  });

  test("says nothing but the answer with --quiet, and says it as JSON with --json", async () => {
    const { code, out, err } = await call(["run", TINY, ...FEW, "--quiet", "--json"]);
    expect([code, err]).toEqual([0, ""]);
    expect(JSON.parse(out)).toMatchObject({
      scenario: "tiny",
      trials: 4,
      seed: "1",
      results: "results/tiny",
    });
  });

  test("of a range writes the results of those trials", async () => {
    const host = fakeHost();
    expect((await call(["run", TINY, "--trials", "51..53"], host)).code).toBe(0);
    const trials = readFileSync(join(host.folder, "results", "tiny", "trials.csv"), "utf8").split("\r\n");
    expect(trials.slice(1, -1).map((row) => row.split(",")[1])).toEqual(["51", "52", "53"]);
  });

  test("that is interrupted before anything is done keeps nothing and leaves the results before it", async () => {
    const host = fakeHost();
    await call(["run", TINY, ...FEW], host);
    const before = await dataOf(join(host.folder, "results", "tiny"));
    const stopped = { ...host, interrupt: AbortSignal.abort() };
    const { code, out, err } = await call(["run", TINY, "--trials", "100"], stopped);
    expect([code, out]).toEqual([130, ""]);
    expect(err).toContain("interrupted before the first 50 trials were done: nothing is kept");
    expect(await dataOf(join(host.folder, "results", "tiny"))).toEqual(before);
    expect(readdirSync(join(host.folder, "results"))).toEqual(["tiny"]);
  });

  test("refuses what would not fit, and names the option that lifts the limit", async () => {
    const { code, err } = await call([
      "run",
      TINY,
      "--trials",
      "1000000",
      "--detail",
      "all",
      "--max-values",
      "1M",
    ]);
    expect(code).toBe(2);
    expect(err).toContain("--max-values");
  });

  test("says what is wrong with a scenario and runs nothing", async () => {
    const host = fakeHost();
    writeFileSync(join(host.folder, "wrong.yaml"), "name: Wrong?\nstrat: 2026-01-01\n");
    const { code, out, err } = await call(["run", "wrong.yaml"], host);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain("wrong.yaml:2:1: error: ");
    expect(err).toContain("start");
    expect(existsSync(join(host.folder, "results"))).toBe(false);
  });

  test.each([
    ["a folder", "folder is a folder; a scenario is a file in it"],
    ["a huge file", "huge.yaml has 65 MB, and a scenario has at most 1"],
  ])("refuses %s", async (_, message) => {
    const host = fakeHost();
    mkdirSync(join(host.folder, "folder"));
    if (message.startsWith("huge")) writeFileSync(join(host.folder, "huge.yaml"), Buffer.alloc(65e6, " "));
    const { code, err } = await call(["run", message.split(" ")[0]!], host);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});

describe("show", () => {
  test("prints the answer of a finished run again, from its name or its folder", async () => {
    const host = fakeHost();
    const { out } = await call(["run", TINY, ...FEW], host);
    expect(await call(["show", "tiny"], host)).toEqual({ code: 0, out, err: "" });
    expect(await call(["show", "results/tiny"], host)).toEqual({ code: 0, out, err: "" });
    const json = await call(["show", "tiny", "--json"], host);
    expect(JSON.parse(json.out)).toMatchObject({ scenario: "tiny", results: "results/tiny" });
  });

  test("finishes first what a kill between two renames left undone", async () => {
    const host = fakeHost();
    const { out } = await call(["run", TINY, ...FEW], host);
    const results = join(host.folder, "results");
    renameSync(join(results, "tiny"), join(results, ".tiny.old"));
    expect(await call(["show", "tiny"], host)).toEqual({ code: 0, out, err: "" });
    expect(readdirSync(results)).toEqual(["tiny"]);
  });

  test("says so where a folder is damaged", async () => {
    const host = fakeHost();
    mkdirSync(join(host.folder, "results", "tiny"), { recursive: true });
    writeFileSync(join(host.folder, "results", "tiny", "manifest.json"), "{");
    const { code, err } = await call(["show", "tiny"], host);
    expect(code).toBe(1);
    expect(err).toContain("manifest.json is damaged: it is no JSON");
  });
});

describe("replay", () => {
  test("gives the figures that the trial has in trials.csv", async () => {
    const host = fakeHost();
    await call(["run", TINY, ...FEW], host);
    const [header, ...rows] = readFileSync(join(host.folder, "results", "tiny", "trials.csv"), "utf8")
      .trimEnd()
      .split("\r\n")
      .map((row) => row.split(","));
    const { code, out } = await call(["replay", TINY, "--trial", "3", "--json"], host);
    expect(code).toBe(0);
    const { inputs, outcomes } = JSON.parse(out);
    const figures = [...inputs, ...outcomes].map(({ value }: { value: number }) =>
      String(Number(value.toPrecision(10))),
    );
    expect(["tiny", "3", ...figures]).toEqual(rows[2]);
    expect(header).toHaveLength(figures.length + 2);
  });

  test("prints events as a table, and as lines of JSON", async () => {
    const table = await call(["replay", TINY, "--trial", "1", "--trace"]);
    expect(table.code).toBe(0);
    const [head, ...lines] = table.out.trimEnd().split("\n");
    expect(head).toMatch(/^date +time +event +entity +item +quantity +note$/);
    expect(lines.length).toBeGreaterThan(100);
    expect(lines[0]).toMatch(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2} /);
    const json = await call(["replay", TINY, "--trial", "1", "--trace", "--json"]);
    const events = json.out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(events).toHaveLength(lines.length);
    expect(Object.keys(events[0])).toEqual(["date", "time", "event", "entity", "item", "quantity", "note"]);
  });
});

describe("validate", () => {
  test("says what a scenario holds and what has no source, and runs nothing", async () => {
    const host = fakeHost();
    const { code, out } = await call(["validate", TINY], host);
    expect(code).toBe(0);
    expect(out).toContain("tiny.yaml: valid. ");
    expect(out).toMatch(/2 lines, 1 product, 1 segment, 1 shock, \d+ uncertain inputs/);
    expect(readdirSync(host.folder)).toEqual([]);
  });

  test("gives every problem at once", async () => {
    const host = fakeHost();
    writeFileSync(join(host.folder, "wrong.yaml"), "name: Wrong?\nstrat: 2026-01-01\nlinse: {}\n");
    const { code, err } = await call(["validate", "wrong.yaml"], host);
    expect(code).toBe(2);
    expect(err).toContain("wrong.yaml:2:1: error: ");
    expect(err).toContain("wrong.yaml:3:1: error: ");
  });

  test("gives them to programs too, beside what is valid", async () => {
    const host = fakeHost();
    writeFileSync(join(host.folder, "wrong.yaml"), "name: Wrong?\nstrat: 2026-01-01\n");
    const { code, out } = await call(["validate", TINY, "wrong.yaml", "--json"], host);
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject([
      { scenario: "tiny", valid: true },
      {
        scenario: "wrong",
        valid: false,
        problems: expect.arrayContaining([expect.objectContaining({ line: 2 })]),
      },
    ]);
  });
});

describe("new", () => {
  test("writes a scenario of at most 25 lines that runs as it is, and its schema", async () => {
    const host = fakeHost();
    const { code, out } = await call(["new", "my-question"], host);
    expect([code, out]).toEqual([
      0,
      "wrote my-question.yaml, and scenario.schema.json for your editor. Try: chokepoint run my-question.yaml\n",
    ]);
    expect(
      readFileSync(join(host.folder, "my-question.yaml"), "utf8").trimEnd().split("\n").length,
    ).toBeLessThanOrEqual(25);
    expect(readFileSync(join(host.folder, "scenario.schema.json"), "utf8")).toBe(
      (await call(["schema"])).out,
    );
    expect((await call(["run", "my-question", "--trials", "2"], host)).code).toBe(0);
  });

  test("writes both files or neither", async () => {
    const host = fakeHost();
    mkdirSync(join(host.folder, "scenario.schema.json"));
    const { code, err } = await call(["new", "mine"], host);
    expect([code, err]).toEqual([
      1,
      expect.stringContaining("cannot write mine.yaml and scenario.schema.json: "),
    ]);
    expect(readdirSync(host.folder)).toEqual(["scenario.schema.json"]);
  });

  test("touches no file that is there", async () => {
    const host = fakeHost();
    writeFileSync(join(host.folder, "mine.yaml"), "mine");
    const { code, err } = await call(["new", "mine"], host);
    expect(code).toBe(2);
    expect(err).toContain("mine.yaml is there already and is not touched");
    expect(readFileSync(join(host.folder, "mine.yaml"), "utf8")).toBe("mine");
  });

  test.each(["../x", "a/b", "X", ""])("refuses the name %j", async (name) => {
    expect((await call(["new", name])).code).toBe(2);
  });
});

describe("list", () => {
  test("gives the shipped scenarios and their questions", async () => {
    const { code, out } = await call(["list"]);
    expect(code).toBe(0);
    expect(out).toMatch(/^baseline +What limits /m);
    expect(out.split("\n").filter((line) => line.length > 80)).toEqual([]);
    expect(JSON.parse((await call(["list", "--json"])).out)).toContainEqual(
      expect.objectContaining({ scenario: "baseline" }),
    );
  });
});
