import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { rendered } from "../../src/scenario/problem.ts";
import { scenarioSchema } from "../../src/scenario/schema.ts";
import { loadText } from "./files.ts";

const page = readFileSync(join(import.meta.dirname, "../../docs/format.md"), "utf8");
const example = /```yaml\n(.*?)```/s.exec(page)?.[1] ?? "";

it("the example of the format's page runs without a warning", () => {
  const { model, problems } = loadText(example);
  expect(problems.filter(({ severity }) => severity !== "note").map(rendered)).toEqual([]);
  expect(model?.shocks.map(({ id }) => id)).toEqual([
    "aftermath",
    "capex-bust",
    "memory-trouble",
    "quake-south",
  ]);
});

it("the example shows every key of the grammar", () => {
  const keys = new Set<string>();
  const collect = (schema: unknown): void => {
    if (typeof schema !== "object" || schema === null) return;
    for (const [key, value] of Object.entries(schema)) {
      if (key === "properties") for (const name of Object.keys(value)) keys.add(name);
      collect(value);
    }
  };
  collect(scenarioSchema());
  expect(keys.size).toBeGreaterThan(90);
  expect([...keys].filter((key) => !new RegExp(`[ {]${key}:|^(# )?${key}:`, "m").test(example))).toEqual([]);
});
