import { describe, expect, test } from "vitest";
import { compareRuns } from "../../../src/report/comparison.ts";
import { findComparisonAnswer } from "../../../src/report/comparison-finding.ts";
import { comparisonPage } from "../../../src/report/page/comparison-page.ts";
import type { RunResults } from "../../../src/report/trials.ts";
import { made, shifted } from "../compared-run.ts";
import { aSeries, type FakeRun } from "../fake-run.ts";

const base = made("base");

function pageOf(...variants: RunResults[]): string {
  const comparisons = compareRuns(base, variants);
  const page = comparisonPage("What if?", comparisons, findComparisonAnswer(comparisons));
  return page.replace(/<(script|style)>[\s\S]*?<\/\1>/g, "");
}

const plain = (markup: string): string =>
  markup
    .replace(/<[^>]+>/g, " ")
    .replaceAll("&#39;", "'")
    .replace(/\s+/g, " ");
const sectionsOf = (page: string): string[] =>
  [...page.matchAll(/<h2 id="([\w-]+)">/g)].map(([, id]) => id ?? "");

/** Rows of a figure's table as they are copied. */
function tableOf(page: string, figure: string): string[][] {
  const [, markup = ""] =
    new RegExp(`<figure id="${figure}"[\\s\\S]*?<tbody>([\\s\\S]*?)</tbody>`).exec(page) ?? [];
  return [...markup.matchAll(/<tr>(.*?)<\/tr>/g)].map(([, row = ""]) =>
    [...row.matchAll(/<(?:th|td)[^>]*?(?: data-v="([^"]*)")?>([^<]*)</g)].map(
      ([, exact, shown]) => exact ?? shown ?? "",
    ),
  );
}

describe("the page of a comparison", () => {
  const page = pageOf(made("moved", { figure: shifted }));

  test("says first what the variant does, in at most five sentences and five tiles", () => {
    expect(sectionsOf(page)).toEqual(["brief", "deliveries", "constraints", "who", "changes", "trust"]);
    const [, brief = ""] = /<h2 id="brief">([\s\S]*?)<\/section>/.exec(page) ?? [];
    const [tiles = [], sentences = []] = [...brief.matchAll(/<ul class="[^"]*">([\s\S]*?)<\/ul>/g)].map(
      ([, list = ""]) => [...list.matchAll(/<li>([\s\S]*?)<\/li>/g)].map(([, item = ""]) => plain(item)),
    );
    expect([tiles.length, sentences.length].every((count) => count > 1 && count <= 5)).toBe(true);
    // 10 of the 15 months bring 5 more each, in every trial.
    expect(sentences[0]).toContain(
      "moved delivers more than base from 2026-10-01 to 2027-12-31: +50 (+50 to +50) H100-equivalents",
    );
    expect(sentences[1]).toBe("More is delivered in 2027, +50 (+50 to +50); there is none in 2026.");
    expect(sentences[2]).toMatch(/^Who gains over all years: clouds \+80.*Who loses: labs -30/);
  });

  test("has for each year the means of both and their difference with its error and its risk", () => {
    // Luck has a mean of 450 a month; 3 months of 2026, 12 of 2027, 5 more in 10 of these.
    expect(tableOf(page, "years")).toEqual([
      ["2026", "1350", "1350", "0", "0", "0", "0", "0", "0", "10"],
      ["2027", "5400", "5450", "50", "50", "50", "50", "50", "50", "10"],
      ["all years", "6750", "6800", "50", "50", "50", "50", "50", "50", "10"],
    ]);
  });

  test("shares the difference out to rows that add up to that of all", () => {
    const rows = tableOf(page, "who-segment-0");
    expect(rows.map(([name, , , difference]) => [name, difference])).toEqual([
      ["clouds", "80"],
      ["labs", "-30"],
      ["all", "50"],
    ]);
  });

  test("adds up those that are too many to be shown, and names them after all", () => {
    // Segment k gets k a month for 15 months, 14 of them: 15 x (1 + ... + 14) = 1575, of which 1 to 4 are 150.
    const many = Array.from({ length: 14 }, (_, k) => `s${k + 1}`);
    const series = many.map((segment) =>
      aSeries({ metric: "delivered_h100e", unit: "H100e", keys: { segment } }),
    );
    const total = aSeries({ metric: "delivered_h100e", unit: "H100e" });
    const more: FakeRun["figure"] = ({ keys }) =>
      keys.segment === undefined ? 105 : Number(keys.segment.slice(1));
    const all = [total, ...series];
    const [from, to] = [
      made("none", { series: all, figure: () => 0 }),
      made("more", { series: all, figure: more }),
    ];
    const comparisons = compareRuns(from!, [to!]);
    const written = comparisonPage("?", comparisons, findComparisonAnswer(comparisons));
    const rows = tableOf(written, "who-segment-0").map(([name, , , difference]) => [name, difference]);
    expect(rows.slice(0, 2)).toEqual([
      ["s14", "210"],
      ["s13", "195"],
    ]);
    expect(rows.slice(9, 13)).toEqual([
      ["s5", "75"],
      ["the other 4", "150"],
      ["all", "1575"],
      ["of the other: s4", "60"],
    ]);
    expect(written).toContain(">+150</text>");
  });

  test("has a row of figures for every place of every chart, and no id twice", () => {
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const figures = [...page.matchAll(/<figure id="([\w-]+)"([\s\S]*?)<\/figure>/g)];
    expect(figures.length).toBeGreaterThan(4);
    for (const [, id = "", markup = ""] of figures) {
      const places = [...markup.matchAll(/data-row="(\d+)"/g)].map(([, row]) => Number(row));
      expect(places.length).toBeGreaterThan(0);
      expect(tableOf(page, id).length).toBeGreaterThan(Math.max(...places));
    }
  });

  test("claims nothing where the interval holds zero", () => {
    const noise: FakeRun["figure"] = (series, trial, month) =>
      shifted(series, trial, 0) + (month === 7 ? (trial % 2 === 0 ? 9 : -9) : 0);
    const said = plain(pageOf(made("noise", { figure: noise })));
    expect(said).toContain("Over all years no difference can be told between noise and base");
    expect(said).toContain("No difference can be told in 2027; there is none in 2026");
    expect(said).toContain("Nobody gains or loses for certain over all years.");
    expect(said).toContain("No month by itself stands out of chance");
    expect(said).not.toMatch(/delivers (more|less) than base from|(More|Less|more|less) is delivered in 20/);
  });

  test("has no chart of a difference where there is none", () => {
    const same = pageOf(made("same"));
    expect(plain(same)).toContain(
      "The same is delivered in every trial, month by month: nothing was changed.",
    );
    expect(plain(same)).toContain("Both deliver the same: 5.40k H100-equivalents in 2027 (median)");
    expect(sectionsOf(same)).not.toContain("who");
    expect(same).not.toContain('<figure id="years"');
  });

  test("tells what was changed in plain names, with the path beside them", () => {
    const changed = {
      ...made("moved", { figure: shifted }),
      resolved: "lines: { a: { cycleTime: 3 weeks } }\n",
    };
    const other = { ...base, resolved: "lines: { a: { cycleTime: 5 weeks } }\n" };
    const comparisons = compareRuns(other, [changed]);
    const said = plain(comparisonPage("?", comparisons, findComparisonAnswer(comparisons)));
    expect(said).toContain("One input differs between base and moved");
    expect(said).toContain("cycle time of a 5 weeks 3 weeks lines.a.cycleTime");
  });

  test("shows names and values as text", () => {
    const evil = "<img src=x onerror=alert(1)>";
    const changed = { ...made(evil, { figure: shifted }), resolved: `shocks: { a: { note: "${evil}" } }\n` };
    const written = pageOf(changed);
    expect(written).not.toContain("<img");
    expect(written).toContain("&lt;img src=x onerror=alert(1)&gt;");
  });

  test("is the same of the same comparison", () => {
    expect(pageOf(made("moved", { figure: shifted }))).toBe(page);
  });
});

describe("the page of several variants", () => {
  const page = pageOf(made("a", { figure: shifted }), made("b"));

  test("has all of them first, then each by itself, and one way to trust them", () => {
    expect(sectionsOf(page)).toEqual([
      "overview",
      ...["brief", "deliveries", "constraints", "who", "changes"].map((id) => `v1-${id}`),
      ...["brief", "deliveries", "constraints", "changes"].map((id) => `v2-${id}`),
      "trust",
    ]);
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(tableOf(page, "overview-chart").map(([name, , , difference]) => [name, difference])).toEqual([
      ["a", "50"],
      ["b", "0"],
    ]);
  });

  test("calls no two tables the same, though they say the same", () => {
    const alike = pageOf(made("a", { figure: shifted }), made("b", { figure: shifted }));
    const names = [...alike.matchAll(/role="region" aria-label="([^"]*)"/g)].map(([, name]) => name);
    expect(names.length).toBeGreaterThan(10);
    expect(new Set(names).size).toBe(names.length);
  });

  test("says that its intervals hold together", () => {
    const said = plain(page);
    expect(said).toContain(
      "The intervals are of 97.5% each, so that all 2 hold together with 95% (Bonferroni)",
    );
    expect(said).not.toContain("95% interval");
  });
});
