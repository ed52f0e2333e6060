import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { call, fakeHost, TINY } from "../cli/fake-host.ts";
import { converted, there } from "./office.ts";

/** How many cells of each kind a spreadsheet has, in LibreOffice's flat XML. */
function kindsOf(sheet: string): Record<string, number> {
  const kinds: Record<string, number> = {};
  for (const [cell] of sheet.matchAll(/<table:table-cell [^>]*>/g)) {
    const kind = /office:value-type="([a-z]+)"/.exec(cell)?.[1];
    if (kind === undefined) continue;
    const times = Number(/number-columns-repeated="(\d+)"/.exec(cell)?.[1] ?? 1);
    kinds[kind] = (kinds[kind] ?? 0) + times;
  }
  return kinds;
}

/** Cells of simple CSV: no quotes, no line ends within. */
function cellsOf(csv: string): string[][] {
  expect(csv).not.toContain('"');
  return csv
    .trimEnd()
    .split("\r\n")
    .map((line) => line.split(","));
}

describe.skipIf(!there)("LibreOffice opens", () => {
  let folder: string;

  beforeAll(async () => {
    const host = fakeHost();
    await call(["run", TINY, "--trials", "12", "--workers", "1"], host);
    folder = join(host.folder, "results", "tiny");
  });

  test.each(["summary", "timeseries", "constraints", "shocks", "trials"])(
    "%s.csv with figures as numbers, days as dates and the rest as text",
    (name) => {
      const { resources } = JSON.parse(readFileSync(join(folder, "datapackage.json"), "utf8"));
      const { schema } = resources.find((resource: { name: string }) => resource.name === name);
      const [header, ...rows] = cellsOf(readFileSync(join(folder, `${name}.csv`), "utf8"));
      expect(rows.length).toBeGreaterThan(0);
      const expected: Record<string, number> = { string: header.length };
      for (const row of rows) {
        for (const [place, cell] of row.entries()) {
          const { type } = schema.fields[place];
          // The label of a year is a figure to any spreadsheet.
          const text = type === "string" && !/^\d{4}$/.test(cell);
          const kind = text ? "string" : type === "date" ? "date" : "float";
          if (cell !== "") expected[kind] = (expected[kind] ?? 0) + 1;
        }
      }
      const sheet = readFileSync(
        join(converted(join(folder, `${name}.csv`), "fods"), `${name}.fods`),
        "utf8",
      );
      expect(kindsOf(sheet)).toEqual(expected);
    },
    60_000,
  );
});
