import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadScenario } from "../../src/scenario/load.ts";
import { rendered } from "../../src/scenario/problem.ts";
import { libraryAt, loadText } from "./files.ts";

const folder = join(import.meta.dirname, "../bad-scenarios");
const files = readdirSync(folder).filter((file) => file.endsWith(".yaml"));

/** What people read of each file of the folder. */
const messages = new Map(files.map((file) => [file, said(file)]));

function said(file: string): string {
  const text = readFileSync(join(folder, file), "utf8");
  const scenario = loadScenario({ name: file, text, shipped: false }, libraryAt(folder));
  const verdict = scenario.model === null ? "refused" : "accepted";
  return `${[...scenario.problems.map(rendered), verdict].join("\n\n")}\n`;
}

describe("a bad scenario is refused with a message that names place, rule and remedy", () => {
  it.each(files)("%s", async (file) => {
    // Written by `vitest -u`; one that is not there is not made by the way.
    expect(existsSync(join(folder, file.replace(/\.yaml$/, ".expected.txt")))).toBe(true);
    await expect(messages.get(file)).toMatchFileSnapshot(
      join(folder, file.replace(/\.yaml$/, ".expected.txt")),
    );
  });

  it("none of the folder is accepted", () => {
    expect(files.length).toBeGreaterThan(50);
    expect(files.filter((file) => messages.get(file)?.endsWith("accepted\n"))).toEqual([]);
  });
});

describe("a hostile file costs nothing", () => {
  it("ten megabytes are not parsed", () => {
    const text = `name: ${"x".repeat(10_000_000)}\n`;
    const began = performance.now();
    const { problems } = loadText(text);
    expect(problems.map(({ rule }) => rule)).toEqual(["the file has 10.0 MB, and at most 1 MB are read"]);
    expect(performance.now() - began).toBeLessThan(1000);
  });

  it("a binary file is named as one", () => {
    const text = readFileSync(process.execPath).subarray(0, 4096).toString("utf8");
    expect(loadText(text).problems.map(({ rule }) => rule)).toEqual(["this is not a text file"]);
  });

  it("more than 2,000 entities are refused", () => {
    const regions = Array.from({ length: 2001 }, (_, k) => `  r${k}: {}\n`).join("");
    const { problems } = loadText(`extends: small\nregions:\n${regions}`);
    expect(problems.map(({ rule }) => rule)).toEqual([
      "the scenario has 2030 entities, and at most 2000 are read",
    ]);
  });

  it("nine levels of extends are refused, eight are read", () => {
    const chain = (levels: number): Record<string, string> =>
      Object.fromEntries(
        Array.from({ length: levels }, (_, k) => [
          `l${k}.yaml`,
          `extends: ${k + 1 < levels ? `l${k + 1}.yaml` : "small"}\n`,
        ]),
      );
    expect(loadText("extends: l0.yaml\n", {}, chain(7)).model).not.toBeNull();
    expect(loadText("extends: l0.yaml\n", {}, chain(8)).problems.map(({ rule }) => rule)).toEqual([
      "scenarios extend each other more than 8 levels deep",
    ]);
  });

  it("keys named like parts of objects pollute nothing", () => {
    loadText("extends: small\n__proto__: { polluted: true }\nlines: { __proto__: { stage: logic } }\n");
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
    expect(Reflect.get({}, "stage")).toBeUndefined();
  });

  it("what would steer a terminal is not printed as it is", () => {
    const { problems } = loadText("extends: small\nlines: { fab: { capcity: \u009b31m5 } }\n");
    expect(problems.map(rendered).join("")).not.toMatch(/[\u0080-\u009f]/);
  });
});
