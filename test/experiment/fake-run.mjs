// A run of a fake in a process of its own, which a test may kill: node fake-run.mjs REQUEST, in JSON.
import { fileURLToPath } from "node:url";
import { runTrials } from "../../dist/experiment/run.js";
import { prepareFake } from "./fake-trial.mjs";

const worker = fileURLToPath(new URL("./fake-worker.mjs", import.meta.url));
try {
  const { shape, ...outcome } = await runTrials(JSON.parse(process.argv[2]), {
    prepare: prepareFake,
    worker,
  });
  console.log(JSON.stringify({ ...outcome, rss: process.resourceUsage().maxRSS / 1024 }));
} catch (error) {
  console.log(error.message);
  process.exitCode = 1;
}
