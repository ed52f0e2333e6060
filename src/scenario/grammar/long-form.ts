import { isRelative } from "../change.ts";
import { Mistake } from "../mistake.ts";
import { nearestName } from "../nearest-name.ts";
import { type Note, shown } from "./leaf.ts";
import { checkName } from "./name.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** Where a number is from. */
export interface Provenance {
  readonly source?: string | undefined;
  readonly dated?: string | undefined;
  readonly confidence?: "high" | "medium" | "low" | undefined;
}

/** What may stand beside a value: `{ value: 20k wafers/month, factor: packaging-growth, source: ... }`. */
export interface Surroundings {
  /** Shared factors that multiply the value. */
  readonly factors: readonly string[];
  /** Relative changes, in the order in which they act. */
  readonly changes: readonly string[];
  readonly provenance: Provenance | null;
}

/** The keys of a value's long form; a timeline has its dates beside them. */
export const LONG_FORM_KEYS = [
  "value",
  "factor",
  "factors",
  "then",
  "source",
  "dated",
  "confidence",
  "notes",
] as const;

/** Whether `raw` is a map. */
export function isMap(raw: unknown): raw is Readonly<Record<string, unknown>> {
  return typeof raw === "object" && raw !== null && !Array.isArray(raw);
}

/** Reads what stands beside a value. Notes mistakes, never throws. */
export function readSurroundings(
  map: Readonly<Record<string, unknown>>,
  vocabulary: Vocabulary,
  note: Note,
): Surroundings {
  const guard = <T>(key: string, otherwise: T, read: (raw: unknown) => T): T => {
    if (!(key in map)) return otherwise;
    try {
      return read(map[key]);
    } catch (error) {
      if (!(error instanceof Mistake)) throw error;
      note(error.under(key));
      return otherwise;
    }
  };
  const factor = guard<readonly string[]>("factor", [], (raw) =>
    (Array.isArray(raw) ? raw : [raw]).map((name) => checkName(name, "factor", vocabulary)),
  );
  const factors = guard<readonly string[]>("factors", [], (raw) =>
    (Array.isArray(raw) ? raw : [raw]).map((name) => checkName(name, "factor", vocabulary)),
  );
  const changes = guard<readonly string[]>("then", [], (raw) =>
    (Array.isArray(raw) ? raw : [raw]).map((change: unknown) => {
      if (typeof change === "string" && isRelative(change)) return change;
      throw new Mistake(
        `${shown(change)} is not a relative value`,
        "such as times 1.3 or later by 2 quarters",
      );
    }),
  );
  const source = guard("source", undefined, textOf);
  const dated = guard("dated", undefined, textOf);
  const confidence = guard("confidence", undefined, (raw): Provenance["confidence"] => {
    if (raw === "high" || raw === "medium" || raw === "low") return raw;
    throw new Mistake(`${shown(raw)} is not a confidence`, "high, medium or low");
  });
  const provenance: Provenance = {
    ...(source === undefined ? {} : { source }),
    ...(dated === undefined ? {} : { dated }),
    ...(confidence === undefined ? {} : { confidence }),
  };
  return {
    factors: [...factor, ...factors],
    changes,
    provenance: Object.keys(provenance).length === 0 ? null : provenance,
  };
}

function textOf(raw: unknown): string | undefined {
  if (typeof raw === "string" || typeof raw === "number") return String(raw);
  throw new Mistake(`${shown(raw)} is not a text`);
}

/** The mistake of a key that a map does not have. */
export function unknownKey(key: string, keys: readonly string[]): Mistake {
  const near = nearestName(key, keys);
  return new Mistake(
    `there is no key ${shown(key)} here`,
    near === null ? `one of ${keys.join(", ")}` : "",
    near === null ? "" : `did you mean ${near}?`,
    [key],
    true,
  );
}
