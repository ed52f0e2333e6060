import {
  copyFileSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { call, fakeHost, TINY } from "./fake-host.ts";

const host = fakeHost();
const results = join(host.folder, "results");

/** Every byte of a results folder, its trials too, but how and where it was made. */
function bytesOf(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((file) => statSync(join(folder, file)).isFile())
      .map((file) => {
        const bytes = readFileSync(join(folder, file));
        if (file !== "manifest.json") return [file, bytes.toString("latin1")];
        return [file, JSON.stringify({ ...JSON.parse(bytes.toString()), run: null })];
      }),
  );
}

const run = async (trials: string, ...words: string[]): Promise<void> => {
  const { code, err } = await call(["run", TINY, "--trials", trials, ...words], host);
  expect(code, err).toBe(0);
};

beforeAll(async () => {
  await run("1..50", "--as", "first");
  await run("51..100", "--as", "middle");
  await run("101..120", "--as", "last");
  await run("120", "--as", "whole", "--out", "single");
});

describe("merge", () => {
  test("gives the files of a single run to the byte, in whatever order the parts are named", async () => {
    const single = bytesOf(join(host.folder, "single", "whole"));
    const before = bytesOf(join(results, "first"));
    const { code, out, err } = await call(["merge", "first", "middle", "last", "--as", "whole"], host);
    expect([code, err]).toEqual([0, "120 trials of 3 folders in 0 s\n"]);
    expect(out).toMatch(/^What limits .*\(whole: 120 trials, seed 1\)/);
    expect(bytesOf(join(results, "whole"))).toEqual(single);
    const folders = ["last", "first", "middle"].map((name) => join("results", name));
    const json = await call(["merge", ...folders, "--as", "whole", "--out", "other", "--json"], host);
    expect(JSON.parse(json.out)).toMatchObject({ trials: 120, results: "other/whole" });
    expect(bytesOf(join(host.folder, "other", "whole"))).toEqual(single);
    expect(bytesOf(join(results, "first"))).toEqual(before);
  });

  test("holds for designs whose blocks a part cuts through, and for details that end within a part", async () => {
    const words = ["--design", "sobol", "--detail", "70"];
    await run("1..50", "--as", "even-1", ...words);
    await run("51..100", "--as", "even-2", ...words);
    await run("100", "--as", "even-whole", "--out", "single", ...words);
    const { code, err } = await call(["merge", "even-1", "even-2", "--as", "even-whole"], host);
    expect([code, err]).toEqual([0, "100 trials of 2 folders in 0 s\n"]);
    expect(bytesOf(join(results, "even-whole"))).toEqual(bytesOf(join(host.folder, "single", "even-whole")));
  });

  test("leaves out details that earlier trials lack, and says so", async () => {
    await run("1..50", "--as", "bare", "--detail", "0");
    const { code, err } = await call(["merge", "bare", "middle", "--as", "few-details"], host);
    expect(code).toBe(0);
    expect(err).toContain("the monthly details of results/middle are left out");
  });

  test("goes on as any run does: resumed, it has more trials", async () => {
    await call(["merge", "first", "middle", "last", "--as", "longer"], host);
    const { err } = await call(["run", TINY, "--trials", "130", "--as", "longer", "--resume"], host);
    expect(err).toContain("130 trials (100 were there)");
    await run("130", "--as", "longer", "--out", "single");
    expect(bytesOf(join(results, "longer"))).toEqual(bytesOf(join(host.folder, "single", "longer")));
  });

  test("takes parts that overlap and agree, and the longer of two last blocks", async () => {
    await run("101..110", "--as", "shorter");
    const folders = ["shorter", "middle", "last", "first"].map((name) => join("results", name));
    const { code } = await call(["merge", ...folders, "--as", "whole", "--out", "overlap"], host);
    expect(code).toBe(0);
    expect(bytesOf(join(host.folder, "overlap", "whole"))).toEqual(
      bytesOf(join(host.folder, "single", "whole")),
    );
  });

  test("names trials that are missing and the command that runs them", async () => {
    const { code, err } = await call(["merge", "first", "last", "--as", "gap"], host);
    expect(code).toBe(2);
    expect(err).toContain("trials 51..100 are missing\n");
    expect(err).toContain(`chokepoint run ${TINY} --trials 51..100 --as first-51`);
    expect(existsSync(join(results, "gap"))).toBe(false);
  });

  test("names a folder of another run, and what differs", async () => {
    await run("51..100", "--as", "foreign", "--seed", "2");
    await run("51..100", "--as", "even", "--design", "latin-hypercube");
    const { code, err } = await call(["merge", "first", "foreign", "even", "--as", "mixed"], host);
    expect(code).toBe(2);
    expect(err).toContain("results/foreign has seed 2, results/first has 1");
    expect(err).toContain(
      "results/even has design latin-hypercube in blocks of 10, results/first has independent",
    );
    expect(err).toContain("Leave such folders out, or run their trials again like the others");
  });

  test("names a block that is damaged or of another run, unless another folder has it whole", async () => {
    const block = join("trials", "0000", "00000051.block");
    cpSync(join(results, "middle"), join(results, "damaged"), { recursive: true });
    const bytes = readFileSync(join(results, "damaged", block));
    bytes[bytes.length - 9] ^= 1;
    writeFileSync(join(results, "damaged", block), bytes);
    const damaged = await call(["merge", "first", "damaged", "--as", "broken"], host);
    expect(damaged.code).toBe(2);
    expect(damaged.err).toMatch(/trials 51\.\.100 of results\/damaged: .* does not match its checksum/);
    expect(damaged.err).not.toContain("missing");
    const mended = await call(["merge", "first", "damaged", "middle", "--as", "mended"], host);
    expect(mended.code).toBe(0);

    cpSync(join(results, "middle"), join(results, "swapped"), { recursive: true });
    copyFileSync(join(results, "foreign", block), join(results, "swapped", block));
    const swapped = await call(["merge", "first", "swapped", "--as", "broken"], host);
    expect(swapped.code).toBe(2);
    expect(swapped.err).toMatch(/trials 51\.\.100 of results\/swapped: .* is of seed 2, not 1/);
  });

  test("interrupted, it changes nothing", async () => {
    const stopped = { ...host, interrupt: AbortSignal.abort() };
    const { code, err } = await call(["merge", "first", "middle", "--as", "stopped"], stopped);
    expect([code, err]).toEqual([130, "interrupted: nothing is changed\n"]);
    expect(existsSync(join(results, "stopped"))).toBe(false);
  });

  test("takes the place of one of its parts", async () => {
    await run("1..50", "--as", "grows");
    expect((await call(["merge", "grows", "middle", "--as", "grows"], host)).code).toBe(0);
    expect(readdirSync(join(results, "grows", "trials", "0000"))).toHaveLength(2);
  });

  test("refuses a scenario that was changed after it was run", async () => {
    cpSync(join(results, "middle"), join(results, "edited"), { recursive: true });
    const file = join(results, "edited", "scenario.yaml");
    writeFileSync(file, readFileSync(file, "utf8").replace("800 mm2", "700 mm2"));
    const { code, err } = await call(["merge", "edited", "--as", "again"], host);
    expect(code).toBe(2);
    expect(err).toContain("scenario.yaml is not the scenario that was run");
  });

  test.each([
    [["merge", "first", "nothing", "--as", "x"], "no finished results at nothing or results/nothing"],
    [["merge", "first", "first", "--as", "x"], "results/first is given twice"],
    [["merge", "first"], "add --as NAME"],
    [["merge", "first", "--as", "../x"], "is no name for a folder of results"],
  ])("refuses %j", async (argv, message) => {
    const { code, err } = await call(argv, host);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});
