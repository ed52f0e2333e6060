import type { Place } from "./place.ts";

/** The content of a document, each piece with its place. Plain data; maps keep the order of the file. */
export type Node = ScalarNode | ListNode | MapNode;

export type Scalar = string | number | boolean | null;

export interface ScalarNode {
  readonly kind: "scalar";
  readonly value: Scalar;
  readonly place: Place;
}

export interface ListNode {
  readonly kind: "list";
  readonly entries: readonly Node[];
  readonly place: Place;
}

export interface MapNode {
  readonly kind: "map";
  readonly entries: ReadonlyMap<string, Entry>;
  readonly place: Place;
}

export interface Entry {
  /** Where the key stands. */
  readonly place: Place;
  readonly node: Node;
}

export type Plain = Scalar | readonly Plain[] | { readonly [key: string]: Plain };

/** The content without places. Maps have no prototype, so that no key means more than itself. */
export function plainOf(node: Node): Plain {
  switch (node.kind) {
    case "scalar":
      return node.value;
    case "list":
      return node.entries.map(plainOf);
    case "map": {
      const plain: Record<string, Plain> = Object.create(null);
      for (const [key, entry] of node.entries) plain[key] = plainOf(entry.node);
      return plain;
    }
  }
}

/** The entry of a map under a key; null where there is none or `node` is no map. */
export function entryOf(node: Node | null, key: string): Entry | null {
  return node?.kind === "map" ? (node.entries.get(key) ?? null) : null;
}

/** The node that keys lead to, or null. */
export function nodeAt(root: Node, path: readonly string[]): Node | null {
  let node: Node | null = root;
  for (const key of path) {
    if (node === null) return null;
    node = node.kind === "list" ? (node.entries[Number(key)] ?? null) : (entryOf(node, key)?.node ?? null);
  }
  return node;
}

/** The place of what keys lead to: its value's, or of as much of the way as there is the last key's. */
export function placeAt(root: Node, path: readonly string[]): Place {
  let node: Node = root;
  let key: Place | null = null;
  for (const step of path) {
    const entry: Entry | null = entryOf(node, step);
    const next: Node | null =
      node.kind === "list" ? (node.entries[Number(step)] ?? null) : (entry?.node ?? null);
    if (next === null) return key ?? { ...node.place, to: node.place.from + 1 };
    key = entry?.place ?? next.place;
    node = next;
  }
  return node.kind === "scalar" ? node.place : (key ?? node.place);
}

/** The place of a key itself. */
export function keyPlaceAt(root: Node, path: readonly string[]): Place {
  const parent = nodeAt(root, path.slice(0, -1));
  const entry = entryOf(parent, path.at(-1) ?? "");
  return entry?.place ?? placeAt(root, path);
}
