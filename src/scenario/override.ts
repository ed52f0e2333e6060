import { readDocument } from "./document.ts";
import { Merge } from "./inheritance.ts";
import { nearestName } from "./nearest-name.ts";
import { type Place, type Source, sourceOf } from "./place.ts";
import { type Problem, problemAt } from "./problem.ts";
import { type Entry, entryOf, type MapNode, type Node } from "./tree.ts";

export interface Overridden {
  readonly root: MapNode;
  readonly problems: readonly Problem[];
  /** Paths that the options say. */
  readonly changed: readonly string[];
}

/**
 * Applies `PATH=VALUE` options, as a last child of the scenario would say them, but into values too:
 * `lines.fab18.capacity.2027-12=50k wafers/month` changes one date. The value is YAML; `null` removes; relative
 * values act on what stands there. Problems name the option.
 */
export function override(root: MapNode, options: readonly string[]): Overridden {
  const problems: Problem[] = [];
  const changed: string[] = [];
  let merged = root;
  for (const option of options) {
    const source = sourceOf(`--set ${option}`, option);
    const match = /^([A-Za-z0-9@/][A-Za-z0-9@/-]*(?:\.[A-Za-z0-9@/-]+)*)\s*=(.*)$/s.exec(option);
    if (match === null) {
      const place = { source, from: 0, to: option.length };
      const rule = "this is not PATH=VALUE";
      problems.push(problemAt(place, { rule, expected: "such as lines.fab18.capacity=times 1.3" }));
      continue;
    }
    const keys = { source, from: 0, to: match[1].length };
    const path = match[1].split(".");
    const value = readValue(source, match[2], problems);
    const stray = value === null ? null : strayName(merged, path);
    if (stray !== null) problems.push(problemAt(keys, stray));
    if (value === null || stray !== null) continue;
    merged = setAt(merged, path, 0, value, keys, new Merge(problems));
    changed.push(match[1]);
  }
  return { root: merged, problems, changed };
}

const KEY = "v: ";

/** The value of an option, read as that of a key; places and problems are given as they are in the option. */
function readValue(source: Source, text: string, problems: Problem[]): Node | null {
  const value = text.trimStart();
  const indent = Math.max(0, source.text.length - value.length - KEY.length);
  const document = readDocument(source.name, `${" ".repeat(indent)}${KEY}${value}`);
  const entry = document.root === null ? null : entryOf(document.root, "v");
  problems.push(...document.problems.map((problem) => ({ ...problem, text: source.text })));
  return entry === null ? null : relocated(entry.node, source);
}

function relocated(node: Node, source: Source): Node {
  const at = (place: Place): Place => ({ ...place, source });
  const place = at(node.place);
  switch (node.kind) {
    case "scalar":
      return { ...node, place };
    case "list":
      return { ...node, place, entries: node.entries.map((entry) => relocated(entry, source)) };
    case "map": {
      const entries = [...node.entries].map(([key, entry]): [string, Entry] => [
        key,
        { place: at(entry.place), node: relocated(entry.node, source) },
      ]);
      return { ...node, place, entries: new Map(entries) };
    }
  }
}

/** A key of an entity that is not there would make a new one of nothing else: the name is mistaken. */
function strayName(
  root: MapNode,
  path: readonly string[],
): { rule: string; expected: string; hint: string } | null {
  const collection = entryOf(root, path[0])?.node;
  if (path.length < 3 || collection?.kind !== "map" || collection.entries.has(path[1])) return null;
  const names = [...collection.entries.keys()].sort();
  const near = nearestName(path[1], names);
  return {
    rule: `there is no ${path[1]} in ${path[0]}`,
    expected: near === null && names.length <= 12 ? `one of ${names.join(", ")}` : "",
    hint: near === null ? "" : `did you mean ${near}?`,
  };
}

function setAt(
  parent: MapNode,
  path: readonly string[],
  depth: number,
  value: Node,
  keyPlace: Place,
  merge: Merge,
): MapNode {
  const key = path[depth];
  const before = parent.entries.get(key);
  if (depth === path.length - 1) {
    const entries = new Map([[key, { place: keyPlace, node: value }]]);
    return merge.maps(parent, { kind: "map", entries, place: keyPlace }, path.slice(0, -1));
  }
  const entries = new Map(parent.entries);
  const inner: MapNode =
    before?.node.kind === "map" ? before.node : { kind: "map", entries: new Map(), place: keyPlace };
  const node = setAt(inner, path, depth + 1, value, keyPlace, merge);
  entries.set(key, { place: before?.place ?? keyPlace, node });
  return { ...parent, entries };
}
