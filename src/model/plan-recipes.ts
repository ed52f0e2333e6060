import { expectedDay } from "./announcement.ts";
import type { Network } from "./network.ts";

/**
 * The recipes of a network as the plan reads them, millions of times a trial: figures by recipe in typed arrays,
 * lists cut out of one array by the places where they begin.
 *
 * `figure[r]` belongs to `Network.recipes[r]`; the list of x is `list[listFrom[x]]` up to, but not,
 * `list[listFrom[x + 1]]`.
 */
export class PlanRecipes {
  readonly item: Int32Array;
  readonly line: Int32Array;
  readonly preference: Float64Array;

  /** Months ahead in which it is open: [from, to). Never, where they are equal. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Good units expected per wafer. */
  readonly good: Float64Array;

  /** By item: its recipes that are open in some month, in the order of the network. */
  readonly open: Int32Array;
  readonly openFrom: Int32Array;

  /** By recipe: its inputs. Of each the group of accounts that serve it, units per wafer, and per good unit. */
  readonly inputFrom: Int32Array;
  readonly group: Int32Array;
  readonly quantity: Float64Array;
  readonly each: Float64Array;

  /** By line: its buyers; by buyer: the recipes that it may run there, by item. */
  readonly buyerFrom: Int32Array;
  readonly claim: Int32Array;
  readonly claimFrom: Int32Array;

  private readonly network: Network;

  constructor(network: Network) {
    const { recipes, items, lines, groupsOf } = network;
    this.network = network;
    this.item = Int32Array.from(recipes, ({ item }) => item.index);
    this.line = Int32Array.from(recipes, ({ line }) => line.index);
    this.preference = Float64Array.from(recipes, ({ preference }) => preference);
    this.from = new Int32Array(recipes.length);
    this.to = new Int32Array(recipes.length);
    this.good = new Float64Array(recipes.length);
    this.open = new Int32Array(recipes.length);
    this.openFrom = new Int32Array(items.length + 1);
    this.group = Int32Array.from(groupsOf.flat());
    this.inputFrom = starts(groupsOf);
    this.quantity = new Float64Array(this.group.length);
    this.each = new Float64Array(this.group.length);
    const buyers = lines.flatMap((line) => line.buyers);
    const claims = buyers.map((buyer) =>
      buyer.recipes.map(({ index }) => index).sort((a, b) => this.item[a] - this.item[b] || a - b),
    );
    this.buyerFrom = starts(lines.map((line) => line.buyers));
    this.claim = Int32Array.from(claims.flat());
    this.claimFrom = starts(claims);
  }

  /**
   * Takes the figures as they can be known at a review.
   *
   * @param now     day of the review
   * @param monthOf the first month ahead that counts as not before a day
   */
  begin(now: number, monthOf: (day: number) => number): void {
    const { from, to, good, inputFrom, open, openFrom } = this;
    for (const recipe of this.network.recipes) {
      const r = recipe.index;
      from[r] = monthOf(expectedDay(now, recipe.announced, recipe.opens));
      to[r] = monthOf(recipe.closes);
      good[r] = recipe.good;
      for (let n = 0; n < recipe.inputs.length; n++) {
        const { quantity } = recipe.inputs[n];
        this.quantity[inputFrom[r] + n] = quantity;
        this.each[inputFrom[r] + n] = quantity / recipe.good;
      }
    }
    let count = 0;
    for (const item of this.network.items) {
      openFrom[item.index] = count;
      for (const { index } of item.recipes) if (from[index] < to[index]) open[count++] = index;
    }
    openFrom[openFrom.length - 1] = count;
  }
}

/** Where each list begins when all are laid end to end, and where the last one ends. */
export function starts(lists: readonly (readonly unknown[])[]): Int32Array {
  const from = new Int32Array(lists.length + 1);
  lists.forEach((list, k) => {
    from[k + 1] = from[k] + list.length;
  });
  return from;
}
