import { join } from "node:path";
import { expect, test } from "vitest";
import { INDEPENDENT } from "../../src/experiment/design.ts";
import { runTrials } from "../../src/experiment/run.ts";
import { runStudy, type StudyRequest, type Variant } from "../../src/experiment/study.ts";
import { bytesBelow, FAKE, fakeModel, fakeRequest, temporaryFolder } from "./fake-run.ts";
import type { Fate } from "./fake-trial.mjs";

const RANGE = { from: 1, to: 120, detail: 0 };

function variant(id: string, fate: Fate = {}): Variant {
  return { id, model: fakeModel(fate), hash: `of-${id}`, design: INDEPENDENT, typed: `mine --set x=${id}` };
}

function study(variants: readonly Variant[], change: Partial<StudyRequest> = {}): StudyRequest {
  const folder = temporaryFolder();
  return { variants, seed: "1", version: "0.1.0", range: RANGE, folder, workers: 2, ...change };
}

test("a variant's trials are those of a run of its own, for any number of threads", async () => {
  const request = study([variant("a"), variant("b", { wait: [3] })], { workers: 3 });
  const { stores } = await runStudy(request, FAKE);
  const identity = { scenario: "of-b", seed: "1", version: "0.1.0", design: INDEPENDENT };
  const alone = fakeRequest({ model: variant("b", { wait: [3] }).model, identity, range: RANGE, workers: 1 });
  await runTrials(alone, FAKE);
  expect(bytesBelow(join(request.folder, "b"))).toEqual(bytesBelow(alone.folder));
  expect(stores.map(({ trials }) => trials)).toEqual([120, 120]);
});

test("variants see the same luck, and a pinned input stays where it is put", async () => {
  const pinned = {
    ...variant("high"),
    design: { kind: "pinned", of: INDEPENDENT, pins: [{ column: "lines.b.yield", uniform: 0.9 }] },
  } as const;
  const { stores } = await runStudy(study([variant("base"), pinned]), FAKE);
  const [base, high] = stores;
  expect(high.readScalar(0)).toEqual(base.readScalar(0));
  expect(new Set(high.readScalar(1))).toEqual(new Set([0.9]));
});

test("an interrupted study goes on with what it has", async () => {
  const stop = new AbortController();
  const request = study([variant("a"), variant("b"), variant("c")]);
  const interrupted = await runStudy(
    {
      ...request,
      signal: stop.signal,
      onProgress: ({ done }) => {
        if (done >= 120) stop.abort();
      },
    },
    FAKE,
  );
  expect(interrupted).toMatchObject({ status: "interrupted", stores: [] });
  const { status, reused } = await runStudy(request, FAKE);
  expect(status).toBe("complete");
  expect(reused).toBeGreaterThanOrEqual(120);
  const whole = study(request.variants);
  await runStudy(whole, FAKE);
  expect(bytesBelow(request.folder)).toEqual(bytesBelow(whole.folder));
});

test("progress counts the trials of all variants", async () => {
  const seen: number[] = [];
  await runStudy(
    study([variant("a"), variant("b")], {
      onProgress: ({ done, trials }) => {
        expect(trials).toBe(240);
        seen.push(done);
      },
    }),
    FAKE,
  );
  expect(seen.at(-1)).toBe(240);
});

test("a trial that fails is replayed as its own variant", async () => {
  await expect(runStudy(study([variant("a"), variant("b", { failAt: [7] })]), FAKE)).rejects.toThrow(
    "chokepoint replay mine --set x=b --trial 7 --seed 1",
  );
});

test("two variants of one name are refused", async () => {
  await expect(runStudy(study([variant("a"), variant("a")]), FAKE)).rejects.toThrow(
    "two variants are named a",
  );
});
