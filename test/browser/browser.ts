import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import axe from "axe-core";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";

/** Debian's package `chromium` puts it there. */
const CHROMIUM = "/usr/bin/chromium";
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"];

export const there = existsSync(CHROMIUM);
if (!there) console.warn(`test/browser is skipped: there is no ${CHROMIUM} (apt-get install chromium)`);

/** What a scenario may say of itself. */
export const HOSTILE = `<script>document.title="run"</script>=cmd|' /C calc'!A0`;

export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
}

/**
 * Opens a page of this machine.
 *
 * @param complaints takes what is said on the console, what fails, and what is asked for beside the files allowed
 */
export async function openPage(
  browser: Browser,
  file: string,
  complaints: string[],
  options: BrowserContextOptions = {},
  allowed: readonly string[] = [],
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const urls = [file, ...allowed].map((one) => pathToFileURL(one).href);
  page.on("console", (message) => complaints.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
  page.on("request", (request) => {
    if (!urls.includes(request.url())) complaints.push(`request: ${request.url()}`);
  });
  await page.goto(urls[0]);
  return page;
}

/** Rows of the table of a figure as they are copied, by their first cell. */
export async function tableOf(page: Page, figure: string): Promise<Map<string, string[]>> {
  const rows = await page.evaluate<string[][]>(
    `[...document.querySelectorAll("#${figure} tbody tr")].map((row) =>
      [...row.cells].map((cell) => cell.dataset.v ?? cell.textContent))`,
  );
  return new Map(rows.map(([label, ...cells]) => [label, cells]));
}

/** What axe-core finds in a page with all its tables open. */
export async function violationsOf(page: Page): Promise<unknown[]> {
  await page.evaluate(`for (const one of document.querySelectorAll("details")) one.open = true`);
  await page.evaluate(axe.source);
  return await page.evaluate<unknown[]>(
    `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]))`,
  );
}
