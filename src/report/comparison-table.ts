import {
  figureColumn,
  KEY_COLUMNS,
  keyCells,
  PERIOD_COLUMNS,
  periodCells,
  SCENARIO_COLUMN,
  textColumn,
} from "./column.ts";
import type { Comparison } from "./comparison.ts";
import { DIFFERENCE_COLUMNS, differenceCells, PAIRED_COLUMNS, pairedCells } from "./difference-column.ts";
import { betterWay } from "./direction.ts";
import type { Cell, Table } from "./table.ts";

export const BASE_COLUMN = textColumn("base", "Name of the results folder it is compared with.");

/** How sure the intervals of a row are. */
export const LEVEL_COLUMN = figureColumn(
  "level",
  "fraction",
  "Level of the intervals of this row: 0.95; of several variants so much that those of one figure hold all together with 0.95 (Bonferroni).",
);

/** Every figure of every variant against the base, trial by trial. */
export const COMPARISON_TABLE: Table = {
  file: "comparison.csv",
  row: "variant x metric x keys x period (year, horizon; of headlines also month)",
  columns: [
    SCENARIO_COLUMN,
    BASE_COLUMN,
    ...KEY_COLUMNS,
    ...PERIOD_COLUMNS,
    figureColumn("base_mean", "as unit", "Mean of the base over the trials in which both have the figure."),
    figureColumn("variant_mean", "as unit", "Mean of the variant over the same trials."),
    ...DIFFERENCE_COLUMNS,
    ...PAIRED_COLUMNS,
    textColumn(
      "first_visible_month",
      "The first month from which the two differ in any trial in this metric and keys; empty: never.",
    ),
    LEVEL_COLUMN,
  ],
};

export function* comparisonRows(comparisons: readonly Comparison[]): Generator<Cell[], void, undefined> {
  for (const { base, variant, figures, level } of comparisons) {
    for (const { series, span, baseMean, variantMean, difference, firstVisible } of figures) {
      yield [
        variant.name,
        base.name,
        ...keyCells(series),
        ...periodCells(span),
        baseMean,
        variantMean,
        ...differenceCells(difference),
        ...pairedCells(difference, betterWay(series.metric)),
        firstVisible,
        level,
      ];
    }
  }
}
