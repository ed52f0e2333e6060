import { join } from "node:path";
import { type TableRows, writeTable } from "./table.ts";
import type { WorkbookPlan } from "./workbook/workbook.ts";

/** In a folder of results, where it is asked for: all its tables. */
export const WORKBOOK_FILE = "workbook.xlsx";

/**
 * Writes the tables of a folder, each as a CSV and, where it is asked for, all of them as a workbook besides, in one
 * pass.
 *
 * @param plan what a workbook has before the tables; null: there is to be none
 * @returns the files, in the order of the tables
 */
export async function writeTables(
  folder: string,
  tables: readonly TableRows[],
  plan: WorkbookPlan | null,
): Promise<string[]> {
  const write = async (each: readonly TableRows[]): Promise<void> => {
    for (const [table, rows] of each) await writeTable(folder, table, rows);
  };
  const files = tables.map(([{ file }]) => file);
  if (plan === null) {
    await write(tables);
    return files;
  }
  // Ordinary runs pay nothing for it.
  const { writeWorkbook } = await import("./workbook/workbook.ts");
  await writeWorkbook(join(folder, WORKBOOK_FILE), plan, tables, write);
  return [...files, WORKBOOK_FILE];
}
