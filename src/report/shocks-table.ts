import { isoDate } from "../engine/calendar.ts";
import type { Selection } from "../model/model.ts";
import { dateColumn, exactColumn, integerColumn, SCENARIO_COLUMN, textColumn } from "./column.ts";
import type { Cell, Table } from "./table.ts";
import type { RunResults } from "./trials.ts";

/** Every shock that happened in every trial. */
export const SHOCKS_TABLE: Table = {
  file: "shocks.csv",
  row: "occurrence of a shock in a trial",
  columns: [
    SCENARIO_COLUMN,
    integerColumn("trial", "", "Number of the trial."),
    textColumn("shock", "The shock."),
    dateColumn("date", "Day on which it happened."),
    textColumn("where", "What it struck: ids of lines, items, vendors, products and segments."),
    exactColumn(
      "severity",
      "fraction, days or factor",
      "Drawn severity: share scrapped if it scraps, else days of outage, else the factor drawn.",
    ),
    exactColumn("capacity_lost_wafers", "wafers", "Capacity lost over all lines it struck."),
    exactColumn("work_lost_wafers", "wafers", "Work in process lost over all lines it struck."),
  ],
};

export function* shockRows({ name, model, trials }: RunResults): Generator<Cell[], void, undefined> {
  const where = model.shocks.map((shock) => struck(shock.where, model));
  for (const { trial, shock, time, severity, capacityLost, workLost } of trials.occurrences()) {
    yield [
      name,
      trial,
      model.shocks[shock].id,
      isoDate(model.epoch + time),
      where[shock],
      severity,
      capacityLost,
      workLost,
    ];
  }
}

function struck(selection: Selection, model: RunResults["model"]): string {
  const kinds = ["lines", "items", "vendors", "products", "segments"] as const;
  return kinds.flatMap((kind) => selection[kind].map((index) => model[kind][index].id)).join(" ");
}
