import * as z from "zod";
import { Mistake } from "../mistake.ts";

/** What people and editors are told of a value. */
export interface About {
  readonly description: string;
  /** JSON types it may be written as. */
  readonly type: readonly ("string" | "number" | "boolean" | "object" | "array")[];
  readonly examples?: readonly unknown[];
  readonly enum?: readonly string[];
  readonly pattern?: string;
}

/** Takes note of a mistake and goes on, so that all of a value are reported at once. */
export type Note = (mistake: Mistake) => void;

/**
 * A single value: read by a function that throws or notes a `Mistake`, described for the reference and the JSON
 * Schema.
 */
export function leaf<T>(about: About, read: (raw: unknown, note: Note) => T): z.ZodType<T> {
  return z
    .unknown()
    .transform((raw, context): T => {
      const note = (mistake: Mistake): void => {
        context.issues.push({
          code: "custom",
          input: raw,
          message: mistake.rule,
          path: [...mistake.path],
          params: { expected: mistake.expected, hint: mistake.hint, ofKey: mistake.ofKey },
        });
      };
      if (raw === undefined) {
        note(new Mistake("is missing", about.description));
        return z.NEVER;
      }
      try {
        return read(raw, note);
      } catch (error) {
        if (!(error instanceof Mistake)) throw error;
        note(error);
        return z.NEVER;
      }
    })
    .meta(schemaOf(about));
}

function schemaOf(about: About): Record<string, unknown> {
  const { type, ...rest } = about;
  return { type: type.length === 1 ? type[0] : [...type], ...rest };
}

/** What was written, for a message: short, and on one line. */
export function shown(raw: unknown): string {
  if (typeof raw === "string") return JSON.stringify(raw.length > 60 ? `${raw.slice(0, 57)}...` : raw);
  if (Array.isArray(raw)) return "a list";
  if (typeof raw === "object" && raw !== null) return "a map";
  return String(raw);
}

/** A text; numbers such as a year are taken as they are written. */
export function text(description: string): z.ZodType<string> {
  return leaf({ description, type: ["string", "number"] }, (raw) => {
    if (typeof raw === "string" || typeof raw === "number") return String(raw);
    throw new Mistake(`${shown(raw)} is not a text`, description);
  });
}

export function truth(description: string): z.ZodType<boolean> {
  return leaf({ description, type: ["boolean"] }, (raw) => {
    if (typeof raw === "boolean") return raw;
    const quoted = raw === "true" || raw === "false";
    throw new Mistake(
      `${shown(raw)} is neither true nor false`,
      "true or false",
      quoted ? "write it without quotes" : "",
    );
  });
}

export function whole(description: string, low: number, high: number): z.ZodType<number> {
  return leaf({ description, type: ["number"], examples: [Math.max(low, 1)] }, (raw) => {
    if (typeof raw === "number" && Number.isInteger(raw) && raw >= low && raw <= high) return raw;
    throw new Mistake(`${shown(raw)} is not a whole number from ${low} to ${high}`, description);
  });
}
