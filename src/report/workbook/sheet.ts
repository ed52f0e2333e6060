import type { Cell } from "../table.ts";
import type { CellFormat } from "./cell-format.ts";

/** A sheet of a few cells, laid out by hand. */
export interface PlainSheet {
  readonly name: string;
  /** Of its columns, in characters. */
  readonly widths: readonly number[];
  /** null: an empty cell. */
  readonly rows: readonly (readonly (PlainCell | null)[])[];
  readonly charts: readonly SheetChart[];
}

export interface PlainCell {
  readonly value: string | number;
  readonly format: CellFormat;
  /** What it is computed by when the workbook is, without `=`; `value` is what comes out. */
  readonly formula?: string;
}

/** A drawing of ranges of its own sheet. */
export interface SheetChart {
  readonly kind: "lines" | "stack";
  readonly title: string;
  /** For those who don't see it. */
  readonly description: string;
  /** Its corners, as column and row, both counted from 0. */
  readonly from: readonly [column: number, row: number];
  readonly to: readonly [column: number, row: number];
  /** The range of its labels, from left to right. */
  readonly labels: string;
  readonly series: readonly ChartSeries[];
  /** What is measured upwards, and how it is written. */
  readonly axis: string;
  readonly numbers: string;
  /** The axis ends at 1. */
  readonly whole: boolean;
}

export interface ChartSeries {
  readonly name: string;
  readonly values: string;
  /** RRGGBB */
  readonly colour: string;
  readonly dashed: boolean;
}

/** A sheet that holds a table: its header here, its rows streamed. */
export interface TableSheet {
  readonly name: string;
  /** Of the named table. */
  readonly table: string;
  readonly columns: readonly string[];
  readonly widths: readonly number[];
  /** Rows under the header that are the table's. */
  readonly rows: number;
}

/** What became of a table in its sheet. */
export interface SheetFacts {
  readonly name: string;
  /** What one row is. */
  readonly row: string;
  /** The CSV that has all of it. */
  readonly file: string;
  /** Rows and columns in the sheet, and of the table. */
  readonly written: number;
  readonly total: number;
  readonly columns: number;
  readonly allColumns: number;
}

/** null: no cell. */
export function figure(value: Cell, format: CellFormat): PlainCell | null {
  return value === null ? null : { value, format };
}

export function text(value: string, format: CellFormat = "text"): PlainCell {
  return { value, format };
}
