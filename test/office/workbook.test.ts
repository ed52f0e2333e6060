import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseString } from "fast-csv";
import { beforeAll, describe, expect, test } from "vitest";
import { textColumn } from "../../src/report/column.ts";
import { writeTable } from "../../src/report/table.ts";
import { writeWorkbook } from "../../src/report/workbook/workbook.ts";
import { call, fakeHost } from "../cli/fake-host.ts";
import { converted, there } from "./office.ts";

/** To a CSV for each sheet: separated by commas, quoted where need be, UTF-8, formats left out (LibreOffice, "Filter Options"). */
const TO_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1";

type Sheets = ReadonlyMap<string, readonly (readonly string[])[]>;

/** What LibreOffice finds in the sheets of a workbook, opened with nothing but itself. */
async function opened(workbook: string): Promise<Sheets> {
  const out = converted(workbook, TO_CSV);
  const sheets = new Map<string, string[][]>();
  for (const file of readdirSync(out)) {
    const name = file.replace(/^workbook-/, "").replace(/\.csv$/, "");
    sheets.set(name, await cellsOf(readFileSync(join(out, file), "utf8")));
  }
  return sheets;
}

function cellsOf(csv: string): Promise<string[][]> {
  return new Promise((resolve, reject) => {
    const rows: string[][] = [];
    parseString(csv.replace("\ufeff", ""))
      .on("data", (row: string[]) => rows.push(row))
      .on("error", reject)
      .on("end", () => resolve(rows));
  });
}

/** A figure as LibreOffice writes it: percentages with their sign. */
function figureOf(cell: string): number {
  if (cell === "") return Number.NaN;
  return cell.endsWith("%") ? Number(cell.slice(0, -1)) / 100 : Number(cell);
}

/** The same text, or the same figure to the twelve digits that outlast a percentage. */
function alike(one: string, other: string): boolean {
  if (one === other) return true;
  const [a, b] = [figureOf(one), figureOf(other)];
  return Math.abs(a - b) <= 1e-12 * Math.abs(a);
}

const HOSTILE = [
  `=cmd|' /C calc'!A0`,
  "=1+1",
  "+1",
  "@SUM(1,1)",
  "</t></is></c><c><f>1+1</f></c>",
  "<script>alert(1)</script>&lt;&#65;",
  "_x0041_",
];

describe.skipIf(!there)("workbook.xlsx in LibreOffice", () => {
  let folder: string;
  let sheets: Sheets;

  beforeAll(async () => {
    const host = fakeHost();
    const text = readFileSync("test/scenario/small.yaml", "utf8")
      .replace(/^name: .*$/m, `name: ${JSON.stringify(HOSTILE[0])}`)
      .replace(
        "{ value: quantiles(p10 85%, p50 100%, p90 118%) }",
        `{ value: "quantiles(p10 85%, p50 100%, p90 118%)", source: ${JSON.stringify(HOSTILE[5])} }`,
      );
    writeFileSync(join(host.folder, "small.yaml"), text);
    const { code, err } = await call(
      ["run", "small.yaml", "--trials", "20", "--workers", "1", "--xlsx"],
      host,
    );
    expect([code, err]).toEqual([0, expect.stringContaining("20 trials in")]);
    folder = join(host.folder, "results", "small");
    sheets = await opened(join(folder, "workbook.xlsx"));
  }, 120_000);

  const csvOf = (file: string): Promise<string[][]> => cellsOf(readFileSync(join(folder, file), "utf8"));

  test("has the sheets of a run, in this order", () => {
    const names = [
      "Charts",
      "Constraints",
      "Dictionary",
      "Inputs",
      "Read me",
      "Shocks",
      "Summary",
      "Time series",
      "Trials",
    ];
    expect([...sheets.keys()].sort()).toEqual(names);
    const listed = sheets.get("Read me")?.map(([name]) => name) ?? [];
    expect(listed.slice(listed.indexOf("Sheet") + 1)).toEqual([
      "Charts",
      "Summary",
      "Time series",
      "Constraints",
      "Shocks",
      "Inputs",
      "Trials",
      "Dictionary",
    ]);
  });

  test.each([
    ["Summary", "summary.csv"],
    ["Time series", "timeseries.csv"],
    ["Constraints", "constraints.csv"],
    ["Shocks", "shocks.csv"],
    ["Inputs", "inputs.csv"],
    ["Trials", "trials.csv"],
    ["Dictionary", "dictionary.csv"],
  ])("has in %s, cell by cell, what %s has", async (sheet, file) => {
    // An apostrophe before a formula is for spreadsheets that read the CSV.
    const written = (await csvOf(file)).map((row) => row.map((cell) => cell.replace(/^'(?=[=+@-])/, "")));
    const found = sheets.get(sheet) ?? [];
    expect(found).toHaveLength(written.length);
    const differences = written.flatMap((row, down) =>
      row.flatMap((cell, across) => {
        const other = found[down][across];
        return alike(cell, other) ? [] : [[down, across, cell, other]];
      }),
    );
    expect(differences).toEqual([]);
  });

  test("computes risk and error from the figures beside them, which are those of summary.csv", async () => {
    const [header, ...rows] = await csvOf("summary.csv");
    const named = rows.map((row) => Object.fromEntries(header.map((name, place) => [name, row[place]])));
    const keys = header.slice(1, header.indexOf("metric"));
    const years = named.filter(
      (row) =>
        row["metric"] === "delivered_h100e" &&
        row["period_kind"] === "year" &&
        keys.every((key) => row[key] === ""),
    );
    expect(years).toHaveLength(2);
    for (const row of years) {
      const found = sheets.get("Charts")?.find(([year]) => year === row["period"]) ?? [];
      const [p10, p50, p90, mean, low, high] = ["p10", "p50", "p90", "mean", "mean_low", "mean_high"].map(
        (name) => Number(row[name]),
      );
      expect(found.slice(3, 9).map(Number)).toEqual([p10, p50, p90, mean, low, high]);
      expect(figureOf(found[9])).toBeCloseTo((p90 - p10) / p50, 10);
      expect(figureOf(found[10])).toBeCloseTo((high - low) / 2 / mean, 10);
    }
  });

  test("shows the name of a scenario as text, formula or not", () => {
    expect(sheets.get("Read me")?.[0].slice(0, 2)).toEqual(["Question", HOSTILE[0]]);
    expect(sheets.get("Inputs")?.flat()).toContain(HOSTILE[5]);
  });

  test("shows hostile texts in tables as they are, and computes formulas of ours anew", async () => {
    const path = join(mkdtempSync(join(tmpdir(), "hostile-")), "workbook.xlsx");
    const table = { file: "things.csv", row: "thing", columns: [textColumn("name", "Its name.")] };
    const sum = { value: 99, formula: "1+1", format: "figure" } as const;
    const charts = {
      picks: [],
      build: () => ({ name: "Charts", widths: [10], rows: [[sum]], charts: [] }),
    };
    await writeWorkbook(
      path,
      { cover: { title: "=1+1", facts: [["=1+1", "=1+1"]], reading: [] }, charts },
      [[table, HOSTILE.map((text) => [text])]],
      async (tables) => {
        for (const [one, rows] of tables) await writeTable(join(path, ".."), one, rows);
      },
    );
    const found = await opened(path);
    expect(
      found
        .get("Things")
        ?.slice(1)
        .map(([name]) => name),
    ).toEqual(HOSTILE);
    expect(found.get("Read me")?.[0][1]).toBe("=1+1");
    expect(found.get("Read me")?.[1].slice(0, 2)).toEqual(["=1+1", "=1+1"]);
    // 99 is what lies in the file.
    expect(Number(found.get("Charts")?.[0][0])).toBe(2);
  }, 120_000);
});
