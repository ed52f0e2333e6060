import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

/** From the bottom up; a layer may import those below it, never one above. */
const LAYERS = [
  ["numeric"],
  ["engine", "random", "analysis"],
  ["model"],
  ["scenario"],
  ["experiment"],
  ["report"],
  ["cli"],
] as const;

/** Layers that run in a web page too. */
const WITHOUT_NODE = ["numeric", "engine", "random", "analysis", "model", "scenario"];

const IMPORT = /(?:from|import)\s*\(?\s*"([^"]+)"/g;

/** A chip maker's process has no such members. */
const NODE_PROCESS =
  /\bprocess\.(argv|cwd|env|exit|exitCode|hrtime|kill|memoryUsage|nextTick|off|on|once|pid|platform|std(in|out|err)|uptime|versions?)\b/;

const heightOf = (layer: string): number => LAYERS.findIndex((names) => names.some((name) => name === layer));

const files = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((name) =>
  name.endsWith(".ts"),
);

const importsOf = (file: string): string[] =>
  [...readFileSync(join("src", file), "utf8").matchAll(IMPORT)].map((match) => match[1]);

describe("the layers", () => {
  test("hold every source file but the published API", () => {
    const strays = files.filter((file) => heightOf(file.split("/")[0]) < 0);
    expect(strays.filter((file) => file !== "index.ts")).toEqual([]);
  });

  test("import downwards only, and neighbours know nothing of each other", () => {
    const upward = files.flatMap((file) => {
      const layer = file.split("/")[0];
      if (heightOf(layer) < 0) return [];
      return importsOf(file)
        .filter((path) => path.startsWith("."))
        .map((path) => join(file, "..", path).split("/")[0])
        .filter((other) => other !== layer && heightOf(other) >= heightOf(layer))
        .map((other) => `${file} imports ${other}`);
    });
    expect(upward).toEqual([]);
  });

  test("that run in a web page import no module of Node", () => {
    const bound = files
      .filter((file) => WITHOUT_NODE.includes(file.split("/")[0]))
      .flatMap((file) =>
        importsOf(file)
          .filter((path) => path.startsWith("node:"))
          .map((path) => `${file} imports ${path}`),
      );
    expect(bound).toEqual([]);
  });

  test("below the command line take chance and time as arguments", () => {
    const pure = ["numeric", "engine", "random", "analysis", "model"];
    const found = files
      .filter((file) => pure.includes(file.split("/")[0]))
      .filter((file) =>
        /Math\.random|Date\.now|new Date\(|performance\.now|Math\.pow|\*\*[^/*]/.test(
          readFileSync(join("src", file), "utf8").replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, ""),
        ),
      );
    expect(found).toEqual([]);
  });

  test("load the library of workbooks only where a workbook is asked for", () => {
    const statically = (wanted: string): string[] =>
      files.filter((file) =>
        [
          ...readFileSync(join("src", file), "utf8").matchAll(
            /^(?:import|export) (?!type )[^;]*? from "([^"]+)"/gm,
          ),
        ].some(([, path]) => (path.startsWith(".") ? join(file, "..", path) : path) === wanted),
      );
    expect(statically("hucre")).toEqual(["report/workbook/frame.ts"]);
    expect(statically("report/workbook/frame.ts")).toEqual(["report/workbook/workbook.ts"]);
    expect(statically("report/workbook/workbook.ts")).toEqual([]);
  });

  test("only the command line touches the process", () => {
    const users = files.filter(
      (file) => !file.startsWith("cli/") && NODE_PROCESS.test(readFileSync(join("src", file), "utf8")),
    );
    expect(users).toEqual([]);
  });
});
