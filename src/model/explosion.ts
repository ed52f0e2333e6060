import type { ItemState } from "./item.ts";
import type { OrderState } from "./plan.ts";
import type { PlanTable } from "./plan-table.ts";

/**
 * First pass of the plan, finished to raw: what is wanted of every item, from the forecast and the backlog down
 * through the bills of materials.
 */
export class Explosion {
  private readonly table: PlanTable;
  private readonly clearing: number;
  private readonly need: Float64Array;
  /** Of the item in hand by month: its rate net of excess, and what can be made, units a day. */
  private readonly net: Float64Array;
  private readonly most: Float64Array;

  /** @param clearing time over which a backlog is worked off, days */
  constructor(table: PlanTable, clearing: number) {
    this.table = table;
    this.clearing = clearing;
    this.need = new Float64Array(MOST_MONTHS);
    this.net = new Float64Array(MOST_MONTHS);
    this.most = new Float64Array(MOST_MONTHS);
  }

  run(orders: OrderState, round: number): void {
    const { table } = this;
    const { open, openFrom } = table.recipes;
    table.needed.fill(0);
    table.spoken.fill(0);
    for (const item of table.network.finishedFirst) {
      const wanted =
        item.source.product >= 0 ? this.wantProduct(item, orders, round) : this.wantPart(item, round);
      const first = openFrom[item.index];
      const end = openFrom[item.index + 1];
      table.wanted[item.index] = wanted && first < end ? 1 : 0;
      if (!wanted) continue;
      this.route(item.index, round);
      for (let k = first; k < end; k++) this.explode(open[k]);
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
   * What is passed on to the inputs is owed once, or a lack that can't be made up would be asked of them anew every
   * month: it goes into the first months in which the last round could use it. Where an input is short its mates
   * are needed for no more than it lets be made, and it itself for what all else would let.
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
    const { table, net, most } = this;
    const { days, months, want, passed, lacking, feasible, shortGroup, otherwise } = table;
    const row = item.index * months;
    const lag = item.lead / days;
    const lacked = Math.max(0, lack);
    let excess = Math.max(0, -lack);
    let short = false;
    for (let j = 0; j < months; j++) {
      const rate = table.at(rates, from, j + lag);
      const cut = Math.min(rate * days, excess);
      excess -= cut;
      net[j] = rate - cut / days;
      most[j] = round === 0 ? Number.POSITIVE_INFINITY : feasible[row + j];
      if (shortGroup[row + j] >= 0) short = true;
    }
    const feasibleAll = this.workOff(lacked, owed, want, row);
    const any = this.isAny(want, row);
    if (feasibleAll && !short) {
      // Nothing was cut, so that all three are one.
      for (let cell = row; cell < row + months; cell++) {
        passed[cell] = want[cell];
        lacking[cell] = want[cell];
      }
      return any;
    }
    for (let j = 0; j < months; j++) {
      most[j] = shortGroup[row + j] >= 0 ? feasible[row + j] : Number.POSITIVE_INFINITY;
    }
    this.workOff(lacked, owed, passed, row);
    this.cut(passed, row);
    for (let j = 0; j < months; j++) {
      if (shortGroup[row + j] >= 0) most[j] = Math.max(feasible[row + j], otherwise[row + j]);
    }
    this.workOff(lacked, owed, lacking, row);
    this.cut(lacking, row);
    return any;
  }

  /**
   * Fills a row with what is wanted month by month, units a day: the net rates, `lack` units at once, and those
   * `owed` over the clearing time. Of a month's want at most `most` is made, and the rest wanted later.
   *
   * @returns whether all is made when it is wanted
   */
  private workOff(lack: number, owed: number, out: Float64Array, row: number): boolean {
    const { net, most, clearing } = this;
    const { days, months } = this.table;
    let now = lack;
    let later = owed;
    let all = true;
    for (let j = 0; j < months; j++) {
      const rate = net[j];
      const cleared = Math.min(later, (Math.max(owed, later) * days) / clearing);
      const want = rate + (now + cleared) / days;
      out[row + j] = want;
      if (want > most[j]) all = false;
      const beyond = (Math.min(want, most[j]) - rate) * days;
      const fromNow = Math.min(now, Math.max(0, beyond));
      now -= fromNow;
      later = Math.max(0, later - (beyond - fromNow));
    }
    return all;
  }

  private cut(rates: Float64Array, row: number): void {
    const { most } = this;
    for (let j = 0; j < this.table.months; j++) rates[row + j] = Math.min(rates[row + j], most[j]);
  }

  private isAny(rates: Float64Array, row: number): boolean {
    for (let cell = row; cell < row + this.table.months; cell++) if (rates[cell] > 0) return true;
    return false;
  }

  /** Splits an item's starts over its recipes: preferred routes first, then by capacity. */
  private route(item: number, round: number): void {
    const { open, openFrom, preference } = this.table.recipes;
    const first = openFrom[item];
    const end = openFrom[item + 1];
    let routes = false;
    for (let k = first; k < end; k++) {
      if (preference[open[k]] !== preference[open[first]]) routes = true;
    }
    // Without routes the split rests on capacity alone, which no round changes.
    if (!routes && round > 0) return;
    if (end - first === 1) this.routeOnly(open[first]);
    else for (let j = 0; j < this.table.months; j++) this.routeMonth(item, j);
  }

  /** The only recipe of an item has all its starts wherever its line has capacity. */
  private routeOnly(r: number): void {
    const { capacity, share, months, recipes } = this.table;
    const row = r * months;
    const lineRow = recipes.line[r] * months;
    for (let j = 0; j < months; j++) {
      const open = j >= recipes.from[r] && j < recipes.to[r];
      share[row + j] = open && capacity[lineRow + j] * recipes.good[r] > 0 ? 1 : 0;
    }
  }

  private routeMonth(item: number, j: number): void {
    const { capacity, share, want, ask, months, recipes } = this.table;
    const { open, openFrom, from, to, line, good, preference } = recipes;
    const first = openFrom[item];
    const end = openFrom[item + 1];
    const wanted = Math.min(want[item * months + j], ask[item * months + j]);
    let left = 1;
    let done = Number.NEGATIVE_INFINITY;
    for (let k = first; k < end; k++) share[open[k] * months + j] = 0;
    while (left > 0) {
      let next = Number.POSITIVE_INFINITY;
      let last = Number.NEGATIVE_INFINITY;
      for (let k = first; k < end; k++) {
        const r = open[k];
        if (j < from[r] || j >= to[r] || preference[r] <= done) continue;
        if (preference[r] < next) next = preference[r];
        if (preference[r] > last) last = preference[r];
      }
      if (next === Number.POSITIVE_INFINITY) return;
      let possible = 0;
      for (let k = first; k < end; k++) {
        const r = open[k];
        if (j >= from[r] && j < to[r] && preference[r] === next)
          possible += capacity[line[r] * months + j] * good[r];
      }
      done = next;
      if (possible <= 0) continue;
      // The last route is asked for all that the preferred ones leave, be it possible or not.
      const part = last > next && wanted > 0 ? Math.min(left, possible / wanted) : left;
      for (let k = first; k < end; k++) {
        const r = open[k];
        if (j < from[r] || j >= to[r] || preference[r] !== next) continue;
        share[r * months + j] = (part * capacity[line[r] * months + j] * good[r]) / possible;
      }
      left -= part;
    }
  }

  /** Adds what a recipe needs to its inputs' accounts. */
  private explode(r: number): void {
    const { table } = this;
    const { months, share, passed, lacking, shortGroup, needed, usableFrom, source, sourceFrom, recipes } =
      table;
    const { inputFrom, each } = recipes;
    const from = recipes.from[r];
    const to = recipes.to[r];
    const row = r * months;
    const itemRow = recipes.item[r] * months;
    for (let n = inputFrom[r]; n < inputFrom[r + 1]; n++) {
      const group = recipes.group[n];
      const first = sourceFrom[group];
      const end = sourceFrom[group + 1];
      const only = end - first === 1 ? source[first] : -1;
      for (let j = only >= 0 ? Math.max(from, usableFrom[only]) : from; j < to; j++) {
        const cell = itemRow + j;
        let left = share[row + j] * (shortGroup[cell] === group ? lacking[cell] : passed[cell]) * each[n];
        if (only >= 0) {
          needed[only * months + j] += left;
          continue;
        }
        for (let k = first; k < end && left > 0; k++) {
          if (j >= usableFrom[source[k]]) left = table.claim(source[k], j, left);
        }
      }
    }
  }
}

/** Months ahead that a plan looks at most. */
export const MOST_MONTHS = 48;
