import { createReadStream, createWriteStream } from "node:fs";
import { rename } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { format } from "fast-csv";
import { csvNumber } from "./number-format.ts";

/**
 * One column of a CSV. What is said here is what `dictionary.csv` says.
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
}

/** One CSV of a results folder. Columns are only ever appended. */
export interface Table {
  /** `summary.csv` */
  readonly file: string;
  /** What one row is, for the dictionary. */
  readonly row: string;
  readonly columns: readonly Column[];
}

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
  rows: Iterable<readonly Cell[]> | AsyncIterable<readonly Cell[]>,
): Promise<void> {
  const path = join(folder, table.file);
  const text = new AsciiWatch();
  async function* lines(): AsyncGenerator<string[], void, undefined> {
    for await (const row of rows) yield formatRow(table, row, text);
  }
  const csv = format({
    headers: table.columns.map((column) => column.name),
    alwaysWriteHeaders: true,
    rowDelimiter: "\r\n",
    includeEndRowDelimiter: true,
  });
  await pipeline(Readable.from(lines()), csv, createWriteStream(path));
  if (!text.ascii) await prependMark(path);
}

class AsciiWatch {
  ascii = true;

  see(text: string): void {
    if (this.ascii && /[^\0-\x7f]/.test(text)) this.ascii = false;
  }
}

/** fast-csv drops cells beyond the header without a word, so the width is checked here. */
function formatRow(table: Table, row: readonly Cell[], watch: AsciiWatch): string[] {
  const { columns } = table;
  if (row.length !== columns.length) {
    throw new Error(`${table.file}: a row of ${row.length} cells in a table of ${columns.length} columns`);
  }
  const cells: string[] = [];
  for (let i = 0; i < row.length; i++) {
    const cell = formatCell(columns[i], row[i]);
    if (cell === null)
      throw new Error(`${table.file}: ${columns[i].name} is ${columns[i].type}, got ${row[i]}`);
    if (typeof row[i] === "string") watch.see(cell);
    cells.push(cell);
  }
  return cells;
}

/** null: the cell is not of the column's type. */
function formatCell(column: Column, cell: Cell): string | null {
  if (cell === null) return "";
  switch (column.type) {
    case "text":
    case "date":
      return typeof cell === "string" ? harmlessText(cell) : null;
    case "integer":
      if (typeof cell !== "number") return null;
      return Number.isSafeInteger(cell) ? String(cell) : Number.isFinite(cell) ? null : "";
    case "number":
      return typeof cell === "number" ? csvNumber(cell, column.digits) : null;
  }
}

/**
 * Text as a spreadsheet shows it and never runs it: a leading `=`, `+`, `-`, `@`, tab or line end gets an
 * apostrophe before it (OWASP, "CSV injection"), also in their full-width forms, which some programs take for
 * the same. Control characters that no cell can show are replaced.
 */
export function harmlessText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this is about
  const shown = text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/g, "\ufffd");
  return /^\s*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/.test(shown) ? `'${shown}` : shown;
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
