import { spawn } from "node:child_process";
import { existsSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { blockPath } from "../../src/experiment/block-file.ts";
import { type RunProgress, runTrials } from "../../src/experiment/run.ts";
import { bytesBelow, FAKE, FAKE_RUN, fakeRequest } from "./fake-run.ts";

/** Trials of unlike length, so that threads overtake each other. */
const UNEVEN = { wait: [0, 3, 1, 0, 0, 7, 2] };

async function run(change: Parameters<typeof fakeRequest>[0] = {}) {
  const request = fakeRequest(change);
  const outcome = await runTrials(request, FAKE);
  return { request, outcome, bytes: bytesBelow(request.folder) };
}

test("a run leaves one file per 50 trials and nothing else", async () => {
  const { bytes, outcome } = await run();
  expect([...bytes.keys()]).toEqual(["/0000/00000001.block", "/0000/00000051.block", "/0000/00000101.block"]);
  expect(outcome).toMatchObject({ status: "complete", kept: 120, reused: 0, repaired: [] });
});

test("the store is the same to the byte for any number of threads", async () => {
  const { bytes } = await run({ workers: 1 });
  expect((await run({ workers: 2, fate: UNEVEN })).bytes).toEqual(bytes);
  expect((await run({ workers: 5, fate: UNEVEN })).bytes).toEqual(bytes);
});

test("another seed gives other trials", async () => {
  const { request, bytes } = await run({ range: { from: 1, to: 50, detail: 0 } });
  const other = await run({ range: request.range, identity: { ...request.identity, seed: "2" } });
  expect(other.bytes.keys().next()).toEqual(bytes.keys().next());
  expect(other.bytes).not.toEqual(bytes);
});

test("trials run as 1..100 and then 101..200 are those of one run of 200", async () => {
  const whole = await run({ range: { from: 1, to: 200, detail: 130 } });
  const { request } = await run({ range: { from: 1, to: 100, detail: 130 } });
  await run({ folder: request.folder, range: { from: 101, to: 200, detail: 130 }, resume: true });
  expect(bytesBelow(request.folder)).toEqual(whole.bytes);
});

test("a longer run keeps whole blocks and makes a short last one again", async () => {
  const whole = await run({ range: { from: 1, to: 200, detail: 70 } });
  const { request } = await run();
  const first = readFileSync(blockPath(request.folder, 1));
  const longer = await run({ folder: request.folder, range: { from: 1, to: 200, detail: 70 }, resume: true });
  expect(longer.outcome).toMatchObject({ status: "complete", reused: 100, kept: 200 });
  expect(longer.bytes).toEqual(whole.bytes);
  expect(readFileSync(blockPath(request.folder, 1))).toEqual(first);
});

test("a run that is all there already starts no thread", async () => {
  const { request } = await run();
  const { outcome } = await run({ folder: request.folder, resume: true, fate: { failAt: [1] } });
  expect(outcome).toMatchObject({ status: "complete", reused: 120, kept: 120 });
});

test("details of more trials are added by running those blocks again, and of fewer cost nothing", async () => {
  const { request } = await run();
  const fewer = await run({ folder: request.folder, range: { from: 1, to: 120, detail: 10 }, resume: true });
  expect(fewer.outcome.reused).toBe(120);
  const all = await run({
    folder: request.folder,
    range: { from: 1, to: 120, detail: Infinity },
    resume: true,
  });
  expect(all.outcome.reused).toBe(50);
  expect(all.bytes).toEqual((await run({ range: { from: 1, to: 120, detail: Infinity } })).bytes);
});

test("a damaged block is made again, and that is said", async () => {
  const { request, bytes } = await run();
  const path = blockPath(request.folder, 51);
  truncateSync(path, 1000);
  const { outcome, ...again } = await run({ folder: request.folder, resume: true });
  expect(outcome.reused).toBe(70);
  expect(outcome.repaired).toEqual([`trials 51..100: ${path} does not match its checksum`]);
  expect(again.bytes).toEqual(bytes);
});

test("an interrupted run ends what is in hand, keeps whole blocks and goes on to the same bytes", async () => {
  const whole = await run();
  const stop = new AbortController();
  const onProgress = ({ done }: RunProgress) => {
    if (done >= 60) stop.abort();
  };
  const { request, outcome, bytes } = await run({ signal: stop.signal, onProgress, fate: { wait: [20] } });
  expect(outcome.status).toBe("interrupted");
  // 50 unless this machine was very slow to hear of it
  expect([50, 100]).toContain(outcome.kept);
  expect(bytes.size).toBe(outcome.kept / 50);
  const resumed = await run({ folder: request.folder, resume: true });
  expect(resumed.outcome).toMatchObject({ status: "complete", reused: outcome.kept });
  expect(resumed.bytes).toEqual(whole.bytes);
});

test("a run interrupted before it starts runs nothing", async () => {
  const { outcome, bytes } = await run({ signal: AbortSignal.abort() });
  expect(outcome).toMatchObject({ status: "interrupted", kept: 0 });
  expect(bytes.size).toBe(0);
});

test("a trial that never ends is ended by the second interruption, and what was written stays", async () => {
  const stop = new AbortController();
  const abort = new AbortController();
  const onProgress = ({ done }: RunProgress) => {
    if (stop.signal.aborted) abort.abort();
    else if (done >= 61) stop.abort();
  };
  const { outcome, bytes } = await run({
    signal: stop.signal,
    abort: abort.signal,
    onProgress,
    fate: { hangAt: 62 },
    workers: 1,
  });
  expect(outcome).toMatchObject({ status: "interrupted", kept: 50 });
  expect([...bytes.keys()]).toEqual(["/0000/00000001.block"]);
});

test("a run killed outright goes on to the same bytes", async () => {
  const whole = await run();
  const { model, identity, range, folder, ...rest } = fakeRequest({ fate: { wait: [10] } });
  const child = spawn(process.execPath, [
    FAKE_RUN,
    JSON.stringify({ model, identity, range, folder, ...rest }),
  ]);
  const ended = new Promise((resolve) => child.on("exit", (_, signal) => resolve(signal)));
  while (!existsSync(blockPath(folder, 1))) await sleep(5);
  child.kill("SIGKILL");
  expect(await ended).toBe("SIGKILL");
  expect(existsSync(blockPath(folder, 101))).toBe(false);
  const { outcome, bytes } = await run({ folder, resume: true });
  expect(outcome).toMatchObject({ status: "complete", kept: 120 });
  expect(outcome.reused).toBeGreaterThanOrEqual(50);
  expect(bytes).toEqual(whole.bytes);
});

test("what a killed run left half-written is written over", async () => {
  const whole = await run();
  const { request } = await run({ range: { from: 1, to: 50, detail: 70 } });
  writeFileSync(`${blockPath(request.folder, 51)}.partial`, "half a block");
  expect((await run({ folder: request.folder, resume: true })).bytes).toEqual(whole.bytes);
});

test("progress counts what was kept and ends at all trials", async () => {
  const { request } = await run({ range: { from: 1, to: 100, detail: 70 } });
  const seen: RunProgress[] = [];
  await run({
    folder: request.folder,
    resume: true,
    fate: { wait: [25] },
    onProgress: (progress) => seen.push(progress),
  });
  expect(seen.length).toBeGreaterThan(1);
  expect(seen[0].done).toBeGreaterThanOrEqual(100);
  expect(seen.at(-1)).toMatchObject({ done: 120, trials: 120, secondsLeft: 0 });
});
