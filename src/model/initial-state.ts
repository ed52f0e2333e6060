import { INITIAL } from "./cause.ts";
import type { ItemState } from "./item.ts";
import type { Initial } from "./model.ts";
import type { Network } from "./network.ts";
import type { Stock } from "./stock.ts";
import { resolve } from "./value.ts";

/**
 * Sets what a warm-up cannot know of stocks: banks are added to what is there, covers and finished units replace it.
 * Each unit added or taken is booked as `initial` in its item's account.
 */
export function setInitialStocks(initial: Initial, network: Network, draws: Float64Array, now: number): void {
  for (const bank of initial.bank) {
    const account = network.accountOf(bank.item, bank.vendor);
    const units = resolve(bank.units, draws);
    if (account === null || units <= 0) continue;
    adjust(network.items[bank.item], units, account.destinations[0].stock, now);
  }
  for (const cover of initial.cover) {
    const item = network.items[cover.item];
    for (const { plannedUse, stock } of item.destinations) {
      adjust(item, plannedUse * resolve(cover.days, draws) - stock.quantity, stock, now);
    }
  }
  for (const finished of initial.finished) {
    const item = network.products[finished.product];
    const aim = resolve(finished.units, draws);
    item.banks.forEach(({ stock }, k) => {
      adjust(item, (k === 0 ? aim : 0) - stock.quantity, stock, now);
    });
  }
}

/** Adds units to a stock, or takes them away. */
function adjust(item: ItemState, units: number, stock: Stock, now: number): void {
  if (units === 0) return;
  let signed = units;
  if (units > 0) stock.put(units, now, INITIAL);
  else signed = -stock.take(-units);
  item.initial += signed;
  item.position += signed;
}
