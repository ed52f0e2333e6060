import type { Cell, TableRows } from "../table.ts";
import { type Frame, makeFrame } from "./frame.ts";
import type { PickedRows } from "./picked-rows.ts";
import { type Cover, readMe } from "./read-me.ts";
import type { PlainSheet } from "./sheet.ts";
import { SHEET_LIMITS, type SheetLimits, SheetRows } from "./sheet-rows.ts";
import { TableInSheet } from "./table-in-sheet.ts";
import { ZipFile } from "./zip-file.ts";

/** A sheet of charts, drawn from rows of the tables. */
export interface ChartSheet {
  readonly picks: readonly PickedRows[];
  /** Made once before any row has passed and once after all have. */
  readonly build: () => PlainSheet;
}

/** What a workbook has before its tables. */
export interface WorkbookPlan {
  readonly cover: Cover;
  /** null: none. */
  readonly charts: ChartSheet | null;
}

/**
 * Writes tables as a workbook while they are written as something else: what is handed to `write` are the same tables,
 * and each row goes into its sheet as it is taken. Nothing is computed twice and no table is held in memory. Tables
 * without rows have no sheet. Equal tables give equal bytes.
 *
 * @param path  of the file
 * @param write takes all rows of all tables, one table after the other
 */
export async function writeWorkbook(
  path: string,
  { cover, charts }: WorkbookPlan,
  tables: readonly TableRows[],
  write: (tables: readonly TableRows[]) => Promise<void>,
  limits: SheetLimits = SHEET_LIMITS,
): Promise<void> {
  const all = tables.map(([table, rows]) => new TableInSheet(table, rows, limits));
  const sheets = all.filter((sheet) => !sheet.empty);
  const frame = async (): Promise<Frame> => {
    const drawn = charts === null ? [] : [charts.build()];
    const first = readMe(
      cover,
      drawn,
      sheets.map((sheet) => sheet.facts()),
    );
    return await makeFrame(
      cover.title,
      [first, ...drawn],
      sheets.map((sheet) => sheet.outline()),
    );
  };
  const zip = new ZipFile(path);
  try {
    // How sheets begin is known beforehand; how many rows they have, and what is drawn of them, only afterwards.
    const { parts, tables: ends } = await frame();
    const first = parts.get(ROOT);
    if (first === undefined) throw new Error(`hucre wrote no ${ROOT}`);
    zip.begin(ROOT);
    zip.write(first);
    await write(
      all.map((sheet) => {
        const end = ends[sheets.indexOf(sheet)];
        const picks = charts?.picks.filter(({ table }) => table === sheet.table) ?? [];
        return [sheet.table, sheet.empty ? [] : passing(sheet, end, picks, zip, limits)];
      }),
    );
    for (const [name, content] of (await frame()).parts) {
      if (name === ROOT) continue;
      zip.begin(name);
      zip.write(content);
    }
    zip.finish();
  } finally {
    zip.close();
  }
}

/** The rows of a table, each put into its sheet as it is taken. */
function* passing(
  sheet: TableInSheet,
  { path, head, tail }: Frame["tables"][number],
  picks: readonly PickedRows[],
  zip: ZipFile,
  limits: SheetLimits,
): Generator<readonly Cell[], void, undefined> {
  zip.begin(path);
  zip.write(head);
  const content = new SheetRows(sheet.table, limits, (xml) => zip.write(xml));
  for (const row of sheet.rows()) {
    content.add(row);
    for (const pick of picks) pick.see(row);
    yield row;
  }
  content.finish();
  zip.write(tail);
  sheet.passed = content;
}

/** Comes first: by it programs tell a workbook from other archives. */
const ROOT = "_rels/.rels";
