import * as z from "zod";
import { scenarioGrammar } from "./grammar/scenario.ts";
import { ANY_NAME } from "./grammar/vocabulary.ts";

/**
 * The JSON Schema (draft 7) of a scenario, for completion in editors: generated from the grammar that validates.
 * A file that extends another need not say everything, so nothing at the top is required; the text of a quantity is
 * not looked into.
 */
export function scenarioSchema(): Readonly<Record<string, unknown>> {
  const schema = z.toJSONSchema(scenarioGrammar(ANY_NAME), { target: "draft-07", io: "input" });
  const relaxed = withoutRequired(schema);
  return typeof relaxed === "object" && relaxed !== null && !Array.isArray(relaxed) ? { ...relaxed } : {};
}

/** The schema as the committed file has it. */
export function scenarioSchemaText(): string {
  return `${JSON.stringify(scenarioSchema(), null, 2)}\n`;
}

/** A child says only what differs, and null removes: both are known only once parents are merged in. */
function withoutRequired(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutRequired);
  if (typeof schema !== "object" || schema === null) return schema;
  const entries = Object.entries(schema).filter(
    ([key, value]) => !(key === "required" && Array.isArray(value)),
  );
  return Object.fromEntries(
    entries.map(([key, value]) => [
      key,
      key === "additionalProperties" && typeof value === "object"
        ? { anyOf: [withoutRequired(value), { type: "null" }] }
        : withoutRequired(value),
    ]),
  );
}
