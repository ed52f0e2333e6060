import { readDocument } from "./document.ts";
import { Merge } from "./inheritance.ts";
import { sourceOf } from "./place.ts";
import { type Problem, problemAt } from "./problem.ts";
import { type Entry, entryOf, type MapNode, type Node } from "./tree.ts";

export interface Overridden {
  readonly root: MapNode;
  readonly problems: readonly Problem[];
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
    const name = `--set ${option}`;
    const source = sourceOf(name, option);
    const match = /^([A-Za-z0-9][A-Za-z0-9-]*(?:\.[A-Za-z0-9][A-Za-z0-9-]*)*)\s*=(.*)$/s.exec(option);
    if (match === null) {
      const place = { source, from: 0, to: option.length };
      problems.push(
        problemAt(place, {
          rule: "this is not PATH=VALUE",
          expected: "such as lines.fab18.capacity=times 1.3",
        }),
      );
      continue;
    }
    const path = match[1].split(".");
    // A flow map holds any value that fits on a line; the key keeps columns where the option has them.
    const document = readDocument(
      name,
      `${" ".repeat(option.length - match[2].length - 2)}v: ${match[2].trim()}`,
    );
    const entry = document.root === null ? null : entryOf(document.root, "v");
    if (entry === null) {
      problems.push(...document.problems);
      continue;
    }
    const place = { source, from: option.length - match[2].length, to: option.length };
    const merge = new Merge(problems);
    merged = setAt(
      merged,
      path,
      0,
      placed(entry.node, place),
      { source, from: 0, to: match[1].length },
      merge,
    );
    changed.push(match[1]);
  }
  return { root: merged, problems, changed };
}

/** A single value stands where the option has it; within a map or list columns are near enough. */
function placed(node: Node, place: Node["place"]): Node {
  return node.kind === "scalar" ? { ...node, place } : node;
}

function setAt(
  parent: MapNode,
  path: readonly string[],
  depth: number,
  value: Node,
  keyPlace: Entry["place"],
  merge: Merge,
): MapNode {
  const key = path[depth];
  const before = parent.entries.get(key);
  if (depth === path.length - 1) {
    const child: MapNode = {
      kind: "map",
      entries: new Map([[key, { place: keyPlace, node: value }]]),
      place: keyPlace,
    };
    return merge.maps(parent, child, path.slice(0, -1));
  }
  const entries = new Map(parent.entries);
  const inner: MapNode =
    before?.node.kind === "map" ? before.node : { kind: "map", entries: new Map(), place: keyPlace };
  entries.set(key, {
    place: before?.place ?? keyPlace,
    node: setAt(inner, path, depth + 1, value, keyPlace, merge),
  });
  return { ...parent, entries };
}
