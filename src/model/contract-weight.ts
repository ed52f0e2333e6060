import type { ItemState } from "./item.ts";
import type { LineState } from "./line.ts";

/** Weight of all without a contract together where the contracts leave them nothing. */
const LEAST_WEIGHT = 1e-3;
/** Part of their weight that they share evenly; the rest goes by what each wants. */
const EVEN_SHARE = 0.01;

/** Puts the contracts at a line in force; what they leave goes to the other buyers, by what they want. */
export function weighBuyers({ buyers, source }: LineState, now: number): void {
  let rest = 1;
  let wants = 0;
  for (const buyer of buyers) {
    if (buyer.contract !== null) {
      buyer.weight = buyer.contract.at(now);
      rest -= buyer.weight;
      continue;
    }
    buyer.weight = 0;
    for (const recipe of buyer.recipes) {
      if (now < recipe.opens || now >= recipe.closes) continue;
      const room = Math.max(recipe.item.target, recipe.item.targetNext) - recipe.item.position;
      if (room > 0) buyer.weight += room / recipe.good;
    }
    wants += buyer.weight;
  }
  const others = source.others ? Math.max(rest, LEAST_WEIGHT) : LEAST_WEIGHT;
  for (const buyer of buyers) {
    if (buyer.contract !== null) continue;
    // Nobody is shut out for a month because it wanted nothing on its first day.
    const want = wants > 0 ? buyer.weight / wants : 0;
    buyer.weight = others * ((1 - EVEN_SHARE) * want + EVEN_SHARE / buyers.length);
  }
}

/** Puts the contracts on an item in force; what they leave goes to the other owners, by their targets. */
export function weighAccounts({ accounts }: ItemState, now: number): void {
  let rest = 1;
  let wanted = 0;
  for (const account of accounts) {
    account.weight = account.contract === null ? 0 : account.contract.at(now);
    rest -= account.weight;
    if (account.contract === null) wanted += account.target;
  }
  if (wanted <= 0) return;
  for (const account of accounts) {
    if (account.contract === null) account.weight = (Math.max(rest, LEAST_WEIGHT) * account.target) / wanted;
  }
}
