import { expectedDay } from "./announcement.ts";
import type { ItemState, RecipeState } from "./item.ts";
import type { Network } from "./network.ts";

/** Relative differences of rates below this are rounding. */
export const ROUNDING = 1e-6;
/** What set a planned rate, besides a line (its index): nothing did, all that was wanted is made. */
export const WANTED = -1;
/** The same: no recipe is open in that month. */
export const CLOSED = -2;

/** A recipe that is open in some of the months ahead: [from, to). */
export interface OpenRecipe {
  readonly recipe: RecipeState;
  /** Its row in arrays by recipe, its item's and its line's: index x months. */
  readonly row: number;
  readonly itemRow: number;
  readonly lineRow: number;
  /** For each input the group of accounts that serve it. */
  readonly groups: readonly number[];
  from: number;
  to: number;
  /** Whether anything is wanted of it in this round. */
  wanted: boolean;
}

/**
 * The figures of a review by month ahead, which the passes of the plan fill in turn. Rates are units a day;
 * arrays are row-major: entity x months + month.
 */
export class PlanTable {
  readonly network: Network;
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
  mainLine = new Int32Array(0);

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

  /** By account: the first month ahead in which its vendor may use it, and the one that its lead time ends in. */
  usableFrom = new Int32Array(0);
  private afterLead = new Int32Array(0);
  /** By group of inputs: the accounts that serve it, by index. */
  readonly sources: readonly Int32Array[];

  /** By item: its recipes that open in time. */
  readonly recipesOf: OpenRecipe[][];
  private readonly all: readonly OpenRecipe[][];

  constructor(network: Network, days: number) {
    this.network = network;
    this.days = days;
    this.recipesOf = network.items.map(() => []);
    this.all = network.items.map(() => []);
    this.sources = network.groups.map((group) => Int32Array.from(group, (account) => account.index));
  }

  /** Makes room for `months` months ahead, for a new trial. */
  reset(months: number): void {
    if (months !== this.months) this.resize(months);
    this.expected.fill(0);
    this.setBy.fill(WANTED);
    this.mainLine.fill(0);
  }

  /** Begins a review at day `now`: finds the recipes that are open and what the lines announce. */
  begin(now: number): void {
    this.now = now;
    this.ask.fill(Number.POSITIVE_INFINITY);
    this.shortGroup.fill(-1);
    this.share.fill(0);
    this.allotment.fill(0);
    for (const item of this.network.items) {
      const open = this.recipesOf[item.index];
      open.length = 0;
      for (const candidate of this.all[item.index]) {
        const { opens, announced } = candidate.recipe;
        candidate.from = this.firstFrom(expectedDay(now, announced, opens));
        candidate.to = this.firstFrom(candidate.recipe.closes);
        if (candidate.from < candidate.to) open.push(candidate);
      }
    }
    for (const account of this.network.accounts) {
      const { qualified, announced } = account;
      this.usableFrom[account.index] = this.firstFrom(expectedDay(now, announced, qualified));
      this.afterLead[account.index] = Math.min(this.months - 1, Math.ceil(account.item.lead / this.days));
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

  /** Whether an item can be started anywhere in month `j`. */
  startable(item: ItemState, j: number): boolean {
    for (const { from, to } of this.recipesOf[item.index]) if (j >= from && j < to) return true;
    return false;
  }

  /** Whether anything of an item is wanted in this round, and a recipe is open for it. */
  wanted(item: ItemState): boolean {
    const open = this.recipesOf[item.index];
    return open.length > 0 && open[0].wanted;
  }

  /** Whether a vendor may use an account, by index, in month `j`. */
  usable(account: number, j: number): boolean {
    return j >= this.usableFrom[account];
  }

  /**
   * Asks an account for `units` a day in month `j`, of which its vendor could be served by several sources.
   *
   * The account is given by index. The source preferred is asked for all of it, the next for what the earlier ones leave short. Within its lead
   * time a source counts as giving what it will give after it: a lack that it makes up itself by then is not
   * made up by the others as well.
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
    const { items, accounts, lines, recipes, groups, groupsOf, products } = this.network;
    this.months = months;
    const rows = (count: number) => new Float64Array(count * months);
    this.want = rows(items.length);
    this.passed = rows(items.length);
    this.lacking = rows(items.length);
    this.ask = rows(items.length);
    this.allotted = rows(items.length);
    this.feasible = rows(items.length);
    this.yielding = new Uint8Array(items.length * months);
    this.setBy = new Int32Array(items.length * months);
    this.shortGroup = new Int32Array(items.length * months);
    this.shortTerm = new Int32Array(items.length * months);
    this.otherwise = rows(items.length);
    this.mainLine = new Int32Array(items.length);
    this.usableFrom = new Int32Array(accounts.length);
    this.afterLead = new Int32Array(accounts.length);
    this.needed = rows(accounts.length);
    this.supplied = rows(accounts.length);
    this.expected = rows(accounts.length);
    this.spoken = rows(accounts.length);
    this.share = rows(recipes.length);
    this.allotment = rows(recipes.length);
    this.capacity = rows(lines.length);
    this.contended = new Uint8Array(lines.length * months);
    this.ratio = rows(groups.length);
    this.orders = rows(products.length);
    for (const item of items) {
      this.all[item.index].length = 0;
      for (const recipe of item.recipes) {
        this.all[item.index].push({
          recipe,
          row: recipe.index * months,
          itemRow: item.index * months,
          lineRow: recipe.line.index * months,
          groups: groupsOf[recipe.index],
          from: 0,
          to: 0,
          wanted: false,
        });
      }
    }
  }
}
