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
  return isObject(relaxed) ? relaxed : {};
}

/** The schema as the committed file has it. */
export function scenarioSchemaText(): string {
  return `${JSON.stringify(scenarioSchema(), null, 2)}\n`;
}

/** A child says only what differs, and null removes: what is required is known only once parents are merged in. */
function withoutRequired(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutRequired);
  if (!isObject(schema)) return schema;
  const relaxed: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(schema)) {
    if (key === "required" && Array.isArray(value)) continue;
    if (key === "properties" && isObject(value)) {
      relaxed[key] = Object.fromEntries(
        Object.entries(value).map(([name, property]) => [name, orNull(withoutRequired(property))]),
      );
    } else if (key === "additionalProperties" && isObject(value)) {
      relaxed[key] = orNull(withoutRequired(value));
    } else {
      relaxed[key] = withoutRequired(value);
    }
  }
  return relaxed;
}

function orNull(schema: unknown): unknown {
  if (!isObject(schema)) return schema;
  const type = schema["type"];
  const anyOf = schema["anyOf"];
  const words = schema["enum"];
  const nullable = Array.isArray(words) ? { enum: [...words, null] } : {};
  if (Array.isArray(anyOf)) return { ...schema, anyOf: [...anyOf, { type: "null" }] };
  if (type === undefined) return schema;
  return { ...schema, ...nullable, type: [...(Array.isArray(type) ? type : [type]), "null"] };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
