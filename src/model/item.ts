import type { LineState } from "./line.ts";
import type { Item } from "./model.ts";
import { Stock } from "./stock.ts";
import type { ResolvedTimeline } from "./timeline.ts";

/** What one vendor holds of an item in the region where its lines use it. */
export class Destination {
  readonly account: Account;
  readonly region: number;
  readonly stock = new Stock();
  /** Units on their way here. */
  inTransit = 0.5;
  /** Units a day that the plan means to use here. */
  plannedUse = 0.5;

  constructor(account: Account, region: number) {
    this.account = account;
    this.region = region;
  }
}

/** One vendor's claim on an item: where it is used, by what contract, and from when it may be. */
export class Account {
  readonly index: number;
  readonly item: ItemState;
  readonly vendor: number;
  readonly destinations: Destination[] = [];
  /** Contract weight over time; null without a contract. */
  contract: ResolvedTimeline | null = null;
  /** Contract weight in force, set at each review; 0 without a contract. */
  weight = 0.5;
  /** Units the plan means to be used of it over lead time, cover and half a review. */
  target = 0.5;
  /** Day from which the vendor has qualified the item, and the day first announced for that. */
  qualified = Number.NEGATIVE_INFINITY;
  announced = Number.NEGATIVE_INFINITY;

  constructor(index: number, item: ItemState, vendor: number) {
    this.index = index;
    this.item = item;
    this.vendor = vendor;
  }
}

/** Finished units that are not anybody's yet, in the region where they were made. */
export interface Bank {
  readonly region: number;
  readonly stock: Stock;
}

/** An item in a trial: where it lies, what is under way, and what the plan wants of it. */
export class ItemState {
  readonly index: number;
  readonly source: Item;
  readonly accounts: Account[] = [];
  readonly destinations: Destination[] = [];
  readonly banks: Bank[] = [];
  readonly recipes: RecipeState[] = [];

  /** Days from start to being usable: mean cycle time and the longest lane. */
  lead = 0.5;
  cover = 0.5;
  /**
   * Units on hand, in transit and expected from lots in process; for a finished product less its backlog.
   */
  position = 0.5;
  /** Position aimed at at the last review, and one month later; linear between. */
  target = 0.5;
  targetNext = 0.5;
  /** The target that the last review foresaw for this one; -1 before the first. */
  foreseen = -0.5;
  /** What the target has not yet followed of the surprises so far. */
  unsettled = 0.5;
  /** Units a day that the plan means to be used, on average over lead time and cover. */
  plannedUse = 0.5;
  /** Cause carried by a lot that stops because the target is reached. */
  planCause = 0;
  /** Good units expected from lots in process, by month in which the plan expects them. */
  due: Float64Array = new Float64Array(0);

  // The conservation account, units.
  made = 0.5;
  used = 0.5;
  initial = 0.5;
  inProcess = 0.5;

  constructor(index: number, source: Item) {
    this.index = index;
    this.source = source;
  }

  addBank(region: number): void {
    this.banks.push({ region, stock: new Stock() });
  }

  /** Units lying in stock anywhere. */
  onHand(): number {
    let units = 0;
    for (const bank of this.banks) units += bank.stock.quantity;
    for (const destination of this.destinations) units += destination.stock.quantity;
    return units;
  }

  inTransit(): number {
    let units = 0;
    for (const destination of this.destinations) units += destination.inTransit;
    return units;
  }
}

/** An input of a recipe: the places from which it is taken, preferred first. */
export interface InputState {
  readonly choices: readonly Destination[];
  /** Units per wafer started. */
  quantity: number;
}

/** One item at one line for one buyer. */
export class RecipeState {
  readonly index: number;
  readonly line: LineState;
  readonly item: ItemState;
  readonly vendor: number;
  /** Place among the line's buyers. */
  readonly buyer: number;
  readonly preference: number;
  readonly inputs: InputState[];

  output = 0.5;
  /** Mean good share of a lot started now. */
  meanYield = 0.5;
  /** Good units expected per wafer: output x mean yield. */
  good = 0.5;
  cycleTime = 0.5;
  opens = 0.5;
  closes = 0.5;
  /** The day first announced for its opening. */
  announced = 0.5;
  /** What a lot that is started this month yields before its slot's luck, once known; NaN until then. */
  monthYield = Number.NaN;
  /** Since when there was room and there were inputs, but for less than the smallest lot; NaN when not so. */
  waitingSince = Number.NaN;

  /** The input that was missing when it was looked last: it is missing still more often than not. */
  private missing = 0;

  // The account of wafers.
  started = 0.5;
  finished = 0.5;
  scrapped = 0.5;

  constructor(
    index: number,
    line: LineState,
    item: ItemState,
    buyer: number,
    preference: number,
    inputs: InputState[],
  ) {
    this.index = index;
    this.line = line;
    this.item = item;
    this.vendor = item.source.vendor;
    this.buyer = buyer;
    this.preference = preference;
    this.inputs = inputs;
  }

  /** Wafers for which all inputs are there, among what is qualified at `now`. */
  wafersReady(now: number): number {
    const { inputs } = this;
    if (inputs.length > 0 && unitsFor(inputs[this.missing], now) === 0) return 0;
    let wafers = Number.POSITIVE_INFINITY;
    for (let n = 0; n < inputs.length; n++) {
      const units = unitsFor(inputs[n], now);
      if (units === 0) {
        this.missing = n;
        return 0;
      }
      const possible = units / inputs[n].quantity;
      if (possible < wafers) wafers = possible;
    }
    return wafers;
  }
}

function unitsFor({ choices }: InputState, now: number): number {
  let units = 0;
  for (const place of choices) if (place.account.qualified <= now) units += place.stock.quantity;
  return units;
}
