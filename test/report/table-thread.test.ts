import { mkdirSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { INDEPENDENT } from "../../src/experiment/design.ts";
import { runTrials } from "../../src/experiment/run.ts";
import { TrialStore } from "../../src/experiment/trial-store.ts";
import { writeResults } from "../../src/report/results.ts";
import { TableThread } from "../../src/report/table-thread.ts";
import type { RunResults } from "../../src/report/trials.ts";
import { loadScenario } from "../../src/scenario/load.ts";

const HOW = { command: "", scenario_file: "", started: "", finished: "", node: "", machine: "" };
const folderOf = (): string => mkdtempSync(join(tmpdir(), "tables-"));

describe("a second thread", () => {
  let run: RunResults;
  let store: TrialStore;
  beforeAll(async () => {
    const text = readFileSync("test/cli/tiny.yaml", "utf8");
    const none = { shipped: () => null, shippedNames: [], beside: () => null };
    const scenario = loadScenario({ name: "tiny.yaml", text, shipped: false }, none);
    if (scenario.model === null) throw new Error("tiny.yaml is refused");
    const { model, hash } = scenario;
    const identity = { scenario: hash, seed: "1", version: "0.1.0", design: INDEPENDENT };
    const range = { from: 1, to: 60, detail: 30 };
    const folder = folderOf();
    const { shape } = await runTrials({
      model,
      identity,
      range,
      folder,
      resume: false,
      scenario: "tiny",
      workers: 1,
    });
    store = TrialStore.open(folder, identity, shape, range);
    run = { ...scenario, model, name: "tiny", seed: "1", version: "0.1.0", trials: store };
  });

  test("writes the same bytes as one does alone", async () => {
    const [alone, shared] = [folderOf(), folderOf()];
    await writeResults(alone, run, () => HOW);
    await writeResults(shared, run, () => HOW, { threads: 2 });
    expect(readdirSync(shared)).toEqual(readdirSync(alone));
    for (const file of readdirSync(alone)) {
      expect(readFileSync(join(shared, file), "utf8")).toBe(readFileSync(join(alone, file), "utf8"));
    }
  });

  test("says what kept it from writing as one alone would", async () => {
    const folder = folderOf();
    mkdirSync(join(folder, "timeseries.csv"));
    for (const threads of [1, 2]) {
      await expect(writeResults(folder, run, () => HOW, { threads })).rejects.toThrow(
        `cannot write ${folder}: the system refused (EISDIR)`,
      );
    }
  });

  test("says what broke it, and that it was ended", async () => {
    const { contents } = store;
    const blocks = contents.blocks.map((block) => ({ ...block, offset: 1e9 }));
    const shorter = new TableThread(folderOf(), run, TrialStore.of({ ...contents, blocks }), [
      "timeseries.csv",
    ]);
    await expect(shorter.done).rejects.toThrow("has become shorter");
    const ended = new TableThread(folderOf(), run, store, ["timeseries.csv"]);
    await ended.stop();
    await expect(ended.done).rejects.toThrow(
      "the thread that writes timeseries.csv ended before it was done",
    );
  });
});
