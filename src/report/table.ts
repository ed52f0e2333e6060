import { createReadStream, createWriteStream } from "node:fs";
import { rename } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { format } from "fast-csv";
import { csvNumber } from "./number-format.ts";

/**
 * One column of a CSV. What is said here is what `dictionary.csv` and `datapackage.json` say.
 *
 * `number` cells carry `digits` significant digits: 6 where they come from monthly series, which are kept in
 * single precision, 10 where they come from scalars.
 */
export type Column = ColumnText &
  ({ readonly type: "number"; readonly digits: 6 | 10 } | { readonly type: PlainType });

/** `date` is `2027-04-09`; `integer` is written in full. */
type PlainType = "text" | "date" | "integer";

interface ColumnText {
  /** lower_snake_case */
  readonly name: string;
  /** Empty where there is none or where a `unit` column beside it says it. */
  readonly unit: string;
  readonly meaning: string;
  /** Version of Chokepoint since which it is written. */
  readonly since: string;
  /** No row lacks it; absent: some may. */
  readonly required?: true;
}

/** One CSV of a results folder. Columns are only ever appended. */
export interface Table {
  /** `summary.csv` */
  readonly file: string;
  /** Its sheet in a workbook; absent: the file's name with a capital. */
  readonly sheet?: string;
  /** What one row is, for the dictionary. */
  readonly row: string;
  readonly columns: readonly Column[];
}

/** A table with its rows, which can be taken once. */
export type TableRows = readonly [table: Table, rows: Iterable<readonly Cell[]>];

/** null: missing. A number that is not finite is missing too. */
export type Cell = string | number | null;

/**
 * Writes a table as RFC 4180 CSV: UTF-8, CRLF, one header row, with a byte order mark only where some text is
 * not ASCII (spreadsheets need it there, and nothing else does).
 *
 * @param rows in their final order, each as wide as the table; they are taken as the disk takes them
 * @throws Error where a row does not fit its table: a mistake in the program, never in a scenario
 */
export async function writeTable(
  folder: string,
  table: Table,
  rows: Iterable<readonly Cell[]>,
): Promise<void> {
  const path = join(folder, table.file);
  const formatter = new RowFormatter(table);
  const csv = format({
    headers: table.columns.map((column) => column.name),
    alwaysWriteHeaders: true,
    rowDelimiter: "\r\n",
    includeEndRowDelimiter: true,
  });
  const file = createWriteStream(path, { highWaterMark: BUFFER });
  await pipeline(rowStream(rows, formatter), csv, file);
  if (!formatter.ascii) await prependMark(path);
}

/** Bytes on their way to the disk. */
const BUFFER = 1 << 20;
/** Rows on their way to the formatter. */
const ROWS = 500;

/** Rows as they are asked for, several at a time: one by one the stream would take longer than the rows. */
function rowStream(rows: Iterable<readonly Cell[]>, formatter: RowFormatter): Readable {
  const iterator = rows[Symbol.iterator]();
  return new Readable({
    objectMode: true,
    highWaterMark: ROWS,
    read() {
      try {
        for (let more = true; more; ) {
          const { value, done } = iterator.next();
          more = this.push(done === true ? null : formatter.format(value)) && done !== true;
        }
      } catch (error) {
        this.destroy(error instanceof Error ? error : new Error(String(error)));
      }
    },
  });
}

/** Rows of one table as the texts of their cells. */
class RowFormatter {
  /** Whether all texts so far are ASCII. */
  ascii = true;
  private readonly table: Table;
  /** Texts met before, made harmless: there are few, and each is written thousands of times. */
  private readonly known = new Map<string, string>();

  constructor(table: Table) {
    this.table = table;
  }

  /** fast-csv drops cells beyond the header without a word, so the width is checked here. */
  format(row: readonly Cell[]): string[] {
    const { file, columns } = this.table;
    if (row.length !== columns.length) {
      throw new Error(`${file}: a row of ${row.length} cells in a table of ${columns.length} columns`);
    }
    return row.map((cell, place) => this.cell(columns[place], cell));
  }

  private cell(column: Column, cell: Cell): string {
    if (cell === null) return "";
    switch (column.type) {
      case "text":
      case "date":
        if (typeof cell === "string") return this.text(cell);
        break;
      case "integer":
        if (typeof cell === "number" && !Number.isFinite(cell)) return "";
        if (typeof cell === "number" && Number.isSafeInteger(cell)) return String(cell);
        break;
      case "number":
        if (typeof cell === "number") return csvNumber(cell, column.digits);
        break;
    }
    throw new Error(`${this.table.file}: ${column.name} is ${column.type}, got ${cell}`);
  }

  private text(text: string): string {
    const known = this.known.get(text);
    if (known !== undefined) return known;
    const harmless = harmlessText(text);
    if (/[^\0-\x7f]/.test(harmless)) this.ascii = false;
    if (this.known.size < MOST_KNOWN) this.known.set(text, harmless);
    return harmless;
  }
}

const MOST_KNOWN = 10_000;

/**
 * Text as a spreadsheet shows it and never runs it: a leading `=`, `+`, `-`, `@`, tab or line end gets an
 * apostrophe before it (OWASP, "CSV injection"), also in their full-width forms, which some programs take for
 * the same.
 */
export function harmlessText(text: string): string {
  const shown = shownText(text);
  return /^\s*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/.test(shown) ? `'${shown}` : shown;
}

/** Text with the control characters that no cell can show replaced. */
export function shownText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this is about
  return text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/g, "\ufffd");
}

async function prependMark(path: string): Promise<void> {
  const marked = `${path}.marked`;
  async function* all(): AsyncGenerator<Buffer | string, void, undefined> {
    yield "\ufeff";
    for await (const chunk of createReadStream(path)) yield chunk;
  }
  await pipeline(all, createWriteStream(marked));
  await rename(marked, path);
}
