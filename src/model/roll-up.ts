import type { ItemState } from "./item.ts";
import type { PlanTable } from "./plan-table.ts";
import { CLOSED, ROUNDING, WANTED } from "./plan-table.ts";
import { waterFill } from "./water-filling.ts";

/**
 * Third pass of the plan, raw to finished, month by month: each item's feasible rate is the least of what is
 * asked, allotted and supplied by its inputs (balanced echelon stock, Rosling 1989). An ask that its inputs
 * cannot meet is lowered for the next round, so that what it cannot use reaches another item; but before the last
 * round not where an input is short because others hold capacity that they may yet give up, and never for an
 * allotment: either would freeze shares.
 *
 * Supply is what lies in stock, what lots in process are expected to give (never what they were drawn to give),
 * and what is started from now on.
 */
export class RollUp {
  private readonly table: PlanTable;
  /** By item and month: good units a day that finish. */
  private finishing = new Float64Array(0);
  /** By account and by item: units there that nobody has taken yet. */
  private readonly carried: Float64Array;
  private readonly banked: Float64Array;
  /** By group of inputs and month: units a day that all its users would take. */
  private demand = new Float64Array(0);
  /** By group: whether anything would be taken in any month. */
  private readonly demanded: Uint8Array;
  /** By item: whole months from start to finish, and the part of one beyond them. */
  private readonly wholeLead: Int32Array;
  private readonly partLead: Float64Array;
  /** By item: whether anything of it is wanted, under way or in stock. */
  private readonly alive: Uint8Array;
  private readonly wants: Float64Array;
  private readonly weights: Float64Array;
  private readonly shares: Float64Array;

  // What `supply` found.
  private rate = 0.5;
  private shortest = -1;
  private otherwise = 0.5;
  private last = false;

  constructor(table: PlanTable) {
    this.table = table;
    const { items, accounts, groups } = table.network;
    this.demanded = new Uint8Array(groups.length);
    this.carried = new Float64Array(accounts.length);
    this.banked = new Float64Array(items.length);
    this.alive = new Uint8Array(items.length);
    this.wholeLead = new Int32Array(items.length);
    this.partLead = new Float64Array(items.length);
    const most = Math.max(1, ...items.map((item) => item.accounts.length));
    this.wants = new Float64Array(most);
    this.weights = new Float64Array(most);
    this.shares = new Float64Array(most);
  }

  /**
   * @param month month of the clock at the review
   * @param last  whether no round follows
   */
  run(month: number, last: boolean): void {
    this.last = last;
    const { table } = this;
    if (this.finishing.length !== table.want.length) {
      this.finishing = new Float64Array(table.want.length);
      this.demand = new Float64Array(table.ratio.length);
    }
    table.supplied.fill(0);
    table.ratio.fill(1);
    this.stockTake(month);
    this.gatherDemand();
    for (let j = 0; j < table.months; j++) {
      for (const item of table.network.rawFirst) {
        this.supplyGroups(item, j);
        if (this.alive[item.index] === 0) continue;
        this.start(item, j);
        this.finish(item, j);
      }
      this.consume(j);
    }
    table.expected.set(table.supplied);
  }

  private stockTake(month: number): void {
    const { table, finishing } = this;
    const { months, days } = table;
    for (const account of table.network.accounts) {
      let units = 0;
      for (const place of account.destinations) units += place.stock.quantity + place.inTransit;
      this.carried[account.index] = units;
    }
    for (const item of table.network.items) {
      const row = item.index * months;
      let banked = 0;
      for (const bank of item.banks) banked += bank.stock.quantity;
      this.banked[item.index] = item.source.product >= 0 ? 0 : banked;
      const alive = table.wanted(item) || item.inProcess > 0 || banked > 0;
      this.alive[item.index] = alive ? 1 : 0;
      const lag = item.lead / days;
      this.wholeLead[item.index] = Math.floor(lag);
      this.partLead[item.index] = lag - Math.floor(lag);
      if (alive) for (let j = 0; j < months; j++) finishing[row + j] = dueIn(item, month, j) / days;
      else table.feasible.fill(0, row, row + months);
    }
  }

  private gatherDemand(): void {
    const { table, demand, demanded } = this;
    const { months, allotment } = table;
    demand.fill(0);
    demanded.fill(0);
    for (const open of table.recipesOf) {
      for (const { recipe, row, groups, wanted, from, to } of open) {
        if (!wanted) continue;
        for (let n = 0; n < groups.length; n++) {
          const each = recipe.inputs[n].quantity / recipe.good;
          const cells = groups[n] * months;
          demanded[groups[n]] = 1;
          for (let j = from; j < to; j++) demand[cells + j] += allotment[row + j] * each;
        }
      }
    }
  }

  /** How much of the demand on each group of the item's inputs can be met; their makers went before. */
  private supplyGroups(item: ItemState, j: number): void {
    const { table, demand, carried } = this;
    const { network, months, days, ratio } = table;
    for (const group of network.groupsUsedFirstBy[item.index]) {
      if (this.demanded[group] === 0) continue;
      const cell = group * months + j;
      const wanted = demand[cell] * days;
      if (wanted <= 0) continue;
      let units = 0;
      const sources = table.sources[group];
      for (let k = 0; k < sources.length; k++) {
        if (table.usable(sources[k], j)) units += carried[sources[k]];
      }
      ratio[cell] = Math.min(1, units / wanted);
    }
  }

  private start(item: ItemState, j: number): void {
    const { table } = this;
    const cell = item.index * table.months + j;
    const asked = Math.min(table.want[cell], table.ask[cell]);
    const allotted = table.allotted[cell];
    let rate = Math.min(asked, allotted);
    let term = WANTED;
    table.yielding[cell] = 0;
    if (allotted < asked * (1 - ROUNDING)) {
      if (this.isContended(item, j)) table.yielding[cell] = 1;
      term = table.startable(item, j) ? table.mainLine[item.index] : CLOSED;
    } else if (table.shortGroup[cell] >= 0) term = table.shortTerm[cell];
    if (rate > 0) {
      this.supply(item, j);
      if (this.rate < rate * (1 - ROUNDING)) {
        rate = this.rate;
        term = supplyLimit(table, this.shortest, j);
        table.yielding[cell] = this.mayGrow(this.shortest, j) ? 1 : 0;
        if (this.last || table.yielding[cell] === 0) {
          table.ask[cell] = rate;
          table.shortGroup[cell] = this.shortest;
          table.shortTerm[cell] = term;
          table.otherwise[cell] = this.otherwise;
        }
      }
    }
    table.feasible[cell] = rate;
    table.setBy[cell] = term;
  }

  /** Whether other items hold capacity in month `j` at a line that makes this one. */
  private isContended(item: ItemState, j: number): boolean {
    const { recipesOf, contended, months } = this.table;
    for (const { recipe, from, to } of recipesOf[item.index]) {
      if (j >= from && j < to && contended[recipe.line.index * months + j] === 1) return true;
    }
    return false;
  }

  /** Whether a group of inputs could give more in month `j` if others gave up capacity when that is started. */
  private mayGrow(group: number, j: number): boolean {
    const { network, yielding, months, days } = this.table;
    for (const { item } of network.groups[group]) {
      const started = j - Math.round(item.lead / days);
      if (started >= 0 && yielding[item.index * months + started] === 1) return true;
    }
    return false;
  }

  /**
   * The rate at which a wanted item's inputs allow it to be started in month `j`, each recipe by its own; notes the
   * group that is shortest and the rate that the others would allow.
   */
  private supply(item: ItemState, j: number): void {
    const { ratio: ratios, allotment, months, recipesOf } = this.table;
    let possible = 0;
    let otherwise = 0;
    let shortest = Number.POSITIVE_INFINITY;
    for (const { row, groups } of recipesOf[item.index]) {
      const part = allotment[row + j];
      if (part <= 0) continue;
      let least = 1;
      let next = 1;
      for (let n = 0; n < groups.length; n++) {
        const ratio = ratios[groups[n] * months + j];
        if (ratio < least) {
          next = least;
          least = ratio;
        } else if (ratio < next) next = ratio;
        if (ratio < shortest) {
          shortest = ratio;
          this.shortest = groups[n];
        }
      }
      possible += part * least;
      otherwise += part * next;
    }
    this.rate = possible;
    this.otherwise = otherwise;
  }

  /** Books what is started in month `j` when it will finish, and deals what finishes in month `j`. */
  private finish(item: ItemState, j: number): void {
    const { table, finishing } = this;
    const { months, days } = table;
    const row = item.index * months;
    const rate = table.feasible[row + j];
    if (rate > 0) {
      const whole = this.wholeLead[item.index];
      const part = this.partLead[item.index];
      if (j + whole < months) finishing[row + j + whole] += rate * (1 - part);
      if (j + whole + 1 < months) finishing[row + j + whole + 1] += rate * part;
    }
    const { accounts } = item;
    if (accounts.length === 0) return;
    const output = finishing[row + j] * days + this.banked[item.index];
    if (accounts.length === 1) {
      const { index } = accounts[0];
      this.carried[index] += output;
      table.supplied[index * months + j] = output / days;
      this.banked[item.index] = 0;
      return;
    }
    this.deal(item, j, output);
  }

  /** Deals an item's output among vendors as `Dealing` will: by weight, up to cover and a month of need. */
  private deal(item: ItemState, j: number, output: number): void {
    const { wants, weights, shares, carried } = this;
    const { needed, supplied, months, days } = this.table;
    const { accounts } = item;
    const reach = days + item.cover;
    for (let k = 0; k < accounts.length; k++) {
      const { index, weight } = accounts[k];
      const aim = needed[index * months + j] * reach;
      wants[k] = Math.max(0, aim - carried[index]);
      weights[k] = weight;
    }
    waterFill(output, wants, weights, accounts.length, shares);
    let left = output;
    for (let k = 0; k < accounts.length; k++) {
      const { index } = accounts[k];
      carried[index] += shares[k];
      supplied[index * months + j] = shares[k] / days;
      left -= shares[k];
    }
    this.banked[item.index] = Math.max(0, left);
  }

  /** What was taken leaves the accounts, preferred sources first. */
  private consume(j: number): void {
    const { table, demand, carried } = this;
    const { sources, months, days, ratio } = table;
    for (let g = 0; g < sources.length; g++) {
      if (this.demanded[g] === 0) continue;
      const cell = g * months + j;
      let taken = demand[cell] * ratio[cell] * days;
      if (taken <= 0) continue;
      const accounts = sources[g];
      for (let k = 0; k < accounts.length; k++) {
        if (!table.usable(accounts[k], j)) continue;
        const part = Math.min(taken, carried[accounts[k]]);
        carried[accounts[k]] -= part;
        taken -= part;
      }
    }
  }
}

/** What is behind the supply of a group of inputs in month `j`: a line or `CLOSED`. */
export function supplyLimit(table: PlanTable, group: number, j: number): number {
  const accounts = table.network.groups[group];
  for (const { item } of accounts) {
    const started = Math.max(0, j - Math.round(item.lead / table.days));
    const term = table.setBy[item.index * table.months + started];
    if (term !== WANTED) return term;
  }
  return table.mainLine[accounts[0].item.index];
}

/** Units expected in month `j` ahead from lots in process; what is overdue is expected in the first. */
function dueIn(item: ItemState, month: number, j: number): number {
  const { due } = item;
  if (j > 0) return month + j < due.length ? due[month + j] : 0;
  let units = 0;
  for (let m = 0; m <= month && m < due.length; m++) units += due[m];
  return units;
}
