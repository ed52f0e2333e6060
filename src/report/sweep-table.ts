import { type Axis, cellPlace } from "../experiment/grid.ts";
import {
  figureColumn,
  integerColumn,
  KEY_COLUMNS,
  keyCells,
  MEAN_COLUMNS,
  meanCells,
  PERIOD_COLUMNS,
  periodCells,
  SCENARIO_COLUMN,
  textColumn,
} from "./column.ts";
import {
  DIFFERENCE_COLUMNS,
  differenceCells,
  estimateCells,
  PAIRED_COLUMNS,
  pairedCells,
} from "./difference-column.ts";
import { betterWay } from "./direction.ts";
import { inputColumns } from "./input-column.ts";
import { differenceLevel, type Sweep, sweptFigures } from "./sweep.ts";
import type { Cell, Column, Table } from "./table.ts";

/** Every cell of a grid. Its columns are the paths that were varied. */
export function sweepTable(axes: readonly Axis[]): Table {
  return {
    file: "sweep.csv",
    row: "metric x keys x cell of the grid x period (year, horizon)",
    columns: [
      SCENARIO_COLUMN,
      integerColumn("cell", "", "Number of the cell, from 1; its trials are in the folder of that number."),
      ...axisColumns(axes),
      textColumn("reference", "yes: the cell with which all others are compared; empty: another."),
      ...KEY_COLUMNS,
      ...PERIOD_COLUMNS,
      ...MEAN_COLUMNS,
      ...DIFFERENCE_COLUMNS,
      ...PAIRED_COLUMNS,
      figureColumn(
        "level",
        "fraction",
        "Level of the intervals against the reference: those of one figure hold together with 0.95 over all cells (Bonferroni); those of mean are of 0.95 each.",
      ),
      figureColumn(
        "interaction",
        "as unit",
        "Two paths only: what both changes do together beyond the sum of what each does alone (difference of differences); empty where one is as in the reference.",
      ),
      figureColumn(
        "interaction_low",
        "as unit",
        "Lower end of its interval (Student t, paired); those of one figure hold together with 0.95 over all cells.",
      ),
      figureColumn("interaction_high", "as unit", "Upper end of the same."),
    ],
  };
}

/** The values of a path as they were typed: a text may be `times 1.2`, a date or a switch. */
function axisColumns(axes: readonly Axis[]): Column[] {
  const names = inputColumns(axes.map(({ path }) => path));
  return axes.map(({ path }, place) => textColumn(names[place], `Value of ${path}, as it was asked for.`));
}

export function* sweepRows(sweep: Sweep): Generator<Cell[], void, undefined> {
  const { name, axes, reference } = sweep;
  const home = cellPlace(axes, reference);
  const level = differenceLevel(axes);
  for (const { series, cell, span, summary, difference, interaction } of sweptFigures(sweep)) {
    const place = cellPlace(axes, cell);
    yield [
      name,
      place + 1,
      ...axes.map(({ values }, axis) => values[cell[axis]]),
      place === home ? "yes" : "",
      ...keyCells(series),
      ...periodCells(span),
      ...meanCells(summary),
      ...differenceCells(difference),
      ...pairedCells(difference, betterWay(series.metric)),
      level,
      ...estimateCells(interaction),
    ];
  }
}
