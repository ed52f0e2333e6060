import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadScenarios } from "../../src/cli/load.ts";
import type { RunOptions } from "../../src/cli/run-option.ts";
import { runStudyFolder, type Study } from "../../src/cli/run-study.ts";
import { Screen } from "../../src/cli/screen.ts";
import { INDEPENDENT } from "../../src/experiment/design.ts";
import { readAnyManifest, readManifest } from "../../src/report/manifest.ts";
import { bytesBelow } from "../experiment/fake-run.ts";
import { call, fakeHost, TINY } from "./fake-host.ts";

const OPTIONS: RunOptions = {
  trials: null,
  seed: "1",
  out: "results",
  as: null,
  sets: [],
  workers: 2,
  maxValues: null,
  resume: false,
  replace: false,
  xlsx: false,
};

/** A study of two capacities of the tiny world that only says what was delivered. */
async function study(host = fakeHost(), change: Partial<RunOptions> = {}, asked: readonly string[] = []) {
  const session = { host, screen: new Screen(host, { quiet: false, colour: false }), typed: "typed" };
  const [base] = loadScenarios([TINY], [], session) ?? [];
  const [twice] = loadScenarios([TINY], ["lines.fab.capacity=times 2"], session) ?? [];
  const variants = [base!, twice!].map(({ model, hash, typed }, place) => ({
    id: `v${place}`,
    model,
    hash,
    typed,
    design: INDEPENDENT,
  }));
  const work: Study<{ delivered: number[] }> = {
    study: "weigh",
    scenario: base!,
    variants,
    trials: 60,
    detail: 0,
    asked,
    words: [TINY, "--heavy"],
    find: (stores) => ({
      tables: [[{ file: "weight.csv", row: "variant", columns: [] }, []]],
      figures: [],
      answer: { delivered: stores.map((store) => store.readScalar(store.shape.parameters)[0]!) },
    }),
  };
  return { host, done: await runStudyFolder(work, { ...OPTIONS, ...change }, session) };
}

test("a study lies in a folder named for its scenario, with a manifest of its own", async () => {
  const { host, done } = await study();
  const folder = join(host.folder, "results", "tiny-weigh");
  expect(done?.path).toBe(folder);
  expect(readdirSync(folder).sort()).toEqual([
    "datapackage.json",
    "dictionary.csv",
    "manifest.json",
    "trials",
    "weight.csv",
  ]);
  expect(readdirSync(join(folder, "trials"))).toEqual(["v0", "v1"]);
  expect(await readAnyManifest(folder)).toMatchObject({
    study: "weigh",
    name: "tiny-weigh",
    trials: { from: 1, to: 60, with_detail: 0 },
    scenarios: [{ scenario: "tiny" }],
    run: { command: "typed", scenario_file: `weigh of ${TINY}` },
  });
  expect(host.said.err).toBe("120 trials in 0 s\n");
  await expect(readManifest(folder)).rejects.toThrow("holds what came of a weigh, not a run");
  const shown = await call(["show", "tiny-weigh"], host);
  expect(shown.err).toContain("is a weigh, which this version of Chokepoint does not know");
});

test("a study's bytes are the same for any number of threads, and again", async () => {
  const [one, two] = await Promise.all([study(), study(fakeHost(), { workers: 1 })]);
  const bytes = ({ host }: typeof one) => bytesBelow(join(host.folder, "results", "tiny-weigh"));
  expect(bytes(two)).toEqual(bytes(one));
});

test("a study goes on with the trials of the same variants and of no others", async () => {
  const { host } = await study(fakeHost(), { trials: { from: 1, to: 50 } });
  await study(host, { resume: true, trials: { from: 1, to: 60 } });
  expect(host.said.err).toContain("120 trials (100 were there) in 0 s");
  await expect(study(host, { resume: true }, ["more"])).rejects.toThrow(
    "the scenario is the same, but they answer something else (typed); --as NAME keeps both. Run without --resume",
  );
});

test("an interrupted study says how to go on", async () => {
  const stop = new AbortController();
  const folder = mkdtempSync(join(tmpdir(), "study-"));
  const now = (): Date => {
    // Every line of progress asks for the time; from the first block on, somebody presses Ctrl-C.
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
    if (files.some((name) => name.endsWith(".block"))) stop.abort();
    return new Date("2026-11-01T00:00:00Z");
  };
  const interrupted = fakeHost({ folder, interrupt: stop.signal, now });
  const { done } = await study(interrupted, { trials: { from: 1, to: 5000 } });
  expect(done).toBeNull();
  expect(interrupted.said.err).toMatch(/interrupted: \d+ of 10000 trials are kept in /);
  expect(interrupted.said.err).toContain(`chokepoint weigh ${TINY} --heavy --trials 5000 --resume\n`);
});

test("a long study is estimated first", async () => {
  let seconds = 0;
  const slow = fakeHost({ now: () => new Date(1000 * seconds++) });
  await study(slow, { trials: { from: 1, to: 50 } }, ["long"]);
  // Two runs of 50 trials of a second each, by its clock, on two threads: 50 s, which is not yet long.
  expect(slow.said.err).not.toContain("about");
  await study(slow, { trials: { from: 1, to: 100 } }, ["long"]);
  expect(slow.said.err).toContain("2 runs of 100 trials: about 1 min 40 s on 2 threads");
});

test("a study's folder is not replaced by something else of its name", async () => {
  const { host } = await study();
  const { code, err } = await call(["run", TINY, "--trials", "4", "--as", "tiny-weigh"], host);
  expect(code).toBe(2);
  expect(err).toContain(`holds the results of another file (weigh of ${TINY})`);
  expect(readFileSync(join(host.folder, "results", "tiny-weigh", "weight.csv"), "utf8")).toBeDefined();
});
