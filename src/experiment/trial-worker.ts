import { parentPort, workerData } from "node:worker_threads";
import type { Model } from "../model/model.ts";
import type { Occurrence, PreparedTrial, TrialRecord } from "../model/series.ts";
import { Block, blockLayout, trialRecord } from "./block.ts";
import { trialUniforms } from "./design.ts";
import {
  DONE,
  FINISHED,
  IN_HAND,
  STOP,
  TAKEN,
  type TrialTask,
  type WorkerOrders,
  type WorkerReport,
} from "./trial-task.ts";

/**
 * A worker thread's life: makes the model ready once, then runs trials of the blocks it is given until it is
 * told to stop or ended. A trial that throws stops the run: all workers finish what they have in hand.
 */
export function workTrials(prepare: (model: Model) => PreparedTrial): void {
  const port = parentPort;
  if (port === null) throw new Error("this program is a worker thread of chokepoint and does not run alone");
  const orders: WorkerOrders = workerData;
  const { model, seed, checked } = orders;
  const control = new Int32Array(orders.control);
  const prepared = prepare(model);
  const { shape } = prepared;
  const uniforms = new Float64Array(model.columns.length);
  const withDetail = trialRecord(shape, true);
  const withoutDetail: TrialRecord = { ...withDetail, detail: null };
  const options = { checked, trace: null };

  port.on("message", (task: TrialTask) => {
    const tickets = new Int32Array(task.tickets);
    const block = new Block(blockLayout(shape, task), task.numbers);
    const rows: number[] = [];
    while (Atomics.load(control, STOP) === 0) {
      const place = Atomics.add(tickets, TAKEN, 1);
      if (place >= task.count) break;
      const trial = task.first + place;
      Atomics.store(control, IN_HAND + orders.worker, trial);
      try {
        const record = place < task.detailTrials ? withDetail : withoutDetail;
        trialUniforms(seed, trial, model.columns, uniforms);
        prepared.run(seed, trial, uniforms, options, record);
        block.put(place, record);
        for (const occurrence of record.occurrences) rows.push(...occurrenceRow(trial, occurrence));
        Atomics.add(tickets, FINISHED, 1);
        Atomics.add(control, DONE, 1);
      } catch (error) {
        Atomics.store(control, STOP, 1);
        report({ kind: "failed", trial, ...described(error) });
      }
      Atomics.store(control, IN_HAND + orders.worker, 0);
    }
    report({ kind: "block", first: task.first, rows: Float64Array.from(rows) });
  });

  function report(message: WorkerReport): void {
    port?.postMessage(message);
  }
}

function occurrenceRow(
  trial: number,
  { shock, time, severity, capacityLost, workLost }: Occurrence,
): number[] {
  return [trial, shock, time, severity, capacityLost, workLost];
}

function described(error: unknown): { message: string; stack: string } {
  if (!(error instanceof Error)) return { message: String(error), stack: "" };
  return { message: error.message, stack: error.stack ?? "" };
}
