import type { Item, Model } from "../../model/model.ts";
import type { Report } from "../compile/ledger.ts";
import { medianOf } from "../compile/value.ts";

/** How long it takes from the first wafer to a unit, and whether goods cross regions without a lane. */
export function checkPaths(model: Model, report: Report): void {
  const missing = new Set<string>();
  const transit = (from: number, to: number): number => {
    if (from === to) return 0;
    const lane = model.lanes.find((candidate) => candidate.from === from && candidate.to === to);
    if (lane !== undefined) return medianOf(lane.transit, model.parameters);
    missing.add(`from ${model.regions[from].id} to ${model.regions[to].id}`);
    return 0;
  };
  const longest = longestPath(model, transit);
  if (longest.days > model.warmup) {
    report(["warmup"], {
      severity: "warning",
      rule: `the warm-up of ${Math.round(model.warmup)} days is shorter than the ${Math.round(longest.days)} days that ${longest.item} takes from its first wafer`,
      hint: "a longer warm-up fills the pipelines before the start",
    });
  }
  for (const segment of model.segments) {
    for (const { product } of segment.mix)
      for (const region of madeIn(model, model.products[product].item)) transit(region, segment.region);
  }
  if (model.lanes.length === 0) return;
  for (const pair of [...missing].sort()) {
    report(["lanes"], { severity: "note", rule: `no lane leads ${pair}, so goods arrive there at once` });
  }
}

function madeIn(model: Model, item: number): number[] {
  return model.lines.flatMap((line) =>
    line.recipes.some((recipe) => recipe.item === item) ? [line.region] : [],
  );
}

/** The finished item that takes longest, by median cycle times, transits and covers. */
function longestPath(
  model: Model,
  transit: (from: number, to: number) => number,
): { readonly days: number; readonly item: string } {
  const known = new Map<number, number>();
  /** Days from the first wafer to the end of the item's own line. */
  const ready = (item: number): number => {
    const before = known.get(item);
    if (before !== undefined) return before;
    known.set(item, 0);
    let days = 0;
    for (const line of model.lines) {
      for (const recipe of line.recipes) {
        if (recipe.item !== item) continue;
        let inputs = 0;
        for (const { choices } of recipe.inputs) {
          for (const choice of choices) {
            const source: Item = model.items[choice];
            const ways = madeIn(model, choice).map((region) => transit(region, line.region));
            inputs = Math.max(
              inputs,
              ready(choice) + Math.max(0, ...ways) + medianOf(source.cover, model.parameters),
            );
          }
        }
        days = Math.max(days, inputs + medianOf(recipe.cycleTime ?? line.cycleTime, model.parameters));
      }
    }
    known.set(item, days);
    return days;
  };
  let longest = { days: 0, item: "" };
  for (const { id, item } of model.products)
    if (ready(item) > longest.days) longest = { days: ready(item), item: id };
  return longest;
}
