import { csvNumber } from "../number-format.ts";
import type { Cell, Column, Table } from "../table.ts";

/** Rows of a table that have certain cells, kept as they pass by. */
export class PickedRows {
  readonly table: Table;
  private readonly wanted: readonly (readonly [place: number, cell: Cell])[];
  private readonly rows: (readonly Cell[])[] = [];

  /** @param where the cells by the names of their columns */
  constructor(table: Table, where: Readonly<Record<string, Cell>>) {
    this.table = table;
    this.wanted = Object.entries(where).map(([name, cell]) => [this.placeOf(name), cell]);
  }

  see(row: readonly Cell[]): void {
    if (this.wanted.every(([place, cell]) => row[place] === cell)) this.rows.push(row);
  }

  /** Their cells in some columns, in the order of the rows, figures as files have them. */
  cells(...names: readonly string[]): Cell[][] {
    const places = names.map((name) => this.placeOf(name));
    return this.rows.map((row) => places.map((place) => asWritten(row[place], this.table.columns[place])));
  }

  private placeOf(name: string): number {
    const place = this.table.columns.findIndex((column) => column.name === name);
    if (place < 0) throw new Error(`${this.table.file} has no column ${name}`);
    return place;
  }
}

function asWritten(cell: Cell, column: Column): Cell {
  if (typeof cell !== "number" || column.type !== "number") return cell;
  const text = csvNumber(cell, column.digits);
  return text === "" ? null : Number(text);
}
