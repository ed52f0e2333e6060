import type * as z from "zod";
import { isRelative, moved, parseChange } from "../change.ts";
import { type DateValue, parseDateValue } from "../date-value.ts";
import { Mistake } from "../mistake.ts";
import { leaf, type Note, shown } from "./leaf.ts";
import { isMap, LONG_FORM_KEYS, type Provenance, readSurroundings, unknownKey } from "./long-form.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** A date as a scenario states it; its day number is absolute. */
export interface StatedDate extends DateValue {
  readonly provenance: Provenance | null;
}

const EXAMPLES = ["2026-08-15", "2026-08", "2026-Q3"] as const;

/**
 * @param edge which day of a month, quarter or year is meant: its first as a start, its last as an end
 */
export function date(
  edge: "first" | "last",
  vocabulary: Vocabulary,
  description: string,
): z.ZodType<StatedDate> {
  const day = edge === "first" ? "its first day" : "its last day";
  return leaf(
    {
      description: `${description} (a date; of a month, quarter or year ${day})`,
      type: ["string", "number", "object"],
      examples: EXAMPLES,
    },
    (raw, note) => readDate(raw, edge, vocabulary, note),
  );
}

/** A date without uncertainty. */
export function day(edge: "first" | "last", description: string): z.ZodType<number> {
  return leaf({ description, type: ["string", "number"], examples: EXAMPLES }, (raw) => {
    const value = readPlain(raw, edge);
    if (value.distribution !== null)
      throw new Mistake("this date cannot be uncertain", "a date such as 2026-08");
    return value.day;
  });
}

export function readDate(
  raw: unknown,
  edge: "first" | "last",
  vocabulary: Vocabulary,
  note: Note,
): StatedDate {
  if (!isMap(raw)) return { ...readPlain(raw, edge), provenance: null };
  for (const key of Object.keys(raw))
    if (!LONG_FORM_KEYS.some((known) => known === key)) note(unknownKey(key, LONG_FORM_KEYS));
  const beside = readSurroundings(raw, vocabulary, note);
  if (beside.factors.length > 0) throw new Mistake("a date cannot be multiplied by a factor");
  if (!("value" in raw)) throw new Mistake("has no value", "{ value: 2026-08, then: later by 2 quarters }");
  let value = readPlain(raw["value"], edge);
  for (const text of beside.changes) {
    try {
      const change = parseChange(text, null, null);
      if (change.kind !== "shift" || change.from !== null)
        throw new Mistake("a date only moves", "later by 2 quarters or sooner by 3 months");
      value = { ...value, day: moved(value.day, change.shift) };
    } catch (error) {
      throw error instanceof Mistake ? error.under("then") : error;
    }
  }
  return { ...value, provenance: beside.provenance };
}

function readPlain(raw: unknown, edge: "first" | "last"): DateValue {
  if (typeof raw !== "string" && typeof raw !== "number")
    throw new Mistake(`${shown(raw)} is not a date`, "a date such as 2026-08-15, 2026-08 or 2026-Q3");
  const text = String(raw).trim();
  if (isRelative(text)) {
    throw new Mistake(
      `${shown(text)} is relative, but there is no date to move`,
      "a date such as 2026-08",
      "the scenario this one extends has no such date",
    );
  }
  return parseDateValue(text, edge);
}
