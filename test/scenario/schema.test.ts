import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { scenarioReference } from "../../src/scenario/reference.ts";
import { scenarioSchemaText } from "../../src/scenario/schema.ts";
import { starter } from "../../src/scenario/starter.ts";
import { loaded } from "./files.ts";

const root = join(import.meta.dirname, "../..");

it("the JSON Schema beside the scenarios is the one the grammar gives (`npx chokepoint schema` prints it)", () => {
  expect(readFileSync(join(root, "scenarios/scenario.schema.json"), "utf8")).toBe(scenarioSchemaText());
});

it("the page of all keys is the one the grammar gives", () => {
  expect(readFileSync(join(root, "docs/scenario-keys.md"), "utf8")).toBe(scenarioReference());
});

it("every key of the shipped world is known to the schema", () => {
  // Read as text, so that neither the parser nor the grammar of this program takes part.
  const schema = readFileSync(join(root, "scenarios/scenario.schema.json"), "utf8");
  const world = readFileSync(join(root, "scenarios/world.yaml"), "utf8");
  const keys = [...world.matchAll(/^ {4}([A-Za-z]+):/gm)].map(([, key]) => key);
  expect(keys.length).toBeGreaterThan(100);
  for (const key of new Set(keys)) expect(schema, key).toContain(`"${key}": {`);
});

it("the starter has at most 25 lines, runs unedited, and asks its own question", () => {
  const text = starter("my-world");
  expect(text.trimEnd().split("\n").length).toBeLessThanOrEqual(25);
  const { model, problems, question } = loaded(text);
  expect(problems).toEqual([]);
  expect(question).toBe("What limits my-world?");
  expect(model.lines.map(({ id, recipes }) => [id, recipes.length])).toEqual([
    ["fab", 1],
    ["packager", 1],
    ["stacker", 1],
  ]);
});
