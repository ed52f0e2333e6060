import { ORDERS, PLAN } from "./cause.ts";
import type { Forecast } from "./forecast.ts";
import type { Account, ItemState, RecipeState } from "./item.ts";
import type { Network } from "./network.ts";
import { waterFill } from "./water-filling.ts";

/** Explosions and roll-ups per review: shares freed in one round are used in the next. */
const ROUNDS = 3;
/** Relative differences of rates below this are rounding. */
const ROUNDING = 1e-6;
/** What set a planned rate besides a line (its index): nothing did, all that was wanted is made. */
const WANTED = -1;

/** What the trial knows of a product's orders at a review. */
export interface OrderState {
  /** Unserved units, pre-orders included. */
  backlog(product: number): number;
  /** Days since the oldest unserved order was placed; 0 without one. */
  oldest(product: number): number;
}

/**
 * The monthly plan for all vendors together, in months ahead, on what is announced at that date.
 *
 * Three passes over the bills of materials, repeated so that what one buyer cannot use reaches another:
 * wants are exploded from products to raw items; capacity is dealt by contract weight and feasible rates are
 * rolled up from raw items to products, each the least of what is wanted, allotted and supplied by its other
 * parts; then targets are set on the way down again: a part is wanted only as fast as its mates and its
 * consumers' lines can use it (balanced echelon stock, Rosling 1989), summed over its lead time, cover and
 * half a review.
 *
 * Rates are units a day by month ahead. Arrays are row-major: row x buckets + month.
 */
export class Plan {
  private readonly network: Network;
  private readonly forecast: Forecast;
  private readonly days: number;
  private readonly clearing: number;
  private buckets = 1;
  /** Longest way from a first start to a finished unit, days. */
  longestPath = 0.5;

  // By item: what is wanted to start, is allotted, is feasible to start; by account and product: needs.
  private want = new Float64Array(0);
  private ask = new Float64Array(0);
  private allotted = new Float64Array(0);
  private feasible = new Float64Array(0);
  private setBy = new Int32Array(0);
  private finishing = new Float64Array(0);
  private needed = new Float64Array(0);
  private supplied = new Float64Array(0);
  private carried = new Float64Array(0);
  private used = new Float64Array(0);
  private expected = new Float64Array(0);
  private wantedUnits = new Float64Array(0);
  // By recipe.
  private share = new Float64Array(0);
  private allotment = new Float64Array(0);
  // By line.
  private capacity = new Float64Array(0);
  // By input group.
  private demand = new Float64Array(0);
  private ratio = new Float64Array(0);
  // By item: the line that allots most of it, and the term behind its use.
  private mainLine = new Int32Array(0);
  private banked = new Float64Array(0);
  // Of an item and month whose ask was lowered: the group of inputs that was short, the term behind that, and
  // the rate that all else would have allowed.
  private shortGroup = new Int32Array(0);
  private shortTerm = new Int32Array(0);
  private otherwise = new Float64Array(0);
  private blamed = new Float64Array(0);

  private readonly wants: Float64Array;
  private readonly weights: Float64Array;
  private readonly shares: Float64Array;

  /**
   * @param days     length of a bucket and of the interval between reviews
   * @param clearing time over which a backlog is worked off, days
   */
  constructor(network: Network, forecast: Forecast, days: number, clearing: number) {
    this.network = network;
    this.forecast = forecast;
    this.days = days;
    this.clearing = clearing;
    const most = Math.max(
      1,
      ...network.lines.map((line) => line.buyers.length),
      ...network.items.map((item) => item.accounts.length),
    );
    this.wants = new Float64Array(most);
    this.weights = new Float64Array(most);
    this.shares = new Float64Array(most);
  }

  /** Makes room for the leads of this trial, which must be set. */
  reset(): void {
    const { items, accounts, lines, recipes, groups, products } = this.network;
    let longest = 0;
    let cover = 0;
    const path = new Float64Array(items.length);
    for (const item of this.network.finishedFirst) {
      path[item.index] += item.lead;
      longest = Math.max(longest, path[item.index]);
      cover = Math.max(cover, item.cover);
      for (const recipe of item.recipes) {
        for (const input of recipe.inputs) {
          for (const place of input.choices) {
            const below = place.account.item.index;
            path[below] = Math.max(path[below], path[item.index]);
          }
        }
      }
    }
    this.longestPath = longest;
    const buckets = Math.min(48, Math.ceil((longest + cover) / this.days) + 3);
    if (buckets !== this.buckets || this.want.length === 0) {
      this.buckets = buckets;
      const rows = (count: number) => new Float64Array(count * buckets);
      this.want = rows(items.length);
      this.ask = rows(items.length);
      this.allotted = rows(items.length);
      this.feasible = rows(items.length);
      this.setBy = new Int32Array(items.length * buckets);
      this.shortGroup = new Int32Array(items.length * buckets);
      this.shortTerm = new Int32Array(items.length * buckets);
      this.otherwise = rows(items.length);
      this.finishing = rows(items.length);
      this.needed = rows(accounts.length);
      this.supplied = rows(accounts.length);
      this.expected = rows(accounts.length);
      this.used = rows(accounts.length);
      this.carried = new Float64Array(accounts.length);
      this.wantedUnits = rows(products.length);
      this.share = rows(recipes.length);
      this.allotment = rows(recipes.length);
      this.capacity = rows(lines.length);
      this.demand = new Float64Array(groups.length);
      this.ratio = rows(groups.length);
      this.mainLine = new Int32Array(items.length);
      this.banked = new Float64Array(items.length);
      this.blamed = new Float64Array(items.length);
    }
    this.expected.fill(0);
  }

  /**
   * Sets every item's target, planned use and the cause of stopping at the target, as of `now`, the first day
   * of month `month` of the clock.
   */
  review(now: number, month: number, orders: OrderState): void {
    this.forecast.fill(now, month, this.buckets, this.days, this.wantedUnits);
    this.announce(now);
    this.ask.fill(Number.POSITIVE_INFINITY);
    this.shortGroup.fill(-1);
    for (let round = 0; round < ROUNDS; round++) {
      this.explode(now, orders, round);
      this.allot();
      this.rollUp(now, month);
    }
    this.aim(now, orders);
  }

  /** Capacity announced for contracts, wafers a day. */
  private announce(now: number): void {
    const buckets = this.buckets;
    for (const line of this.network.lines) {
      for (let j = 0; j < buckets; j++) {
        const date = now + (j + 0.5) * this.days;
        this.capacity[line.index * buckets + j] =
          line.path.announced(now, date) * (1 - line.backgroundAt(date));
      }
    }
  }

  /** Wants, finished to raw. */
  private explode(now: number, orders: OrderState, round: number): void {
    const buckets = this.buckets;
    this.needed.fill(0);
    this.used.fill(0);
    for (const item of this.network.finishedFirst) {
      const row = item.index * buckets;
      if (item.source.product >= 0) this.wantProduct(item, orders, round);
      else this.wantPart(item, round);
      for (let j = 0; j < buckets; j++) {
        const wanted = Math.min(this.want[row + j], this.ask[row + j]);
        this.route(item, j, now, wanted);
        for (const recipe of item.recipes) {
          const rate = this.share[recipe.index * buckets + j] * this.want[row + j];
          if (rate > 0) this.need(recipe, j, now, rate);
        }
      }
    }
  }

  /**
   * A finished product's wanted starts: the forecast one lead time on; what the inventory position lacks, the
   * part owed to customers spread over the clearing time; what it has too much is not started.
   */
  private wantProduct(item: ItemState, orders: OrderState, round: number): void {
    const product = item.source.product;
    const rates = product * this.buckets;
    const base = this.integral(this.wantedUnits, rates, 0, item.lead + item.cover + this.days / 2);
    const backlog = orders.backlog(product);
    const gap = base - item.position;
    const owed = Math.max(0, Math.min(gap, backlog));
    this.shift(this.wantedUnits, rates, item, gap - owed, owed, round);
    // What may be started between reviews: base now, and a review on with the month's part of what is owed.
    const next = this.integral(
      this.wantedUnits,
      rates,
      this.days,
      this.days + item.lead + item.cover + this.days / 2,
    );
    item.target = base - owed;
    item.targetNext = next - owed + Math.min(owed, (owed * this.days) / this.clearing);
    item.plannedUse = this.wantedUnits[rates];
  }

  /** A part's wanted starts: its need one lead time on, and what its position lacks or has too much. */
  private wantPart(item: ItemState, round: number): void {
    const buckets = this.buckets;
    const row = item.index * buckets;
    const need = this.finishing;
    for (let j = 0; j < buckets; j++) need[row + j] = 0;
    for (const account of item.accounts) {
      for (let j = 0; j < buckets; j++) need[row + j] += this.needed[account.index * buckets + j];
    }
    const aim = this.integral(need, row, 0, item.lead + item.cover + this.days / 2);
    this.shift(need, row, item, aim - item.position, 0, round);
  }

  /**
   * want[j] = rates[j + lead], to which is added what the position lacks: `lack` at once, `owed` over the
   * clearing time; what the last round found infeasible stays owed and is wanted later. A negative lack is an
   * excess, used up before anything is started.
   */
  private shift(
    rates: Float64Array,
    from: number,
    item: ItemState,
    lack: number,
    owed: number,
    round: number,
  ): void {
    const row = item.index * this.buckets;
    const { days } = this;
    let excess = Math.max(0, -lack);
    let now = Math.max(0, lack);
    let later = owed;
    for (let j = 0; j < this.buckets; j++) {
      let rate = this.at(rates, from, j + item.lead / days);
      const cut = Math.min(rate * days, excess);
      excess -= cut;
      rate -= cut / days;
      const cleared = Math.min(later, (Math.max(owed, later) * days) / this.clearing);
      const want = rate + (now + cleared) / days;
      this.want[row + j] = want;
      const made = round === 0 ? want : Math.min(want, this.feasible[row + j]);
      const beyond = (made - rate) * days;
      const fromNow = Math.min(now, Math.max(0, beyond));
      now -= fromNow;
      later = Math.max(0, later - (beyond - fromNow));
    }
  }

  /** Splits an item's starts in month `j` over its recipes: preferred routes first, then by capacity. */
  private route(item: ItemState, j: number, now: number, wanted: number): void {
    const buckets = this.buckets;
    const date = now + (j + 0.5) * this.days;
    let left = 1;
    let preference = Number.NEGATIVE_INFINITY;
    for (const recipe of item.recipes) this.share[recipe.index * buckets + j] = 0;
    while (left > 0) {
      let next = Number.POSITIVE_INFINITY;
      let possible = 0;
      for (const recipe of item.recipes) {
        if (recipe.preference <= preference || date < recipe.opens || date >= recipe.closes) continue;
        if (recipe.preference < next) {
          next = recipe.preference;
          possible = 0;
        }
        if (recipe.preference === next) {
          possible += this.capacity[recipe.line.index * buckets + j] * recipe.good;
        }
      }
      if (next === Number.POSITIVE_INFINITY) break;
      let later = false;
      for (const recipe of item.recipes) {
        if (recipe.preference > next && date >= recipe.opens && date < recipe.closes) later = true;
      }
      const part = later && wanted > 0 ? Math.min(left, possible / wanted) : left;
      if (possible > 0) {
        for (const recipe of item.recipes) {
          if (recipe.preference !== next || date < recipe.opens || date >= recipe.closes) continue;
          const weight = (this.capacity[recipe.line.index * buckets + j] * recipe.good) / possible;
          this.share[recipe.index * buckets + j] = part * weight;
        }
        left -= part;
      }
      preference = next;
    }
  }

  /**
   * Adds what `recipe` needs in month `j` to its inputs' accounts. Of a choice the preferred source is asked
   * for all of it, the next for what the earlier ones are expected to leave short.
   */
  private need(recipe: RecipeState, j: number, now: number, rate: number): void {
    const buckets = this.buckets;
    const date = now + (j + 0.5) * this.days;
    for (const input of recipe.inputs) {
      let left = (rate * input.quantity) / recipe.good;
      for (const place of input.choices) {
        const account = place.account;
        if (account.qualified > date || left <= 0) continue;
        const cell = account.index * buckets + j;
        this.needed[cell] += left;
        const free = Math.max(0, this.expected[cell] - this.used[cell]);
        const served = Math.min(left, free);
        this.used[cell] += served;
        left -= served;
      }
    }
  }

  /** Deals each line's announced capacity: by contract weight up to the asks, then what is left over. */
  private allot(): void {
    const buckets = this.buckets;
    const { lines, items } = this.network;
    this.allotted.fill(0);
    for (const line of lines) {
      const buyers = line.buyers;
      for (let j = 0; j < buckets; j++) {
        for (let b = 0; b < buyers.length; b++) {
          let wafers = 0;
          for (const recipe of buyers[b].recipes) wafers += this.asked(recipe, j) / recipe.good;
          this.wants[b] = wafers;
          this.weights[b] = buyers[b].weight;
        }
        const cell = line.index * buckets + j;
        waterFill(this.capacity[cell], this.wants, this.weights, buyers.length, this.shares);
        let free = this.capacity[cell];
        for (let b = 0; b < buyers.length; b++) {
          const part = this.wants[b] > 0 ? this.shares[b] / this.wants[b] : 0;
          free -= this.shares[b];
          for (const recipe of buyers[b].recipes) {
            const amount = this.asked(recipe, j) * part;
            this.allotment[recipe.index * buckets + j] = amount;
            this.allotted[recipe.item.index * buckets + j] += amount;
          }
        }
        this.capacity[cell] = Math.max(free, 0);
      }
    }
    // An item short at one line may use what is free at another.
    for (const item of items) {
      for (let j = 0; j < buckets; j++) {
        const row = item.index * buckets + j;
        let short = Math.min(this.want[row], this.ask[row]) - this.allotted[row];
        if (short > ROUNDING * this.want[row]) {
          for (const recipe of item.recipes) {
            if (this.share[recipe.index * buckets + j] <= 0) continue;
            const cell = recipe.line.index * buckets + j;
            const extra = Math.min(short, this.capacity[cell] * recipe.good);
            if (extra <= 0) continue;
            this.capacity[cell] -= extra / recipe.good;
            this.allotment[recipe.index * buckets + j] += extra;
            this.allotted[row] += extra;
            short -= extra;
          }
        }
      }
      let line = -1;
      let most = -1;
      for (const recipe of item.recipes) {
        const amount = this.allotment[recipe.index * buckets];
        if (amount > most) {
          most = amount;
          line = recipe.line.index;
        }
      }
      this.mainLine[item.index] = line;
    }
    // Put the capacity back for the next round.
    for (const line of lines) {
      for (let j = 0; j < buckets; j++) {
        let taken = 0;
        for (const buyer of line.buyers) {
          for (const recipe of buyer.recipes) {
            taken += this.allotment[recipe.index * buckets + j] / recipe.good;
          }
        }
        this.capacity[line.index * buckets + j] += taken;
      }
    }
  }

  /** Good units a day that a recipe asks of its line in month `j`. */
  private asked(recipe: RecipeState, j: number): number {
    const row = recipe.item.index * this.buckets + j;
    return this.share[recipe.index * this.buckets + j] * Math.min(this.want[row], this.ask[row]);
  }

  /** Feasible rates, raw to finished, month by month. */
  private rollUp(now: number, month: number): void {
    const buckets = this.buckets;
    const { items, accounts, groups, rawFirst } = this.network;
    for (const item of items) {
      const row = item.index * buckets;
      for (let j = 0; j < buckets; j++) {
        this.finishing[row + j] = this.dueIn(item, month, j) / this.days;
      }
      let banked = 0;
      for (const bank of item.banks) banked += bank.stock.quantity;
      this.banked[item.index] = banked;
    }
    for (const account of accounts) {
      let units = 0;
      for (const place of account.destinations) units += place.stock.quantity + place.inTransit;
      this.carried[account.index] = units;
    }
    for (let j = 0; j < buckets; j++) {
      const date = now + (j + 0.5) * this.days;
      this.demand.fill(0);
      for (const recipe of this.network.recipes) {
        const rate = this.allotment[recipe.index * buckets + j];
        if (rate <= 0) continue;
        const groupsOf = this.network.groupsOf[recipe.index];
        for (let n = 0; n < groupsOf.length; n++) {
          this.demand[groupsOf[n]] += (rate * recipe.inputs[n].quantity) / recipe.good;
        }
      }
      for (const item of rawFirst) {
        this.supplyGroups(item, j, date);
        const cell = item.index * buckets + j;
        const asked = Math.min(this.want[cell], this.ask[cell]);
        let rate = Math.min(asked, this.allotted[cell]);
        let term = WANTED;
        if (this.allotted[cell] < asked * (1 - ROUNDING)) term = this.mainLine[item.index];
        else if (this.shortGroup[cell] >= 0) term = this.shortTerm[cell];
        if (this.supply(item, j) < rate * (1 - ROUNDING)) {
          rate = this.supplyRate;
          term = this.supplyLimit(this.network.groups[this.supplyGroup], j);
          this.ask[cell] = rate;
          this.shortGroup[cell] = this.supplyGroup;
          this.shortTerm[cell] = term;
          this.otherwise[cell] = this.supplyOtherwise;
        }
        this.feasible[cell] = rate;
        this.setBy[cell] = term;
        this.deliverLater(item, j, rate);
      }
      // What was taken leaves the accounts, preferred sources first.
      for (let g = 0; g < groups.length; g++) {
        let taken = this.demand[g] * Math.min(1, this.ratio[g * buckets + j]) * this.days;
        for (const account of groups[g]) {
          if (account.qualified > date) continue;
          const part = Math.min(taken, this.carried[account.index]);
          this.carried[account.index] -= part;
          taken -= part;
        }
      }
    }
    this.expected.set(this.supplied);
  }

  /**
   * Brings month `j`'s output of an item's inputs to their accounts and sets how much of the demand on each
   * group of inputs can be met.
   */
  private supplyGroups(item: ItemState, j: number, date: number): void {
    const buckets = this.buckets;
    for (const g of this.network.groupsUsedFirstBy[item.index]) {
      let units = 0;
      for (const account of this.network.groups[g]) {
        if (account.qualified <= date) units += this.carried[account.index];
      }
      const wanted = this.demand[g] * this.days;
      this.ratio[g * buckets + j] = wanted > 0 ? Math.min(1, units / wanted) : 1;
    }
  }

  /** Books the output of starts at `rate` in month `j` and deals the item's output of month `j`. */
  private deliverLater(item: ItemState, j: number, rate: number): void {
    const buckets = this.buckets;
    const row = item.index * buckets;
    const lag = item.lead / this.days;
    const whole = Math.floor(lag);
    const part = lag - whole;
    if (j + whole < buckets) this.finishing[row + j + whole] += rate * (1 - part);
    if (j + whole + 1 < buckets) this.finishing[row + j + whole + 1] += rate * part;
    const accounts = item.accounts;
    const output = this.finishing[row + j] * this.days + this.banked[item.index];
    if (accounts.length === 1) {
      const cell = accounts[0].index;
      this.carried[cell] += output;
      this.supplied[cell * buckets + j] = output / this.days;
      this.banked[item.index] = 0;
      return;
    }
    for (let k = 0; k < accounts.length; k++) {
      const account = accounts[k];
      const cell = account.index * buckets + j;
      const aim = this.needed[cell] * (this.days + item.cover);
      this.wants[k] = Math.max(0, aim - this.carried[account.index]);
      this.weights[k] = account.weight;
    }
    waterFill(output, this.wants, this.weights, accounts.length, this.shares);
    let left = output;
    for (let k = 0; k < accounts.length; k++) {
      this.carried[accounts[k].index] += this.shares[k];
      this.supplied[accounts[k].index * buckets + j] = this.shares[k] / this.days;
      left -= this.shares[k];
    }
    this.banked[item.index] = Math.max(left, 0);
  }

  // What `supply` found.
  private supplyRate = 0.5;
  private supplyGroup = -1;
  private supplyOtherwise = 0.5;

  /**
   * The rate at which an item's inputs allow it to be started in month `j`, each recipe by its own; notes the
   * group that is shortest and the rate that the others would allow.
   */
  private supply(item: ItemState, j: number): number {
    const buckets = this.buckets;
    let rate = 0;
    let otherwise = 0;
    let shortest = Number.POSITIVE_INFINITY;
    let group = -1;
    for (const recipe of item.recipes) {
      const part = this.allotment[recipe.index * buckets + j];
      if (part <= 0) continue;
      let least = 1;
      let next = 1;
      for (const g of this.network.groupsOf[recipe.index]) {
        const ratio = this.ratio[g * buckets + j];
        if (ratio < least) {
          next = least;
          least = ratio;
        } else if (ratio < next) next = ratio;
        if (ratio < shortest) {
          shortest = ratio;
          group = g;
        }
      }
      rate += part * least;
      otherwise += part * next;
    }
    this.supplyRate = rate;
    this.supplyGroup = group;
    this.supplyOtherwise = otherwise;
    return rate;
  }

  /** The line behind the supply of a choice of accounts in month `j`. */
  private supplyLimit(choices: readonly Account[], j: number): number {
    for (const account of choices) {
      const input = account.item;
      const started = Math.max(0, j - Math.round(input.lead / this.days));
      const term = this.setBy[input.index * this.buckets + started];
      if (term !== WANTED) return term;
    }
    return this.mainLine[choices[0].item.index];
  }

  /** Targets, finished to raw. */
  private aim(now: number, orders: OrderState): void {
    const buckets = this.buckets;
    this.needed.fill(0);
    this.used.fill(0);
    this.blamed.fill(0);
    for (const account of this.network.accounts) {
      for (const place of account.destinations) place.plannedUse = 0;
    }
    for (const item of this.network.finishedFirst) {
      if (item.source.product >= 0) {
        const late = orders.oldest(item.source.product) > this.clearing;
        item.planCause = late ? PLAN : ORDERS;
      } else {
        this.aimPart(item);
      }
      for (let j = 0; j < buckets; j++) this.use(item, j, now);
    }
  }

  /** A part's target from its planned use; its cause was noted by its largest consumer. */
  private aimPart(item: ItemState): void {
    const buckets = this.buckets;
    const span = item.lead + item.cover + this.days / 2;
    item.target = 0;
    item.targetNext = 0;
    item.plannedUse = 0;
    for (const account of item.accounts) {
      const row = account.index * buckets;
      item.target += this.integral(this.needed, row, 0, span);
      item.targetNext += this.integral(this.needed, row, this.days, this.days + span);
      item.plannedUse += this.needed[row];
    }
  }

  /**
   * Adds to each input of `item` what it would use of it in month `j` if that input were the only one in
   * plenty, and notes on the input what set that rate.
   */
  private use(item: ItemState, j: number, now: number): void {
    const buckets = this.buckets;
    const cell = item.index * buckets + j;
    const date = now + (j + 0.5) * this.days;
    for (const recipe of item.recipes) {
      const allotted = this.allotment[recipe.index * buckets + j];
      if (allotted <= 0) continue;
      const groupsOf = this.network.groupsOf[recipe.index];
      for (let n = 0; n < groupsOf.length; n++) {
        let others = 1;
        let limit = -1;
        for (let m = 0; m < groupsOf.length; m++) {
          if (m === n) continue;
          const ratio = this.ratio[groupsOf[m] * buckets + j];
          if (ratio < others) {
            others = ratio;
            limit = m;
          }
        }
        const input = recipe.inputs[n];
        const short = this.shortGroup[cell] === groupsOf[n];
        const stretch = short ? Math.max(1, this.otherwise[cell] / this.allotted[cell]) : 1;
        let left = (allotted * stretch * others * input.quantity) / recipe.good;
        for (const place of input.choices) {
          const account = place.account;
          if (account.qualified > date || left <= 0) continue;
          const use = account.index * buckets + j;
          this.needed[use] += left;
          if (j === 0) place.plannedUse += left;
          this.blame(item, account.item, j, left, limit < 0 ? -1 : groupsOf[limit]);
          const free = Math.max(0, this.expected[use] - this.used[use]);
          const served = Math.min(left, free);
          this.used[use] += served;
          left -= served;
        }
      }
    }
  }

  /**
   * Notes on `part` what sets its use in the month in which what starts now will be used: the short mate (a
   * group of inputs, -1 for none), else the consumer's line, else whatever limits the consumer itself.
   */
  private blame(consumer: ItemState, part: ItemState, j: number, units: number, mate: number): void {
    const when = Math.min(this.buckets - 1, Math.round(part.lead / this.days));
    if (j !== when || units <= this.blamed[part.index]) return;
    this.blamed[part.index] = units;
    const cell = consumer.index * this.buckets + j;
    const asked = Math.min(this.want[cell], this.ask[cell]);
    const short = this.shortGroup[cell];
    if (mate >= 0) part.planCause = -1 - this.supplyLimit(this.network.groups[mate], j);
    else if (this.allotted[cell] < asked * (1 - ROUNDING))
      part.planCause = -1 - this.mainLine[consumer.index];
    else if (short >= 0 && !this.network.groups[short].some((account) => account.item === part)) {
      part.planCause = -1 - this.shortTerm[cell];
    } else part.planCause = consumer.planCause;
  }

  /** Units expected in month `j` ahead from lots in process; what is overdue is expected in the first. */
  private dueIn(item: ItemState, month: number, j: number): number {
    const due = item.due;
    if (j > 0) return month + j < due.length ? due[month + j] : 0;
    let units = 0;
    for (let m = 0; m <= month && m < due.length; m++) units += due[m];
    return units;
  }

  /** Rate at a fractional month ahead, linear between months, the last one held. */
  private at(rates: Float64Array, row: number, month: number): number {
    const whole = Math.floor(month);
    if (whole >= this.buckets - 1) return rates[row + this.buckets - 1];
    const part = month - whole;
    return rates[row + whole] * (1 - part) + rates[row + whole + 1] * part;
  }

  /** Units used between two days ahead, the last month's rate held. */
  private integral(rates: Float64Array, row: number, from: number, to: number): number {
    let units = 0;
    for (let j = 0; j < this.buckets; j++) {
      const begin = Math.max(from, j * this.days);
      const end = Math.min(to, j === this.buckets - 1 ? to : (j + 1) * this.days);
      if (end > begin) units += rates[row + j] * (end - begin);
    }
    return units;
  }
}
