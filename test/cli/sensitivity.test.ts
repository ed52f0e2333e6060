import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { trialRecord } from "../../src/experiment/block.ts";
import { type Design, INDEPENDENT, trialUniforms } from "../../src/experiment/design.ts";
import type { Model } from "../../src/model/model.ts";
import { prepareTrial } from "../../src/model/trial.ts";
import { readAnyManifest } from "../../src/report/manifest.ts";
import { loadScenario } from "../../src/scenario/load.ts";
import { bytesBelow } from "../experiment/fake-run.ts";
import { call, fakeHost, TINY } from "./fake-host.ts";

/** Milliseconds; on a free machine it takes one or two seconds. */
const PATIENCE = 60_000;
const FEW = ["--trials", "20", "--workers", "1"];
const DEMAND = "segments.buyers.demand";
const CYCLE = "lines.fab.cycleTime";

/** Rows of a CSV by its header. */
function rowsOf(host: { readonly folder: string }, path: string): Record<string, string>[] {
  const [header, ...rows] = readFileSync(join(host.folder, "results", path), "utf8")
    .trimEnd()
    .split("\r\n");
  const names = header.split(",");
  return rows.map((row) => Object.fromEntries(row.split(",").map((cell, place) => [names[place], cell])));
}

/** Every byte of a results folder but its trials and how and where it was run. */
async function dataOf(folder: string): Promise<Record<string, string>> {
  const files = readdirSync(folder).filter((file) => file !== "trials" && file !== "manifest.json");
  const manifest = await readAnyManifest(folder);
  return {
    ...Object.fromEntries(files.map((file) => [file, readFileSync(join(folder, file), "utf8")])),
    manifest: JSON.stringify({ ...manifest, run: null }),
  };
}

/** H100-equivalents delivered in a trial of the tiny scenario, run here and now. */
function delivered(model: Model, design: Design, trial: number): number {
  const prepared = prepareTrial(model);
  const record = trialRecord(prepared.shape, false);
  const uniforms = new Float64Array(model.columns.length);
  trialUniforms(design, "1", trial, model.columns, uniforms);
  prepared.run("1", trial, uniforms, { checked: false, trace: null }, record);
  const place = prepared.shape.outcomes.findIndex(({ name }) => name === "delivered_h100e_2026");
  return record.scalars[prepared.shape.parameters + place];
}

function tinyModel(): Model {
  const file = { name: "tiny.yaml", text: readFileSync(TINY, "utf8"), shipped: false };
  const { model } = loadScenario(file, { shipped: () => null, shippedNames: [], beside: () => null });
  if (model === null) throw new Error("the tiny scenario can't run");
  return model;
}

describe("sensitivity", () => {
  test("runs the scenario as run does where that is not done, and says which inputs matter", async () => {
    const host = fakeHost();
    const { code, out, err } = await call(["sensitivity", TINY, ...FEW], host);
    expect(code).toBe(0);
    expect(err).toContain("tiny: 20 trials to run");
    expect(out).toMatch(/^What drives delivered_h100e\? \(tiny: 20 trials, seed 1\)\n\nMost /);
    expect(out).toContain("\nResults      results/tiny-sensitivity (sensitivity.csv has all");
    expect(out.trimEnd().split("\n").length).toBeLessThanOrEqual(12);
    const other = fakeHost();
    await call(["run", TINY, ...FEW], other);
    expect(await dataOf(join(host.folder, "results", "tiny"))).toEqual(
      await dataOf(join(other.folder, "results", "tiny")),
    );
  });

  test("has a row for each uncertain input, the largest rank correlation first, with source and confidence", async () => {
    const host = fakeHost();
    const sourced = readFileSync(TINY, "utf8").replace(
      "mix: { chip: 100% } }",
      'mix: { chip: 100% }, source: "=a survey", dated: 2026-05, confidence: low }',
    );
    writeFileSync(join(host.folder, "sourced.yaml"), sourced);
    expect((await call(["sensitivity", "sourced.yaml", ...FEW], host)).code).toBe(0);
    const rows = rowsOf(host, "sourced-sensitivity/sensitivity.csv");
    expect(rows.map(({ input }) => input).sort()).toEqual([CYCLE, DEMAND]);
    const sizes = rows.map((row) => Math.abs(Number(row["rank_correlation"])));
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
    // A leading = would run as a formula in a spreadsheet.
    expect(rows.find(({ input }) => input === DEMAND)).toMatchObject({
      source: "'=a survey",
      source_date: "2026-05",
      confidence: "low",
    });
  });

  test("explains every column in the dictionary", async () => {
    const host = fakeHost();
    await call(["sensitivity", TINY, ...FEW], host);
    const explained = rowsOf(host, "tiny-sensitivity/dictionary.csv")
      .filter(({ file }) => file === "sensitivity.csv")
      .map(({ column }) => column);
    expect(explained).toEqual(Object.keys(rowsOf(host, "tiny-sensitivity/sensitivity.csv")[0]));
  });

  test("takes the trials that are there, and adds those that are asked for", async () => {
    const host = fakeHost();
    await call(["run", TINY, ...FEW], host);
    const first = await call(["sensitivity", TINY], host);
    expect(first.err).toBe("tiny: results/tiny has these trials\n");
    expect(first.out).toContain("(tiny: 20 trials, seed 1)");
    const more = await call(["sensitivity", TINY, "--trials", "30"], host);
    expect(more.err).toContain("tiny: 30 trials to run");
    expect(more.out).toContain("(tiny: 30 trials, seed 1)");
    const folder = await call(["sensitivity", "results/tiny"], host);
    expect(folder.out).toBe(more.out);
  });

  test("answers as JSON, of another outcome, and again by show", async () => {
    const host = fakeHost();
    const args = ["sensitivity", TINY, ...FEW, "--metric", "out_backlog_units_end"];
    const { out } = await call([...args, "--json", "--quiet"], host);
    const answer = JSON.parse(out);
    expect(answer).toMatchObject({
      method: "given-data",
      metric: "backlog_units_end",
      unit: "units",
      trials: 20,
      results: "results/tiny-sensitivity",
    });
    expect(answer.inputs).toHaveLength(2);
    const shown = await call(["show", "tiny-sensitivity"], host);
    expect(shown.out).toBe((await call(args, host)).out);
    expect(JSON.parse((await call(["show", "tiny-sensitivity", "--json"], host)).out)).toEqual(answer);
  });

  test("finds above the noise what the answer of the run says it hangs on", async () => {
    const host = fakeHost();
    const { out } = await call(["sensitivity", TINY, "--trials", "100", "--json", "--quiet"], host);
    const answer = JSON.parse(out);
    const shown = JSON.parse((await call(["show", "tiny", "--json"], host)).out);
    const above = answer.inputs.filter((one: { above_noise: boolean }) => one.above_noise);
    expect(above.map((one: { input: string }) => one.input)).toEqual([DEMAND]);
    expect(shown.drivers).toEqual({
      uncertain: 2,
      noise: answer.noise.rank_correlation,
      inputs: [{ input: DEMAND, rank_correlation: above[0].rank_correlation.value, confidence: "" }],
    });
  });

  test("is not told in the answer of a run whose trials were not drawn one by one", async () => {
    const few = ["--trials", "100", "--detail", "0", "--design", "latin-hypercube", "--json", "--quiet"];
    const { out } = await call(["run", TINY, ...few]);
    expect(JSON.parse(out).drivers).toEqual({ uncertain: 2, noise: null, inputs: [] });
  });

  test("in a tornado gives the mean of trial by trial differences between an input's P90 and P10", async () => {
    const host = fakeHost();
    await call(["run", TINY, ...FEW], host);
    const { code, out, err } = await call(
      ["sensitivity", TINY, "--method", "tornado", "--trials", "6", "--workers", "2"],
      host,
    );
    expect(code).toBe(0);
    expect(err).toContain("24 trials in ");
    expect(out).toContain("(tiny: 6 trials at each end, seed 1)");
    const model = tinyModel();
    const at = (uniform: number, trial: number) =>
      delivered(model, { kind: "pinned", of: INDEPENDENT, pins: [{ column: DEMAND, uniform }] }, trial);
    const differences = [1, 2, 3, 4, 5, 6].map((trial) => at(0.9, trial) - at(0.1, trial));
    const [first] = rowsOf(host, "tiny-tornado/tornado.csv");
    expect(first["input"]).toBe(DEMAND);
    expect(Number(first["difference"])).toBeCloseTo(differences.reduce((sum, one) => sum + one) / 6, 3);
    // 40k to 80k is lognormal with these 5 % and 95 % points: exp(10.943 +- 1.2816 x 0.2107), per month of 30.44 days.
    expect(Number(first["input_p10"]) * (365.25 / 12)).toBeCloseTo(43_182, -1);
    expect(Number(first["input_p90"]) * (365.25 / 12)).toBeCloseTo(74_105, -1);
  });

  test.each(["tornado", "morris", "sobol"])(
    "by %s gives the same bytes with any number of workers and after an interruption",
    async (method) => {
      const host = fakeHost();
      const args = ["sensitivity", TINY, "--method", method, "--trials", "8"];
      const places = (out: string) => [
        join(host.folder, out, "tiny"),
        join(host.folder, out, `tiny-${method}`),
      ];
      for (const out of ["one", "two"]) await call(["run", TINY, ...FEW, "--out", out], host);
      expect((await call([...args, "--workers", "1", "--out", "one"], host)).code).toBe(0);
      const stopped = { ...host, interrupt: AbortSignal.abort() };
      const interrupted = await call([...args, "--workers", "2", "--out", "two"], stopped);
      expect(interrupted.code).toBe(130);
      expect(interrupted.err).toContain("interrupted before the first 8 trials were done");
      expect((await call([...args, "--workers", "2", "--out", "two"], host)).code).toBe(0);
      const [, one] = places("one");
      const [, two] = places("two");
      expect(await dataOf(two)).toEqual(await dataOf(one));
      expect(readdirSync(join(host.folder, "two")).sort()).toEqual(["tiny", `tiny-${method}`]);
    },
  );

  test("by morris and sobol tells the demand from the cycle time in ten lines", async () => {
    const host = fakeHost();
    for (const method of ["morris", "sobol"]) {
      const { out } = await call(["sensitivity", TINY, "--method", method, "--trials", "40"], host);
      expect(out.trimEnd().split("\n").length).toBeLessThanOrEqual(12);
      const rows = rowsOf(host, `tiny-${method}/${method}.csv`);
      expect(rows.map(({ input }) => input)).toEqual([DEMAND, CYCLE]);
    }
  });

  test.each([
    [["--metric", "delivred_h100e"], "no outcome has this name. Did you mean delivered_h100e?"],
    [["--metric", "xyzzy"], "no outcome has this name. There are delivered_units, delivered_h100e"],
    [["--method", "toranado"], "one of given-data, tornado, morris, sobol. Did you mean tornado?"],
    [["--inputs", "3"], "--inputs is for --method tornado and sobol; given-data takes all inputs"],
    [["--trials", "1"], "one trial says nothing of what matters: ask for at least --trials 2"],
    [["--set", "lines.fab.capacity=times 2"], "--set changes the scenario"],
  ])("refuses %j", async (words, message) => {
    const { code, err } = await call(["sensitivity", TINY, ...words]);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });

  test("answers for another outcome from the same trials where that is asked of a resumed study", async () => {
    const host = fakeHost();
    const morris = ["sensitivity", TINY, "--method", "morris", "--trials", "4", "--workers", "1"];
    expect((await call(morris, host)).err).toContain("12 trials in ");
    const other = ["--metric", "backlog_units_end", "--resume"];
    const { out, err } = await call([...morris, ...other], host);
    expect(err).toContain("12 trials (12 were there) in ");
    expect(out).toMatch(/^What drives backlog_units_end\?/);
  });

  test.each(["given-data", "tornado", "morris", "sobol"])(
    "by %s gives the same files for any number of workers",
    async (method) => {
      const [one, two] = [fakeHost(), fakeHost()];
      for (const [host, workers] of [
        [one, "1"],
        [two, "2"],
      ] as const) {
        const few = ["--trials", "12", "--workers", workers];
        await call(["run", TINY, ...few], host);
        expect((await call(["sensitivity", TINY, "--method", method, ...few], host)).code).toBe(0);
      }
      const files = ({ folder }: typeof one): [string, unknown][] => {
        const suffix = method === "given-data" ? "sensitivity" : method;
        const all = bytesBelow(join(folder, "results", `tiny-${suffix}`));
        return [...all].filter(([name]) => !name.endsWith("manifest.json"));
      };
      expect(files(one).length).toBeGreaterThan(2);
      expect(files(two)).toEqual(files(one));
    },
    PATIENCE,
  );

  test("of a tornado for another outcome or more inputs keeps the trials of the inputs that it has", async () => {
    const host = fakeHost();
    const tornado = ["sensitivity", TINY, "--method", "tornado", "--trials", "4", "--workers", "1"];
    // Two inputs at two ends of four trials are sixteen; the run of 200 that chooses them comes first.
    expect((await call([...tornado, "--inputs", "1"], host)).err).toContain("8 trials in ");
    const more = ["--metric", "backlog_units_end", "--inputs", "2", "--resume"];
    const { code, err } = await call([...tornado, ...more], host);
    expect([code, err]).toEqual([0, expect.stringContaining("16 trials (8 were there) in ")]);
    const other = await call(["sensitivity", TINY, "--method", "tornado", "--seed", "2", "--resume"], host);
    expect(other.err).toContain("they are of seed 1, not 2");
  });

  test("that is interrupted while its run is made says how to go on, and leaves no study", async () => {
    const host = fakeHost();
    const stopped = { ...host, interrupt: AbortSignal.abort() };
    const { code, err } = await call(["sensitivity", TINY, ...FEW], stopped);
    expect(code).toBe(130);
    expect(err).toMatch(/then ask again: +chokepoint sensitivity .+ --trials 20 --workers 1\n$/);
    expect(readdirSync(join(host.folder, "results"))).toEqual([]);
  });

  test.each(["tiny", "folder"])(
    "refuses trials that were not drawn one by one, named by %s, with the command that mends it",
    async (named) => {
      const host = fakeHost();
      await call(["run", TINY, "--trials", "20", "--design", "latin-hypercube"], host);
      const argument = named === "tiny" ? TINY : "results/tiny";
      const { code, err } = await call(["sensitivity", argument], host);
      expect(code).toBe(2);
      expect(err).toContain(
        "results/tiny has trials drawn latin-hypercube in blocks of 10, and independent ones are needed",
      );
      const words = /Run it again: chokepoint (.+)/.exec(err)![1]!.split(" ");
      expect((await call(words, host)).code).toBe(0);
      expect((await call(["sensitivity", argument], host)).out).toContain("(tiny: 20 trials, seed 1)");
    },
  );

  test("never replaces the results of another file", async () => {
    const host = fakeHost();
    await call(["run", TINY, "--trials", "4"], host);
    const text = readFileSync(TINY, "utf8").replace("4k wafers", "5k wafers");
    writeFileSync(join(host.folder, "tiny.yaml"), text);
    const other = await call(["sensitivity", "tiny.yaml", ...FEW], host);
    expect(other.code).toBe(2);
    expect(other.err).toContain(`results/tiny holds the results of another file (${TINY}). Add --as NAME`);
    expect((await call(["sensitivity", "tiny.yaml", ...FEW, "--as", "five"], host)).code).toBe(0);
    expect(readdirSync(join(host.folder, "results")).sort()).toEqual(["five", "five-sensitivity", "tiny"]);
  });

  test("takes a changed scenario by the name of its run, and no changes to results", async () => {
    const host = fakeHost();
    const twice = ["--set", "lines.fab.capacity=times 2", "--as", "twice"];
    await call(["run", TINY, ...FEW, ...twice], host);
    const { code, err } = await call(["sensitivity", TINY, ...twice], host);
    expect([code, err]).toEqual([0, "twice: results/twice has these trials\n"]);
    const changed = await call(["sensitivity", "results/twice", ...twice], host);
    expect(changed.code).toBe(2);
    expect(changed.err).toContain("results/twice is a folder of results. Name the scenario");
  });

  test("says so where nothing is uncertain", async () => {
    const host = fakeHost();
    const certain = readFileSync(TINY, "utf8")
      .replace("18 to 24 days", "20 days")
      .replace("40k to 80k", "60k");
    writeFileSync(join(host.folder, "certain.yaml"), certain);
    const { code, err } = await call(["sensitivity", "certain.yaml"], host);
    expect(code).toBe(2);
    expect(err).toContain("no input of certain.yaml is uncertain");
  });

  test("is not replaced by a run of that name, nor a run by it", async () => {
    const host = fakeHost();
    await call(["sensitivity", TINY, ...FEW], host);
    const run = await call(["run", TINY, "--trials", "40", "--as", "tiny-sensitivity"], host);
    expect(run.code).toBe(2);
    expect(run.err).toContain(
      "holds the results of another file (sensitivity of tiny). Add --as NAME to keep both",
    );
    await call(["run", TINY, "--trials", "2", "--as", "tiny-tornado"], host);
    const study = await call(["sensitivity", TINY, "--method", "tornado", "--trials", "4"], host);
    expect(study.code).toBe(2);
    expect(study.err).toContain(`results/tiny-tornado holds the results of another file (${TINY})`);
  });
});
