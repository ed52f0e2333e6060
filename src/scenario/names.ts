import { COLLECTIONS, TECHNOLOGIES } from "./collection.ts";
import type { NameKind, Vocabulary } from "./grammar/vocabulary.ts";
import type { Library } from "./library.ts";
import { Mistake } from "./mistake.ts";
import { leadingNumeral } from "./numeral.ts";
import { entryOf, type MapNode, type Node } from "./tree.ts";

/** The names that a merged scenario declares, whether on or off. */
export function vocabularyOf(root: MapNode, library: Library): Vocabulary {
  const known = new Map<NameKind, readonly string[] | null>();
  return {
    namesOf(kind) {
      let names = known.get(kind);
      if (names === undefined) {
        const all = declared(kind, root);
        names = all === null ? null : [...new Set(all)];
        known.set(kind, names);
      }
      return names;
    },
    column: (file, column) => readColumn(file, column, library),
  };
}

/** What a kind is read from, beside its own collection. */
const DERIVED_FROM_LINES: ReadonlySet<NameKind> = new Set([
  "site",
  "operator",
  "stage",
  "tag",
  "item",
  "technology",
]);

/** null where the collection is no map, which is a mistake of its own: then any name may be meant. */
function declared(kind: NameKind, root: MapNode): readonly string[] | null {
  const broken = (key: string): boolean => (entryOf(root, key)?.node.kind ?? "map") !== "map";
  if (DERIVED_FROM_LINES.has(kind) && broken("lines")) return null;
  for (const key of COLLECTIONS)
    if (broken(key) && (key.startsWith(kind.slice(0, -1)) || DERIVED_FROM_LINES.has(kind))) return null;
  switch (kind) {
    case "region":
      return keys(root, "regions");
    case "vendor":
      return keys(root, "vendors");
    case "buyer":
      return [
        ...entities(root, "vendors").map(([id, vendor]) => textAt(vendor, "buysThrough") ?? id),
        "pool",
      ];
    case "process":
      return keys(root, "processes");
    case "memory":
      return keys(root, "memories");
    case "part":
      return keys(root, "parts");
    case "package":
      return keys(root, "packages");
    case "system":
      return keys(root, "systems");
    case "technology":
      return TECHNOLOGIES.flatMap((key) => keys(root, key));
    case "line":
      return keys(root, "lines");
    case "product":
      return keys(root, "products");
    case "segment":
      return keys(root, "segments");
    case "shock":
      return keys(root, "shocks");
    case "factor":
      return keys(root, "factors");
    case "site":
      return texts(root, "lines", "site");
    case "operator":
      return texts(root, "lines", "operator");
    case "stage":
      return texts(root, "lines", "stage");
    case "use":
      return ["training", "inference", "both"];
    case "tag":
      return (["lines", "products", "segments", "memories", "parts"] as const).flatMap((collection) =>
        entities(root, collection).flatMap(([, entity]) => listAt(entity, "tags")),
      );
    case "item":
      return items(root);
  }
}

/** Memories and parts, alone or by supplier (`hbm3e-12@skhynix`), dies, packages and products. */
function items(root: MapNode): string[] {
  const pooled = [...keys(root, "memories"), ...keys(root, "parts")];
  const bySupplier = entities(root, "lines").flatMap(([, line]) => {
    const operator = textAt(line, "operator");
    return listAt(line, "makes")
      .filter((technology) => operator !== null && pooled.includes(technology))
      .map((technology) => `${technology}@${operator}`);
  });
  const owned = entities(root, "products").flatMap(([id, product]) => {
    const routes = entityNodes(entryOf(product, "routes")?.node ?? null).map(([, route]) => route);
    const dies = [product, ...routes].flatMap((bill) => keysOf(entryOf(bill, "dies")?.node ?? null));
    return [id, `${id}/package`, ...dies.map((die) => `${id}/${die}`)];
  });
  return [...pooled, ...bySupplier, ...owned];
}

function keysOf(node: Node | null): string[] {
  return node?.kind === "map" ? [...node.entries.keys()] : [];
}

function keys(root: MapNode, collection: string): string[] {
  return keysOf(entryOf(root, collection)?.node ?? null);
}

function entityNodes(node: Node | null): [string, Node][] {
  return node?.kind === "map" ? [...node.entries].map(([id, entry]) => [id, entry.node]) : [];
}

function entities(root: MapNode, collection: string): [string, Node][] {
  return entityNodes(entryOf(root, collection)?.node ?? null);
}

function textAt(entity: Node, key: string): string | null {
  const node = entryOf(entity, key)?.node;
  return node?.kind === "scalar" && typeof node.value === "string" ? node.value : null;
}

function listAt(entity: Node, key: string): string[] {
  const node = entryOf(entity, key)?.node;
  const entries = node?.kind === "list" ? node.entries : node === undefined ? [] : [node];
  return entries.flatMap((entry) =>
    entry.kind === "scalar" && typeof entry.value === "string" ? [entry.value] : [],
  );
}

function texts(root: MapNode, collection: string, key: string): string[] {
  return entities(root, collection).flatMap(([, entity]) => textAt(entity, key) ?? []);
}

/** Numbers of a column of a plain CSV file: comma-separated, a header first, no quotes in numbers. */
function readColumn(file: string, column: string, library: Library): readonly number[] {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]*\.csv$/i.test(file) || file.includes(".."))
    throw new Mistake(
      `${JSON.stringify(file)} leads out of the folder`,
      "the name of a CSV file in the scenario's folder",
    );
  let text: string | null;
  try {
    text = library.beside(file);
  } catch (error) {
    throw new Mistake(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (text === null) throw new Mistake(`there is no file ${JSON.stringify(file)} beside the scenario`);
  const rows = text
    .replace(/^\ufeff/, "")
    .split(/\r?\n/)
    .filter((row) => row.trim() !== "")
    .map((row) => row.split(",").map((cell) => cell.trim().replace(/^"(.*)"$/, "$1")));
  const header = rows[0] ?? [];
  const at = header.indexOf(column);
  if (at < 0)
    throw new Mistake(`${file} has no column ${JSON.stringify(column)}`, `one of ${header.join(", ")}`);
  if (rows.length < 2) throw new Mistake(`${file} has no rows`);
  return rows.slice(1).map((row, k) => {
    const head = leadingNumeral(row[at] ?? "");
    if (head === null || head.rest !== "")
      throw new Mistake(`${file}, row ${k + 2}: ${JSON.stringify(row[at] ?? "")} is not a number`);
    return head.numeral.value;
  });
}
