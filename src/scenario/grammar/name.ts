import * as z from "zod";
import { Mistake } from "../mistake.ts";
import { nearestName } from "../nearest-name.ts";
import { leaf, type Note, shown } from "./leaf.ts";
import { calledOf, type NameKind, type Vocabulary } from "./vocabulary.ts";

/** How entities are named, so that a name can stand in a file name, a column and a formula-free cell. */
export const NAME = /^[a-z][a-z0-9-]{0,62}$/;

/** The name of something that the scenario declares. */
export function nameOf(kind: NameKind, vocabulary: Vocabulary, description: string): z.ZodType<string> {
  return leaf({ description, type: ["string"] }, (raw) => checkName(raw, kind, vocabulary));
}

/** A list of such names; a single one may stand without brackets. */
export function namesOf(
  kind: NameKind,
  vocabulary: Vocabulary,
  description: string,
): z.ZodType<readonly string[]> {
  return leaf({ description, type: ["string", "array"] }, (raw, note) =>
    listOf(raw, note, (entry) => checkName(entry, kind, vocabulary)),
  );
}

/** @throws Mistake where the scenario declares no such name */
export function checkName(raw: unknown, kind: NameKind, vocabulary: Vocabulary): string {
  const called = calledOf(kind);
  if (typeof raw !== "string") throw new Mistake(`${shown(raw)} is not the name of a ${called}`);
  const names = vocabulary.namesOf(kind);
  if (names === null || names.includes(raw)) return raw;
  const near = nearestName(raw, names);
  const few = names.length > 0 && names.length <= 12;
  throw new Mistake(
    `there is no ${called} ${shown(raw)}`,
    names.length === 0
      ? `a ${called}, but the scenario has none`
      : few
        ? `${names.length > 1 ? "one of " : ""}${names.toSorted().join(", ")}`
        : `a ${called} of the scenario`,
    near === null ? "" : `did you mean ${near}?`,
  );
}

/** A name that is declared by using it: a site, an operator, a tag. */
export function freeName(description: string): z.ZodType<string> {
  return leaf({ description, type: ["string"], pattern: NAME.source }, checkFreeName);
}

export function freeNames(description: string): z.ZodType<readonly string[]> {
  return leaf({ description, type: ["string", "array"] }, (raw, note) => listOf(raw, note, checkFreeName));
}

function checkFreeName(raw: unknown): string {
  if (typeof raw === "string" && NAME.test(raw)) return raw;
  throw new Mistake(`${shown(raw)} is not a name`, "small letters, digits and hyphens, a letter first");
}

function listOf(raw: unknown, note: Note, read: (entry: unknown) => string): readonly string[] {
  if (!Array.isArray(raw)) return [read(raw)];
  const names: string[] = [];
  raw.forEach((entry: unknown, k) => {
    try {
      const name = read(entry);
      if (names.includes(name)) throw new Mistake(`${shown(name)} stands there twice`);
      names.push(name);
    } catch (error) {
      if (!(error instanceof Mistake)) throw error;
      note(error.under(String(k)));
    }
  });
  return names;
}

/** One of a few words. */
export function oneOf<const W extends string>(words: readonly W[], description: string): z.ZodType<W> {
  return leaf({ description, type: ["string"], enum: words }, (raw) => {
    const word = words.find((candidate) => candidate === raw);
    if (word !== undefined) return word;
    const near = typeof raw === "string" ? nearestName(raw, words) : null;
    throw new Mistake(
      `${shown(raw)} is not possible here`,
      `one of ${words.join(", ")}`,
      near === null ? "" : `did you mean ${near}?`,
    );
  });
}

/** Entities by name. */
export function collectionOf<T extends z.ZodType>(entity: T, description: string) {
  return z.record(z.string().regex(NAME), entity).default({}).meta({ description });
}
