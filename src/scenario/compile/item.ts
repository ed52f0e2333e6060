import type { Item, Timeline, Value, VendorShare } from "../../model/model.ts";
import type { Provenance } from "../grammar/long-form.ts";
import type { StatedQuantity } from "../grammar/quantity.ts";
import type { Scenario } from "../grammar/scenario.ts";
import type { Step } from "./bill.ts";
import { indexed, indexOf, stagesOf } from "./index-of.ts";
import type { Ledger } from "./ledger.ts";
import type { NamedRecipe, Supply } from "./supply.ts";
import { times } from "./value.ts";

/** Stock held beyond planned use where a scenario says nothing, days. */
const COVER = 14;

/** All that moves, sorted by id. */
export function compileItems(
  scenario: Scenario,
  steps: readonly Step[],
  recipes: ReadonlyMap<string, readonly NamedRecipe[]>,
  supply: Supply,
  ledger: Ledger,
): readonly Item[] {
  const stages = stagesOf(scenario.lines);
  const vendors = indexed(Object.keys(scenario.vendors));
  const products = indexed(Object.keys(scenario.products));
  const makers = makersByItem(recipes);
  const general = (): Value =>
    scenario.planning?.cover === undefined
      ? COVER
      : ledger.value(["planning", "cover"], scenario.planning.cover, { unit: "days", provenance: {} });
  const coverOf = (path: readonly string[], stated: StatedQuantity, of: Provenance): Value =>
    ledger.value(path, stated, { unit: "days", provenance: of });
  const items = new Map<string, Item>();

  for (const step of steps) {
    if (items.has(step.item)) continue;
    const product = scenario.products[step.product];
    const finished = step.item === step.product;
    items.set(step.item, {
      id: step.item,
      stage: stageOf(step.item, ["products", step.product], makers, scenario, stages, ledger),
      unit: finished ? "units" : step.kind === "die" ? "dies" : "packages",
      vendor: indexOf(vendors, product.vendor),
      product: finished ? indexOf(products, step.product) : -1,
      supplier: product.vendor,
      cover: step.cover === null ? general() : coverOf(step.cover.path, step.cover.stated, product),
      shares: [],
      tags: product.tags ?? [],
    });
  }
  for (const collection of ["memories", "parts"] as const) {
    for (const [name, technology] of Object.entries(scenario[collection])) {
      for (const id of supply.suppliersOf(name, null)) {
        // What no product needs is not made.
        if (!makers.has(id)) continue;
        items.set(id, {
          id,
          stage: stageOf(id, [collection, name], makers, scenario, stages, ledger),
          unit: collection === "memories" ? "stacks" : "pieces",
          vendor: -1,
          product: -1,
          supplier: id.slice(name.length + 1),
          cover:
            technology.cover === undefined
              ? general()
              : coverOf([collection, name, "cover"], technology.cover, technology),
          shares: sharesOf(id, makers.get(id) ?? [], scenario, ledger),
          tags: technology.tags ?? [],
        });
      }
    }
  }
  return [...items.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Lines that make each item. */
function makersByItem(recipes: ReadonlyMap<string, readonly NamedRecipe[]>): Map<string, string[]> {
  const makers = new Map<string, string[]>();
  for (const [line, own] of recipes) {
    for (const { item } of own) {
      const lines = makers.get(item) ?? [];
      if (!lines.includes(line)) makers.set(item, [...lines, line]);
    }
  }
  return makers;
}

function stageOf(
  item: string,
  path: readonly string[],
  makers: ReadonlyMap<string, readonly string[]>,
  scenario: Scenario,
  stages: ReadonlyMap<string, number>,
  ledger: Ledger,
): number {
  const lines = makers.get(item) ?? [];
  const names = [...new Set(lines.map((line) => scenario.lines[line].stage))];
  if (names.length > 1) {
    ledger.report(path, {
      rule: `${item} is made at lines of several stages: ${names.join(", ")}`,
      expected: "one stage for all lines that make the same thing",
    });
  }
  return stages.get(names[0] ?? "") ?? 0;
}

/**
 * The contract weights of a pooled item by vendor: the shares of its line, or of the first that states any. What a
 * buyer holds for several vendors is split evenly.
 */
function sharesOf(
  item: string,
  lines: readonly string[],
  scenario: Scenario,
  ledger: Ledger,
): readonly VendorShare[] {
  const stating = lines.filter((line) => scenario.lines[line].shares !== undefined);
  if (stating.length === 0) return [];
  const first = stating[0];
  for (const other of stating.slice(1)) {
    if (JSON.stringify(scenario.lines[other].shares) === JSON.stringify(scenario.lines[first].shares))
      continue;
    ledger.report(["lines", other, "shares"], {
      severity: "warning",
      rule: `${item} is also made at ${first}, whose shares are used for both`,
      hint: "stacks and parts are dealt when finished, wherever they were made: give both lines the same shares",
    });
  }
  const line = scenario.lines[first];
  return (line.shares ?? []).flatMap(([buyer, share]): VendorShare[] => {
    if (share === "rest") return [];
    const weight = ledger.timeline(["lines", first, "shares", buyer], share, {
      unit: "fraction",
      provenance: line,
    });
    const holders = Object.entries(scenario.vendors).flatMap(([id, vendor], index) =>
      (vendor.buysThrough ?? id) === buyer ? [index] : [],
    );
    return holders.map((vendor) => ({ vendor, weight: divided(weight, holders.length) }));
  });
}

function divided(weight: Timeline, parts: number): Timeline {
  return parts === 1 ? weight : { ...weight, values: weight.values.map((value) => times(value, 1 / parts)) };
}
