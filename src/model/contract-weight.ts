import type { ItemState } from "./item.ts";
import type { LineState } from "./line.ts";

/** Weight of all without a contract together where the contracts leave them nothing. */
const LEAST_WEIGHT = 1e-3;
/** Part of their weight that they share evenly; the rest goes by what each wants. */
const EVEN_SHARE = 0.01;

/**
 * Weighs the buyers at a line for a day: by the contracts as they are then; what these leave goes to the others by what
 * they want. Nobody is shut out because it wants nothing.
 *
 * @param wants wafers, by buyer of the line
 * @param out   receives the weights, by buyer of the line
 */
export function weighBuyers(
  { buyers, source }: LineState,
  day: number,
  wants: Float64Array,
  out: Float64Array,
): void {
  let rest = 1;
  let all = 0;
  for (let b = 0; b < buyers.length; b++) {
    const { contract } = buyers[b];
    if (contract === null) {
      all += wants[b];
      continue;
    }
    out[b] = contract.at(day);
    rest -= out[b];
  }
  const others = source.others ? Math.max(rest, LEAST_WEIGHT) : LEAST_WEIGHT;
  for (let b = 0; b < buyers.length; b++) {
    if (buyers[b].contract !== null) continue;
    const part = all > 0 ? wants[b] / all : 0;
    out[b] = others * ((1 - EVEN_SHARE) * part + EVEN_SHARE / buyers.length);
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
