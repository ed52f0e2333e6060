import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readXlsx } from "hucre";
import { describe, expect, test } from "vitest";
import { figureColumn, integerColumn, textColumn } from "../../../src/report/column.ts";
import { writeTables } from "../../../src/report/folder-tables.ts";
import { type Cell, type Table, writeTable } from "../../../src/report/table.ts";
import { SHEET_LIMITS, type SheetLimits } from "../../../src/report/workbook/sheet-rows.ts";
import { type WorkbookPlan, writeWorkbook } from "../../../src/report/workbook/workbook.ts";

const PLAN: WorkbookPlan = { cover: { title: "#N/A", facts: [["Seed", "1"]], reading: [] }, charts: null };

const TABLE: Table = {
  file: "things.csv",
  row: "thing",
  columns: [
    textColumn("name", "Its name."),
    textColumn("unit", "Of the figure."),
    figureColumn("value", "as unit", "A figure."),
    figureColumn("share", "fraction", "A share."),
    integerColumn("count", "trials", "How many."),
    { ...textColumn("day", "A day."), type: "date" },
  ],
};

const ROWS: readonly (readonly Cell[])[] = [
  ["=cmd|' /C calc'!A0", "fraction", 0.123456789, 0.5, 3, "2027-04-09"],
  ["+1", "days", 1234567.89, null, 1e9, "2026-06"],
  [" #REF! ", "", Number.POSITIVE_INFINITY, Number.NaN, 0, ""],
];

async function written(
  rows: Iterable<readonly Cell[]>,
  limits: SheetLimits = SHEET_LIMITS,
  more: readonly Table[] = [],
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "workbook-"));
  const path = join(folder, "workbook.xlsx");
  const tables = [[TABLE, rows] as const, ...more.map((table) => [table, []] as const)];
  const write: Parameters<typeof writeWorkbook>[3] = async (each) => {
    for (const [table, passing] of each) await writeTable(folder, table, passing);
  };
  await writeWorkbook(path, PLAN, tables, write, limits);
  return path;
}

const read = async (path: string) => await readXlsx(readFileSync(path), { readStyles: true });

/** All rows of a sheet. */
async function sheetOf(path: string, name: string) {
  const sheet = (await read(path)).sheets.find((one) => one.name === name);
  return sheet?.rows ?? [];
}

describe("a workbook", () => {
  test("has its first sheet and one for each table with rows, and the CSVs are written in the same pass", async () => {
    const path = await written(ROWS, SHEET_LIMITS, [{ ...TABLE, file: "empty.csv" }]);
    expect((await read(path)).sheets.map(({ name }) => name)).toEqual(["Read me", "Things"]);
    const csv = (file: string): string => readFileSync(join(path, "..", file), "utf8");
    expect(csv("empty.csv")).toBe("name,unit,value,share,count,day\r\n");
    expect(csv("things.csv").split("\r\n")[1]).toBe(
      `"'=cmd|' /C calc'!A0",fraction,0.123457,0.5,3,2027-04-09`,
    );
  });

  test("has texts as texts, figures to the digits of the CSV, dates as dates and nothing where nothing is", async () => {
    const [header, ...rows] = await sheetOf(await written(ROWS), "Things");
    expect(header).toEqual(TABLE.columns.map(({ name }) => name));
    expect(rows[0]).toEqual(["=cmd|' /C calc'!A0", "fraction", 0.123457, 0.5, 3, new Date("2027-04-09")]);
    expect(rows[1]).toEqual(["+1", "days", 1234570, null, 1e9, "2026-06"]);
    expect(rows[2].slice(0, 5)).toEqual([" #REF! ", null, null, null, 0]);
  });

  test("writes figures by their unit: in the column, or beside them in the row", async () => {
    const [, sheet] = (await read(await written(ROWS))).sheets;
    const format = (cell: string) => sheet.cells?.get(cell)?.style?.numFmt;
    expect(["1,2", "1,3", "1,4", "1,5", "1,0"].map(format)).toEqual([
      "0.0%",
      "0.0%",
      "#,##0",
      "yyyy-mm-dd",
      "@",
    ]);
    expect(format("2,2")).toMatch(/^\[>=1000]#,##0;/);
  });

  test("keeps its header in view and names its table, of as many rows as there are", async () => {
    const [, sheet] = (await read(await written(ROWS))).sheets;
    expect(sheet.freezePane).toEqual({ rows: 1 });
    expect(sheet.tables).toMatchObject([{ name: "things", range: "A1:F4" }]);
  });

  test("takes a question that is an error value for text", async () => {
    expect((await sheetOf(await written(ROWS), "Read me"))[0].slice(0, 2)).toEqual(["Question", "#N/A"]);
  });

  test("cuts a table that is too long, and says so below it and on the first sheet", async () => {
    const rows = Array.from({ length: 1000 }, (_, row) => [`n${row}`, "", row, null, row, ""]);
    const path = await written(rows, { ...SHEET_LIMITS, rows: 10 });
    const sheet = await sheetOf(path, "Things");
    expect(sheet).toHaveLength(10);
    expect(sheet[8][0]).toBe("n7");
    expect(sheet[9][0]).toBe("Cut here: the first 8 of 1000 rows. All of them are in things.csv.");
    const [, inSheet] = (await read(path)).sheets;
    expect(inSheet.tables).toMatchObject([{ range: "A1:F9" }]);
    const said = (await sheetOf(path, "Read me")).find(([name]) => name === "Things");
    expect(said?.slice(0, 4)).toEqual([
      "Things",
      "thing. Cut here: the first 8 of 1000 rows; all of it is in things.csv",
      "things.csv",
      8,
    ]);
    expect(readFileSync(join(path, "../things.csv"), "utf8").trim().split("\r\n")).toHaveLength(1001);
  });

  test("that is just long enough for its rows is not cut", async () => {
    const rows = Array.from({ length: 8 }, (_, row) => [`n${row}`, "", row, null, row, ""]);
    expect(await sheetOf(await written(rows, { ...SHEET_LIMITS, rows: 10 }), "Things")).toHaveLength(9);
  });

  test("cuts a table of too many columns or bytes too", async () => {
    const wide = await written(ROWS, { ...SHEET_LIMITS, columns: 2 });
    expect((await sheetOf(wide, "Things"))[0]).toEqual(["name", "unit"]);
    expect((await sheetOf(wide, "Read me")).flat().join()).toContain(
      "the first 2 of 6 columns; all of it is in things.csv",
    );
    const rows = Array.from({ length: 5000 }, (_, row) => [`n${row}`, "", row, null, row, ""]);
    const large = await sheetOf(await written(rows, { ...SHEET_LIMITS, bytes: 100_000 }), "Things");
    expect(large.length).toBeGreaterThan(100);
    expect(large[large.length - 1][0]).toMatch(/^Cut here: the first \d+ of 5000 rows/);
  });

  test("has the same bytes each time", async () => {
    const [first, second] = [await written(ROWS), await written(ROWS)];
    expect(readFileSync(first).equals(readFileSync(second))).toBe(true);
  });

  test("is written only where it is asked for", async () => {
    const folder = mkdtempSync(join(tmpdir(), "workbook-"));
    expect(await writeTables(folder, [[TABLE, ROWS]], null)).toEqual(["things.csv"]);
    expect(await writeTables(folder, [[TABLE, ROWS]], PLAN)).toEqual(["things.csv", "workbook.xlsx"]);
  });
});
