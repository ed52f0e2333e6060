import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { call, fakeHost } from "../cli/fake-host.ts";
import { rowsOf } from "../report/csv-rows.ts";
import { HOSTILE, launch, openPage, tableOf, there, violationsOf } from "./browser.ts";

const QUAKE = `name: ${JSON.stringify(HOSTILE)}
extends: small.yaml
shocks:
  day: { when: 2026-08-01, where: "*", scrap: 5%, outage: { length: 20 days }, source: ${JSON.stringify(HOSTILE)} }
`;
const SLOW = `name: What if boards took longer?
extends: small.yaml
lines: { assembler: { cycleTime: 5 weeks } }
`;

describe.skipIf(!there)("report.html of a comparison in a browser", () => {
  let browser: Browser;
  let results: string;
  /** What went wrong in all pages opened. */
  const complaints: string[] = [];
  const ONE = "small-vs-quake";
  const TWO = "small-vs-quake-and-slow";

  beforeAll(async () => {
    const host = fakeHost();
    const files = { small: readFileSync("test/scenario/small.yaml", "utf8"), quake: QUAKE, slow: SLOW };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(host.folder, `${name}.yaml`), text);
    const few = ["--trials", "12", "--workers", "1"];
    const one = await call(["compare", "small.yaml", "quake.yaml", ...few], host);
    const two = await call(["compare", "small.yaml", "quake.yaml", "slow.yaml", ...few], host);
    expect([one.code, two.code], one.err + two.err).toEqual([0, 0]);
    results = join(host.folder, "results");
    browser = await launch();
  }, 60_000);

  afterAll(() => browser?.close());

  const open = (folder: string, options: BrowserContextOptions = {}): Promise<Page> =>
    openPage(browser, join(results, folder, "report.html"), complaints, options);

  const KEYS = ["product", "vendor", "segment", "region", "line", "item", "stage", "constraint"];
  const compared = async (folder: string, metric: string) =>
    (await rowsOf(join(results, folder), "comparison.csv")).filter((row) => row["metric"] === metric);
  const DIFFERENCE = ["difference", "difference_low", "difference_high"];

  test("has for each year the figures that comparison.csv has", async () => {
    const table = await tableOf(await open(ONE), "years");
    const rows = (await compared(ONE, "delivered_h100e")).filter(
      (row) => KEYS.every((key) => row[key] === "") && row["period_kind"] !== "month",
    );
    expect(rows.map((row) => row["period"])).toEqual(["2026", "2027", "2026-01..2027-12"]);
    for (const row of rows) {
      const label = row["period_kind"] === "horizon" ? "all years" : row["period"];
      const spread = ["difference_p10", "difference_p50", "difference_p90", "trials"];
      expect(table.get(label ?? "")).toEqual(
        ["base_mean", "variant_mean", ...DIFFERENCE, ...spread].map((column) => row[column]),
      );
    }
  });

  test("has the shares of constraints that comparison.csv has, over all years and by year", async () => {
    const page = await open(ONE);
    const table = await tableOf(page, "binds");
    const rows = await compared(ONE, "constraint_share");
    expect(table.size).toBeGreaterThan(1);
    for (const stage of ["logic", "demand"]) {
      const own = rows.filter(
        (row) => (row["stage"] || row["constraint"]) === (stage === "demand" ? "orders" : stage),
      );
      const whole = own.find((row) => row["period_kind"] === "horizon");
      const years = own.filter((row) => row["period_kind"] === "year");
      expect(years).toHaveLength(2);
      expect(table.get(stage)).toEqual([
        ...["base_mean", "variant_mean", ...DIFFERENCE].map((column) => whole?.[column]),
        ...years.flatMap((row) => [row["base_mean"], row["variant_mean"]]),
      ]);
    }
  });

  test("shares the difference out as redistribution.csv does, to the end of the shock's year and over all", async () => {
    const page = await open(ONE);
    const rows = await rowsOf(join(results, ONE), "redistribution.csv");
    const periods = [...new Set(rows.map((row) => row["period"]))];
    expect(periods).toEqual(["2026-01..2026-12", "2026-01..2027-12"]);
    for (const [place, period] of periods.entries()) {
      for (const by of ["segment", "product"]) {
        const table = await tableOf(page, `who-${by}-${place}`);
        for (const row of rows.filter((one) => one["by"] === by && one["period"] === period)) {
          const cells = table.get(row["id"] || "all");
          // Who gets the same in every trial is left out.
          if (cells === undefined) expect(Number(row["difference_h100e"])).toBe(0);
          else expect(Number(cells[2]) / Number(row["difference_h100e"])).toBeCloseTo(1, 5);
        }
      }
    }
  });

  test("shows names and values as text, and the path beside a plain name", async () => {
    const page = await open(ONE);
    expect(await page.locator("h1").textContent()).toBe(HOSTILE);
    expect(await page.title()).toBe(HOSTILE);
    const cells = await page.locator("section[aria-labelledby=changes] tbody").textContent();
    for (const text of ["shock day", "shocks.day", "<script>"]) expect(cells).toContain(text);
  });

  test.each([
    ["light", 1280, ONE],
    ["dark", 400, ONE],
    ["light", 400, TWO],
    ["dark", 1280, TWO],
  ] as const)("has nothing that keeps people out, %s at %d px: %s", async (colorScheme, width, folder) => {
    const page = await open(folder, { colorScheme, viewport: { width, height: 900 } });
    expect(await violationsOf(page)).toEqual([]);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
  });

  test("shows the figures behind a place of a chart, to a pointer and to the arrow keys", async () => {
    const page = await open(ONE);
    const tip = page.getByRole("status");
    await page.locator("#spans svg.wide").hover();
    expect(await tip.textContent()).toMatch(/^202[67]-Q\d.*difference, mean/);
    // What scrolls under a resting pointer would take the label from the keys.
    await page.mouse.move(0, 0);
    for (const [figure, first, next] of [
      ["years", "2026", "2027"],
      ["binds", "logic", ""],
      ["who-segment-0", "clouds", ""],
    ]) {
      await page.locator(`#${figure} svg.wide`).focus();
      await page.keyboard.press("Home");
      expect(await tip.textContent()).toMatch(new RegExp(`^${first}`));
      await page.keyboard.press("ArrowDown");
      expect(await tip.textContent()).toMatch(new RegExp(`^${next}`));
    }
  });

  test("copies a table as CSV, with all its digits", async () => {
    const page = await open(ONE, { permissions: ["clipboard-read", "clipboard-write"] });
    await page.locator("#years summary").click();
    await page.locator("#years button").click();
    await page.locator("#years button", { hasText: "Copied" }).waitFor();
    const lines = (await page.evaluate<string>("navigator.clipboard.readText()")).trimEnd().split(/\r?\n/);
    const table = await tableOf(page, "years");
    expect(lines.slice(1)).toEqual([...table].map(([label, cells]) => [label, ...cells].join(",")));
  });

  test("is read whole without a script, and printed with its charts", async () => {
    const page = await open(ONE, { javaScriptEnabled: false, colorScheme: "dark" });
    await page.locator("#binds summary").click();
    expect(await page.locator("#binds table").isVisible()).toBe(true);
    expect(await page.locator("button").count()).toBe(0);
    const printed = await open(ONE, { colorScheme: "dark" });
    await printed.emulateMedia({ media: "print" });
    for (const figure of ["both", "years", "spans", "binds"])
      expect(await printed.locator(`#${figure} svg.wide`).isVisible()).toBe(true);
    expect(await printed.locator("nav").isVisible()).toBe(false);
  });

  test("links to every file of the folder", async () => {
    const page = await open(TWO);
    const links = await page.evaluate<string[]>(
      `[...document.querySelectorAll("section[aria-labelledby=trust] a")].map((a) => a.getAttribute("href"))`,
    );
    const { files } = JSON.parse(readFileSync(join(results, TWO, "manifest.json"), "utf8"));
    const names = files.map(({ file }: { file: string }) => file);
    expect([...links, "report.html"].sort()).toEqual([...names, "manifest.json"].sort());
  });

  test("said nothing on the console and asked the network for nothing, in all of this", () => {
    expect(complaints).toEqual([]);
  });
});
