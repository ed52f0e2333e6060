import { CONSTRAINTS_TABLE, constraintRows } from "./constraints-table.ts";
import { CONVERGENCE_TABLE, convergenceRows } from "./convergence-table.ts";
import { withDictionary } from "./dictionary-table.ts";
import { INPUTS_TABLE, inputRows } from "./inputs-table.ts";
import { SHOCKS_TABLE, shockRows } from "./shocks-table.ts";
import { SUMMARY_TABLE, summaryRows } from "./summary-table.ts";
import type { TableRows } from "./table.ts";
import { TIMESERIES_TABLE, timeseriesRows } from "./timeseries-table.ts";
import type { RunResults } from "./trials.ts";
import { trialsRows, trialsTable } from "./trials-table.ts";

/** Every CSV of a run's results, the dictionary, which explains them, last. Rows are made when they are taken. */
export function tablesOf(run: RunResults): readonly TableRows[] {
  const tables: TableRows[] = [
    [SUMMARY_TABLE, summaryRows(run)],
    [TIMESERIES_TABLE, timeseriesRows(run)],
    [CONSTRAINTS_TABLE, constraintRows(run)],
    [SHOCKS_TABLE, shockRows(run)],
    [INPUTS_TABLE, inputRows(run)],
    [trialsTable(run), trialsRows(run)],
  ];
  if (run.convergence !== undefined) tables.push([CONVERGENCE_TABLE, convergenceRows(run)]);
  return withDictionary(tables, run.trials.shape.series, run.trials);
}
