import type { Summary } from "../analysis/summary.ts";
import type { Series } from "../model/series.ts";
import { keyTexts } from "./series-figures.ts";
import type { Cell, Column } from "./table.ts";
import type { Timespan } from "./timespan.ts";

/** Columns that several files share, each with the function that fills it. Kept side by side on purpose. */

export const FIRST = "0.1.0";

export function textColumn(name: string, meaning: string, since = FIRST): Column {
  return { name, type: "text", unit: "", meaning, since };
}

export function dateColumn(name: string, meaning: string, since = FIRST): Column {
  return { name, type: "date", unit: "", meaning, since };
}

export function integerColumn(name: string, unit: string, meaning: string, since = FIRST): Column {
  return { name, type: "integer", unit, meaning, since };
}

/** A figure from monthly series: 6 significant digits. */
export function figureColumn(name: string, unit: string, meaning: string, since = FIRST): Column {
  return { name, type: "number", digits: 6, unit, meaning, since };
}

/** A figure kept in double precision: 10 significant digits. */
export function exactColumn(name: string, unit: string, meaning: string, since = FIRST): Column {
  return { name, type: "number", digits: 10, unit, meaning, since };
}

/** A column that no row lacks. */
export function required(column: Column): Column {
  return { ...column, required: true };
}

export const SCENARIO_COLUMN = required(
  textColumn("scenario", "Name of the results folder the row is from."),
);

/** What the figure is about. */
export const KEY_COLUMNS: readonly Column[] = [
  textColumn("product", "Product the figure is about; empty: all."),
  textColumn("vendor", "Vendor the figure is about; empty: all."),
  textColumn("segment", "Customer segment the figure is about; empty: all."),
  textColumn("region", "Region the figure is about; empty: all."),
  textColumn("line", "Production line the figure is about; empty: all."),
  textColumn("item", "Die, stack, package, part or finished unit the figure is about; empty: all."),
  textColumn("stage", "Stage of production the figure is about; empty: all."),
  textColumn(
    "constraint",
    "What limited supply: a line's id, or orders, plan, initial, opening, background, down; empty: all.",
  ),
  required(textColumn("metric", "Name of the figure; see its own row below.")),
  textColumn("unit", "Unit of the figure."),
];

export function keyCells(series: Series): Cell[] {
  return [...keyTexts(series), series.metric, series.unit];
}

export const PERIOD_COLUMNS: readonly Column[] = [
  required(
    textColumn(
      "period_kind",
      "quarter, year or horizon (all of it); in constraints.csv and comparison.csv also month.",
    ),
  ),
  required(textColumn("period", "Label of the period, e.g. 2027-Q2, 2027 or 2026-10..2031-12.")),
  required(dateColumn("period_start", "First simulated day of the period.")),
  required(dateColumn("period_end", "Last simulated day of the period.")),
];

export function periodCells({ kind, label, first, last }: Timespan): Cell[] {
  return [kind, label, first, last];
}

export const MONTH_COLUMNS: readonly Column[] = [
  required(textColumn("month", "The month, e.g. 2027-04.")),
  required(dateColumn("month_start", "First simulated day of the month.")),
];

export function monthCells({ label, first }: Timespan): Cell[] {
  return [label, first];
}

export const MEAN_COLUMNS: readonly Column[] = [
  figureColumn(
    "mean",
    "as unit",
    "Mean over trials; empty where any trial has not got there by the horizon.",
  ),
  figureColumn(
    "mean_low",
    "as unit",
    "Lower end of the 95 % interval of the mean (Student t; see the row on design).",
  ),
  figureColumn(
    "mean_high",
    "as unit",
    "Upper end of the 95 % interval of the mean (Student t; see the row on design).",
  ),
  figureColumn("sd", "as unit", "Standard deviation over trials: the risk, not the error of the mean."),
];

export function meanCells({ mean, sd }: Summary): Cell[] {
  return [mean?.value ?? null, mean?.low ?? null, mean?.high ?? null, sd];
}

const SHARES = [5, 10, 25, 50, 75, 90, 95];

export const PERCENTILE_COLUMNS: readonly Column[] = SHARES.map((share) =>
  figureColumn(
    `p${share}`,
    "as unit",
    `${share} % of trials are at or below it (R type 7); empty where it lies beyond the horizon.`,
  ),
);

export function percentileCells({ percentiles }: Summary): Cell[] {
  return percentiles.map((percentile) => percentile?.value ?? null);
}

const WITH_INTERVAL = [5, 50, 95];
const WITH_INTERVAL_AT = WITH_INTERVAL.map((share) => SHARES.indexOf(share));

export const INTERVAL_COLUMNS: readonly Column[] = WITH_INTERVAL.flatMap((share) => [
  figureColumn(
    `p${share}_low`,
    "as unit",
    `Lower end of the 95 % interval of p${share} (order statistics; see the row on design); empty with too few trials.`,
  ),
  figureColumn(
    `p${share}_high`,
    "as unit",
    `Upper end of the 95 % interval of p${share} (order statistics; see the row on design); empty with too few trials.`,
  ),
]);

export function intervalCells({ percentiles }: Summary): Cell[] {
  const cells: Cell[] = [];
  for (const place of WITH_INTERVAL_AT) {
    const interval = percentiles[place]?.interval;
    cells.push(interval?.low ?? null, interval?.high ?? null);
  }
  return cells;
}

export const TRIALS_COLUMNS: readonly Column[] = [
  figureColumn(
    "not_yet_share",
    "fraction",
    "Durations only: share of trials in which it is not over by the horizon.",
  ),
  integerColumn(
    "trials",
    "trials",
    "Trials that have the figure; monthly details are kept for the first ones.",
  ),
];

export function trialsCells({ aggregate }: Series, { notYet, trials }: Summary): Cell[] {
  return [aggregate === "duration" ? notYet : null, trials];
}
