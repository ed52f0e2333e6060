import type * as z from "zod";
import { Mistake } from "../mistake.ts";
import { leaf, type Note, shown } from "./leaf.ts";
import { isMap } from "./long-form.ts";
import { checkName } from "./name.ts";
import type { NameKind, Vocabulary } from "./vocabulary.ts";

/** Values by name, in the order of the names. */
export type ByName<T> = readonly (readonly [name: string, value: T])[];

/**
 * A map from names of one kind to values, such as a product mix. Its order means nothing.
 *
 * @param others keys that may stand beside the names
 */
export function mapOf<T>(
  kind: NameKind,
  vocabulary: Vocabulary,
  description: string,
  read: (raw: unknown, note: Note) => T,
  others: readonly string[] = [],
): z.ZodType<ByName<T>> {
  return leaf({ description, type: ["object"] }, (raw, note) =>
    readMap(raw, kind, vocabulary, description, note, read, others),
  );
}

/** @throws Mistake where `raw` is no map; the mistakes of its entries are noted */
export function readMap<T>(
  raw: unknown,
  kind: NameKind,
  vocabulary: Vocabulary,
  description: string,
  note: Note,
  read: (raw: unknown, note: Note) => T,
  others: readonly string[] = [],
): ByName<T> {
  if (!isMap(raw)) throw new Mistake(`${shown(raw)} is not a map`, description);
  const entries: [string, T][] = [];
  for (const [name, value] of Object.entries(raw)) {
    try {
      if (!others.includes(name)) checkName(name, kind, vocabulary);
    } catch (error) {
      if (!(error instanceof Mistake)) throw error;
      note(error.asKey(name));
    }
    try {
      entries.push([name, read(value, (mistake) => note(mistake.under(name)))]);
    } catch (error) {
      if (!(error instanceof Mistake)) throw error;
      note(error.under(name));
    }
  }
  return entries.sort(([a], [b]) => (a < b ? -1 : 1));
}
