import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseString } from "fast-csv";

/** The rows of a CSV of a folder, each by its column names, as any reader of such files sees them. */
export function rowsOf(folder: string, file: string): Promise<Record<string, string>[]> {
  return new Promise((resolve, reject) => {
    const rows: Record<string, string>[] = [];
    parseString(readFileSync(join(folder, file), "utf8"), { headers: true })
      .on("data", (row: Record<string, string>) => rows.push(row))
      .on("error", reject)
      .on("end", () => resolve(rows));
  });
}
