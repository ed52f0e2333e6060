import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { call, fakeHost } from "../cli/fake-host.ts";
import { rowsOf } from "../report/csv-rows.ts";
import { HOSTILE, launch, openPage, tableOf, there, violationsOf } from "./browser.ts";

type Row = Readonly<Record<string, string>>;

describe.skipIf(!there)("report.html in a browser", () => {
  let browser: Browser;
  let folder: string;
  /** What went wrong in all pages opened. */
  const complaints: string[] = [];

  beforeAll(async () => {
    const host = fakeHost();
    const text = readFileSync("test/scenario/small.yaml", "utf8")
      .replace(/^name: .*$/m, `name: ${JSON.stringify(HOSTILE)}`)
      .replace(
        "{ value: quantiles(p10 85%, p50 100%, p90 118%) }",
        `{ value: "quantiles(p10 85%, p50 100%, p90 118%)", source: ${JSON.stringify(HOSTILE)} }`,
      );
    writeFileSync(join(host.folder, "small.yaml"), text);
    const { code, err } = await call(["run", "small.yaml", "--trials", "20", "--workers", "1"], host);
    expect([code, err]).toEqual([0, expect.stringContaining("20 trials in")]);
    folder = join(host.folder, "results", "small");
    browser = await launch();
  });

  afterAll(() => browser?.close());

  const urlOf = (file: string): string => pathToFileURL(join(folder, file)).href;

  const open = (options: BrowserContextOptions = {}): Promise<Page> =>
    openPage(browser, join(folder, "report.html"), complaints, options, [join(folder, "answer.svg")]);

  const summary = (): Promise<Row[]> => rowsOf(folder, "summary.csv");
  const KEYS = ["product", "vendor", "segment", "region", "line", "item", "stage", "constraint"];
  const isAbout = (row: Row, metric: string, keys: Row = {}): boolean =>
    row["metric"] === metric && KEYS.every((key) => row[key] === (keys[key] ?? ""));

  const PERCENTILES = ["p5", "p25", "p50", "p75", "p95"];
  const MEAN = ["mean", "mean_low", "mean_high", "trials"];

  test.each([
    ["fan", "delivered_h100e"],
    ["lead-time", "lead_time_days"],
  ])("has in the table of %s the figures that summary.csv has", async (figure, metric) => {
    const table = await tableOf(await open(), figure);
    const quarters = (await summary()).filter(
      (row) => isAbout(row, metric) && row["period_kind"] === "quarter",
    );
    expect(quarters).toHaveLength(8);
    for (const row of quarters) {
      expect(table.get(row["period"])).toEqual([...PERCENTILES, ...MEAN].map((column) => row[column]));
    }
  });

  test("has the fill rates, deliveries and backlogs of segments as summary.csv has them", async () => {
    const table = await tableOf(await open(), "fill-rate");
    const rows = (await summary()).filter((row) => row["period_kind"] === "horizon");
    expect([...table.keys()].sort()).toEqual(["clouds", "labs"]);
    for (const [segment, cells] of table) {
      const expected = ["fill_rate", "delivered_h100e", "backlog_h100e"].flatMap((metric) => {
        const row = rows.find((one) => isAbout(one, metric, { segment }));
        return ["p5", "p50", "p95"].map((column) => row?.[column]);
      });
      expect(cells.slice(0, -1)).toEqual(expected);
    }
  });

  test("has the shares of constraints as constraints.csv has them", async () => {
    const page = await open();
    const table = await tableOf(page, "binds");
    const heads = await page.locator("#binds thead th").allTextContents();
    const rows = (await rowsOf(folder, "constraints.csv")).filter(
      (row) => row["vendor"] === "" && row["level"] === "stage" && row["period_kind"] === "quarter",
    );
    const shown = ["logic", "memory", "packaging", "system"].filter((stage) =>
      heads.includes(`${stage}, share`),
    );
    expect(shown.length).toBeGreaterThan(0);
    for (const stage of shown) {
      const column = heads.indexOf(`${stage}, share`) - 1;
      const shares = rows.filter((row) => row["stage"] === stage);
      expect(shares).toHaveLength(8);
      for (const row of shares) expect(table.get(row["period"])?.[column]).toBe(row["mean_share"]);
    }
  });

  test("reckons what became of orders from the same orders and deliveries as summary.csv", async () => {
    const table = await tableOf(await open(), "wanted");
    const rows = (await summary()).filter((row) => row["period_kind"] === "horizon");
    const mean = (metric: string): number =>
      Number(rows.find((row) => isAbout(row, metric))?.["mean"] ?? Number.NaN);
    const amount = (what: string): number => Number(table.get(what)?.[0]);
    // The one is added up from products in units, the other was recorded in compute, in single precision.
    expect(amount("delivered") / mean("delivered_h100e")).toBeCloseTo(1, 4);
    expect(amount("ordered") / mean("ordered_h100e")).toBeCloseTo(1, 4);
    const steps = ["ordered", "changed by switching", "cancelled", "added to the queue"].map(amount);
    expect(steps.reduce((sum, step) => sum + step) / amount("delivered")).toBeCloseTo(1, 4);
  });

  test("shows names as text", async () => {
    const page = await open();
    expect(await page.locator("h1").textContent()).toBe(HOSTILE);
    expect(await page.title()).toBe(HOSTILE);
    const cells = await page.locator("#least-sure td").allTextContents();
    expect(cells).toContain(HOSTILE);
  });

  test.each([
    ["light", 1280],
    ["dark", 400],
  ] as const)("has nothing that keeps people out, %s at %d px", async (colorScheme, width) => {
    const page = await open({ colorScheme, viewport: { width, height: 900 } });
    expect(await violationsOf(page)).toEqual([]);
    // No page is wider than the window; wide tables scroll by themselves.
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
  });

  test("shows the figures behind a place of a chart, to a pointer and to the arrow keys", async () => {
    const page = await open();
    const tip = page.getByRole("status");
    const chart = page.locator("#fan svg.wide");
    await chart.hover();
    expect(await tip.textContent()).toMatch(/^202[67]-Q\d.*p50, H100-equivalents/);
    await chart.focus();
    await page.mouse.move(0, 0);
    await page.keyboard.press("Escape");
    expect(await tip.isHidden()).toBe(true);
    const labels = [...(await tableOf(page, "fan")).keys()];
    await page.keyboard.press("Home");
    expect(await tip.textContent()).toMatch(new RegExp(`^${labels[0]}`));
    await page.keyboard.press("ArrowRight");
    expect(await tip.textContent()).toMatch(new RegExp(`^${labels[1]}`));
  });

  test("copies a table as CSV, with all its digits", async () => {
    const page = await open({ permissions: ["clipboard-read", "clipboard-write"] });
    await page.locator("#fan summary").click();
    await page.locator("#fan button").click();
    await page.locator("#fan button", { hasText: "Copied" }).waitFor();
    const copied = await page.evaluate<string>("navigator.clipboard.readText()");
    const lines = copied.trimEnd().split(/\r?\n/);
    const table = await tableOf(page, "fan");
    expect(lines[0]).toMatch(/^period,"p5, H100-equivalents",/);
    expect(lines.slice(1)).toEqual([...table].map(([label, cells]) => [label, ...cells].join(",")));
  });

  test("is read whole without a script", async () => {
    const page = await open({ javaScriptEnabled: false });
    expect(await page.locator("#fan svg.wide").isVisible()).toBe(true);
    await page.locator("#fan summary").click();
    expect(await page.locator("#fan table").isVisible()).toBe(true);
    expect(await page.locator("button").count()).toBe(0);
    expect(await page.locator("h2").count()).toBeGreaterThan(8);
  });

  test("links to every file of the folder", async () => {
    const page = await open();
    const links = await page.evaluate<string[]>(
      `[...document.querySelectorAll("section[aria-labelledby=trust] a")].map((a) => a.getAttribute("href"))`,
    );
    const { files } = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
    const names = files.map(({ file }: { file: string }) => file);
    expect([...links, "report.html"].sort()).toEqual([...names, "manifest.json"].sort());
  });

  test("has a picture beside it that stands alone", async () => {
    const page = await open();
    await page.goto(urlOf("answer.svg"));
    expect(await page.evaluate("document.querySelector('title').textContent")).toBe(HOSTILE);
    expect(await page.evaluate("document.querySelectorAll('script, parsererror').length")).toBe(0);
    expect(await page.locator("text", { hasText: "What limits most" }).count()).toBe(1);
  });

  test("is printed with its charts, without what only a screen has", async () => {
    const page = await open({ colorScheme: "dark" });
    await page.emulateMedia({ media: "print" });
    expect(await page.locator("#fan svg.wide").isVisible()).toBe(true);
    expect(await page.locator("nav").isVisible()).toBe(false);
    expect(await page.evaluate("getComputedStyle(document.body).backgroundColor")).toBe("rgb(255, 255, 255)");
  });

  test("said nothing on the console and asked the network for nothing, in all of this", () => {
    expect(complaints).toEqual([]);
  });
});
