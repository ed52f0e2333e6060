import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { loadScenario } from "../../src/scenario/load.ts";

const readme = readFileSync("README.md", "utf8");
const blocks = [...readme.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text]) => text.replace(/^ {3}/gm, ""));

const shippedNames = ["baseline", "history", "world"];
const shipped = (name: string): string | null => {
  const path = `scenarios/${name}.yaml`;
  return existsSync(path) ? readFileSync(path, "utf8") : null;
};

describe("the README", () => {
  test("has a scenario to try", () => {
    expect(blocks.length).toBeGreaterThan(0);
  });

  test.each(blocks)("shows a scenario that runs: %s", (text) => {
    const file = { name: "example.yaml", text, shipped: false };
    const loaded = loadScenario(file, { shipped, shippedNames, beside: () => null });
    expect(loaded.problems.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(loaded.model).not.toBeNull();
  });

  test("sets a path from the command line that a scenario has", () => {
    const [, set] = /--set (\S+="[^"]+")/.exec(readme) ?? [];
    const file = { name: "baseline.yaml", text: shipped("baseline") ?? "", shipped: true };
    const loaded = loadScenario(
      file,
      { shipped, shippedNames, beside: shipped },
      { set: [set.replaceAll('"', "")] },
    );
    expect(loaded.problems.filter(({ severity }) => severity === "error")).toEqual([]);
  });
});
