import { parse, stringify } from "yaml";
import type { Plain } from "./tree.ts";

/** Something that one scenario says and another says otherwise. */
export interface Difference {
  /** Keys, joined by dots. */
  readonly path: string;
  /** What each says, on one line, as a scenario would say it; empty: it does not say it. */
  readonly base: string;
  readonly variant: string;
}

/** What explains a number and is none. */
const EXPLANATIONS: ReadonlySet<string> = new Set(["name", "notes", "source", "dated", "confidence"]);

/**
 * Everything in which two resolved scenarios differ, in the order of their files: an entity that only one has as a whole,
 * and of one that both have each value that differs; explanations and entities that are off left out. A value changed relative to what stands
 * there is told by its change alone: `times 3 from 2027-01`.
 *
 * @param base    as `LoadedScenario.resolved`
 * @param variant the same
 */
export function scenarioDifferences(base: string, variant: string): Difference[] {
  const found: Difference[] = [];
  compare(parse(base), parse(variant), [], found);
  return found;
}

function compare(base: Plain, variant: Plain, path: readonly string[], found: Difference[]): void {
  if (text(base) === text(variant)) return;
  const change = changeAlone(base, variant);
  if (change !== null || !isMap(base) || !isMap(variant)) {
    found.push({ path: path.join("."), base: text(base), variant: change ?? text(variant) });
    return;
  }
  const keys = [...Object.keys(base), ...Object.keys(variant).filter((key) => !Object.hasOwn(base, key))];
  for (const key of keys) {
    const here = [...path, key];
    const [before, after] = [own(base, key), own(variant, key)];
    if (isExplanation(here) || isOff(before, after, here)) continue;
    // A scenario without shocks, say, has no entry of that name: each of the other's is new by itself.
    const none = path.length === 0 && isMap(before ?? after ?? null) ? {} : undefined;
    const [from, to] = [before ?? none, after ?? none];
    if (from !== undefined && to !== undefined) compare(from, to, here, found);
    else found.push({ path: here.join("."), base: textOrNothing(from), variant: textOrNothing(to) });
  }
}

/** An entity may be named like what every object has. */
function own(map: { readonly [key: string]: Plain }, key: string): Plain | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

function textOrNothing(plain: Plain | undefined): string {
  return plain === undefined ? "" : text(plain);
}

/** The changes that a variant adds to a value of the base: `times 3 from 2027-01`; null: it says something else. */
function changeAlone(base: Plain, variant: Plain): string | null {
  if (!isMap(variant) || !Array.isArray(variant["then"])) return null;
  const { then: changes, ...value } = variant;
  if (!Array.isArray(changes)) return null;
  const plain = Object.keys(value).length === 1 && "value" in value ? value["value"] : value;
  const before = isMap(base) && Array.isArray(base["then"]) ? base["then"] : [];
  const stood = isMap(base) ? without(base, "then") : base;
  const same = text(stood) === text(plain) || text(stood) === text(value);
  const goesOn = before.every((change, place) => text(change) === text(changes[place] ?? null));
  return same && goesOn ? changes.slice(before.length).map(text).join(", ") : null;
}

function without(map: { readonly [key: string]: Plain }, key: string): { readonly [key: string]: Plain } {
  return Object.fromEntries(Object.entries(map).filter(([name]) => name !== key));
}

/** An entity may be named like an explanation; what stands in one is one. */
function isExplanation(path: readonly string[]): boolean {
  return path.length !== 2 && EXPLANATIONS.has(path[path.length - 1]);
}

/** An entity that is off where it is there does nothing. */
function isOff(base: Plain | undefined, variant: Plain | undefined, path: readonly string[]): boolean {
  if (path.length !== 2) return false;
  return [base, variant].every((one) => one === undefined || (isMap(one) && one["on"] === false));
}

function isMap(plain: Plain): plain is { readonly [key: string]: Plain } {
  return typeof plain === "object" && plain !== null && !Array.isArray(plain);
}

function text(plain: Plain): string {
  if (typeof plain === "string") return plain;
  return stringify(plain, { collectionStyle: "flow", lineWidth: 0 }).trimEnd();
}
