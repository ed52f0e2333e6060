import type { Cell, Table } from "../table.ts";
import type { SheetFacts, TableSheet } from "./sheet.ts";
import type { SheetLimits } from "./sheet-rows.ts";

/** A table on its way into a sheet. Its first rows are looked at beforehand: whether there are any, and how wide they are. */
export class TableInSheet {
  readonly table: Table;
  /** How many rows have gone into the sheet, and how many the table has; null: they are yet to come. */
  passed: { readonly written: number; readonly total: number } | null = null;
  private readonly first: (readonly Cell[])[] = [];
  private readonly rest: Iterator<readonly Cell[]>;
  private readonly limits: SheetLimits;

  constructor(table: Table, rows: Iterable<readonly Cell[]>, limits: SheetLimits) {
    this.table = table;
    this.limits = limits;
    this.rest = rows[Symbol.iterator]();
    while (this.first.length < LOOKED_AT) {
      const { value, done } = this.rest.next();
      if (done === true) break;
      this.first.push(value);
    }
  }

  get empty(): boolean {
    return this.first.length === 0;
  }

  /** All of its rows, once. */
  *rows(): Generator<readonly Cell[], void, undefined> {
    yield* this.first;
    for (let next = this.rest.next(); next.done !== true; next = this.rest.next()) yield next.value;
  }

  outline(): TableSheet {
    const columns = this.table.columns.slice(0, this.limits.columns).map(({ name }) => name);
    return {
      name: this.name,
      table: this.table.file.replace(/\.csv$/, ""),
      columns,
      widths: columns.map((name, place) => this.widthOf(name, place)),
      rows: this.passed?.written ?? 1,
    };
  }

  facts(): SheetFacts {
    const { file, row, columns } = this.table;
    const { written, total } = this.passed ?? { written: 0, total: 0 };
    const kept = Math.min(columns.length, this.limits.columns);
    return { name: this.name, row, file, written, total, columns: kept, allColumns: columns.length };
  }

  private get name(): string {
    const { file, sheet } = this.table;
    return sheet ?? file.charAt(0).toUpperCase() + file.slice(1).replace(/\.csv$/, "");
  }

  /** The header has a button in it; long texts are cut by the next cell. */
  private widthOf(header: string, place: number): number {
    let longest = FIGURE;
    for (const row of this.first) {
      const cell = row[place];
      if (typeof cell === "string") longest = Math.max(longest, cell.length + 1);
    }
    return Math.max(Math.min(longest, WIDEST_TEXT), Math.min(header.length + 4, WIDEST_HEADER));
  }
}

const LOOKED_AT = 100;
const FIGURE = 10;
const WIDEST_TEXT = 44;
const WIDEST_HEADER = 22;
