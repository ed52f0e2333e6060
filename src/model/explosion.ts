import type { ItemState } from "./item.ts";
import type { OrderState } from "./plan.ts";
import type { OpenRecipe, PlanTable } from "./plan-table.ts";

/**
 * First pass of the plan, finished to raw: what is wanted of every item, from the forecast and the backlog down
 * through the bills of materials.
 */
export class Explosion {
  private readonly table: PlanTable;
  private readonly clearing: number;
  private readonly need: Float64Array;

  /** @param clearing time over which a backlog is worked off, days */
  constructor(table: PlanTable, clearing: number) {
    this.table = table;
    this.clearing = clearing;
    this.need = new Float64Array(MOST_MONTHS);
  }

  run(orders: OrderState, round: number): void {
    const { table } = this;
    table.needed.fill(0);
    table.spoken.fill(0);
    for (const item of table.network.finishedFirst) {
      const open = table.recipesOf[item.index];
      const wanted =
        item.source.product >= 0 ? this.wantProduct(item, orders, round) : this.wantPart(item, round);
      for (const candidate of open) candidate.wanted = wanted;
      if (!wanted) continue;
      this.route(item, open, round);
      for (const candidate of open) this.explode(candidate);
    }
  }

  /**
   * A finished product's wanted starts: the forecast one lead time on; what the inventory position lacks, the
   * part owed to customers spread over the clearing time; what it has too much is not started. Also its target:
   * what may be started between this review and the next.
   */
  private wantProduct(item: ItemState, orders: OrderState, round: number): boolean {
    const { table } = this;
    const { product } = item.source;
    const row = product * table.months;
    const span = table.span(item);
    const base = table.integral(table.orders, row, 0, span);
    const gap = base - item.position;
    const owed = Math.max(0, Math.min(gap, orders.backlog(product)));
    if (round === 0) {
      const next = table.integral(table.orders, row, table.days, table.days + span);
      item.target = base - owed;
      item.targetNext = next - owed + Math.min(owed, (owed * table.days) / this.clearing);
      item.plannedUse = base / span;
    }
    return this.shift(table.orders, row, item, gap - owed, owed, round);
  }

  /** A part's wanted starts: its need one lead time on, and what its position lacks or has too much. */
  private wantPart(item: ItemState, round: number): boolean {
    const { table, need } = this;
    const { months, needed } = table;
    const { accounts } = item;
    let rates: Float64Array = needed;
    let from = 0;
    if (accounts.length === 1) from = accounts[0].index * months;
    else {
      rates = need.fill(0, 0, months);
      for (const account of accounts) {
        const row = account.index * months;
        for (let j = 0; j < months; j++) need[j] += needed[row + j];
      }
    }
    const aim = table.integral(rates, from, 0, table.span(item));
    return this.shift(rates, from, item, aim - item.position, 0, round);
  }

  /**
   * want[j] = rates[j + lead], to which is added what the position lacks: `lack` at once, `owed` over the
   * clearing time; what the last round found infeasible stays owed and is wanted later. A negative lack is an
   * excess, used up before anything is started.
   *
   * @returns whether anything is wanted
   */
  private shift(
    rates: Float64Array,
    from: number,
    item: ItemState,
    lack: number,
    owed: number,
    round: number,
  ): boolean {
    const { table } = this;
    const { days, months, want: wants, feasible } = table;
    const row = item.index * months;
    const lag = item.lead / days;
    let excess = Math.max(0, -lack);
    let now = Math.max(0, lack);
    let later = owed;
    let any = false;
    for (let j = 0; j < months; j++) {
      let rate = table.at(rates, from, j + lag);
      const cut = Math.min(rate * days, excess);
      excess -= cut;
      rate -= cut / days;
      const cleared = Math.min(later, (Math.max(owed, later) * days) / this.clearing);
      const want = rate + (now + cleared) / days;
      wants[row + j] = want;
      if (want > 0) any = true;
      const made = round === 0 ? want : Math.min(want, feasible[row + j]);
      const beyond = (made - rate) * days;
      const fromNow = Math.min(now, Math.max(0, beyond));
      now -= fromNow;
      later = Math.max(0, later - (beyond - fromNow));
    }
    return any;
  }

  /** Splits an item's starts over its recipes: preferred routes first, then by capacity. */
  private route(item: ItemState, open: readonly OpenRecipe[], round: number): void {
    const routes = open.some((candidate) => candidate.recipe.preference !== open[0].recipe.preference);
    // Without routes the split rests on capacity alone, which no round changes.
    if (!routes && round > 0) return;
    if (open.length === 1) this.routeOnly(open[0]);
    else for (let j = 0; j < this.table.months; j++) this.routeMonth(item, open, j);
  }

  /** The only recipe of an item has all its starts wherever its line has capacity. */
  private routeOnly({ recipe, row, lineRow, from, to }: OpenRecipe): void {
    const { capacity, share, months } = this.table;
    for (let j = 0; j < months; j++) {
      share[row + j] = j >= from && j < to && capacity[lineRow + j] * recipe.good > 0 ? 1 : 0;
    }
  }

  private routeMonth(item: ItemState, open: readonly OpenRecipe[], j: number): void {
    const { table } = this;
    const { capacity, share } = table;
    const cell = item.index * table.months + j;
    const wanted = Math.min(table.want[cell], table.ask[cell]);
    let left = 1;
    let preference = Number.NEGATIVE_INFINITY;
    for (const { row } of open) share[row + j] = 0;
    while (left > 0) {
      let next = Number.POSITIVE_INFINITY;
      let last = Number.NEGATIVE_INFINITY;
      for (const { recipe, from, to } of open) {
        if (j < from || j >= to || recipe.preference <= preference) continue;
        if (recipe.preference < next) next = recipe.preference;
        if (recipe.preference > last) last = recipe.preference;
      }
      if (next === Number.POSITIVE_INFINITY) return;
      let possible = 0;
      for (const { recipe, lineRow, from, to } of open) {
        if (j >= from && j < to && recipe.preference === next)
          possible += capacity[lineRow + j] * recipe.good;
      }
      preference = next;
      if (possible <= 0) continue;
      // The last route is asked for all that the preferred ones leave, be it possible or not.
      const part = last > next && wanted > 0 ? Math.min(left, possible / wanted) : left;
      for (const { recipe, row, lineRow, from, to } of open) {
        if (j < from || j >= to || recipe.preference !== next) continue;
        share[row + j] = (part * capacity[lineRow + j] * recipe.good) / possible;
      }
      left -= part;
    }
  }

  /** Adds what a recipe needs to its inputs' accounts. */
  private explode({ recipe, row, itemRow, groups, from, to }: OpenRecipe): void {
    const { table } = this;
    const { months, share, want, needed } = table;
    for (let n = 0; n < groups.length; n++) {
      const sources = table.sources[groups[n]];
      const each = recipe.inputs[n].quantity / recipe.good;
      if (sources.length === 1) {
        const cells = sources[0] * months;
        for (let j = Math.max(from, table.usableFrom[sources[0]]); j < to; j++) {
          needed[cells + j] += share[row + j] * want[itemRow + j] * each;
        }
        continue;
      }
      for (let j = from; j < to; j++) {
        let left = share[row + j] * want[itemRow + j] * each;
        for (let k = 0; k < sources.length && left > 0; k++) {
          if (table.usable(sources[k], j)) left = table.claim(sources[k], j, left);
        }
      }
    }
  }
}

/** Months ahead that a plan looks at most. */
export const MOST_MONTHS = 48;
