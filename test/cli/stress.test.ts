import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { bytesBelow } from "../experiment/fake-run.ts";
import { call, fakeHost, TINY } from "./fake-host.ts";

const CHAIN = fileURLToPath(new URL("../experiment/quiet-chain.yaml", import.meta.url));

function rowsOf(host: ReturnType<typeof fakeHost>, folder: string): Record<string, string>[] {
  const text = readFileSync(join(host.folder, "results", folder, "stress.csv"), "utf8");
  const [head, ...lines] = text.trimEnd().split("\r\n");
  const names = head.split(",");
  return lines.map((line) => Object.fromEntries(line.split(",").map((cell, k) => [names[k], cell])));
}

describe("stress", () => {
  test("ranks what hurts and says how much, and who loses", async () => {
    const host = fakeHost();
    const asked = ["stress", CHAIN, "--trials", "2", "--weeks", "13"];
    const { code, out, err } = await call(asked, host);
    expect(code).toBe(0);
    expect(err).toContain("4 outages, each from 2027-01-01");
    // 91 days x 1000 wafers x 90 % x 2 H100e; the packager and all of the island are equally bad.
    // Felt after 46 days, and the rate is back after 151: 7 and 22 weeks.
    expect(out).toMatch(/^2 line packager +163\.8 ±0 +163\.8 ±0 +7 wk +22 wk$/m);
    expect(out).toMatch(/^3 region island +163\.8 ±0 +163\.8 ±0 +7 wk +22 wk$/m);
    expect(out.trimEnd().split("\n").length).toBeLessThanOrEqual(10);
    const rows = rowsOf(host, "quiet-chain-stress").filter(({ name }) => name === "packager");
    expect(rows.map(({ vendor, segment, lost_h100e }) => [vendor, segment, lost_h100e])).toEqual([
      ["", "", "163800"],
      ["acme", "", "163800"],
      ["", "buyers", "163800"],
    ]);
    expect(rows[0]).toMatchObject({
      weeks: "13",
      from: "2027-01-01",
      survive_days_p50: "46",
      rate_back_days_p50: "151",
    });
    const shown = await call(["show", "quiet-chain-stress"], host);
    expect(shown.out).toBe(out);
  });

  test("does not run again the trials of the scenario's finished run, with the same figures", async () => {
    const [host, other] = [fakeHost(), fakeHost()];
    await call(["run", CHAIN, "--trials", "50", "--detail", "0"], host);
    const asked = ["stress", CHAIN, "--trials", "2", "--weeks", "2", "--only", "regions"];
    const { err } = await call(asked, host);
    expect(err).toContain("6 trials (2 were there) in ");
    await call(asked, other);
    const rows = (which: typeof host) =>
      readFileSync(join(which.folder, "results/quiet-chain-stress/stress.csv"));
    expect(rows(host)).toEqual(rows(other));
  });

  test("names a set of lines once, with all names that select it", async () => {
    const host = fakeHost();
    await call(["stress", CHAIN, "--trials", "2", "--weeks", "1"], host);
    const rows = rowsOf(host, "quiet-chain-stress").filter(
      ({ vendor, segment }) => vendor === "" && segment === "",
    );
    expect(rows.map(({ kind, name, also, lines }) => [kind, name, also, lines]).sort()).toEqual([
      ["line", "assembler", "site harbour; region mainland; supplier assembler", "assembler"],
      ["line", "fab", "site fab", "fab"],
      ["line", "packager", "site packager", "packager"],
      ["region", "island", "supplier foundry", "fab packager"],
    ]);
  });

  test("gives the same bytes with any number of workers, and when it is gone on with", async () => {
    const host = fakeHost();
    const asked = ["stress", TINY, "--trials", "52", "--weeks", "1,2", "--only", "lines"];
    await call([...asked, "--workers", "1"], host);
    await call([...asked, "--workers", "2", "--out", "elsewhere", "--trials", "50"].toSpliced(2, 2), host);
    const again = await call([...asked, "--out", "elsewhere", "--resume"], host);
    expect(again.err).toContain("260 trials (250 were there)");
    const data = (out: string) =>
      [...bytesBelow(join(host.folder, out, "tiny-stress"))].filter(([name]) => name !== "/manifest.json");
    expect(data("results").map(([name]) => name)).toContain("/stress.csv");
    expect(data("elsewhere")).toEqual(data("results"));
  });

  test("says as JSON what stress.csv says", async () => {
    const { out } = await call(["stress", CHAIN, "--trials", "2", "--weeks", "2", "--json", "--quiet"]);
    const answer = JSON.parse(out);
    expect(answer).toMatchObject({ scenario: "quiet-chain", outages: 4, weeks: [2], from: "2027-01-01" });
    expect(answer.ranking.at(-1)).toMatchObject({
      names: ["line fab", "site fab"],
      rank: 4,
      lost: { value: 0 },
    });
  });

  test.each([
    [["--weeks", "2,x"], "whole weeks from 1 to 520 with commas between, such as 2,13,52"],
    [["--from", "2040"], "the scenario runs from 2026-10-01 to 2026-12-31, and an outage begins within"],
    [["--from", "2027-13"], "there is no month 13; 01 to 12"],
    [["--only", "region"], "one of lines, sites, regions, suppliers. Did you mean regions?"],
    [["--trials", "1"], "an interval needs at least two trials"],
  ])("says what is wrong with %j", async (options, message) => {
    const { code, err } = await call(["stress", TINY, ...options]);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});
