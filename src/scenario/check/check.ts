import type { Model } from "../../model/model.ts";
import type { Report } from "../compile/ledger.ts";
import type { Scenario } from "../grammar/scenario.ts";
import { checkDates } from "./dates.ts";
import { checkEffort } from "./effort.ts";
import { checkMarket } from "./market.ts";
import { checkPaths } from "./paths.ts";
import { checkShares } from "./shares.ts";

/** What the grammar cannot see, because it takes more than one value to see it; before compiling. */
export function checkScenario(scenario: Scenario, report: Report): void {
  checkPresence(scenario, report);
  checkDates(scenario, report);
  checkShares(scenario, report);
  checkMarket(scenario, report);
  checkLanes(scenario, report);
  checkCapital(scenario, report);
  checkChains(scenario, report);
}

/** What only the compiled model shows. */
export function checkModel(model: Model, report: Report): void {
  checkPaths(model, report);
  checkEffort(model, report);
  for (const { id, item, vendor } of model.qualifications) {
    if (uses(model, vendor, item)) continue;
    report(["qualifications", id], {
      severity: "warning",
      rule: `${model.vendors[vendor].id} uses no ${model.items[item].id}, so nothing waits for this`,
    });
  }
  for (const { item, vendor } of model.initial.bank) {
    if (uses(model, vendor, item)) continue;
    report(["initial", "bank", model.vendors[vendor].id], {
      severity: "warning",
      rule: `${model.vendors[vendor].id} has no use for ${model.items[item].id}, so it starts with none`,
    });
  }
}

function uses(model: Model, vendor: number, item: number): boolean {
  return model.lines.some((line) =>
    line.recipes.some(
      (recipe) =>
        model.items[recipe.item].vendor === vendor &&
        recipe.inputs.some(({ choices }) => choices.includes(item)),
    ),
  );
}

function checkPresence(scenario: Scenario, report: Report): void {
  for (const [collection, called] of [
    ["lines", "line"],
    ["products", "product"],
    ["segments", "segment"],
  ] as const) {
    if (Object.keys(scenario[collection]).length > 0) continue;
    report([collection], { rule: `there is no ${called} that is on`, expected: `at least one ${called}` });
  }
}

function checkLanes(scenario: Scenario, report: Report): void {
  const seen = new Map<string, string>();
  for (const [id, { from, to }] of Object.entries(scenario.lanes)) {
    if (from === to) report(["lanes", id], { rule: `starts and ends in ${from}`, expected: "two regions" });
    const before = seen.get(`${from} ${to}`);
    if (before !== undefined)
      report(["lanes", id], { rule: `leads from ${from} to ${to}, as ${before} does` });
    seen.set(`${from} ${to}`, id);
  }
}

/** Dollars per board a month say nothing of a line that counts racks. */
function checkCapital({ lines }: Scenario, report: Report): void {
  for (const [id, { capacity, capital }] of Object.entries(lines)) {
    if (capital === undefined || capacity.dimension === "") continue;
    if (capital.dimension === `$/${capacity.dimension}`) continue;
    report(["lines", id, "capital"], {
      rule: `is for ${counted(capital.dimension)}, and the capacity is of ${counted(capacity.dimension)}`,
      expected: "dollars per what the capacity is counted in",
    });
  }
}

/** `wafers` of `$/wafers/time`. */
function counted(dimension: string): string {
  return dimension.replace(/^\$\//, "").replace(/\/time$/, "");
}

/** A shock that follows itself would happen for ever. */
function checkChains(scenario: Scenario, report: Report): void {
  for (const first of Object.keys(scenario.shocks)) {
    const chain = [first];
    for (;;) {
      const when = scenario.shocks[chain[chain.length - 1]]?.when;
      if (when?.kind !== "after") break;
      if (when.shock === first) {
        report(["shocks", first, "when"], { rule: `follows itself: ${[...chain, first].join(" after ")}` });
        break;
      }
      if (chain.includes(when.shock)) break;
      chain.push(when.shock);
    }
  }
}
