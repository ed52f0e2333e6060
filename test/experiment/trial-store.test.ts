import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { blockPath } from "../../src/experiment/block-file.ts";
import { replayTrial } from "../../src/experiment/replay.ts";
import { type RunRequest, runTrials } from "../../src/experiment/run.ts";
import { RunError } from "../../src/experiment/run-error.ts";
import type { TrialRange } from "../../src/experiment/trial-range.ts";
import { TrialStore } from "../../src/experiment/trial-store.ts";
import { FAKE, fakeModel, fakeRequest } from "./fake-run.ts";
import { prepareFake } from "./fake-trial.mjs";

const MODEL = fakeModel();
const PREPARED = prepareFake(MODEL);

async function stored(): Promise<RunRequest> {
  const request = fakeRequest();
  await runTrials(request, FAKE);
  return request;
}

function open({ folder, identity, range }: RunRequest, change: Partial<TrialRange> = {}): TrialStore {
  return TrialStore.open(folder, identity, PREPARED.shape, { ...range, ...change });
}

/** Trial k as it is when it runs alone. */
function alone(trial: number) {
  return replayTrial(MODEL, "1", trial, { checked: false, trace: null }, PREPARED);
}

test("every figure of every trial is read back as the trial alone gives it", async () => {
  const store = open(await stored());
  expect([store.trials, store.detailTrials]).toEqual([120, 70]);
  const scalars = [0, 1, 2].map((index) => store.readScalar(index));
  const headline = [0, 1].map((index) => store.readSeries(index).values);
  const detail = [3, 4].map((index) => store.readSeries(index).values);
  for (let place = 0; place < 120; place++) {
    const record = alone(place + 1);
    const months = (values: Float32Array) => [...values.subarray(3 * place, 3 * place + 3)];
    expect(scalars.map((values) => values[place])).toEqual([...record.scalars]);
    expect(headline.flatMap(months)).toEqual([...record.headline]);
    expect(detail.flatMap(months)).toEqual(place < 70 ? [...(record.detail ?? [])] : []);
  }
});

test("a detail series has the trials that have details, a headline series all", async () => {
  const store = open(await stored());
  expect(store.readSeries(0).trials).toBe(120);
  expect(store.readSeries(3)).toMatchObject({ trials: 70 });
  expect(store.readSeries(3).values.length).toBe(70 * 3);
});

test("a ratio is that of its two series, and NaN where there is nothing to be a share of", async () => {
  const store = open(await stored());
  const made = store.readSeries(0).values;
  const wanted = store.readSeries(1).values;
  const { trials, values } = store.readSeries(2);
  expect(trials).toBe(120);
  // The fake wants nothing in the first month.
  expect(values[0]).toBeNaN();
  expect(values[4]).toBe(Math.fround(made[4] / wanted[4]));
  expect(store.readSeries(5).trials).toBe(70);
});

test("occurrences come in the order of the trials, then as they happened", async () => {
  const store = open(await stored());
  const expected = Array.from({ length: 120 }, (_, place) =>
    alone(place + 1).occurrences.map((occurrence) => ({ trial: place + 1, ...occurrence })),
  ).flat();
  expect(expected.length).toBe(120);
  expect([...store.occurrences()]).toEqual(expected);
});

test("trials without occurrences or details are stored as well as others", async () => {
  const request = fakeRequest({ fate: { calm: true }, range: { from: 1, to: 7, detail: 0 } });
  await runTrials(request, FAKE);
  const store = open(request);
  expect([...store.occurrences()]).toEqual([]);
  expect(store.readScalar(2)[6]).toBe(alone(7).scalars[2]);
  expect(store.readSeries(3)).toEqual({ trials: 0, values: new Float32Array(0) });
});

test("a part of what is stored can be read as if it were all", async () => {
  const request = await stored();
  const some = open(request, { from: 51, to: 60, detail: 55 });
  expect([some.trials, some.detailTrials]).toEqual([10, 5]);
  expect([...some.readScalar(2)]).toEqual([...open(request).readScalar(2).subarray(50, 60)]);
  expect([...some.readSeries(0).values]).toEqual([...open(request).readSeries(0).values.subarray(150, 180)]);
  expect([...some.readSeries(4).values]).toEqual([...open(request).readSeries(4).values.subarray(150, 165)]);
  expect([...some.occurrences()].map(({ trial }) => trial)).toEqual([52, 53, 53, 55, 56, 56, 58, 59, 59]);
});

/** What is said on opening a store whose second block has been changed. */
async function said(change: (bytes: Buffer) => Buffer): Promise<string> {
  const request = await stored();
  const path = blockPath(request.folder, 51);
  writeFileSync(path, change(readFileSync(path)));
  return complaint(() => open(request)).replaceAll(request.folder, "RUN");
}

function complaint(act: () => void): string {
  try {
    act();
  } catch (error) {
    if (error instanceof RunError && error.failure === "store") return error.message;
    throw error;
  }
  return "";
}

test("a flipped bit anywhere in a block is found", async () => {
  const request = await stored();
  const path = blockPath(request.folder, 51);
  const whole = readFileSync(path);
  let found = 0;
  const places = Array.from({ length: 40 }, (_, i) => Math.floor((i * (whole.length - 1)) / 39));
  for (const place of [...places, 3, 8, 11, 12, 15, 16]) {
    const bytes = Buffer.from(whole);
    bytes[place] ^= 1 << (place % 8);
    writeFileSync(path, bytes);
    if (complaint(() => open(request)).includes(path)) found++;
  }
  expect(found).toBe(46);
});

test("a block cut short, grown or emptied is damaged", async () => {
  const damaged = "RUN/0000/00000051.block does not match its checksum";
  expect(await said((bytes) => bytes.subarray(0, -8))).toContain(damaged);
  expect(await said((bytes) => Buffer.concat([bytes, Buffer.alloc(8)]))).toContain(damaged);
  expect(await said(() => Buffer.alloc(0))).toContain("00000051.block is no block of trials");
});

test("missing blocks are named, all at once, with what to do", async () => {
  const request = await stored();
  rmSync(blockPath(request.folder, 1));
  rmSync(blockPath(request.folder, 101));
  expect(complaint(() => open(request))).toBe(
    `${request.folder} cannot be read:\n` +
      "  trials 1..50 are missing\n" +
      "  trials 101..120 are missing\n" +
      "Run it again with --resume.",
  );
});

test("more trials or details than are stored are not made up", async () => {
  const request = await stored();
  expect(complaint(() => open(request, { to: 130 }))).toContain(
    "00000101.block has 20 trials, 0 with details",
  );
  expect(complaint(() => open(request, { detail: 71 }))).toContain(
    "00000051.block has 50 trials, 20 with details",
  );
});

test.each([
  [{ scenario: "0ther" }, "is of another scenario (hash 5ce7a210, not 0ther)"],
  [{ seed: "2" }, "is of seed 1, not 2"],
  [{ version: "0.2.0" }, "was written by version 0.1.0, this is 0.2.0"],
])("trials of a run with another %o are refused", async (change, why) => {
  const request = await stored();
  const other = { ...request, identity: { ...request.identity, ...change } };
  expect(complaint(() => open(other))).toContain(`00000001.block ${why}`);
});

test("trials of a program with other series are refused", async () => {
  const request = await stored();
  const shape = structuredClone(PREPARED.shape);
  const series = shape.series.map((one, i) => (i === 0 ? { ...one, unit: "wafers" } : one));
  const openOther = () =>
    TrialStore.open(request.folder, request.identity, { ...shape, series }, request.range);
  expect(complaint(openOther)).toContain("00000001.block holds other series than this program's");
});

test("a block that has been given another's name is refused", async () => {
  const request = await stored();
  const folder = request.folder;
  writeFileSync(blockPath(folder, 51), readFileSync(blockPath(folder, 1)));
  expect(complaint(() => open(request))).toContain("00000051.block holds trials from 1, not from 51");
});

test("blocks lie in folders of 1,000 with names that sort", () => {
  expect(blockPath("t", 49_951)).toBe("t/0000/00049951.block");
  expect(blockPath("t", 50_001)).toBe("t/0001/00050001.block");
});

test("scalars block by block are those of the whole", async () => {
  const store = open(await stored(), { from: 51, to: 110 });
  const blocks = [...store.scalarBlocks()];
  expect(blocks.map(({ first, count }) => [first, count])).toEqual([
    [51, 50],
    [101, 10],
  ]);
  for (const index of [0, 1, 2])
    expect(
      blocks.flatMap(({ count, scalars }) => [...scalars.subarray(index * count, (index + 1) * count)]),
    ).toEqual([...store.readScalar(index)]);
});
