import { isRelative } from "./change.ts";
import { readDocument } from "./document.ts";
import type { Library } from "./library.ts";
import { LIMITS } from "./limits.ts";
import { nearestName } from "./nearest-name.ts";
import type { Place } from "./place.ts";
import { type Complaint, type Problem, problemAt } from "./problem.ts";
import { type Entry, entryOf, type MapNode, type Node } from "./tree.ts";

/** A scenario with its parents merged in. */
export interface Inherited {
  /** null where a file of the chain cannot be read. */
  readonly root: MapNode | null;
  readonly problems: readonly Problem[];
  /** Keys, joined by dots, of what the file itself says over its parent; none where it has no parent. */
  readonly changed: readonly string[];
  /** Files of the chain, the scenario's own first. */
  readonly files: readonly string[];
  /** The file it extends; null: it extends nothing. */
  readonly parent: Pick<ScenarioFile, "name" | "shipped"> | null;
}

/** A scenario file: its name as shown in messages, and whether it is one of the shipped. */
export interface ScenarioFile {
  readonly name: string;
  readonly text: string;
  readonly shipped: boolean;
}

/**
 * Reads a scenario and the ones it extends and merges them, the parent first. Maps merge by key; `null` removes;
 * timelines, distributions and mixes are values and replaced whole; a relative value is kept beside the value it
 * changes, as `{ value: ..., then: [times 1.3] }`. Shares and mixes whose every entry is a change keep the others.
 */
export function inherit(file: ScenarioFile, library: Library): Inherited {
  const chain: { readonly file: ScenarioFile; readonly root: MapNode }[] = [];
  const problems: Problem[] = [];
  const seen = new Set<string>();
  let next: ScenarioFile | null = file;
  while (next !== null) {
    const document = readDocument(next.name, next.text);
    problems.push(...document.problems);
    if (document.root === null)
      return { root: null, problems, changed: [], files: namesOf(chain), parent: null };
    chain.push({ file: next, root: document.root });
    seen.add(identityOf(next));
    const entry = entryOf(document.root, "extends");
    if (entry === null) break;
    const found = parentOf(entry.node, next, library, seen, chain.length);
    if ("rule" in found) {
      problems.push(problemAt(entry.node.place, { path: ["extends"], ...found }));
      return { root: null, problems, changed: [], files: namesOf(chain), parent: null };
    }
    next = found;
  }
  let merged: MapNode | null = null;
  let changed: string[] = [];
  for (const { root } of chain.toReversed()) {
    const merge = new Merge(problems);
    const own = without(root, "extends");
    merged = merge.maps(merged ?? { kind: "map", entries: new Map(), place: own.place }, own, []);
    changed = chain.length > 1 ? merge.changed : [];
  }
  const parent = chain.at(1)?.file ?? null;
  return { root: merged, problems, changed, files: namesOf(chain), parent };
}

function namesOf(chain: readonly { readonly file: ScenarioFile }[]): string[] {
  return chain.map(({ file }) => file.name);
}

function identityOf(file: ScenarioFile): string {
  return `${file.shipped ? "shipped" : "own"} ${baseName(file.name)}`;
}

/** The last part of a path, without the ending of a YAML file. */
function baseName(path: string): string {
  return (path.split(/[/\\]/).at(-1) ?? "").replace(/\.ya?ml$/, "");
}

function parentOf(
  node: Node,
  child: ScenarioFile,
  library: Library,
  seen: ReadonlySet<string>,
  level: number,
): ScenarioFile | Complaint {
  const expected = "a scenario of the same folder, or a shipped one";
  if (node.kind !== "scalar" || typeof node.value !== "string")
    return { rule: "this is not the name of a scenario", expected };
  const name = node.value;
  if (level > LIMITS.extendsLevels)
    return { rule: `scenarios extend each other more than ${LIMITS.extendsLevels} levels deep` };
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name) || name.includes("..")) {
    return {
      rule: `${JSON.stringify(name)} leads out of the folder`,
      value: name,
      expected,
      hint: "copy the file beside this one and extend it by its name alone",
    };
  }
  const stem = baseName(name);
  if (!child.shipped) {
    for (const candidate of [name, `${stem}.yaml`, `${stem}.yml`]) {
      let text: string | null;
      try {
        text = library.beside(candidate);
      } catch (error) {
        return {
          rule: `${JSON.stringify(name)} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
        };
      }
      if (text === null) continue;
      const file: ScenarioFile = { name: besideName(child.name, candidate), text, shipped: false };
      return seen.has(identityOf(file)) ? loop(name, child, file) : file;
    }
  }
  const text = library.shipped(stem);
  if (text !== null) {
    const file: ScenarioFile = { name: `${stem}.yaml`, text, shipped: true };
    return seen.has(identityOf(file)) ? loop(name, child, file) : file;
  }
  const near = nearestName(stem, library.shippedNames);
  return {
    rule: `there is no scenario ${JSON.stringify(name)}`,
    value: name,
    expected: `${expected} (${library.shippedNames.join(", ")})`,
    hint: near === null ? "" : `did you mean ${near}?`,
  };
}

function besideName(child: string, name: string): string {
  const cut = Math.max(child.lastIndexOf("/"), child.lastIndexOf("\\")) + 1;
  return child.slice(0, cut) + name;
}

function loop(name: string, child: ScenarioFile, parent: ScenarioFile): Complaint {
  if (identityOf(child) === identityOf(parent))
    return { rule: "it extends itself", hint: "remove this line" };
  return {
    rule: `it extends ${JSON.stringify(name)}, which extends it in turn`,
    hint: "remove one of the two",
  };
}

function without(root: MapNode, key: string): MapNode {
  const entries = new Map(root.entries);
  entries.delete(key);
  return { ...root, entries };
}

/** Merges one child into its parents. */
export class Merge {
  readonly changed: string[] = [];
  private readonly problems: Problem[];

  constructor(problems: Problem[]) {
    this.problems = problems;
  }

  maps(parent: MapNode, child: MapNode, path: readonly string[]): MapNode {
    const entries = new Map(parent.entries);
    for (const [key, entry] of child.entries) {
      const here = [...path, key];
      const before = entries.get(key);
      if (entry.node.kind === "scalar" && entry.node.value === null) {
        if (before === undefined) this.complainOfNothing(entry, here);
        else this.changed.push(here.join("."));
        entries.delete(key);
        continue;
      }
      const node = this.nodes(before?.node ?? null, entry.node, here);
      entries.set(key, { place: entry.place, node });
    }
    return { kind: "map", entries, place: child.place };
  }

  nodes(parent: Node | null, child: Node, path: readonly string[]): Node {
    if (child.kind === "map" && parent?.kind === "map" && isOfSeveral(path)) {
      const changes = [...child.entries.values()].filter(({ node }) => isChange(node));
      if (changes.length > 0) {
        if (changes.length === child.entries.size) return this.maps(parent, child, path);
        this.complainOfHalves(changes[0].node.place, path);
        return parent;
      }
    }
    if (child.kind === "map" && !isValue(child, path)) {
      const base: MapNode =
        parent?.kind === "map" && !isValue(parent, path)
          ? parent
          : { kind: "map", entries: new Map(), place: child.place };
      if (child.entries.size === 0 && parent === null) this.changed.push(path.join("."));
      return this.maps(base, child, path);
    }
    this.changed.push(path.join("."));
    if (child.kind !== "scalar" || typeof child.value !== "string" || !isRelative(child.value)) return child;
    if (parent === null) return child;
    return this.relativeTo(parent, child, path);
  }

  /** The parent's value with a change added to those it has. */
  private relativeTo(parent: Node, change: Node, path: readonly string[]): Node {
    const list = (entries: readonly Node[]): Entry => ({
      place: change.place,
      node: { kind: "list", entries, place: change.place },
    });
    if (parent.kind === "scalar") {
      const entries = new Map<string, Entry>([
        ["value", { place: parent.place, node: parent }],
        ["then", list([change])],
      ]);
      return { kind: "map", entries, place: change.place };
    }
    if (parent.kind === "map" && isValue(parent, path) && !isOfSeveral(path)) {
      const before = parent.entries.get("then")?.node;
      const earlier = before === undefined ? [] : before.kind === "list" ? before.entries : [before];
      const entries = new Map(parent.entries);
      entries.set("then", list([...earlier, change]));
      return { ...parent, entries };
    }
    const parts = parent.kind === "map" ? [...parent.entries.keys()].join(", ") : "";
    this.problems.push(
      problemAt(change.place, {
        path,
        rule: "a relative value needs one value to change, and this has several",
        expected: parts === "" ? "the whole list anew" : `one of its parts: ${parts}`,
      }),
    );
    return parent;
  }

  private complainOfHalves(place: Place, path: readonly string[]): void {
    this.problems.push(
      problemAt(place, {
        path,
        rule: "some of it is changed and some is stated anew",
        expected:
          "only changes (times 1.3, null to remove), which leave the rest as it is, or all of it anew",
      }),
    );
  }

  private complainOfNothing(entry: Entry, path: readonly string[]): void {
    const place: Place = entry.place;
    this.problems.push(
      problemAt(place, {
        path,
        rule: "is empty",
        expected: "a value, or {} for an entity that says nothing of itself",
        hint: / /.test(path.at(-1) ?? "")
          ? "put a text with commas in quotes"
          : "null removes what a parent says, and no parent says this",
      }),
    );
  }
}

/** Values that hold one for each of several names. They are replaced whole too, but changed by name. */
const SEVERAL: ReadonlySet<string> = new Set(["lines.shares", "segments.mix"]);

function isOfSeveral(path: readonly string[]): boolean {
  return path.length === 3 && SEVERAL.has(`${path[0]}.${path[2]}`);
}

function isChange(node: Node): boolean {
  return (
    node.kind === "scalar" &&
    (node.value === null || (typeof node.value === "string" && isRelative(node.value)))
  );
}

/** Timelines, mixes and the like are values: replaced whole, never merged. Keys by their place in a scenario. */
const VALUES: ReadonlySet<string> = new Set([
  "lines.capacity",
  "lines.background",
  "lines.shares",
  "segments.demand",
  "segments.mix",
  "shocks.when",
  "shocks.where",
]);

function isValue(node: MapNode, path: readonly string[]): boolean {
  if (path.length >= 3 && VALUES.has(`${path[0]}.${path[2]}`)) return true;
  if (path.length < 2) return false;
  if (node.entries.has("value") && path[0] !== "factors") return true;
  for (const key of node.entries.keys()) if (/^\d{4}(-|$)/.test(key)) return true;
  return path.at(-1) === "points";
}
