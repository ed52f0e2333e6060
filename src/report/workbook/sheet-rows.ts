import { csvNumber } from "../number-format.ts";
import type { Cell, Column, Table } from "../table.ts";
import { FORMAT_NUMBERS, type FormatOf, formatOf } from "./cell-format.ts";
import { columnLetters } from "./cell-place.ts";
import { sheetXml } from "./sheet-text.ts";

/** How much a sheet may hold. */
export interface SheetLimits {
  /** The header's among them. */
  readonly rows: number;
  readonly columns: number;
  /** Of the sheet's XML. */
  readonly bytes: number;
}

/** Those of Excel, and a size that programs still open. */
export const SHEET_LIMITS: SheetLimits = { rows: 1_048_576, columns: 16_384, bytes: 1_000_000_000 };

/**
 * Rows of a table as the XML of a sheet's rows (ECMA-376 part 1, 18.3.1), from the second on, handed on in chunks. What
 * is beyond the limits is counted and left out, and the sheet's last row says so.
 */
export class SheetRows {
  /** Rows in the sheet. */
  written = 0;
  /** Rows of the table. */
  total = 0;
  private readonly table: Table;
  private readonly columns: readonly PlacedColumn[];
  private readonly limits: SheetLimits;
  private readonly put: (xml: Buffer) => void;
  /** Texts met before, as XML. */
  private readonly known = new Map<string, string>();
  private chunk = "";
  private bytes = 0;

  constructor(table: Table, limits: SheetLimits, put: (xml: Buffer) => void) {
    this.table = table;
    this.columns = table.columns.slice(0, limits.columns).map((column, place) => ({
      column,
      letters: columnLetters(place),
      format: formatOf(column, table.columns),
    }));
    this.limits = limits;
    this.put = put;
  }

  /** @param row of the table, as wide as it */
  add(row: readonly Cell[]): void {
    this.total++;
    // Two rows are kept free: for the header, and for the one that says that there are more.
    if (this.written >= this.limits.rows - 2 || this.bytes >= this.limits.bytes) return;
    this.written++;
    const number = this.written + 1;
    let cells = "";
    for (let place = 0; place < this.columns.length; place++) {
      const cell = row[place];
      if (cell !== null) cells += this.cell(this.columns[place], cell, number, row);
    }
    this.append(`<row r="${number}">${cells}</row>`);
  }

  /** What is still to be handed on, after the last row. */
  finish(): void {
    const { written, total, table } = this;
    if (written < total) {
      const note = `Cut here: the first ${written} of ${total} rows. All of them are in ${table.file}.`;
      this.append(`<row r="${written + 2}">${this.text(`A${written + 2}`, note)}</row>`);
    }
    this.flush();
  }

  private cell(
    { column, letters, format }: PlacedColumn,
    cell: string | number,
    number: number,
    row: readonly Cell[],
  ): string {
    const name = letters + number;
    if (typeof cell === "number") {
      const digits = column.type === "number" ? column.digits : INTEGER_DIGITS;
      const value = csvNumber(cell, digits);
      return value === "" ? "" : `<c r="${name}" s="${FORMAT_NUMBERS.get(format(row))}"><v>${value}</v></c>`;
    }
    if (cell === "") return "";
    const day = column.type === "date" ? serialDay(cell) : null;
    if (day !== null) return `<c r="${name}" s="${DATE}"><v>${day}</v></c>`;
    return this.text(name, cell);
  }

  private text(name: string, text: string): string {
    let xml = this.known.get(text);
    if (xml === undefined) {
      xml = sheetXml(text);
      if (this.known.size < MOST_KNOWN) this.known.set(text, xml);
    }
    // Spaces at the ends, and line ends, would be dropped otherwise.
    const kept = /^\s|\s$|\n/.test(xml) ? ' xml:space="preserve"' : "";
    return `<c r="${name}" s="${TEXT}" t="inlineStr"><is><t${kept}>${xml}</t></is></c>`;
  }

  private append(xml: string): void {
    this.chunk += xml;
    if (this.chunk.length >= CHUNK) this.flush();
  }

  private flush(): void {
    const xml = Buffer.from(this.chunk);
    this.bytes += xml.length;
    this.put(xml);
    this.chunk = "";
  }
}

interface PlacedColumn {
  readonly column: Column;
  readonly letters: string;
  readonly format: FormatOf;
}

const DATE = FORMAT_NUMBERS.get("date");
const TEXT = FORMAT_NUMBERS.get("text");
const CHUNK = 1 << 16;
const MOST_KNOWN = 10_000;
/** All that an integer has: it is written in full. */
const INTEGER_DIGITS = 16;

/** Days as spreadsheets count them, 1 to 1900-01-01; null: no full date, or before their calendar's mistake (1900-02-29). */
function serialDay(date: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return null;
  const days = Date.parse(date) / MS_PER_DAY + UNIX_EPOCH;
  return days > 60 ? days : null;
}

const MS_PER_DAY = 86_400_000;
/** 1970-01-01 in such days. */
const UNIX_EPOCH = 25_569;
