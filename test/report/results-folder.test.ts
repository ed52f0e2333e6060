import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import type { Manifest } from "../../src/report/manifest.ts";
import { type Asker, checkName, ResultsFolder } from "../../src/report/results-folder.ts";
import type { PartialRun } from "../../src/report/results-rule.ts";

const SELF: Asker = { process: 1, machine: "here", alive: () => true };
const RUN: PartialRun = {
  file: "/a/baseline.yaml",
  hash: "h1",
  seed: "1",
  design: "independent",
  version: "0.1.0",
  from: 1,
  to: 200,
};
const PLAIN = { resume: false, replace: false };

let out: string;
beforeEach(() => {
  out = mkdtempSync(join(tmpdir(), "results-"));
});

function manifest(run: PartialRun): Manifest {
  const checksum = "0".repeat(64);
  return {
    format: 1,
    chokepoint: run.version,
    scenario: "baseline",
    question: "?",
    scenario_hash: run.hash,
    seed: run.seed,
    design: run.design,
    changed_from_parent: [],
    trials: { from: run.from, to: run.to, with_detail: 0 },
    start: "2026-10-01",
    end: "2031-12-31",
    as_of: "2026-06-30",
    answer: {
      scenario: "baseline",
      question: "?",
      seed: run.seed,
      design: run.design,
      trials: run.to - run.from + 1,
      horizon: "2031-12-31",
      deliveries: [],
      binding: [],
      lead_times: [],
      drivers: { uncertain: 0, noise: null, inputs: [] },
      least_sure: [],
    },
    files: [{ file: "summary.csv", bytes: 3, sha256: checksum }],
    run: {
      command: "chokepoint run baseline",
      scenario_file: run.file,
      started: "2026-11-01T00:00:00.000Z",
      finished: "2026-11-01T00:00:01.000Z",
      node: "v20",
      machine: "here",
    },
  };
}

/** Writes what a run writes, up to its manifest. */
function fill(folder: string, text: string, run: PartialRun | null): void {
  mkdirSync(join(folder, "trials", "0000"), { recursive: true });
  writeFileSync(join(folder, "trials", "0000", "00000001.block"), text);
  writeFileSync(join(folder, "summary.csv"), text);
  if (run !== null) writeFileSync(join(folder, "manifest.json"), JSON.stringify(manifest(run)));
}

/** A finished run in its place. */
async function finish(text: string, run: PartialRun = RUN, options = PLAIN): Promise<void> {
  const folder = await ResultsFolder.open(out, "baseline", SELF);
  try {
    await folder.begin(run, options);
    fill(folder.partial, text, run);
    await folder.commit();
  } finally {
    await folder.close();
  }
}

const summary = (): string => readFileSync(join(out, "baseline", "summary.csv"), "utf8");
const entries = (): string[] => readdirSync(out).sort();

describe("a results folder", () => {
  test("is not there until it is whole, and then replaces the one before as a whole", async () => {
    const folder = await ResultsFolder.open(out, "baseline", SELF);
    await folder.begin(RUN, PLAIN);
    fill(folder.partial, "one", RUN);
    expect(existsSync(folder.path)).toBe(false);
    await folder.commit();
    await folder.close();
    expect(entries()).toEqual(["baseline"]);
    expect(readdirSync(join(out, "baseline")).sort()).toEqual(["manifest.json", "summary.csv", "trials"]);
    await finish("two");
    expect(summary()).toBe("two");
    expect(entries()).toEqual(["baseline"]);
  });

  test("stays as it was when the next run is killed while running, and the trials are kept", async () => {
    await finish("one");
    const folder = await ResultsFolder.open(out, "baseline", { ...SELF, alive: () => false });
    await folder.begin({ ...RUN, hash: "h2" }, PLAIN);
    fill(folder.partial, "two", null);
    // Killed here: nothing is closed, the lock stays.
    const next = await ResultsFolder.open(out, "baseline", { ...SELF, process: 2, alive: () => false });
    expect(next.settled).toBe("nothing");
    expect(summary()).toBe("one");
    await next.begin({ ...RUN, hash: "h2" }, { ...PLAIN, resume: true });
    expect(readdirSync(join(next.partial, "trials", "0000"))).toEqual(["00000001.block"]);
    expect(existsSync(join(next.partial, "summary.csv"))).toBe(false);
    await next.close();
  });

  test.each([
    ["before the first rename", (_: string) => {}, "finished", "two"],
    [
      "between the two renames",
      (o: string) => renameSync(join(o, "baseline"), join(o, ".baseline.old")),
      "finished",
      "two",
    ],
    [
      "while tidying up",
      (o: string) => {
        renameSync(join(o, "baseline"), join(o, ".baseline.old"));
        renameSync(join(o, ".baseline.partial"), join(o, "baseline"));
      },
      "nothing",
      "two",
    ],
  ])("is whole after a kill %s", async (_, kill, settled, text) => {
    await finish("one");
    const folder = await ResultsFolder.open(out, "baseline", SELF);
    await folder.begin(RUN, PLAIN);
    fill(folder.partial, "two", RUN);
    kill(out);
    const next = await ResultsFolder.open(out, "baseline", {
      process: 2,
      machine: "here",
      alive: () => false,
    });
    await next.close();
    expect(next.settled).toBe(settled);
    expect(summary()).toBe(text);
    expect(entries()).toEqual(["baseline"]);
  });

  test("stays in its place when the new one can't be put there", async () => {
    await finish("one");
    const folder = await ResultsFolder.open(out, "baseline", SELF);
    await folder.begin(RUN, PLAIN);
    rmSync(folder.partial, { recursive: true });
    await expect(folder.commit()).rejects.toThrow("cannot put");
    await folder.close();
    expect(summary()).toBe("one");
    expect(entries()).toEqual(["baseline"]);
  });

  test("is put back when the new one is gone", async () => {
    await finish("one");
    renameSync(join(out, "baseline"), join(out, ".baseline.old"));
    const next = await ResultsFolder.open(out, "baseline", SELF);
    await next.close();
    expect(next.settled).toBe("undone");
    expect(summary()).toBe("one");
  });

  test("lends its trials to a run that adds some, without sharing what that run writes", async () => {
    await finish("one");
    const folder = await ResultsFolder.open(out, "baseline", SELF);
    await folder.begin({ ...RUN, to: 400 }, { ...PLAIN, resume: true });
    const block = join(folder.partial, "trials", "0000", "00000001.block");
    expect(readFileSync(block, "utf8")).toBe("one");
    // As the trial store writes: beside, then renamed.
    writeFileSync(`${block}.new`, "longer");
    renameSync(`${block}.new`, block);
    expect(readFileSync(join(out, "baseline", "trials", "0000", "00000001.block"), "utf8")).toBe("one");
    await folder.close();
  });
});

describe("a results folder is not replaced unasked", () => {
  const other = { ...RUN, file: "/b/baseline.yaml" };
  const fewer = { ...RUN, to: 100 };

  test.each([
    ["by another file of that name", other, "holds the results of another file (/a/baseline.yaml)"],
    [
      "by fewer trials of the same scenario",
      fewer,
      "holds 200 trials of this scenario, more than the 100 asked for",
    ],
  ])("%s", async (_, run, message) => {
    await finish("one");
    await expect(finish("two", run)).rejects.toThrow(message);
    expect(summary()).toBe("one");
    expect(entries()).toEqual(["baseline"]);
    await finish("three", run, { ...PLAIN, replace: true });
    expect(summary()).toBe("three");
  });

  test("but is by an edited file with fewer trials", async () => {
    await finish("one");
    await finish("two", { ...fewer, hash: "h2" });
    expect(summary()).toBe("two");
  });

  test("nor are the trials of an interrupted run dropped that could be used", async () => {
    const folder = await ResultsFolder.open(out, "baseline", SELF);
    await folder.begin(RUN, PLAIN);
    await folder.close();
    await expect(finish("two")).rejects.toThrow(
      "Add --resume to go on from them, or --replace to start afresh",
    );
    await finish("two", { ...RUN, hash: "h2" });
    expect(summary()).toBe("two");
  });

  test("and a folder that holds something else is never touched", async () => {
    mkdirSync(join(out, "baseline"));
    writeFileSync(join(out, "baseline", "thesis.doc"), "years of work");
    await expect(finish("two", RUN, { ...PLAIN, replace: true })).rejects.toThrow("holds no results");
    expect(readdirSync(join(out, "baseline"))).toEqual(["thesis.doc"]);
  });

  test("also not where it came there while the run went on, or before its swap was finished", async () => {
    const folder = await ResultsFolder.open(out, "baseline", SELF);
    await folder.begin(RUN, PLAIN);
    fill(folder.partial, "two", RUN);
    mkdirSync(join(out, "baseline"));
    writeFileSync(join(out, "baseline", "thesis.doc"), "years of work");
    await expect(folder.commit()).rejects.toThrow("holds no results");
    await folder.close();
    await expect(ResultsFolder.open(out, "baseline", SELF)).rejects.toThrow("holds no results");
    expect(readdirSync(join(out, "baseline"))).toEqual(["thesis.doc"]);
  });
});

describe("a run is resumed", () => {
  test.each([
    ["where nothing is there", null, RUN, "there is nothing to resume"],
    ["after the scenario has changed", RUN, { ...RUN, hash: "h2" }, "the scenario has changed since"],
    ["with another seed", RUN, { ...RUN, seed: "2" }, "they are of seed 1, not 2"],
    ["with another version", RUN, { ...RUN, version: "0.2.0" }, "they are of version 0.1.0, this is 0.2.0"],
  ])("not %s", async (_, before, run, message) => {
    if (before !== null) await finish("one", before);
    await expect(finish("two", run, { ...PLAIN, resume: true })).rejects.toThrow(message);
  });
});

describe("two runs", () => {
  test("never write the same results at once", async () => {
    const first = await ResultsFolder.open(out, "baseline", SELF);
    await expect(ResultsFolder.open(out, "baseline", SELF)).rejects.toThrow(
      "process 1 on here is writing these results",
    );
    await first.close();
    await (await ResultsFolder.open(out, "baseline", SELF)).close();
  });

  test("are kept apart also on two machines, which can't ask each other", async () => {
    await ResultsFolder.open(out, "baseline", SELF);
    const there = { process: 1, machine: "there", alive: () => false };
    await expect(ResultsFolder.open(out, "baseline", there)).rejects.toThrow("process 1 on here");
  });
});

describe("the name of a results folder", () => {
  test.each(["..", "../x", "a/b", "", "A", ".hidden", "-x", "a b", "a\0", "é", "a".repeat(101)])(
    "is not %j",
    (name) => {
      expect(() => checkName(name)).toThrow("is no name for a folder of results");
    },
  );

  test("is not followed where it is a link", async () => {
    symlinkSync(tmpdir(), join(out, "baseline"));
    await expect(ResultsFolder.open(out, "baseline", SELF)).rejects.toThrow("is a symbolic link");
    symlinkSync(tmpdir(), join(out, ".other.partial"));
    await expect(ResultsFolder.open(out, "other", SELF)).rejects.toThrow("is a symbolic link");
  });

  test("may not be a file's", async () => {
    writeFileSync(join(out, "baseline"), "");
    await expect(ResultsFolder.open(out, "baseline", SELF)).rejects.toThrow("is no folder");
    await expect(ResultsFolder.open(join(out, "baseline"), "x", SELF)).rejects.toThrow(
      "a file is in the way",
    );
  });

  test("is made with all folders above it that are missing", async () => {
    const folder = await ResultsFolder.open(join(out, "a", "b"), "baseline", SELF);
    expect(readdirSync(join(out, "a", "b"))).toEqual([".baseline.lock"]);
    await folder.close();
  });

  // Node's own way of making the folders above tries for ever there.
  test.skipIf(!existsSync("/proc/self"))("is refused where no folder can be made", async () => {
    await expect(ResultsFolder.open("/proc/chokepoint/results", "x", SELF)).rejects.toThrow(
      "no folder can be made in /proc. Choose another one with --out",
    );
  });
});
