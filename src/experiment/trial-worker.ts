import { parentPort, workerData } from "node:worker_threads";
import type { Model } from "../model/model.ts";
import type { Occurrence, PreparedTrial, TrialRecord } from "../model/series.ts";
import { Block, blockLayout, trialRecord } from "./block.ts";
import { trialUniforms } from "./design.ts";
import {
  type BatchTask,
  type BlockTask,
  DONE,
  FINISHED,
  IN_HAND,
  STOP,
  TAKEN,
  type WorkerOrders,
  type WorkerReport,
  type WorkerTask,
} from "./trial-task.ts";

/** A model made ready, and room for what a trial of it leaves behind. */
class Batch {
  readonly prepared: PreparedTrial;
  private readonly task: BatchTask;
  private readonly uniforms: Float64Array;
  private readonly withDetail: TrialRecord;
  private readonly withoutDetail: TrialRecord;

  constructor(task: BatchTask, prepare: (model: Model) => PreparedTrial) {
    this.task = task;
    this.prepared = prepare(task.model);
    this.uniforms = new Float64Array(task.model.columns.length);
    this.withDetail = trialRecord(this.prepared.shape, true);
    this.withoutDetail = { ...this.withDetail, detail: null };
  }

  run(trial: number, detail: boolean): TrialRecord {
    const { model, seed, design, checked } = this.task;
    const record = detail ? this.withDetail : this.withoutDetail;
    trialUniforms(design, seed, trial, model.columns, this.uniforms);
    this.prepared.run(seed, trial, this.uniforms, { checked, trace: null }, record);
    return record;
  }
}

/**
 * A worker thread's life: makes the model of each batch ready once, and runs trials of the blocks it is given
 * until it is told to stop or ended. A trial that throws stops the run: all workers finish what they have in
 * hand.
 */
export function workTrials(prepare: (model: Model) => PreparedTrial): void {
  const port = parentPort;
  if (port === null) throw new Error("this program is a worker thread of chokepoint and does not run alone");
  const orders: WorkerOrders = workerData;
  const control = new Int32Array(orders.control);
  let batch: Batch | null = null;

  port.on("message", (task: WorkerTask) => {
    switch (task.kind) {
      case "batch":
        batch = new Batch(task, prepare);
        return;
      case "block":
        if (batch === null) throw new Error("a block came before its batch");
        runBlock(task, batch);
        return;
    }
  });

  function runBlock(task: BlockTask, batch: Batch): void {
    const tickets = new Int32Array(task.tickets);
    const block = new Block(blockLayout(batch.prepared.shape, task), task.numbers);
    const rows: number[] = [];
    while (Atomics.load(control, STOP) === 0) {
      const place = Atomics.add(tickets, TAKEN, 1);
      if (place >= task.count) break;
      const trial = task.first + place;
      Atomics.store(control, IN_HAND + orders.worker, trial);
      try {
        const record = batch.run(trial, place < task.detailTrials);
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
  }

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
