import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import type { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import { blockPath } from "../../src/experiment/block-file.ts";
import { INDEPENDENT } from "../../src/experiment/design.ts";
import { type RunRequest, runTrials } from "../../src/experiment/run.ts";
import { RunError } from "../../src/experiment/run-error.ts";
import { bytesBelow, FAKE, FAKE_RUN, fakeRequest } from "./fake-run.ts";

async function failureOf(request: RunRequest): Promise<RunError> {
  const error: unknown = await runTrials(request, FAKE).catch((thrown) => thrown);
  if (!(error instanceof RunError)) throw new Error(`no RunError but ${String(error)}`);
  return error;
}

test("a failed trial ends the run with the command that replays it", async () => {
  const error = await failureOf(fakeRequest({ fate: { failAt: [7] } }));
  expect(error).toMatchObject({ failure: "trial", trial: 7 });
  expect(error.message).toBe(
    "trial 7 failed: stock of trial 7 is negative\n" +
      "It alone is run again by: chokepoint replay baseline --trial 7 --seed 1\n" +
      "No trials were kept.",
  );
  expect(error.cause).toContain("fake-trial.mjs:");
});

test("the replay command quotes a seed that a shell would take apart", async () => {
  const identity = { scenario: "5ce7a210", seed: "0 ' 1'", version: "0.1.0", design: INDEPENDENT };
  const error = await failureOf(fakeRequest({ identity, fate: { failAt: [7] } }));
  expect(error.message).toContain(String.raw`--trial 7 --seed '0 '\'' 1'\'''`);
});

test("of several trials that fail the first is named, whichever thread is faster", async () => {
  const wait = [0, 0, 0, 0, 0, 0, 0, 80, 0, 0];
  for (const workers of [1, 4]) {
    const error = await failureOf(fakeRequest({ workers, fate: { wait, failAt: [7, 8, 9, 40] } }));
    expect(error.trial).toBe(7);
  }
});

test("blocks before the one with the failed trial are kept", async () => {
  const request = fakeRequest({ fate: { failAt: [107] } });
  const error = await failureOf(request);
  expect(error.message).toContain("Trials 1..100 are kept.");
  expect([...bytesBelow(request.folder).keys()]).toEqual(["/0000/00000001.block", "/0000/00000051.block"]);
});

test("blocks behind a gap don't count as kept", async () => {
  const request = fakeRequest();
  await runTrials(request, FAKE);
  rmSync(blockPath(request.folder, 51));
  const error = await failureOf(
    fakeRequest({ folder: request.folder, resume: true, fate: { failAt: [60] } }),
  );
  expect(error.message).toContain("Trials 1..50 are kept.");
});

test("a thread that ends by itself ends the run with what it had in hand", async () => {
  const request = fakeRequest({ fate: { exitAt: 60 } });
  const error = await failureOf(request);
  expect(error).toMatchObject({ failure: "worker", trial: 60 });
  expect(error.message).toBe(
    "a worker thread died in trial 60: it ended with code 3\n" +
      "Trials 1..50 are kept. Go on with --resume.\n" +
      "If it happens again, try that trial alone: chokepoint replay baseline --trial 60 --seed 1",
  );
  const resumed = await runTrials({ ...fakeRequest({ folder: request.folder, resume: true }) }, FAKE);
  expect(resumed).toMatchObject({ status: "complete", reused: 50 });
});

test("a thread that is ended from outside by terminate() ends the run with what it had in hand", async () => {
  const request = fakeRequest({ workers: 1, fate: { hangAt: 60 } });
  process.once("worker", async (thread: Worker) => {
    while (!bytesBelow(request.folder).has("/0000/00000001.block")) await pause(10);
    await pause(300);
    await thread.terminate();
  });
  const error = await failureOf(request);
  expect(error).toMatchObject({ failure: "worker", trial: 60 });
  expect(error.message).toBe(
    "a worker thread died in trial 60: it ended with code 1\n" +
      "Trials 1..50 are kept. Go on with --resume.\n" +
      "If it happens again, try that trial alone: chokepoint replay baseline --trial 60 --seed 1",
  );
});

test("a thread that runs out of memory is said to, with what to do", () => {
  const request = fakeRequest({ fate: { hoardAt: 55 } });
  const child = spawnSync(process.execPath, ["--max-old-space-size=40", FAKE_RUN, JSON.stringify(request)], {
    encoding: "utf8",
  });
  expect(child.status).toBe(1);
  expect(child.stdout).toContain("a worker thread ran out of memory in trial 55:");
  expect(child.stdout).toContain("Trials 1..50 are kept. Go on with fewer threads (--workers N --resume)");
});

test("a worker's program that cannot be loaded ends the run", async () => {
  const error: unknown = await runTrials(fakeRequest(), { ...FAKE, worker: "/nowhere/worker.js" }).catch(
    (e) => e,
  );
  expect(error).toMatchObject({ failure: "worker", trial: null });
});

test("a folder that cannot be written to ends the run and names what could not be kept", async () => {
  const request = fakeRequest();
  writeFileSync(`${request.folder}/0000`, "a file where a folder should be");
  const error = await failureOf({ ...request, resume: true });
  expect(error.failure).toBe("store");
  expect(error.message).toMatch(/could not be written|cannot be read/);
  expect(error.message).toContain(request.folder);
});

test("a disk that refuses the second block leaves the first", async () => {
  const request = fakeRequest({ workers: 1 });
  mkdirSync(`${blockPath(request.folder, 51)}.partial`, { recursive: true });
  const error = await failureOf({ ...request, resume: true });
  expect(error.failure).toBe("store");
  expect(error.message).toMatch(/^trials 51\.\.100 could not be written to .*EISDIR/);
  expect(error.message).toContain(
    "Trials 1..50 are kept. Make room or grant access, then go on with --resume.",
  );
});

test("a full disk is left without half-written blocks", () => {
  const range = { from: 1, to: 100, detail: 100 };
  const request = fakeRequest({ range, fate: { rows: { headline: 10, detail: 100, months: 60 } } });
  // 1 MiB a file; 50 trials of 110 series and 60 months are 1.3 MB
  const child = spawnSync(
    "bash",
    ["-c", 'ulimit -f 1024 && exec "$@"', "bash", process.execPath, FAKE_RUN, JSON.stringify(request)],
    { encoding: "utf8" },
  );
  expect(child.stdout).toMatch(/could not be written to .*EFBIG/);
  expect(bytesBelow(request.folder).size).toBe(0);
});

test("trials of an earlier run are not mixed with new ones unasked", async () => {
  const request = fakeRequest();
  await runTrials(request, FAKE);
  const error = await failureOf(request);
  expect(error.message).toBe(`${request.folder} already holds trials; go on with them by --resume`);
});

test("a run of another seed cannot be gone on with", async () => {
  const request = fakeRequest();
  await runTrials(request, FAKE);
  const error = await failureOf({ ...request, resume: true, identity: { ...request.identity, seed: "2" } });
  expect(error.failure).toBe("store");
  expect(error.message).toContain("holds trials of another run");
  expect(error.message).toContain("is of seed 1, not 2");
});

test.each([0, 1.5, Number.NaN])("%d is no number of threads", async (workers) => {
  await expect(runTrials(fakeRequest({ workers }), FAKE)).rejects.toThrow(RangeError);
});

test("a run beyond the limit of stored values is refused before it starts", async () => {
  const request = fakeRequest({ valuesLimit: 1000 });
  const error = await failureOf(request);
  expect(error.failure).toBe("limit");
  expect(bytesBelow(request.folder).size).toBe(0);
});
