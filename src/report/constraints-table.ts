import {
  figureColumn,
  integerColumn,
  PERIOD_COLUMNS,
  periodCells,
  SCENARIO_COLUMN,
  textColumn,
} from "./column.ts";
import { constraintShares } from "./constraint-share.ts";
import type { Cell, Table } from "./table.ts";
import { calendarOf } from "./timespan.ts";
import type { RunResults } from "./trials.ts";

/** What limited supply, when and for whom. */
export const CONSTRAINTS_TABLE: Table = {
  file: "constraints.csv",
  row: "vendor (and all) x stage or line x period (month, quarter, year, horizon)",
  columns: [
    SCENARIO_COLUMN,
    textColumn("vendor", "Whose deliveries; empty: all vendors'."),
    textColumn("outcome", "What is divided among the constraints: delivered H100-equivalents."),
    textColumn(
      "level",
      "stage: a whole stage, or a cause without one; line: a single line or cause. Shares of each level add up to 1.",
    ),
    textColumn("stage", "The stage that limited; empty: none (orders, plan, initial, opening)."),
    textColumn(
      "constraint",
      "A line's id (its contracts); background, down: load by others and outages at the stage; orders: no more was ordered; plan: the plan was late; initial: there at the start; opening: a launch or qualification. Empty for a whole stage.",
    ),
    textColumn("line", "The line that limited; empty: not one line."),
    ...PERIOD_COLUMNS,
    figureColumn("mean_share", "fraction", "Mean over trials of its share of the deliveries."),
    figureColumn(
      "mean_share_low",
      "fraction",
      "Lower end of the 95 % interval of mean_share (Student t; see the row on design).",
    ),
    figureColumn(
      "mean_share_high",
      "fraction",
      "Upper end of the 95 % interval of mean_share (Student t; see the row on design).",
    ),
    figureColumn(
      "largest_probability",
      "fraction",
      "Share of trials in which no other of its level is larger.",
    ),
    figureColumn(
      "largest_low",
      "fraction",
      "Lower end of the 95 % interval of largest_probability (Wilson; see the row on design).",
    ),
    figureColumn(
      "largest_high",
      "fraction",
      "Upper end of the 95 % interval of largest_probability (Wilson; see the row on design).",
    ),
    figureColumn(
      "mean_h100e",
      "H100e",
      "Mean over trials of the H100-equivalents delivered that it limited.",
    ),
    integerColumn("trials", "trials", "Trials with details in which anything was delivered."),
  ],
};

export function* constraintRows({ name, model, trials }: RunResults): Generator<Cell[], void, undefined> {
  const calendar = calendarOf(model);
  const spans = [...calendar.months, ...calendar.periods];
  for (const one of constraintShares(trials, spans, calendar)) {
    yield [
      name,
      one.vendor,
      "delivered",
      one.level,
      one.stage,
      one.constraint,
      one.line,
      ...periodCells(one.span),
      one.share?.value ?? null,
      one.share?.low ?? null,
      one.share?.high ?? null,
      one.largest?.value ?? null,
      one.largest?.low ?? null,
      one.largest?.high ?? null,
      one.amount,
      one.trials,
    ];
  }
}
