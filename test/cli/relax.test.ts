import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { bytesBelow } from "../experiment/fake-run.ts";
import { rowsOf } from "../report/csv-rows.ts";
import { call, fakeHost, TINY } from "./fake-host.ts";

const CHAIN = fileURLToPath(new URL("../experiment/quiet-chain.yaml", import.meta.url));

const relaxed = async (host: ReturnType<typeof fakeHost>, name: string) =>
  await rowsOf(join(host.folder, "results", name), "relaxation.csv");

/**
 * H100-equivalents of the quiet chain that a percent of its packager adds: 1800 a day, from 100 days after the eve of
 * the start (55 at the packager, 5 on the lane, 40 at the assembler) to the horizon, 1461 days after the start.
 */
const PERCENT = 0.01 * 1800 * (1461 + 1 - 100);

describe("relax", () => {
  test("finds that a percent more of the only bottleneck is a percent of what can still be made", async () => {
    const host = fakeHost();
    const { code, out, err } = await call(["relax", CHAIN, "--trials", "2", "--steps", "1"], host);
    expect([code, err]).toEqual([
      0,
      "capacities change from 2025-12-31; first what binds, then what it is worth\n10 trials in 0 s\n",
    ]);
    expect(out).toContain("10% more of cowos +245k");
    expect(out).not.toContain("Against sense");
    const rows = await relaxed(host, "quiet-chain-relax");
    expect(rows.map(({ part, name, capacity_percent }) => [part, name, capacity_percent])).toEqual([
      ["single", "packaging", "1"],
      ["single", "packaging", "-10"],
      ["step", "packaging", "10"],
      ["left-out", "logic", ""],
      ["left-out", "system", ""],
    ]);
    for (const row of rows.slice(0, 3)) expect(Number(row["gain_per_percent"]) / PERCENT).toBeCloseTo(1, 3);
    expect(rows[3]).toMatchObject({
      reason: "it holds back less than 0.5% of deliveries and is full in fewer than 5% of months",
    });
    expect((await call(["show", "quiet-chain-relax"], host)).out).toBe(out);
  });

  test("finds that of two bottlenecks of one pace each alone is worth nothing, and both all", async () => {
    const host = fakeHost();
    const equal = ["--set", "lines.fab.capacity=1000 wafers/day", "--as", "equal"];
    const { out } = await call(["relax", CHAIN, "--trials", "2", "--steps", "2", ...equal], host);
    const rows = await relaxed(host, "equal");
    const [logic, packaging] = ["logic", "packaging"].map((name) =>
      rows.find((row) => row["part"] === "single" && row["name"] === name && row["capacity_percent"] === "1"),
    );
    expect(Math.abs(Number(logic?.["gain_h100e"]))).toBeLessThan(0.02 * PERCENT);
    expect(Math.abs(Number(packaging?.["gain_h100e"]))).toBeLessThan(0.02 * PERCENT);
    // More wafers reach the packager 110 days later.
    const both = 10 * 0.01 * 1800 * (1461 + 1 - 100 - 110);
    const pair = rows.find((row) => row["part"] === "pair");
    expect(pair).toMatchObject({ name: "logic", with: "stage packaging", capacity_percent: "10" });
    expect(Number(pair?.["gain_h100e"]) / both).toBeCloseTo(1, 2);
    expect(Number(pair?.["beyond_h100e"]) / both).toBeCloseTo(1, 2);
    const steps = rows.filter(({ part }) => part === "step");
    const total = steps.reduce((sum, row) => sum + Number(row["gain_h100e"]), 0);
    expect(total / both).toBeCloseTo(1, 2);
    expect(out).toContain("beyond the sum of both");
  });

  test("says what a dollar brings where lines state what more of them costs, and changes nothing by it", async () => {
    const host = fakeHost();
    await call(["relax", CHAIN, "--trials", "2", "--steps", "1", "--as", "plain"], host);
    const capital = ["--set", "lines.packager.capital=$300k per wafer/day", "--as", "priced"];
    const { out } = await call(["relax", CHAIN, "--trials", "2", "--steps", "1", ...capital], host);
    const [plain, priced] = [await relaxed(host, "plain"), await relaxed(host, "priced")];
    // A percent of 1000 wafers a day is ten of them: $3M.
    const [more, less, step, unstated] = priced;
    expect([more, less, step].map((row) => row?.["capital_dollars"])).toEqual([
      "3000000",
      "-30000000",
      "30000000",
    ]);
    for (const row of [more, less, step])
      expect((Number(row?.["gain_h100e_per_dollar"]) * 3e6) / PERCENT).toBeCloseTo(1, 3);
    expect(unstated).toMatchObject({ part: "left-out", capital_dollars: "", gain_h100e_per_dollar: "" });
    // 24.5 thousand for $3M are 8.17M for a billion.
    expect(out).toMatch(/^Per \$1B {6}stage packaging \+8\.17M ±0$/m);
    const simulated = (rows: typeof plain) =>
      rows.map(({ scenario: _, capital_dollars: _c, ...row }) =>
        Object.entries(row).filter(([name]) => !name.includes("per_dollar")),
      );
    expect(simulated(priced)).toEqual(simulated(plain));
    expect(plain.every((row) => row["capital_dollars"] === "")).toBe(true);
    for (const text of [out, (await call(["show", "plain"], host)).out])
      expect(text.trimEnd().split("\n").length).toBeLessThanOrEqual(10);
  });

  test("ends the sequence where demand binds", async () => {
    const host = fakeHost();
    const enough = ["--set", "segments.buyers.demand=950 units/day", "--as", "enough"];
    const { out } = await call(["relax", CHAIN, "--trials", "2", ...enough, "--json", "--quiet"], host);
    const answer = JSON.parse(out);
    expect(answer.sequence.length).toBe(1);
    expect(["nothing-binds", "nothing-gained"]).toContain(answer.sequence_ends);
    expect(answer.orders_before).toBeLessThan(answer.orders_after);
    // 50 units a day are wanted beyond the 900 that are made, and those of the months before the start still wait.
    const unitsMore = (900 * answer.sequence[0].gain.value) / (100 * PERCENT);
    expect(unitsMore).toBeGreaterThan(50);
    expect(unitsMore).toBeLessThan(89);
  });

  test("gives the same bytes with any number of workers, and when it is gone on with", async () => {
    const host = fakeHost();
    const asked = ["relax", TINY, "--trials", "52", "--steps", "1"];
    await call([...asked, "--workers", "1"], host);
    await call([...asked, "--workers", "2", "--out", "elsewhere", "--trials", "50"].toSpliced(2, 2), host);
    const again = await call([...asked, "--out", "elsewhere", "--resume"], host);
    expect(again.err).toContain(" were there)");
    const data = (out: string) =>
      [...bytesBelow(join(host.folder, out, "tiny-relax"))].filter(([name]) => name !== "/manifest.json");
    expect(data("results").map(([name]) => name)).toContain("/relaxation.csv");
    expect(data("elsewhere")).toEqual(data("results"));
    const dictionary = readFileSync(join(host.folder, "results", "tiny-relax", "dictionary.csv"), "utf8");
    expect(dictionary).toContain("gain_per_percent");
  });

  test.each([
    [["--steps", "x"], "a whole number from 0 to 20, such as 5"],
    [["--steps", "21"], "a whole number from 0 to 20, such as 5"],
    [["--trials", "1"], "an interval needs at least two trials"],
    [["--only", "stage"], "one of stages, technologies, lines. Did you mean stages?"],
    [["--step", "3"], "Did you mean --steps?"],
  ])("says what is wrong with %j", async (options, message) => {
    const { code, err } = await call(["relax", TINY, ...options]);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});
