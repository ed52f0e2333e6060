import { COLLECTIONS } from "./collection.ts";
import type { MapNode, Node } from "./tree.ts";

/** An entity that states numbers, but not where they are from. */
export interface Unsourced {
  /** Such as `lines.fab18-n3`. */
  readonly path: string;
  readonly numbers: number;
}

/** Keys whose digits are no figures. */
const WORDS: ReadonlySet<string> = new Set([
  "name",
  "notes",
  "source",
  "dated",
  "tags",
  "makes",
  "process",
  "generation",
  "technology",
  "product",
  "line",
  "site",
  "switchTo",
  "factor",
  "factors",
  "when",
  "where",
]);

/** Entities with numbers and no `source` of their own, in order of their paths; none where the file names one. */
export function unsourced(root: MapNode): readonly Unsourced[] {
  if (root.entries.has("source")) return [];
  const found: Unsourced[] = [];
  for (const collection of COLLECTIONS) {
    const entities = root.entries.get(collection)?.node;
    if (entities?.kind !== "map") continue;
    for (const [id, { node }] of entities.entries) {
      const numbers = figures(node);
      if (numbers > 0) found.push({ path: `${collection}.${id}`, numbers });
    }
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Values with digits that no `source` beside or above them covers. */
function figures(node: Node): number {
  switch (node.kind) {
    case "scalar":
      return typeof node.value === "number" || (typeof node.value === "string" && /\d/.test(node.value))
        ? 1
        : 0;
    case "list":
      return node.entries.reduce((sum, entry) => sum + figures(entry), 0);
    case "map": {
      if (node.entries.has("source")) return 0;
      let sum = 0;
      for (const [key, entry] of node.entries) if (!WORDS.has(key)) sum += figures(entry.node);
      return sum;
    }
  }
}
