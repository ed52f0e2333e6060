import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { dayNumber } from "../../src/engine/calendar.ts";
import type { Model } from "../../src/model/model.ts";
import { readManifest } from "../../src/report/manifest.ts";
import { writeResults } from "../../src/report/results.ts";
import type { RunResults } from "../../src/report/trials.ts";
import { rowsOf } from "./csv-rows.ts";
import { aSeries, fakeRun } from "./fake-run.ts";

const NOTHING = { lines: [], items: [], vendors: [], products: [], segments: [] };

const RUN: RunResults = {
  ...fakeRun({
    series: [
      aSeries({ metric: "delivered_h100e", unit: "H100e" }),
      aSeries({ metric: "delivered_units" }),
      aSeries({ metric: "lead_time_days", aggregate: "duration", unit: "days" }),
      aSeries({ metric: "constrained_h100e", tier: "detail", keys: { constraint: "orders" } }),
    ],
    figure: (_, trial, month) => trial + month,
    trials: 20,
    parameters: [
      input("lines.fab-1.slip", { source: "=cmd|' /C calc'!A0", dated: "2026-05", confidence: "low" }),
      input("lines.fab.1.slip", {}),
      input("segments.us.demand.2027-01", {}),
    ],
    draw: (parameter, trial) => trial / (parameter + 1),
    shocks: [
      {
        id: "quake",
        when: { kind: "date", date: 40 },
        where: { ...NOTHING, vendors: [0] },
        effects: [],
        tags: [],
      },
    ],
    occurrences: [
      { trial: 3, shock: 0, time: 40.5, severity: 0.1 + 0.2, capacityLost: 1234.5678901234, workLost: 7 },
    ],
  }),
  changed: ["segments.us.demand"],
};

function input(path: string, about: Partial<Model["parameters"][number]>): Model["parameters"][number] {
  return { path, column: 0, distribution: { kind: "uniform", numbers: [0, 1] }, unit: "days", ...about };
}

const HOW = {
  command: "chokepoint run made-up",
  scenario_file: "/made-up.yaml",
  started: "2026-11-01T00:00:00.000Z",
  finished: "2026-11-01T00:00:01.000Z",
  node: "v20.20.0",
  machine: "a machine",
};

async function written(run = RUN): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "results-"));
  await writeResults(folder, run, () => HOW);
  return folder;
}

describe("the files of a run", () => {
  test("are these, each in the manifest with its checksum", async () => {
    const folder = await written();
    expect(readdirSync(folder).sort()).toEqual([
      "answer.svg",
      "constraints.csv",
      "datapackage.json",
      "dictionary.csv",
      "inputs.csv",
      "manifest.json",
      "report.html",
      "scenario.yaml",
      "shocks.csv",
      "summary.csv",
      "timeseries.csv",
      "trials.csv",
    ]);
    const manifest = await readManifest(folder);
    expect(manifest?.files).toHaveLength(11);
    for (const { file, bytes, sha256 } of manifest?.files ?? []) {
      const content = readFileSync(join(folder, file));
      expect([content.length, createHash("sha256").update(content).digest("hex")]).toEqual([bytes, sha256]);
    }
    expect(manifest).toMatchObject({
      scenario: "made-up",
      trials: { from: 1, to: 20, with_detail: 20 },
      run: HOW,
    });
  });

  test("are the same bytes each time, but for how and when it was run", async () => {
    const [first, second] = [await written(), await written()];
    for (const file of readdirSync(first)) {
      expect(readFileSync(join(first, file), "utf8")).toBe(readFileSync(join(second, file), "utf8"));
    }
  });

  test("have no column that the dictionary lacks", async () => {
    const folder = await written();
    const explained = await rowsOf(folder, "dictionary.csv");
    for (const file of readdirSync(folder).filter((name) => name.endsWith(".csv"))) {
      const [header] = readFileSync(join(folder, file), "utf8").split("\r\n");
      const entries = explained.filter((row) => row["file"] === file && row["value"] === "");
      expect(entries.map((row) => row["column"])).toEqual(header.replace("\ufeff", "").split(","));
      expect(entries.filter((row) => row["meaning"] === "" || row["since"] === "")).toEqual([]);
    }
    const metrics = explained.filter((row) => row["file"] === "summary.csv" && row["column"] === "metric");
    expect(metrics.map((row) => row["value"])).toEqual([
      "",
      "constrained_h100e",
      "delivered_h100e",
      "delivered_units",
      "lead_time_days",
    ]);
  });

  test("have columns in lower_snake_case, each once", async () => {
    const folder = await written();
    for (const file of readdirSync(folder).filter((name) => name.endsWith(".csv"))) {
      const columns = readFileSync(join(folder, file), "utf8")
        .replace("\ufeff", "")
        .split("\r\n")[0]
        .split(",");
      expect(columns.filter((column) => !/^[a-z][a-z0-9]*(_+[a-z0-9]+)*$/.test(column))).toEqual([]);
      expect(new Set(columns).size).toBe(columns.length);
    }
  });
});

describe("trials.csv", () => {
  test("has what went into a trial beside what came out of it, ten significant digits", async () => {
    const rows = await rowsOf(await written(), "trials.csv");
    expect(rows).toHaveLength(20);
    expect(rows[6]).toEqual({
      scenario: "made-up",
      trial: "7",
      in_lines_fab_1_slip: "7",
      in_lines_fab_1_slip__2: "3.5",
      in_segments_us_demand_2027_01: "2.333333333",
      out_delivered_units_2027: "7000",
    });
  });
});

describe("shocks.csv", () => {
  test("has a row for each time a shock struck", async () => {
    expect(await rowsOf(await written(), "shocks.csv")).toEqual([
      {
        scenario: "made-up",
        trial: "3",
        shock: "quake",
        date: "2026-11-10",
        where: "acme",
        severity: "0.3",
        capacity_lost_wafers: "1234.56789",
        work_lost_wafers: "7",
      },
    ]);
  });
});

describe("inputs.csv", () => {
  test("says what the answer rests on and what the scenario changed", async () => {
    const rows = await rowsOf(await written(), "inputs.csv");
    expect(rows.map((row) => row["changed_from_parent"])).toEqual(["no", "no", "yes"]);
    expect(rows[0]).toMatchObject({
      input: "lines.fab-1.slip",
      column: "in_lines_fab_1_slip",
      distribution: "uniform(0, 1)",
      // 1..20: mean 10.5, median 10.5, R type 7 at 10 %: 2.9.
      mean: "10.5",
      p50: "10.5",
      p10: "2.9",
      source_date: "2026-05",
      confidence: "low",
    });
  });

  test("keeps a source from being run as a formula", async () => {
    const [row] = await rowsOf(await written(), "inputs.csv");
    expect(row["source"]).toBe("'=cmd|' /C calc'!A0");
  });
});

describe("the answer of a run", () => {
  test("is found in its trials", async () => {
    const folder = await written();
    const answer = (await readManifest(folder))?.answer;
    // 2027 is months 3 to 14 of 15: trial k delivers 12 k + 102; over 1..20 the median is 12 x 10.5 + 102.
    expect(answer?.deliveries[1]).toMatchObject({ year: "2027", first: "2027-01-01", units: { p50: 228 } });
    expect(answer?.binding[0]).toMatchObject({ vendor: "", period: "2026", constraint: "orders", share: 1 });
    expect(answer?.lead_times).toMatchObject([{ product: "", month: "2026-10", days: { p50: 10.5 } }]);
    // Of a uniform on [0, 1]: (0.9 - 0.1) / 0.5.
    expect(answer?.least_sure[0].spread).toBeCloseTo(1.6, 12);
  });

  test("has what binds a vendor in the order of time, whichever constraint comes first", async () => {
    // Demand binds in 2027 only; a run of years read off in another order would leave years out.
    const run = fakeRun({
      series: ["orders", "memory"].map((constraint) =>
        aSeries({ metric: "constrained_h100e", tier: "detail", keys: { constraint } }),
      ),
      figure: ({ keys }, _, month) => ((keys.constraint === "orders") === month > 2 ? 1 : 0),
    });
    const answer = (await readManifest(await written(run)))?.answer;
    expect(answer?.binding.map(({ period, constraint }) => [period, constraint])).toEqual([
      ["2026", "memory"],
      ["2027", "orders"],
      ["2026-10..2027-12", "orders"],
    ]);
  });

  test("has the lead time of the month in which the facts end", async () => {
    const asOf = dayNumber(2027, 3, 15) - RUN.model.epoch;
    const folder = await written({ ...RUN, model: { ...RUN.model, asOf } });
    expect((await readManifest(folder))?.answer.lead_times[0].month).toBe("2027-03");
  });
});
