import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readXlsx } from "hucre";
import { describe, expect, test } from "vitest";
import { readRunOptions, runWords } from "../../src/cli/run-option.ts";
import { readAnyManifest } from "../../src/report/manifest.ts";
import { call, fakeHost, TINY } from "./fake-host.ts";

const FEW = ["--trials", "4", "--workers", "1"];

/** The tiny world with a child that extends it: twice the fab. */
function world() {
  const host = fakeHost();
  writeFileSync(join(host.folder, "tiny.yaml"), readFileSync(TINY, "utf8"));
  const child =
    "name: What would twice the fab do?\nextends: tiny.yaml\nlines: { fab: { capacity: times 2 } }\n";
  writeFileSync(join(host.folder, "child.yaml"), child);
  return host;
}

const workbookIn = (...folder: string[]): string => join(...folder, "workbook.xlsx");

async function sheetsOf(path: string): Promise<string[]> {
  return (await readXlsx(readFileSync(path))).sheets.map(({ name }) => name);
}

describe("--xlsx", () => {
  test("writes a workbook of the run beside its tables, in the manifest with its checksum", async () => {
    const host = world();
    const { code, out } = await call(["run", "tiny.yaml", ...FEW, "--xlsx"], host);
    expect(code).toBe(0);
    expect(out).toContain("results/tiny (report.html to read, workbook.xlsx to work with)");
    const folder = join(host.folder, "results", "tiny");
    expect(await sheetsOf(workbookIn(folder))).toEqual([
      "Read me",
      "Charts",
      "Summary",
      "Time series",
      "Constraints",
      "Shocks",
      "Inputs",
      "Trials",
      "Dictionary",
    ]);
    const bytes = readFileSync(workbookIn(folder));
    expect((await readAnyManifest(folder))?.files).toContainEqual({
      file: "workbook.xlsx",
      bytes: bytes.length,
      sha256: createHash("sha256").update(bytes).digest("hex"),
    });
    expect((await call(["show", "tiny"], host)).out).toBe(out);
  });

  test("draws what is delivered and what limits from cells of its own sheet, fixed where they are", async () => {
    const host = world();
    await call(["run", "tiny.yaml", ...FEW, "--xlsx"], host);
    const { sheets } = await readXlsx(readFileSync(workbookIn(host.folder, "results", "tiny")));
    const sheet = sheets.find(({ name }) => name === "Charts");
    const [delivered = [], limits = []] = sheet?.charts?.map(({ series }) => series ?? []) ?? [];
    // From outside: the tables begin under the charts, in row 24, and the tiny world plays in one year.
    expect(sheet?.rows[23].slice(0, 6)).toEqual(["Year", "From", "To", "p10", "p50", "p90"]);
    expect(delivered.map(({ name, valuesRef, categoriesRef }) => [name, valuesRef, categoriesRef])).toEqual([
      ["P90", "Charts!$F$25:$F$25", "Charts!$A$25:$A$25"],
      ["P50", "Charts!$E$25:$E$25", "Charts!$A$25:$A$25"],
      ["P10", "Charts!$D$25:$D$25", "Charts!$A$25:$A$25"],
    ]);
    const header = sheet?.rows[27] ?? [];
    expect(header[0]).toBe("Year");
    expect(limits.map(({ name }) => name)).toEqual(header.slice(1, 1 + limits.length));
    expect(limits[0].valuesRef).toBe("Charts!$B$29:$B$29");
  });

  test("leaves all other files as they are without it, and is needed anew for each run", async () => {
    const host = world();
    await call(["run", "tiny.yaml", ...FEW, "--xlsx"], host);
    await call(["run", "tiny.yaml", ...FEW, "--out", "plain"], host);
    const [rich, plain] = ["results", "plain"].map((out) => join(host.folder, out, "tiny"));
    for (const file of ["summary.csv", "trials.csv", "dictionary.csv", "datapackage.json", "report.html"])
      expect(readFileSync(join(rich, file), "utf8")).toBe(readFileSync(join(plain, file), "utf8"));
    expect(existsSync(workbookIn(plain))).toBe(false);
    const again = await call(["run", "tiny.yaml", ...FEW], host);
    expect(again.out).toContain("summary.csv to work with");
    expect(existsSync(workbookIn(rich))).toBe(false);
  });

  test("can be asked for once the trials are there", async () => {
    const host = world();
    await call(["run", "tiny.yaml", ...FEW], host);
    const { err } = await call(["run", "tiny.yaml", ...FEW, "--resume", "--xlsx"], host);
    expect(err).toContain("4 trials (4 were there)");
    const whole = readFileSync(workbookIn(host.folder, "results", "tiny"));
    await call(["run", "tiny.yaml", ...FEW, "--xlsx", "--out", "elsewhere"], host);
    expect(readFileSync(workbookIn(host.folder, "elsewhere", "tiny")).equals(whole)).toBe(true);
  });

  test("is said again by the command that goes on with what was interrupted", () => {
    const options = readRunOptions({ out: "results", replace: false, xlsx: true });
    expect(runWords(options)).toEqual(["--xlsx"]);
  });

  test.each([
    ["compare", ["child.yaml"], "tiny-vs-child", ["Comparison", "Redistribution", "Changes"]],
    ["sweep", ["tiny.yaml", "--vary", "lines.fab.capacity=times 1,times 2"], "tiny-sweep", ["Sweep"]],
    ["stress", ["tiny.yaml"], "tiny-stress", ["Stress"]],
    ["relax", ["tiny.yaml", "--only", "stages", "--steps", "0"], "tiny-relax", ["Relaxation"]],
    ["sensitivity", ["tiny.yaml"], "tiny-sensitivity", ["Sensitivity"]],
  ])("writes one of a study: %s", async (command, words, name, tables) => {
    const host = world();
    const { code, err } = await call([command, ...words, ...FEW, "--xlsx"], host);
    expect(code, err).toBe(0);
    const folder = join(host.folder, "results", name);
    const sheets = await sheetsOf(workbookIn(folder));
    expect(sheets[0]).toBe("Read me");
    expect(sheets[sheets.length - 1]).toBe("Dictionary");
    for (const table of tables) expect(sheets).toContain(table);
    // The runs that it rests on have none: nobody asked for those.
    expect(existsSync(workbookIn(host.folder, "results", "tiny"))).toBe(false);
  });

  test("makes the same workbook of merged parts as of the run at once", async () => {
    const host = world();
    await call(["run", "tiny.yaml", "--trials", "60", "--workers", "1", "--xlsx"], host);
    const whole = readFileSync(workbookIn(host.folder, "results", "tiny"));
    await call(["run", "tiny.yaml", "--trials", "1..50", "--workers", "1", "--as", "part-1"], host);
    await call(["run", "tiny.yaml", "--trials", "51..60", "--workers", "1", "--as", "part-2"], host);
    const { code, err } = await call(
      ["merge", "part-1", "part-2", "--as", "tiny", "--replace", "--xlsx"],
      host,
    );
    expect(code, err).toBe(0);
    expect(readFileSync(workbookIn(host.folder, "results", "tiny")).equals(whole)).toBe(true);
  });
});
