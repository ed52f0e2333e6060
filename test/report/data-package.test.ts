import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { call, fakeHost, TINY } from "../cli/fake-host.ts";

/** As far as the Frictionless Data specifications (Data Package v1, Table Schema v1) name what is used of them. */
interface Package {
  readonly profile: string;
  readonly name: string;
  readonly resources: readonly {
    readonly name: string;
    readonly path: string;
    readonly dialect: Readonly<Record<string, unknown>>;
    readonly schema: { readonly fields: readonly Field[]; readonly missingValues: readonly string[] };
  }[];
}

interface Field {
  readonly name: string;
  readonly type: string;
  readonly description: string;
  readonly constraints?: { readonly required?: boolean };
}

/** What a field's text may be, by the lexical rules of Table Schema. */
const LEXICAL: Readonly<Record<string, RegExp>> = {
  string: /^[\s\S]*$/,
  date: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
  integer: /^-?\d+$/,
  number: /^-?(\d+(\.\d+)?)(e[+-]?\d+)?$/,
};

/** Rows of a CSV by the grammar of RFC 4180, section 2, and by nothing else. Throws where a text departs from it. */
function rfc4180(text: string): string[][] {
  const rows: string[][] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  let row: string[] = [];
  for (let at = text.startsWith("\ufeff") ? 1 : 0; at < text.length; at = cell.lastIndex) {
    cell.lastIndex = at;
    const found = cell.exec(text);
    if (found === null)
      throw new Error(`no cell at character ${at}: ${JSON.stringify(text.slice(at, at + 40))}`);
    row.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? "");
    if (found[3] === ",") continue;
    rows.push(row);
    row = [];
  }
  if (row.length > 0) throw new Error("the last line has no end");
  return rows;
}

/** Python's own readers of JSON, CSV, numbers and dates, told where a package lies: what is wrong with it. */
const PYTHON = `
import csv, datetime, json, math, sys, os
folder = sys.argv[1]
package = json.load(open(os.path.join(folder, "datapackage.json"), encoding="utf-8"))
read = {"string": str, "number": float, "integer": int, "date": datetime.date.fromisoformat}
wrong, rows = [], 0
for resource in package["resources"]:
    fields = resource["schema"]["fields"]
    with open(os.path.join(folder, resource["path"]), encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, strict=True)
        if next(reader) != [field["name"] for field in fields]:
            wrong.append(resource["path"] + ": header")
        for row in reader:
            rows += 1
            if len(row) != len(fields):
                wrong.append(f"{resource['path']}: {row}")
            for field, cell in zip(fields, row):
                try:
                    if cell in resource["schema"]["missingValues"]:
                        assert not field.get("constraints", {}).get("required")
                    else:
                        value = read[field["type"]](cell)
                        assert not isinstance(value, float) or math.isfinite(value)
                except (AssertionError, ValueError):
                    wrong.append(f"{resource['path']}: {field['name']} {cell!r}")
print(json.dumps({"wrong": wrong[:9], "rows": rows}))
`;

function pythonIsThere(): boolean {
  try {
    execFileSync("python3", ["--version"], { stdio: "pipe" });
    return true;
  } catch {
    return false;
  }
}

describe("the data package of results", () => {
  const host = fakeHost();
  const folders = ["tiny", "other"].map((name) => join(host.folder, "results", name));
  const studies = ["tiny-vs-other", "swept"].map((name) => join(host.folder, "results", name));
  const all = [...folders, ...studies];
  const packageOf = (folder: string): Package =>
    JSON.parse(readFileSync(join(folder, "datapackage.json"), "utf8"));

  beforeAll(async () => {
    // The second has texts and inputs that the first lacks.
    const few = ["--trials", "4", "--workers", "1"];
    await call(["run", TINY, ...few], host);
    const set = [
      "--set",
      "lines.packager.slip=0 to 30 days",
      "--set",
      "lines.fab.source==1+1, \u201cso\u201d",
    ];
    const { code, err } = await call(["run", TINY, ...few, ...set, "--as", "other"], host);
    expect(code, err).toBe(0);
    const compared = await call(["compare", ...folders, "--out", "results"], host);
    const vary = ["--vary", "lines.fab.capacity=times 1,times 2", "--as", "swept"];
    const swept = await call(["sweep", TINY, ...few, ...vary], host);
    expect([compared.code, swept.code], compared.err + swept.err).toEqual([0, 0]);
  });

  test("names every CSV of the folder, under a name and in a dialect that the specification allows", () => {
    for (const folder of all) {
      const { profile, name, resources } = packageOf(folder);
      expect(profile).toBe("tabular-data-package");
      expect(name).toMatch(/^[-a-z0-9._/]+$/);
      expect(resources.map(({ path }) => path).sort()).toEqual(
        readdirSync(folder)
          .filter((file) => file.endsWith(".csv"))
          .sort(),
      );
      for (const { name, path, dialect } of resources) {
        expect(`${name}.csv`).toBe(path);
        expect(dialect).toMatchObject({ delimiter: ",", lineTerminator: "\r\n", header: true });
      }
    }
  });

  test("fits its files cell by cell, read by the grammar of RFC 4180", () => {
    const counts = new Map<string, number>();
    for (const folder of all) {
      for (const { path, schema } of packageOf(folder).resources) {
        const { fields, missingValues } = schema;
        const [header, ...rows] = rfc4180(readFileSync(join(folder, path), "utf8"));
        expect(header).toEqual(fields.map(({ name }) => name));
        expect(fields.filter(({ description }) => description === "")).toEqual([]);
        const wrong = rows.flatMap((row) => {
          if (row.length !== fields.length) return [`${path}: ${row.length} cells`];
          return fields.flatMap(({ name, type, constraints }, place) => {
            const cell = row[place];
            const right = missingValues.includes(cell)
              ? constraints?.required !== true
              : LEXICAL[type].test(cell);
            return right ? [] : [`${path}: ${name} ${cell}`];
          });
        });
        expect(wrong).toEqual([]);
        counts.set(path, (counts.get(path) ?? 0) + rows.length);
      }
    }
    // 2 runs x 4 trials, and something in every other file.
    expect(counts.get("trials.csv")).toBe(8);
    expect([...counts].filter(([, rows]) => rows === 0)).toEqual([]);
  });

  test.skipIf(!pythonIsThere())("fits its files for Python's readers too", () => {
    for (const folder of all) {
      const said = execFileSync("python3", ["-c", PYTHON, folder], { encoding: "utf8" });
      expect(JSON.parse(said)).toMatchObject({ wrong: [] });
      expect(JSON.parse(said).rows).toBeGreaterThan(100);
    }
  });

  test("says the same of two runs, so that their files can be appended by header", () => {
    const [first, second] = folders.map(packageOf);
    for (const { path, schema } of first.resources) {
      const other = second.resources.find((one) => one.path === path);
      const known = new Map(schema.fields.map((field) => [field.name, field]));
      const shared = other?.schema.fields.filter(({ name }) => known.has(name)) ?? [];
      expect(shared.map(({ name, type }) => [name, type])).toEqual(
        schema.fields.map(({ name, type }) => [name, type]),
      );
      const appended = folders.flatMap((folder) => {
        const [header, ...rows] = rfc4180(readFileSync(join(folder, path), "utf8"));
        return rows.map((row) => new Map(header.map((name, place) => [name, row[place]])));
      });
      if (!known.has("scenario")) continue;
      expect(new Set(appended.map((row) => row.get("scenario")))).toEqual(new Set(["tiny", "other"]));
    }
    // A column that only the second has is missing in the rows of the first, and shifts nothing.
    const column = "in_lines_packager_slip";
    const [before, after] = folders.map((folder) => {
      const [header, ...rows] = rfc4180(readFileSync(join(folder, "trials.csv"), "utf8"));
      return rows.map((row) => ({
        has: header.includes(column),
        units: row[header.indexOf("out_delivered_units_2026")],
      }));
    });
    expect(before.map(({ has }) => has)).toEqual([false, false, false, false]);
    expect(after.map(({ has }) => has)).toEqual([true, true, true, true]);
    expect([...before, ...after].every(({ units }) => Number(units) > 0)).toBe(true);
  });
});
