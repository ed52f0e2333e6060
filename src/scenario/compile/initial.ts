import type { Initial } from "../../model/model.ts";
import type { Scenario } from "../grammar/scenario.ts";
import { indexOf } from "./index-of.ts";
import type { Context, Ledger } from "./ledger.ts";
import type { Indices } from "./line.ts";
import { times } from "./value.ts";

/** The items that a name stands for: one, or all suppliers' of a memory or part. */
export type ItemsNamed = (name: string) => readonly string[];

export function compileInitial(
  scenario: Scenario,
  indices: Indices,
  itemsNamed: ItemsNamed,
  ledger: Ledger,
): Initial {
  const stated = scenario.initial;
  const context = (unit: string): Context => ({ unit, provenance: {} });
  return {
    backlog: (stated?.backlog ?? []).flatMap(([segment, products]) =>
      products.map(([product, quantity]) => {
        const value = ledger.value(["initial", "backlog", segment, product], quantity, context("units"));
        const { compute } = scenario.products[product];
        return {
          segment: indexOf(indices.segments, segment),
          product: indexOf(indices.products, product),
          units: quantity.dimension === "H100e" ? times(value, 1 / compute) : value,
        };
      }),
    ),
    finished: (stated?.finished ?? []).map(([product, quantity]) => ({
      product: indexOf(indices.products, product),
      units: ledger.value(["initial", "finished", product], quantity, context("units")),
    })),
    cover: (stated?.cover ?? []).flatMap(([name, quantity]) =>
      itemsNamed(name).map((item) => ({
        item: indexOf(indices.items, item),
        days: ledger.value(["initial", "cover", name], quantity, context("days")),
      })),
    ),
    bank: (stated?.bank ?? []).flatMap(([vendor, items]) =>
      items.flatMap(([name, quantity]) => {
        const path = ["initial", "bank", vendor, name];
        const candidates = itemsNamed(name);
        if (candidates.length > 1) {
          ledger.report(path, {
            rule: `${name} has several suppliers`,
            value: name,
            expected: `one of ${candidates.join(", ")}`,
          });
          return [];
        }
        return candidates.map((item) => ({
          item: indexOf(indices.items, item),
          vendor: indexOf(indices.vendors, vendor),
          units: ledger.value(path, quantity, context("pieces")),
        }));
      }),
    ),
  };
}
