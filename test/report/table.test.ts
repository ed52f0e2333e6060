import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseString } from "fast-csv";
import { describe, expect, test } from "vitest";
import { exactColumn, integerColumn, textColumn } from "../../src/report/column.ts";
import { type Cell, type Table, writeTable } from "../../src/report/table.ts";

const TABLE: Table = {
  file: "sample.csv",
  row: "sample",
  columns: [
    textColumn("name", "A name."),
    integerColumn("count", "", "A count."),
    exactColumn("figure", "", "A figure."),
  ],
};

async function written(rows: readonly (readonly Cell[])[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "table-"));
  await writeTable(folder, TABLE, rows);
  expect(readdirSync(folder)).toEqual(["sample.csv"]);
  return readFileSync(join(folder, "sample.csv"), "utf8");
}

function parsed(text: string): Promise<string[][]> {
  return new Promise((resolve, reject) => {
    const rows: string[][] = [];
    parseString(text)
      .on("data", (row: string[]) => rows.push(row))
      .on("error", reject)
      .on("end", () => resolve(rows));
  });
}

/** What Python's csv module, which knows nothing of the writer, makes of a text; null where there is no Python. */
function parsedByPython(text: string): string[][] | null {
  const program =
    "import csv, io, json, sys; print(json.dumps(list(csv.reader(io.TextIOWrapper(sys.stdin.buffer, 'utf-8-sig', newline='')))))";
  try {
    return JSON.parse(
      execFileSync("python3", ["-c", program], { input: text, encoding: "utf8", stdio: "pipe" }),
    );
  } catch {
    return null;
  }
}

describe("a table written as CSV", () => {
  test("has a header even without rows, and CRLF line ends", async () => {
    expect(await written([])).toBe("name,count,figure\r\n");
    expect(await written([["a", 1, 0.5]])).toBe("name,count,figure\r\na,1,0.5\r\n");
  });

  test("is read back unchanged by other parsers, whatever the text", async () => {
    const texts = [
      "plain",
      'a "quoted" word',
      "one, two",
      "two\nlines",
      "two\r\nlines",
      " spaces ",
      "",
      "émile 台積電",
    ];
    const text = await written(texts.map((name, place) => [name, place, place / 4]));
    const wanted = [
      ["name", "count", "figure"],
      ...texts.map((name, place) => [name, String(place), String(place / 4)]),
    ];
    expect(await parsed(text)).toEqual(wanted);
    expect(parsedByPython(text) ?? wanted).toEqual(wanted);
  });

  test("has a byte order mark only where some text is not ASCII", async () => {
    expect((await written([["plain", 1, 1]])).startsWith("\ufeff")).toBe(false);
    expect(await written([["台積電", 1, 1]])).toBe("\ufeffname,count,figure\r\n台積電,1,1\r\n");
  });

  test.each([
    "=1+1",
    '=HYPERLINK("http://evil","x")',
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    " =1+1",
    "\n=1",
    "＝1+1",
  ])("never lets a spreadsheet run the text %j", async (name) => {
    const [, [cell]] = await parsed(await written([[name, 1, 1]]));
    expect(cell).toBe(`'${name}`);
  });

  test("leaves negative numbers numbers", async () => {
    expect(await written([["a", -3, -0.25]])).toContain("a,-3,-0.25\r\n");
  });

  test("leaves missing figures empty", async () => {
    expect(
      await written([
        ["a", null, Infinity],
        ["b", Number.NaN, null],
      ]),
    ).toContain("a,,\r\nb,,\r\n");
  });

  test("shows control characters as what cannot be shown", async () => {
    expect(await written([["a\0b\x1b[31m", 1, 1]])).toContain("a\ufffdb\ufffd[31m,1,1\r\n");
  });

  test.each([
    [["a", 1], "a row of 2 cells in a table of 3 columns"],
    [["a", 1, 2, 3], "a row of 4 cells in a table of 3 columns"],
    [["a", "1", 2], "count is integer, got 1"],
    [["a", 1.5, 2], "count is integer, got 1.5"],
    [["a", 1, "2"], "figure is number, got 2"],
    [[1, 1, 2], "name is text, got 1"],
  ])("refuses the row %j", async (row, message) => {
    await expect(written([row])).rejects.toThrow(message);
  });
});
