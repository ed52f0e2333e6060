import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, test } from "vitest";
import { sizeFactor, sizeSigma } from "../../src/model/size-factor.ts";
import { gridPacking, grossDies, negativeBinomialYield, sellableShare } from "../../src/model/wafer.ts";
import { waterFill } from "../../src/model/water-filling.ts";
import { resolveYield } from "../../src/model/yield.ts";

const YEAR = 365.25;
const TOP = ["README.md", "CHANGELOG.md"].filter((file) => existsSync(file));
const pages = [...TOP, ...filesUnder("docs").filter((file) => file.endsWith(".md"))];
const textOf = (file: string): string => readFileSync(file, "utf8");
const model = textOf("docs/model.md");

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name));
}

/** A page without its code blocks, which quote other things than this repository. */
const proseOf = (text: string): string => text.replace(/^```[\s\S]*?^```$/gm, "");

/** The anchor of a heading, as GitHub makes it. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");
}

const anchorsOf = (text: string): string[] =>
  [...proseOf(text).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => anchorOf(heading));

/** Cells of the rows of the table under a heading, without its head. */
function tableUnder(heading: string): string[][] {
  const section = model.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? "";
  const rows = section.split("\n").filter((line) => line.startsWith("|"));
  return rows.slice(2).map((row) =>
    row
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const bare = (cell: string): string => cell.replaceAll("`", "");

describe("every page", () => {
  test.each(pages)("%s links only to files and headings that are there", (page) => {
    const links = [...proseOf(textOf(page)).matchAll(/\]\(([^)\s]+)\)/g)].map(([, to]) => to);
    const broken = links.filter((link) => {
      if (/^(https?|mailto):/.test(link)) return false;
      const [path, anchor] = link.split("#");
      const target = path === "" ? page : normalize(join(dirname(page), path));
      if (!existsSync(target)) return true;
      return anchor !== undefined && !anchorsOf(textOf(target)).includes(anchor);
    });
    expect(broken).toEqual([]);
  });

  test.each(pages)("%s names only files of the repository that are there", (page) => {
    const named = [...proseOf(textOf(page)).matchAll(/`((?:src|test|docs|scenarios)\/[\w./-]+)`/g)].map(
      ([, path]) => path,
    );
    expect(named.filter((path) => !existsSync(path))).toEqual([]);
  });
});

describe("the page about the model", () => {
  const constants = tableUnder("Constants");

  test("lists its constants", () => {
    expect(constants.length).toBeGreaterThan(20);
  });

  test.each(constants)("says of %s that it is %s in %s, as the source does", (name, value, file) => {
    const source = textOf(bare(file));
    const defined = new RegExp(`^(?:export )?const ${bare(name)}(?:: [^=]+)? = (.+);$`, "m").exec(source);
    expect(defined?.[1]).toBe(bare(value));
  });

  test("gives the names of all figures a trial records", () => {
    const metrics = textOf("src/model/metric.ts").matchAll(
      /(?:flow|level|ratio)\(\s*"([a-z0-9_]+)"|metric: "([a-z0-9_]+)"/g,
    );
    const names = new Set([...metrics].map(([, called, written]) => called ?? written));
    expect(names.size).toBeGreaterThan(25);
    expect([...names].filter((name) => !model.includes(`\`${name}\``))).toEqual([]);
  });

  test("names the stream of every draw, and no other", () => {
    const opened = filesUnder("src").filter((file) => file.endsWith(".ts"));
    const patterns = opened.flatMap((file) =>
      [...textOf(file).matchAll(/new Stream\([^`]*`([a-z]+\/[^`]+)`/g)].map(([, name]) =>
        name.replace(/\$\{[^}]*\}/g, "*"),
      ),
    );
    const listed = [
      ...model.matchAll(
        /`((?:line|segment|shock|parameter|stratum|scramble|redrawn|trajectory)\/[A-Za-z/]+)`/g,
      ),
    ].map(([, name]) => name.replace(/[A-Z]+/g, "*"));
    expect([...new Set(listed)].sort()).toEqual([...new Set(patterns)].sort());
  });

  test("gives each kind of distribution", () => {
    const source = textOf("src/random/distribution.ts");
    const union = /export type DistributionKind =([\s\S]*?);/.exec(source)?.[1] ?? "";
    const kinds = [...union.matchAll(/"([a-z]+)"/g)].map(([, kind]) => kind);
    expect(kinds.length).toBeGreaterThan(10);
    const cells = tableUnder("Chance").map(([first]) => first);
    expect(kinds.filter((kind) => !cells.some((cell) => cell.split(/, /).includes(kind)))).toEqual([]);
  });

  test("orders the events of an instant as the trial does", () => {
    const [, source] = /^\/\*\* Event types([\s\S]*?)\n\n/m.exec(textOf("src/model/trial.ts")) ?? ["", ""];
    const types = [...source.matchAll(/^const ([A-Z_]+) = (\d+);$/gm)]
      .sort((a, b) => Number(a[2]) - Number(b[2]))
      .map(([, name]) => name);
    const inWords: Readonly<Record<string, string>> = {
      MONTH: "the month turns",
      SHOCK: "shocks begin or end",
      COMPLETION: "lots are completed",
      ARRIVAL: "units arrive from a lane",
      SHIPMENT: "shipments reach customers",
      LAUNCH: "a product is launched",
      INITIAL_STATE: "the initial state is set",
      REVIEW: "the plan is reviewed",
      ORDER: "customers order",
      SLOT: "lines decide",
    };
    expect(types).toHaveLength(10);
    const sentence = types.map((type) => inWords[type]).join("; ");
    expect(model.replace(/\s+/g, " ")).toContain(sentence);
  });
});

/** By the words of the table "Checked by hand": the same figure from the program. */
const computed: Readonly<Record<string, () => number>> = {
  "gross dies of 26 x 31.3 mm": () => grossDies(26, 31.3),
  "packages of 60 x 50 mm on a wafer": () => gridPacking(60, 50),
  "die yield of 8.14 cm2 at 0.10 /cm2, clustering 2.5": () => negativeBinomialYield(8.14, 0.1, 2.5),
  "sold of 8.138 cm2 at 0.07 /cm2, clustering 2.5, harvest 60 %": () =>
    sellableShare(negativeBinomialYield(8.138, 0.07, 2.5), 0.6),
  "a yield from 0.80 to 0.98 after two half-lives": () =>
    resolveYield(
      { kind: "learning", start: 0.8, mature: 0.98, from: 0, halfLife: 90 },
      new Float64Array(0),
    ).at(180),
  "sigma of an addition announced a year and a half ahead": () => sizeSigma(1.5 * YEAR),
  "size factor at z = 1 of an even opening from two to three years ahead": () =>
    sizeFactor(1, 2 * YEAR, 3 * YEAR),
  "share of 40 dealt to wants 10 and 50 of weights 0.5 and 0.5: the second": () => {
    const shares = new Float64Array(2);
    waterFill(40, Float64Array.of(10, 50), Float64Array.of(0.5, 0.5), 2, shares);
    return shares[1];
  },
};

describe("a figure checked by hand", () => {
  const rows = tableUnder("Checked by hand");

  test("is there for each of the program's", () => {
    expect(rows.map(([what]) => what)).toEqual(Object.keys(computed));
  });

  test.each(rows)("%s is %s", (what, figure) => {
    const decimals = figure.split(".")[1]?.length ?? 0;
    expect(computed[what]().toFixed(decimals)).toBe(figure);
  });
});
