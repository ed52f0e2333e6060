import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { INDEPENDENT } from "../../src/experiment/design.ts";
import type { RunRequest, TrialProgram } from "../../src/experiment/run.ts";
import type { Model, Parameter } from "../../src/model/model.ts";
import { type Fate, prepareFake } from "./fake-trial.mjs";

export const FAKE: TrialProgram = { prepare: prepareFake, worker: beside("fake-worker.mjs") };
/** Runs a request in a process of its own. */
export const FAKE_RUN = beside("fake-run.mjs");

function beside(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}

/** A model with two uncertain inputs and nothing else. */
export function fakeModel(fate: Fate = {}): Model {
  const parameter = (path: string, column: number): Parameter => ({
    path,
    column,
    distribution: { kind: "uniform", numbers: [0, 1] },
    unit: "1",
  });
  return {
    name: JSON.stringify(fate),
    epoch: 0,
    end: 92,
    asOf: 0,
    warmup: 0,
    slot: 1,
    planning: { foresight: 0, clearing: 90 },
    columns: ["lines.a.capacity", "lines.b.yield"],
    parameters: [parameter("lines.a.capacity", 0), parameter("lines.b.yield", 1)],
    regions: [],
    lanes: [],
    stages: [],
    vendors: [],
    buyers: [],
    items: [],
    lines: [],
    products: [],
    segments: [],
    qualifications: [],
    shocks: [],
    initial: { backlog: [], finished: [], cover: [], bank: [] },
  };
}

/** 120 trials (two whole blocks and one of 20), details of the first 70, on two threads, in a new folder. */
export function fakeRequest(change: Partial<RunRequest> & { readonly fate?: Fate } = {}): RunRequest {
  const { fate, ...rest } = change;
  return {
    model: fakeModel(fate),
    identity: { scenario: "5ce7a210", seed: "1", version: "0.1.0", design: INDEPENDENT },
    range: { from: 1, to: 120, detail: 70 },
    folder: temporaryFolder(),
    resume: false,
    scenario: "baseline",
    workers: 2,
    ...rest,
  };
}

/** An empty folder, gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "chokepoint-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Every file below a folder, by its name there, as text of its bytes. */
export function bytesBelow(folder: string): Map<string, string> {
  const files = new Map<string, string>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) {
      const path = join(entry.parentPath, entry.name);
      files.set(path.slice(folder.length), readFileSync(path, "latin1"));
    }
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}
