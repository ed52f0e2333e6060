import { expectedDay } from "./announcement.ts";
import type { ItemState } from "./item.ts";
import type { Network } from "./network.ts";
import { PlanRecipes, starts } from "./plan-recipes.ts";

/** Relative differences of rates below this are rounding. */
export const ROUNDING = 1e-6;
/** What set a planned rate, besides a line (its index): nothing did, all that was wanted is made. */
export const WANTED = -1;
/** The same: no recipe is open in that month. */
export const CLOSED = -2;

/**
 * The figures of a review by month ahead, which the passes of the plan fill in turn. Rates are units a day;
 * arrays are row-major: entity x months + month.
 */
export class PlanTable {
  readonly network: Network;
  readonly recipes: PlanRecipes;
  /** Length of a month ahead, days. */
  readonly days: number;
  months = 0;
  /** Day of the review. */
  now = 0.5;

  // By item.
  /** Good units to be started: wanted, at most asked for, allotted by lines, feasible with the inputs there. */
  want = new Float64Array(0);
  /** Of what is wanted, what its inputs are asked to serve, and what one that is short is asked to. */
  passed = new Float64Array(0);
  lacking = new Float64Array(0);
  ask = new Float64Array(0);
  allotted = new Float64Array(0);
  feasible = new Float64Array(0);
  /** 1 where the feasible rate would rise if other items gave up capacity. */
  yielding = new Uint8Array(0);
  /** What set the feasible rate: a line, `WANTED` or `CLOSED`. */
  setBy = new Int32Array(0);
  /** Where an ask was lowered: the group of inputs that was short, what was behind that, and the rate that all
   * else would have allowed. -1: it was not. */
  shortGroup = new Int32Array(0);
  shortTerm = new Int32Array(0);
  otherwise = new Float64Array(0);
  /** The line that allots most of an item now; one figure an item. */
  readonly mainLine: Int32Array;
  /** Whether anything of it is wanted in this round, and a recipe is open for it. */
  readonly wanted: Uint8Array;
  /** Whole months from start to finish, to the nearest. */
  readonly lead: Int32Array;

  // By account: units a day needed of it, supplied to it, and supplied in the round before.
  needed = new Float64Array(0);
  supplied = new Float64Array(0);
  expected = new Float64Array(0);
  /** What of `expected` is spoken for already. */
  spoken = new Float64Array(0);

  // By recipe: its share of the item's starts, and what its line allots it.
  share = new Float64Array(0);
  allotment = new Float64Array(0);

  /** By line: capacity announced for contracts, wafers a day; 1 where several items ask for more than there is. */
  capacity = new Float64Array(0);
  contended = new Uint8Array(0);
  /** By group of inputs: how much of the demand on it can be met. [0, 1] */
  ratio = new Float64Array(0);
  /** By product: expected orders. */
  orders = new Float64Array(0);

  // By account, these with one figure each.
  readonly itemOf: Int32Array;
  /** The first month ahead in which its vendor may use it. */
  readonly usableFrom: Int32Array;
  /** The month ahead that its lead time ends in, and the nearest to that: both at most the last. */
  private readonly afterLead: Int32Array;
  readonly nearLead: Int32Array;

  /** By group of inputs: the accounts that serve it, preferred first. See `PlanRecipes` for lists. */
  readonly source: Int32Array;
  readonly sourceFrom: Int32Array;

  constructor(network: Network, days: number) {
    const { items, accounts, groups } = network;
    this.network = network;
    this.recipes = new PlanRecipes(network);
    this.days = days;
    this.mainLine = new Int32Array(items.length);
    this.wanted = new Uint8Array(items.length);
    this.lead = new Int32Array(items.length);
    this.itemOf = Int32Array.from(accounts, ({ item }) => item.index);
    this.usableFrom = new Int32Array(accounts.length);
    this.afterLead = new Int32Array(accounts.length);
    this.nearLead = new Int32Array(accounts.length);
    this.source = Int32Array.from(groups.flat(), ({ index }) => index);
    this.sourceFrom = starts(groups);
  }

  /** Makes room for `months` months ahead, for a new trial whose lead times are set. */
  reset(months: number): void {
    if (months !== this.months) this.resize(months);
    this.expected.fill(0);
    this.setBy.fill(WANTED);
    this.mainLine.fill(0);
    for (const { index, lead } of this.network.items) this.lead[index] = Math.round(lead / this.days);
    for (const { index, item } of this.network.accounts) {
      this.afterLead[index] = Math.min(months - 1, Math.ceil(item.lead / this.days));
      this.nearLead[index] = Math.min(months - 1, this.lead[item.index]);
    }
  }

  /** Begins a review at day `now`: finds the recipes that are open and what the lines announce. */
  begin(now: number): void {
    this.now = now;
    this.ask.fill(Number.POSITIVE_INFINITY);
    this.shortGroup.fill(-1);
    this.share.fill(0);
    this.allotment.fill(0);
    this.recipes.begin(now, (day) => this.firstFrom(day));
    for (const account of this.network.accounts) {
      const { qualified, announced } = account;
      this.usableFrom[account.index] = this.firstFrom(expectedDay(now, announced, qualified));
    }
    for (const line of this.network.lines) {
      for (let j = 0; j < this.months; j++) {
        const date = this.dateOf(j);
        this.capacity[line.index * this.months + j] =
          line.path.announced(now, date) * (1 - line.backgroundAt(date));
      }
    }
  }

  /** The middle of month `j` ahead. */
  dateOf(j: number): number {
    return this.now + (j + 0.5) * this.days;
  }

  /** Whether an item, by index, can be started anywhere in month `j`. */
  startable(item: number, j: number): boolean {
    const { open, openFrom, from, to } = this.recipes;
    for (let k = openFrom[item]; k < openFrom[item + 1]; k++) {
      const r = open[k];
      if (j >= from[r] && j < to[r]) return true;
    }
    return false;
  }

  /** What is behind the supply of a group of inputs in month `j`: a line or `CLOSED`. */
  supplyLimit(group: number, j: number): number {
    const { source, sourceFrom, itemOf, lead, setBy, months } = this;
    for (let k = sourceFrom[group]; k < sourceFrom[group + 1]; k++) {
      const item = itemOf[source[k]];
      const term = setBy[item * months + Math.max(0, j - lead[item])];
      if (term !== WANTED) return term;
    }
    return this.mainLine[itemOf[source[sourceFrom[group]]]];
  }

  /** Whether a vendor may use an account, by index, in month `j`. */
  usable(account: number, j: number): boolean {
    return j >= this.usableFrom[account];
  }

  /**
   * Asks an account, by index, for `units` a day in month `j`, of which its vendor could be served by several
   * sources. The source preferred is asked for all of it, the next for what the earlier ones leave short. Within
   * its lead time a source counts as giving what it will give after it: a lack that it makes up itself by then is
   * not made up by the others as well.
   *
   * @returns the units left to ask of the next source
   */
  claim(account: number, j: number, units: number): number {
    const row = account * this.months;
    const cell = row + j;
    const after = this.afterLead[account];
    const gives = j < after ? Math.max(this.expected[cell], this.expected[row + after]) : this.expected[cell];
    const served = Math.min(units, Math.max(0, gives - this.spoken[cell]));
    this.needed[cell] += units;
    this.spoken[cell] += served;
    return units - served;
  }

  /** A rate at a fractional month ahead, linear between months, the last one held. */
  at(rates: Float64Array, row: number, month: number): number {
    const whole = Math.floor(month);
    if (whole >= this.months - 1) return rates[row + this.months - 1];
    const part = month - whole;
    return rates[row + whole] * (1 - part) + rates[row + whole + 1] * part;
  }

  /** Units between two days ahead, the last month's rate held. */
  integral(rates: Float64Array, row: number, from: number, to: number): number {
    const { days, months } = this;
    let units = 0;
    for (let j = 0; j < months && j * days < to; j++) {
      const begin = Math.max(from, j * days);
      const end = Math.min(to, j === months - 1 ? to : (j + 1) * days);
      if (end > begin) units += rates[row + j] * (end - begin);
    }
    return units;
  }

  /** Days over which an item's position must reach: lead time, cover and half a review. */
  span(item: ItemState): number {
    return item.lead + item.cover + this.days / 2;
  }

  /** The first month ahead whose middle is not before `day`. */
  private firstFrom(day: number): number {
    const months = Math.ceil((day - this.now) / this.days - 0.5);
    return Math.min(this.months, Math.max(0, months));
  }

  private resize(months: number): void {
    const { items, accounts, lines, recipes, groups, products } = this.network;
    const rows = (of: readonly unknown[]) => new Float64Array(of.length * months);
    this.months = months;
    this.want = rows(items);
    this.passed = rows(items);
    this.lacking = rows(items);
    this.ask = rows(items);
    this.allotted = rows(items);
    this.feasible = rows(items);
    this.yielding = new Uint8Array(items.length * months);
    this.setBy = new Int32Array(items.length * months);
    this.shortGroup = new Int32Array(items.length * months);
    this.shortTerm = new Int32Array(items.length * months);
    this.otherwise = rows(items);
    this.needed = rows(accounts);
    this.supplied = rows(accounts);
    this.expected = rows(accounts);
    this.spoken = rows(accounts);
    this.share = rows(recipes);
    this.allotment = rows(recipes);
    this.capacity = rows(lines);
    this.contended = new Uint8Array(lines.length * months);
    this.ratio = rows(groups);
    this.orders = rows(products);
  }
}
