import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readPrecision } from "../../src/cli/until-ci.ts";
import { call, fakeHost, TINY } from "./fake-host.ts";

const METRIC = ["--metric", "delivered_h100e_2026"];
const read = (folder: string, file: string): string => readFileSync(join(folder, file), "utf8");
const rowsOf = (text: string): string[][] =>
  text
    .trimEnd()
    .split("\r\n")
    .map((row) => row.split(","));

describe("run --until-ci", () => {
  test("stops at the first look that finds the mean known well enough, with the results of a run of that many", async () => {
    const host = fakeHost();
    const argv = ["run", TINY, "--until-ci", "1.2%", ...METRIC, "--trials", "800"];
    const { code, err, out } = await call(argv, host);
    expect(code).toBe(0);
    expect(err).toMatch(/^look 1, 100 trials: delivered_h100e_2026 \S+ \+- \S+% \(1\.2% wanted\); about /);
    expect(err).toContain(" trials are needed; next look at 200\n");
    expect(err).toMatch(/\nlook 2, 200 trials: .*; enough\n200 trials in /);
    expect(out).toContain("(tiny: 200 trials, seed 1)");
    const words = out.replace(/\s+/g, " ");
    expect(words).toContain(
      "It stopped at 200 of at most 800 trials: they give delivered_h100e_2026 within 1.2%, as asked.",
    );
    const shown = JSON.parse((await call(["show", "tiny", "--json"], host)).out);
    expect(shown.stopping).toMatchObject({
      within: 0.012,
      relative: true,
      reached: true,
      looks: 2,
      most: 800,
    });
    const folder = join(host.folder, "results", "tiny");
    const [header, ...rows] = rowsOf(read(folder, "convergence.csv"));
    expect(header.slice(1)).toEqual([
      "look",
      "trials",
      "outcome",
      "unit",
      "estimate",
      "half_width",
      "wanted_half_width",
      "adjusted_level",
      "reached",
    ]);
    // Four looks are planned, at 100, 200, 400 and 800: each at 1 - 5 % / 4.
    expect(rows.map((row) => [row[1], row[2], row[3], row[8], row[9]])).toEqual([
      ["1", "100", "delivered_h100e_2026", "0.9875", "no"],
      ["2", "200", "delivered_h100e_2026", "0.9875", "yes"],
    ]);
    expect(Number(rows[1][6])).toBeLessThanOrEqual(0.012 * Number(rows[1][5]));
    expect(read(folder, "dictionary.csv")).toContain("convergence.csv,half_width,");

    await call(["run", TINY, "--trials", "200", "--out", "plain"], host);
    for (const file of ["summary.csv", "trials.csv", "timeseries.csv", "constraints.csv"])
      expect(read(folder, file)).toBe(read(join(host.folder, "plain", "tiny"), file));
  });

  test("looks at the same trials whatever was there before, and needs none again", async () => {
    const host = fakeHost();
    await call(["run", TINY, "--until-ci", "1.2%", ...METRIC, "--trials", "800", "--out", "fresh"], host);
    await call(["run", TINY, "--trials", "150"], host);
    const argv = ["run", TINY, "--until-ci", "1.2%", ...METRIC, "--trials", "800"];
    const { err } = await call([...argv, "--resume"], host);
    expect(err).toContain("200 trials (150 were there)");
    const files = ["convergence.csv", "summary.csv", "trials.csv"];
    const [fresh, resumed] = ["fresh", "results"].map((out) =>
      files.map((file) => read(join(host.folder, out, "tiny"), file)),
    );
    expect(resumed).toEqual(fresh);
  });

  test("ends at the most there may be, and says that it wasn't enough", async () => {
    const { code, err } = await call(["run", TINY, "--until-ci", "100", ...METRIC, "--trials", "60"]);
    expect(code).toBe(0);
    expect(err).toMatch(
      /^look 1, 60 trials: .* \(100 wanted\); about \d+ trials are needed; these were the most there may be \(--trials 60\)\n/,
    );
  });

  test("looks at the deliveries of each year where no outcome is named", async () => {
    const { err } = await call(["run", TINY, "--until-ci", "50%", "--trials", "60"]);
    expect(err).toMatch(/^look 1, 60 trials: delivered_h100e_2026 .*; enough\n/);
  });

  test("keeps results of more trials than it takes, unless told to replace them", async () => {
    const host = fakeHost();
    await call(["run", TINY, "--trials", "150"], host);
    const argv = ["run", TINY, "--until-ci", "50%", "--resume"];
    const { code, err } = await call(argv, host);
    expect(code).toBe(2);
    expect(err).toContain("holds 150 trials of this scenario, more than the 100 asked for");
    expect(err).toContain("--trials 10000 --resume --until-ci 50%");
    expect((await call([...argv, "--replace"], host)).code).toBe(0);
  });

  test("interrupted, it says how to go on and how to see what is there", async () => {
    const host = fakeHost();
    await call(["run", TINY, "--trials", "50"], host);
    const argv = ["run", TINY, "--until-ci", "1%", ...METRIC, "--resume"];
    const { code, err } = await call(argv, { ...host, interrupt: AbortSignal.abort() });
    expect(code).toBe(130);
    expect(err).toContain("interrupted: 50 of at most 10000 trials are kept");
    expect(err).toContain(`--trials 10000 --resume --until-ci 1% ${METRIC.join(" ")}\n`);
    expect(err).toMatch(/to see what is there: .*--trials 50 --resume\n/);
  });

  test.each([
    [["--until-ci", "1%", "--metric", "delivered_h100_2026"], "Did you mean delivered_h100e_2026?"],
    [["--until-ci", "1%", ...METRIC, ...METRIC], "--metric delivered_h100e_2026 is given twice"],
    [["--until-ci", "soon"], "such as 1%, or in the unit of the outcome such as 50k"],
    [["--until-ci", "0%"], "such as 1%"],
    [["--metric", "delivered_h100e_2026"], "add --until-ci 1%"],
    [["--until-ci", "1%", "--trials", "51..100"], "--trials begins with 51"],
    [["--design", "latin"], "there is no such design. Did you mean latin-hypercube? There are independent"],
  ])("refuses %j", async (words, message) => {
    const { code, err } = await call(["run", TINY, ...words]);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });

  test("reads a share of the mean, and an amount", () => {
    expect(readPrecision("1.5%")).toEqual({ kind: "relative", within: 0.015 });
    expect(readPrecision("50k")).toEqual({ kind: "absolute", within: 50_000 });
    expect(readPrecision("2M")).toEqual({ kind: "absolute", within: 2e6 });
  });
});

describe("run --design", () => {
  test.each([
    ["latin-hypercube", 10, true],
    ["sobol", 16, false],
  ])(
    "%s: files say it, means have intervals from blocks of %i, percentiles have them: %s",
    async (design, block, counts) => {
      const host = fakeHost();
      const { out } = await call(["run", TINY, "--trials", "100", "--design", design], host);
      expect(out).toMatch(new RegExp(`100 trials drawn ${design} in blocks of\\s+${block},\\s+seed 1`));
      const folder = join(host.folder, "results", "tiny");
      expect(JSON.parse(read(folder, "manifest.json")).design).toBe(`${design} in blocks of ${block}`);
      expect(read(folder, "dictionary.csv")).toContain(
        `manifest.json,design,${design} in blocks of ${block},`,
      );
      const [header, ...rows] = rowsOf(read(folder, "summary.csv"));
      const cell = (name: string): string[] => rows.map((row) => row[header.indexOf(name)]);
      expect(cell("mean_low").some((text) => text !== "")).toBe(true);
      expect(cell("p50_low").some((text) => text !== "")).toBe(counts);
    },
  );

  test("is narrower where it can be, and replayed and resumed under its own name only", async () => {
    const host = fakeHost();
    const width = async (design: string): Promise<number> => {
      await call(["run", TINY, "--trials", "100", "--design", design, "--as", design], host);
      const text = read(join(host.folder, "results", design), "summary.csv");
      const [header, ...rows] = rowsOf(text);
      const [row] = rows.filter((one) => one.includes("delivered_h100e") && one.includes("horizon"));
      const at = (name: string): number => Number(row[header.indexOf(name)]);
      return at("mean_high") - at("mean_low");
    };
    expect(await width("latin-hypercube")).toBeLessThan((await width("independent")) / 2);
    const [, ...trials] = rowsOf(read(join(host.folder, "results", "latin-hypercube"), "trials.csv"));
    const replayed = await call(
      ["replay", TINY, "--trial", "13", "--design", "latin-hypercube", "--json"],
      host,
    );
    const { inputs } = JSON.parse(replayed.out);
    expect(String(Number(inputs[0].value.toPrecision(10)))).toBe(trials[12][2]);
    const { code, err } = await call(
      ["run", TINY, "--trials", "150", "--as", "latin-hypercube", "--resume"],
      host,
    );
    expect(code).toBe(2);
    expect(err).toContain("they were drawn latin-hypercube in blocks of 10, not independent");
  });
});
