import type { Cell, Column } from "../table.ts";

/** How cells look. The first three are of texts that people read, the others of what tables hold. */
export const CELL_FORMATS = [
  "heading",
  "title",
  "prose",
  "text",
  "date",
  "integer",
  "fraction",
  "figure",
] as const;

export type CellFormat = (typeof CELL_FORMATS)[number];

/** By which number the cells of a sheet refer to a format; 0 is none. */
export const FORMAT_NUMBERS: ReadonlyMap<CellFormat, number> = new Map(
  CELL_FORMATS.map((format, place) => [format, place + 1]),
);

/** How a cell of a column looks, given its row: a figure may have its unit beside it. */
export type FormatOf = (row: readonly Cell[]) => CellFormat;

/** By the unit that the column states, or by the cell that it says to have it (`as unit`). */
export function formatOf(column: Column, columns: readonly Column[]): FormatOf {
  if (column.type !== "number") {
    const { type } = column;
    return () => type;
  }
  const beside = columns.findIndex(({ name }) => column.unit === `as ${name}`);
  if (beside >= 0) return (row) => (row[beside] === "fraction" ? "fraction" : "figure");
  const format = column.unit === "fraction" ? "fraction" : "figure";
  return () => format;
}
