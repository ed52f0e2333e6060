// A worker that does all its trials and dies before it has told of them.
import { parentPort } from "node:worker_threads";
import { FINISHED, TAKEN } from "../../dist/experiment/trial-task.js";

parentPort.on("message", ({ kind, count, tickets }) => {
  if (kind !== "block") return;
  const shared = new Int32Array(tickets);
  Atomics.store(shared, TAKEN, count);
  Atomics.store(shared, FINISHED, count);
  process.exit(0);
});
