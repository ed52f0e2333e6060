import { stringify } from "yaml";
import { COLLECTIONS } from "./collection.ts";
import type { MapNode, Plain } from "./tree.ts";
import { plainOf } from "./tree.ts";

/** How a scenario reads: what it asks first, then the world, then what happens to it. */
const ORDER = [
  "name",
  "notes",
  "source",
  "start",
  "end",
  "asOf",
  "warmup",
  "slot",
  "planning",
  "variability",
  ...COLLECTIONS.filter((collection) => collection !== "shocks"),
  "initial",
  "shocks",
];

/**
 * A merged scenario as one YAML file that stands alone and runs to the same results: the same text for the same
 * scenario, however it is ordered and spread over files.
 */
export function resolvedText(root: MapNode): string {
  const plain = plainOf(root);
  const top: Record<string, Plain> = {};
  if (typeof plain === "object" && plain !== null && !Array.isArray(plain)) {
    const map = new Map(Object.entries(plain));
    const keys = [
      ...ORDER.filter((key) => map.has(key)),
      ...[...map.keys()].filter((key) => !isOrdered(key)).sort(),
    ];
    for (const key of keys) top[key] = sorted(map.get(key) ?? null);
  }
  return stringify(top, { version: "1.2", schema: "core", lineWidth: 100, aliasDuplicateObjects: false });
}

function isOrdered(key: string): boolean {
  return ORDER.some((known) => known === key);
}

function sorted(plain: Plain): Plain {
  if (Array.isArray(plain)) return plain.map(sorted);
  if (typeof plain !== "object" || plain === null) return plain;
  return Object.fromEntries(
    Object.entries(plain)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => [key, sorted(value)]),
  );
}
