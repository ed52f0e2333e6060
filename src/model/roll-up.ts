import type { ItemState } from "./item.ts";
import { starts } from "./plan-recipes.ts";
import type { PlanTable } from "./plan-table.ts";
import { CLOSED, ROUNDING, WANTED } from "./plan-table.ts";
import { CONSUME, FINISH, KIND_BITS, KIND_MASK, MEET, rollUpStages, START } from "./roll-up-order.ts";
import { waterFill } from "./water-filling.ts";

/**
 * Third pass of the plan, raw to finished: each item's feasible rate is the least of what is asked, allotted and
 * supplied by its inputs (balanced echelon stock, Rosling 1989). An ask that its inputs cannot meet is lowered for
 * the next round, so that what it cannot use reaches another item; but before the last round not where an input is
 * short because others hold capacity that they may yet give up, and never for an allotment: either would freeze
 * shares.
 *
 * Supply is what lies in stock, what lots in process are expected to give (never what they were drawn to give),
 * and what is started from now on.
 */
export class RollUp {
  private readonly table: PlanTable;
  /** By item and month: good units a day that finish of what is in process, and of all. */
  private due = new Float64Array(0);
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

  private readonly stages: readonly Int32Array[];
  /** By item: its accounts, a list as in `PlanRecipes`. */
  private readonly account: Int32Array;
  private readonly accountFrom: Int32Array;

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
    this.stages = rollUpStages(table.network);
    this.account = Int32Array.from(items.flatMap((item) => item.accounts.map(({ index }) => index)));
    this.accountFrom = starts(items.map((item) => item.accounts));
  }

  /** @param month month of the clock at the review, whose other rounds may follow */
  begin(month: number): void {
    const { months, days, network } = this.table;
    if (this.due.length !== network.items.length * months) {
      this.due = new Float64Array(network.items.length * months);
      this.finishing = new Float64Array(network.items.length * months);
      this.demand = new Float64Array(network.groups.length * months);
    }
    for (const item of network.items) {
      const lag = item.lead / days;
      this.wholeLead[item.index] = Math.floor(lag);
      this.partLead[item.index] = lag - Math.floor(lag);
      for (let j = 0; j < months; j++) this.due[item.index * months + j] = dueIn(item, month, j) / days;
    }
  }

  /** @param last whether no round follows */
  run(last: boolean): void {
    const { table } = this;
    table.supplied.fill(0);
    table.ratio.fill(1);
    this.takeStock();
    this.gatherDemand();
    for (const steps of this.stages) {
      // A start alone needs no other's month, so it takes all of them in a row.
      const span = steps.length === 1 && (steps[0] & KIND_MASK) === START ? table.months : 1;
      for (let j = 0; j < table.months; j += span) {
        for (let k = 0; k < steps.length; k++) {
          const index = steps[k] >> KIND_BITS;
          switch (steps[k] & KIND_MASK) {
            case MEET:
              if (this.demanded[index] === 1) this.meet(index, j);
              break;
            case START:
              if (this.alive[index] === 1) this.start(index, j, j + span, last);
              break;
            case FINISH:
              if (this.alive[index] === 1) this.finish(index, j);
              break;
            case CONSUME:
              if (this.demanded[index] === 1) this.consume(index, j);
              break;
          }
        }
      }
    }
    table.expected.set(table.supplied);
  }

  private takeStock(): void {
    const { table } = this;
    const { months } = table;
    for (const account of table.network.accounts) {
      let units = 0;
      for (const place of account.destinations) units += place.stock.quantity + place.inTransit;
      this.carried[account.index] = units;
    }
    for (const item of table.network.items) {
      let banked = 0;
      for (const bank of item.banks) banked += bank.stock.quantity;
      this.banked[item.index] = item.source.product >= 0 ? 0 : banked;
      const alive = table.wanted[item.index] === 1 || item.inProcess > 0 || banked > 0;
      this.alive[item.index] = alive ? 1 : 0;
      if (alive) continue;
      // No step will touch it, so what the last review left must go.
      table.feasible.fill(0, item.index * months, (item.index + 1) * months);
      table.yielding.fill(0, item.index * months, (item.index + 1) * months);
    }
    this.finishing.set(this.due);
  }

  private gatherDemand(): void {
    const { table, demand, demanded } = this;
    const { months, allotment, wanted, recipes } = table;
    const { open, openFrom, inputFrom, group, each } = recipes;
    demand.fill(0);
    demanded.fill(0);
    for (let i = 0; i < wanted.length; i++) {
      if (wanted[i] === 0) continue;
      for (let k = openFrom[i]; k < openFrom[i + 1]; k++) {
        const r = open[k];
        const row = r * months;
        const from = recipes.from[r];
        const to = recipes.to[r];
        for (let n = inputFrom[r]; n < inputFrom[r + 1]; n++) {
          const cells = group[n] * months;
          demanded[group[n]] = 1;
          for (let j = from; j < to; j++) demand[cells + j] += allotment[row + j] * each[n];
        }
      }
    }
  }

  /** How much of the demand on a group of inputs can be met; their makers went before. */
  private meet(group: number, j: number): void {
    const { carried, demand } = this;
    const { months, days, ratio, source, sourceFrom, usableFrom } = this.table;
    const cell = group * months + j;
    const wanted = demand[cell] * days;
    if (wanted <= 0) return;
    let units = 0;
    for (let k = sourceFrom[group]; k < sourceFrom[group + 1]; k++) {
      if (j >= usableFrom[source[k]]) units += carried[source[k]];
    }
    ratio[cell] = Math.min(1, units / wanted);
  }

  /** Sets what is started of an item in the months [from, to). */
  private start(item: number, from: number, to: number, last: boolean): void {
    const { table } = this;
    const { want, ask, allotted, shortGroup, feasible, yielding, setBy, months } = table;
    for (let j = from; j < to; j++) {
      const cell = item * months + j;
      const asked = Math.min(want[cell], ask[cell]);
      let rate = Math.min(asked, allotted[cell]);
      let term = WANTED;
      yielding[cell] = 0;
      if (allotted[cell] < asked * (1 - ROUNDING)) {
        if (this.isContended(item, j)) yielding[cell] = 1;
        term = table.startable(item, j) ? table.mainLine[item] : CLOSED;
      } else if (shortGroup[cell] >= 0) term = table.shortTerm[cell];
      if (rate > 0) {
        const supplied = this.supply(item, j);
        if (supplied < rate * (1 - ROUNDING)) {
          rate = supplied;
          term = this.fallShort(item, j, rate, last);
        }
      }
      feasible[cell] = rate;
      setBy[cell] = term;
    }
  }

  /** The rate at which a wanted item's inputs allow it to be started in month `j`, each recipe by its own. */
  private supply(item: number, j: number): number {
    const { ratio, allotment, months, recipes } = this.table;
    const { open, openFrom, inputFrom, group } = recipes;
    let possible = 0;
    for (let k = openFrom[item]; k < openFrom[item + 1]; k++) {
      const r = open[k];
      const part = allotment[r * months + j];
      if (part <= 0) continue;
      let least = 1;
      for (let n = inputFrom[r]; n < inputFrom[r + 1]; n++) {
        least = Math.min(least, ratio[group[n] * months + j]);
      }
      possible += part * least;
    }
    return possible;
  }

  /**
   * Lowers an ask to the rate that the inputs allow, and notes the group that is shortest and the rate that the
   * others would allow; not where the shortest may yet grow, unless no round follows.
   *
   * @returns what is behind the shortage
   */
  private fallShort(item: number, j: number, rate: number, last: boolean): number {
    const { table } = this;
    const { ratio: ratios, allotment, months, recipes } = table;
    const { open, openFrom, inputFrom, group } = recipes;
    let otherwise = 0;
    let shortest = -1;
    let shortestRatio = Number.POSITIVE_INFINITY;
    for (let k = openFrom[item]; k < openFrom[item + 1]; k++) {
      const r = open[k];
      const part = allotment[r * months + j];
      if (part <= 0) continue;
      let least = 1;
      let next = 1;
      for (let n = inputFrom[r]; n < inputFrom[r + 1]; n++) {
        const ratio = ratios[group[n] * months + j];
        if (ratio < least) {
          next = least;
          least = ratio;
        } else if (ratio < next) next = ratio;
        if (ratio < shortestRatio) {
          shortestRatio = ratio;
          shortest = group[n];
        }
      }
      otherwise += part * next;
    }
    const cell = item * months + j;
    const term = table.supplyLimit(shortest, j);
    table.yielding[cell] = this.mayGrow(shortest, j) ? 1 : 0;
    if (!last && table.yielding[cell] === 1) return term;
    table.ask[cell] = rate;
    table.shortGroup[cell] = shortest;
    table.shortTerm[cell] = term;
    table.otherwise[cell] = otherwise;
    return term;
  }

  /** Whether other items hold capacity in month `j` at a line that makes this one. */
  private isContended(item: number, j: number): boolean {
    const { contended, months, recipes } = this.table;
    const { open, openFrom, from, to, line } = recipes;
    for (let k = openFrom[item]; k < openFrom[item + 1]; k++) {
      const r = open[k];
      if (j >= from[r] && j < to[r] && contended[line[r] * months + j] === 1) return true;
    }
    return false;
  }

  /** Whether a group of inputs could give more in month `j` if others gave up capacity when that is started. */
  private mayGrow(group: number, j: number): boolean {
    const { yielding, months, source, sourceFrom, itemOf, lead } = this.table;
    for (let k = sourceFrom[group]; k < sourceFrom[group + 1]; k++) {
      const item = itemOf[source[k]];
      if (j >= lead[item] && yielding[item * months + j - lead[item]] === 1) return true;
    }
    return false;
  }

  /** Books what is started in month `j` when it will finish, and deals what finishes in month `j`. */
  private finish(item: number, j: number): void {
    const { table, finishing, carried, banked, accountFrom } = this;
    const { months, days } = table;
    const row = item * months;
    const rate = table.feasible[row + j];
    if (rate > 0) {
      const done = j + this.wholeLead[item];
      const part = this.partLead[item];
      if (done < months) finishing[row + done] += rate * (1 - part);
      if (done + 1 < months) finishing[row + done + 1] += rate * part;
    }
    const first = accountFrom[item];
    const accounts = accountFrom[item + 1] - first;
    const output = finishing[row + j] * days + banked[item];
    if (accounts > 1) {
      this.deal(item, j, output);
      return;
    }
    const account = this.account[first];
    carried[account] += output;
    table.supplied[account * months + j] = output / days;
    banked[item] = 0;
  }

  /** Deals an item's output among vendors as `Dealing` will: by weight, up to cover and a month of need. */
  private deal(item: number, j: number, output: number): void {
    const { wants, weights, shares, carried } = this;
    const { needed, supplied, months, days, network } = this.table;
    const { accounts, cover } = network.items[item];
    const reach = days + cover;
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
    this.banked[item] = Math.max(0, left);
  }

  /** What was taken of a group leaves its accounts, preferred sources first. */
  private consume(group: number, j: number): void {
    const { carried, demand } = this;
    const { source, sourceFrom, usableFrom, months, days, ratio } = this.table;
    const cell = group * months + j;
    let taken = demand[cell] * ratio[cell] * days;
    if (taken <= 0) return;
    for (let k = sourceFrom[group]; k < sourceFrom[group + 1]; k++) {
      if (j < usableFrom[source[k]]) continue;
      const part = Math.min(taken, carried[source[k]]);
      carried[source[k]] -= part;
      taken -= part;
    }
  }
}

/** Units expected in month `j` ahead from lots in process; what is overdue is expected in the first. */
function dueIn(item: ItemState, month: number, j: number): number {
  const { due } = item;
  if (j > 0) return month + j < due.length ? due[month + j] : 0;
  let units = 0;
  for (let m = 0; m <= month && m < due.length; m++) units += due[m];
  return units;
}
