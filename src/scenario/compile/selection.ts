import type { Item, Selection } from "../../model/model.ts";
import type { Scenario } from "../grammar/scenario.ts";
import type { StatedWhere, WhereKey } from "../grammar/shock.ts";

/** What a selector can be asked of an entity: its names under each key that applies to it. */
type Traits = Readonly<Partial<Record<WhereKey, readonly string[]>>>;

/** The entities of a model that a shock may select, in the order of its arrays. */
export interface Selectable {
  readonly lines: readonly string[];
  readonly items: readonly Pick<Item, "id" | "supplier" | "tags">[];
  readonly vendors: readonly string[];
  readonly products: readonly string[];
  readonly segments: readonly string[];
}

/**
 * Resolves `where` to indices. Keys narrow, lists widen: an entity is selected if every key given is one that it
 * has, with one of the names given. Of customers and products, and of items and vendors, the keys divide: those of
 * either narrow that side, so that `{ segment: labs, product: b200 }` is what labs order of b200.
 */
export function selectionOf(where: StatedWhere, scenario: Scenario, all: Selectable): Selection {
  const { keys, everything } = where;
  const given = [...keys.keys()];
  const chosen = (
    count: number,
    traitsOf: (index: number) => Traits,
    relevant: (key: WhereKey) => boolean,
  ): number[] => {
    if (!everything && (given.length === 0 || !given.some(relevant))) return [];
    return Array.from({ length: count }, (_, index) => index).filter((index) => {
      const traits = traitsOf(index);
      return given.every((key) => {
        if (!relevant(key)) return true;
        const names = keys.get(key) ?? null;
        return traits[key]?.some((name) => names === null || names.includes(name)) ?? false;
      });
    });
  };
  /** Only where no key leads elsewhere. */
  const allWithin = (own: readonly WhereKey[]): boolean =>
    everything || given.every((key) => own.includes(key));

  const lineKeys: readonly WhereKey[] = [
    "region",
    "site",
    "operator",
    "supplier",
    "line",
    "stage",
    "technology",
    "item",
    "tag",
  ];
  const segmentKeys: readonly WhereKey[] = ["segment", "use", "region", "tag"];
  const productKeys: readonly WhereKey[] = ["product", "vendor"];
  const itemKeys: readonly WhereKey[] = ["item", "supplier", "technology"];

  const lines = allWithin(lineKeys)
    ? chosen(
        all.lines.length,
        (index) => lineTraits(all.lines[index], scenario),
        (key) => lineKeys.includes(key),
      )
    : [];
  const market = allWithin([...segmentKeys, ...productKeys]);
  const supply = allWithin([...itemKeys, "vendor"]);
  return {
    lines,
    segments: market
      ? chosen(
          all.segments.length,
          (index) => segmentTraits(all.segments[index], scenario),
          (key) => segmentKeys.includes(key),
        )
      : [],
    products: market
      ? chosen(
          all.products.length,
          (index) => ({
            product: [all.products[index]],
            vendor: [scenario.products[all.products[index]].vendor],
          }),
          (key) => productKeys.includes(key),
        )
      : [],
    items: supply
      ? chosen(
          all.items.length,
          (index) => itemTraits(all.items[index]),
          (key) => itemKeys.includes(key),
        )
      : [],
    vendors: supply
      ? chosen(
          all.vendors.length,
          (index) => ({ vendor: [all.vendors[index]] }),
          (key) => key === "vendor",
        )
      : [],
  };
}

function lineTraits(id: string, scenario: Scenario): Traits {
  const line = scenario.lines[id];
  return {
    line: [id],
    region: [line.region],
    site: [line.site ?? id],
    operator: [line.operator],
    supplier: [line.operator],
    stage: [line.stage],
    technology: line.makes,
    item: line.makes.flatMap((technology) => [technology, `${technology}@${line.operator}`]),
    tag: line.tags ?? [],
  };
}

function segmentTraits(id: string, scenario: Scenario): Traits {
  const segment = scenario.segments[id];
  return { segment: [id], use: [segment.use ?? "both"], region: [segment.region], tag: segment.tags ?? [] };
}

function itemTraits(item: Pick<Item, "id" | "supplier" | "tags">): Traits {
  const name = item.id.split("@")[0];
  return { item: [item.id, name], supplier: [item.supplier], technology: [name], tag: item.tags };
}
