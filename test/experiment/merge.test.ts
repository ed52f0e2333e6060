import { join } from "node:path";
import { expect, test } from "vitest";
import { type Merged, mergeParts, type Part } from "../../src/experiment/merge.ts";
import { type RunRequest, runTrials } from "../../src/experiment/run.ts";
import { blockIdentity } from "../../src/experiment/store-identity.ts";
import type { TrialRange } from "../../src/experiment/trial-range.ts";
import { FAKE, fakeRequest } from "./fake-run.ts";
import { prepareFake } from "./fake-trial.mjs";

/** Runs trials into a folder of their own. */
async function part(name: string, range: TrialRange, change: Partial<RunRequest> = {}): Promise<Part> {
  const request = fakeRequest({ range, ...change });
  await runTrials(request, FAKE);
  return { name, folder: request.folder, from: range.from, to: range.to };
}

async function merge(...parts: Part[]): Promise<Merged> {
  const { model, identity } = fakeRequest();
  const { shape } = prepareFake(model);
  const merged = await mergeParts(parts, blockIdentity(identity, shape), shape);
  if (merged === null) throw new Error("nobody interrupted it");
  return merged;
}

test("parts that meet are one range, each block from the part that has it", async () => {
  const first = await part("first", { from: 1, to: 100, detail: 70 });
  const last = await part("last", { from: 101, to: 120, detail: 70 });
  const { range, blocks, missing, problems } = await merge(last, first);
  expect(range).toEqual({ from: 1, to: 120, detail: 70 });
  expect(blocks.map(({ path, count }) => [path.startsWith(join(last.folder)), count])).toEqual([
    [false, 50],
    [false, 50],
    [true, 20],
  ]);
  expect([missing, problems]).toEqual([[], []]);
});

test("details reach as far as all trials from the first on have them", async () => {
  const few = await part("few", { from: 1, to: 50, detail: 20 });
  const all = await part("all", { from: 51, to: 100, detail: Number.POSITIVE_INFINITY });
  expect((await merge(few, all)).range.detail).toBe(20);
  expect((await merge(all)).range.detail).toBe(Number.POSITIVE_INFINITY);
});

test("trials that nobody has are named in runs: between parts, and after a short last block", async () => {
  const first = await part("first", { from: 1, to: 60, detail: 0 });
  const last = await part("last", { from: 201, to: 210, detail: 0 });
  expect((await merge(first, last)).missing).toEqual([{ from: 61, to: 200 }]);
});

test("parts that both have a trial must agree on it, also where one has fewer of its block", async () => {
  const whole = await part("whole", { from: 1, to: 100, detail: 0 });
  const short = await part("short", { from: 51, to: 70, detail: 0 });
  const agreed = await merge(short, whole);
  expect(agreed.problems).toEqual([]);
  expect(agreed.blocks.map(({ count }) => count)).toEqual([50, 50]);
  // Another seed, passed off as this one.
  const other = fakeRequest({ range: { from: 51, to: 70, detail: 0 } });
  const model = { ...other.model, parameters: other.model.parameters.toReversed() };
  const false_ = await part("false", other.range, { model });
  expect((await merge(whole, false_)).problems).toEqual([
    "trials 51..100 of whole and of false differ, though both say they are of one run",
  ]);
});
