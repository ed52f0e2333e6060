import { expect, test } from "vitest";
import { replayTrial } from "../../src/experiment/replay.ts";
import { runTrials } from "../../src/experiment/run.ts";
import { TrialStore } from "../../src/experiment/trial-store.ts";
import { chain } from "../model/chain.ts";
import { bytesBelow, fakeRequest } from "./fake-run.ts";

/** Two lines with luck in their yield and cycle times, and one customer with luck in its orders. */
const MODEL = chain({
  lines: {
    fab: {
      capacity: 10,
      cycle: 30,
      recipes: [{ makes: "die", vendor: "vendor", output: 2, yield: 0.8 }],
      shares: { vendor: 1 },
    },
    packaging: {
      capacity: 15,
      cycle: 10,
      recipes: [{ makes: "product", vendor: "vendor", takes: { die: 1 }, yield: 0.9 }],
      shares: { vendor: 1 },
    },
  },
  segments: { labs: { orders: { product: 14 }, noise: 0.2 } },
  variability: { cycleSlot: 0.2, cycleMonth: 0.1, yieldDay: 0.2, yieldMonth: 0.1, persistence: 0.5 },
  days: 150,
  warmup: 60,
});

async function run(workers: number) {
  const request = fakeRequest({ model: MODEL, workers, range: { from: 1, to: 60, detail: 55 } });
  const { shape } = await runTrials(request);
  return { ...request, shape };
}

test("trials of a supply chain are the same to the byte for any number of threads", async () => {
  const one = bytesBelow((await run(1)).folder);
  expect(bytesBelow((await run(3)).folder)).toEqual(one);
});

test("a trial replayed alone is the one that ran among many", async () => {
  const { folder, identity, range, shape } = await run(2);
  const store = TrialStore.open(folder, identity, shape, range);
  const index = shape.series.findIndex(
    ({ metric, tier }) => metric === "delivered_units" && tier === "headline",
  );
  const delivered = new Set<number>();
  for (const trial of [1, 2, 37, 60]) {
    const { scalars, headline } = replayTrial(MODEL, "1", trial, { checked: true, trace: null });
    expect([...scalars]).toEqual([...scalars.keys()].map((i) => store.readScalar(i)[trial - 1]));
    const months = store.readSeries(index).values.subarray((trial - 1) * shape.months, trial * shape.months);
    const row = shape.series.slice(0, index).filter(({ tier, of }) => tier === "headline" && !of).length;
    expect(headline.subarray(row * shape.months, (row + 1) * shape.months)).toEqual(months);
    delivered.add(months.reduce((sum, units) => sum + units, 0));
  }
  // Luck differs between trials, or the comparison would show little.
  expect(delivered.size).toBe(4);
});
