// The program of a thread that writes tables; see table-thread.ts.
import { parentPort, workerData } from "node:worker_threads";
import { TrialStore } from "../experiment/trial-store.ts";
import { fileErrorCode } from "./results-error.ts";
import { tablesOf } from "./run-tables.ts";
import { writeTable } from "./table.ts";
import type { TableTask, TableThreadReport } from "./table-task.ts";

const { folder, files, run, store }: TableTask = workerData;

async function write(): Promise<TableThreadReport> {
  try {
    for (const [table, rows] of tablesOf({ ...run, trials: TrialStore.of(store) }))
      if (files.includes(table.file)) await writeTable(folder, table, rows);
    return null;
  } catch (error) {
    const code = fileErrorCode(error);
    if (code === null || !(error instanceof Error)) throw error;
    return { message: error.message, code };
  }
}

parentPort?.postMessage(await write());
