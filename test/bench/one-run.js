import { mkdirSync } from "node:fs";
import { INDEPENDENT } from "../../dist/experiment/design.js";
import { runTrials } from "../../dist/experiment/run.js";
import { TrialStore } from "../../dist/experiment/trial-store.js";
import { writeResults } from "../../dist/report/results.js";
import { baseline } from "./baseline.js";

/**
 * A program: runs TRIALS of the baseline on so many WORKERS into FOLDER, as the command line does, and prints how
 * many seconds each part took and how much memory the process held at most.
 */
const [trials, workers, folder] = process.argv.slice(2);
const { model, hash, resolved } = baseline();
const prepared = performance.now();
const version = "bench";
const identity = { scenario: hash, seed: "1", version, design: INDEPENDENT };
const range = { from: 1, to: Number(trials), detail: 1000 };
const store = `${folder}/trials`;
mkdirSync(store, { recursive: true });
const { shape } = await runTrials({
  model,
  identity,
  range,
  folder: store,
  resume: false,
  scenario: "baseline",
  workers: Number(workers),
});
const ran = performance.now();
await writeResults(
  folder,
  {
    name: "baseline",
    question: "",
    model,
    trials: TrialStore.open(store, identity, shape, range),
    seed: "1",
    hash,
    resolved,
    changed: [],
    version,
  },
  () => ({}),
  { threads: Number(workers) },
);
const written = performance.now();
const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
console.log(
  JSON.stringify({
    start: prepared / 1000,
    trials: (ran - prepared) / 1000,
    results: (written - ran) / 1000,
    cpu: (userCPUTime + systemCPUTime) / 1e6,
    megabytes: maxRSS / 1024,
  }),
);
