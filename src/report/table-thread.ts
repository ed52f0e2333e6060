import { createRequire } from "node:module";
import { Worker } from "node:worker_threads";
import type { TrialStore } from "../experiment/trial-store.ts";
import type { TableTask, TableThreadReport } from "./table-task.ts";
import type { RunResults } from "./trials.ts";

/**
 * A thread that writes some of a run's tables while this one writes the others. What it writes is the same to the byte:
 * a table's rows hang on the run alone.
 */
export class TableThread {
  /** Settled when the tables are written. @throws what kept the thread from it */
  readonly done: Promise<void>;
  private readonly worker: Worker;

  /** @param files of the run's tables, those to write into `folder` */
  constructor(folder: string, run: RunResults, trials: TrialStore, files: readonly string[]) {
    const { name, question, model, seed, hash, resolved, changed, version, convergence } = run;
    const facts = { name, question, model, seed, hash, resolved, changed, version };
    const task: TableTask = {
      folder,
      files,
      store: trials.contents,
      run: convergence === undefined ? facts : { ...facts, convergence },
    };
    this.worker = new Worker(createRequire(import.meta.url).resolve("#table-worker"), { workerData: task });
    this.done = new Promise((resolve, reject) => {
      this.worker.once("message", (failure: TableThreadReport) => {
        if (failure === null) resolve();
        else reject(Object.assign(new Error(failure.message), { code: failure.code }));
      });
      this.worker.once("error", reject);
      this.worker.once("exit", () => {
        reject(new Error(`the thread that writes ${files.join(", ")} ended before it was done`));
      });
    });
    // Whoever fails first stops the other; what comes of it then nobody awaits.
    this.done.catch(() => {});
  }

  /** Ends the thread, whatever it is doing. */
  async stop(): Promise<void> {
    await this.worker.terminate();
  }
}
