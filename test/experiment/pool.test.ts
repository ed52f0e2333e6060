import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { INDEPENDENT } from "../../src/experiment/design.ts";
import { type KeepBlock, Pool } from "../../src/experiment/pool.ts";
import { blocksOf, type TrialRange } from "../../src/experiment/trial-range.ts";
import { FAKE, fakeModel } from "./fake-run.ts";
import { type Fate, prepareFake } from "./fake-trial.mjs";

function pool(workers: number, program = FAKE.worker): Pool {
  const made = new Pool(workers, program);
  onTestFinished(() => made.close());
  return made;
}

function run(on: Pool, range: TrialRange, keep: KeepBlock, fate: Fate = {}): Promise<void> {
  const model = fakeModel(fate);
  const { shape } = prepareFake(model);
  return on.run({ model, shape, seed: "1", design: INDEPENDENT, checked: false }, [...blocksOf(range)], keep);
}

test("blocks are kept once each, whole", async () => {
  const kept: number[] = [];
  await run(pool(3), { from: 1, to: 420, detail: 0 }, async ({ first, count }) => {
    await sleep(first === 51 ? 50 : 0);
    kept.push(first, count);
  });
  const expected = [1, 51, 101, 151, 201, 251, 301, 351].flatMap((first) => [first, 50]);
  expect(kept.toSorted((a, b) => a - b)).toEqual([...expected, 401, 20].toSorted((a, b) => a - b));
});

test("a slow disk holds the threads back: no more than three blocks are in memory", async () => {
  const running = pool(2);
  let release = () => {};
  const disk = new Promise<void>((resolve) => {
    release = resolve;
  });
  const end = run(running, { from: 1, to: 1000, detail: 0 }, () => disk);
  while (running.done < 150) await sleep(5);
  await sleep(50);
  expect(running.done).toBe(150);
  release();
  await end;
  expect(running.done).toBe(1000);
});

test("a block is not kept if a thread died before it told what happened in its trials", async () => {
  const dying = pool(1, fileURLToPath(new URL("dying-worker.mjs", import.meta.url)));
  let kept = 0;
  await run(dying, { from: 1, to: 50, detail: 0 }, async () => {
    kept++;
  });
  expect(kept).toBe(0);
  expect(dying.failures).toMatchObject([{ kind: "worker", trial: 0 }]);
});

test("a thread whose trial failed takes no other", async () => {
  const failing = pool(1);
  const end = run(failing, { from: 1, to: 100, detail: 0 }, async () => {}, { failAt: [7] });
  // This thread, which could stop it too, is held up meanwhile.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
  await end;
  expect(failing.done).toBe(6);
  expect(failing.failures).toMatchObject([{ kind: "trial", trial: 7 }]);
});
