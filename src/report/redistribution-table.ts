import {
  exactColumn,
  figureColumn,
  integerColumn,
  PERIOD_COLUMNS,
  periodCells,
  SCENARIO_COLUMN,
  textColumn,
} from "./column.ts";
import type { Comparison } from "./comparison.ts";
import { BASE_COLUMN, LEVEL_COLUMN } from "./comparison-table.ts";
import { estimateCells } from "./difference-column.ts";
import type { Cell, Table } from "./table.ts";

/** Who loses and who gains, adding up to the total: written with the digits that this takes. */
export const REDISTRIBUTION_TABLE: Table = {
  file: "redistribution.csv",
  row: "variant x period (to the end of a dated shock's year, horizon) x all, product or segment",
  columns: [
    SCENARIO_COLUMN,
    BASE_COLUMN,
    textColumn("period_kind", "to-date (to the end of the year of a dated shock) or horizon (all of it)."),
    ...PERIOD_COLUMNS.slice(1),
    textColumn("by", "product or segment: rows of one kind add up to its row of all."),
    textColumn("id", "The product or segment; empty: all of them, the sum of the rows below it."),
    exactColumn("base_mean_h100e", "H100e", "Mean over trials of what the base delivers."),
    exactColumn("variant_mean_h100e", "H100e", "Mean over the same trials of what the variant delivers."),
    exactColumn("difference_h100e", "H100e", "Mean of the differences: negative is lost, positive gained."),
    exactColumn("difference_low", "H100e", "Lower end of its interval (Student t, paired)."),
    exactColumn("difference_high", "H100e", "Upper end of its interval (Student t, paired)."),
    figureColumn("losing_probability", "fraction", "Share of trials in which the variant delivers less."),
    figureColumn("losing_low", "fraction", "Lower end of its interval (Wilson)."),
    figureColumn("losing_high", "fraction", "Upper end of its interval (Wilson)."),
    integerColumn("trials", "trials", "Trials compared."),
    LEVEL_COLUMN,
  ],
};

export function* redistributionRows(comparisons: readonly Comparison[]): Generator<Cell[], void, undefined> {
  for (const { base, variant, redistribution, level } of comparisons) {
    for (const part of redistribution) {
      yield [
        variant.name,
        base.name,
        ...periodCells(part.span),
        part.by,
        part.id,
        part.base,
        part.variant,
        ...estimateCells(part.difference.mean),
        ...estimateCells(part.difference.smaller),
        part.difference.trials,
        level,
      ];
    }
  }
}
