import { BetaTables } from "./beta-table.ts";
import { CapacityPath } from "./capacity-path.ts";
import { Leg } from "./dealing.ts";
import { Account, Destination, type InputState, ItemState, RecipeState } from "./item.ts";
import { BuyerState, LineState } from "./line.ts";
import type { Model, Recipe } from "./model.ts";
import { qualificationOpens } from "./qualification.ts";
import { ResolvedTimeline } from "./timeline.ts";
import { medianDraws, resolve } from "./value.ts";
import { LineNoise } from "./variability.ts";
import { type ResolvedYield, resolveYield } from "./yield.ts";

/**
 * The supply chain of a model as objects that know each other: built once per worker, given new numbers for
 * every trial.
 */
export class Network {
  readonly items: readonly ItemState[];
  readonly accounts: readonly Account[];
  readonly lines: readonly LineState[];
  readonly recipes: readonly RecipeState[];
  /** The finished item of each product. */
  readonly products: readonly ItemState[];
  readonly legs: readonly Leg[];
  /** By item. */
  readonly legsOf: readonly (readonly Leg[])[];
  /** Every item after all its consumers, and the reverse. */
  readonly finishedFirst: readonly ItemState[];
  readonly rawFirst: readonly ItemState[];
  /** Distinct choices of accounts that serve an input; for each recipe the group of each input. */
  readonly groups: readonly (readonly Account[])[];
  readonly groupsOf: readonly (readonly number[])[];
  /** By item: the groups of its inputs that no item before it in `rawFirst` uses. */
  readonly groupsUsedFirstBy: readonly (readonly number[])[];

  private readonly model: Model;
  private readonly sources: readonly Recipe[];
  /** The draws of a trial without luck: what is announced. */
  private readonly medians: Float64Array;
  private yields: ResolvedYield[] = [];

  /** @throws Error where the bills of materials have a cycle */
  constructor(model: Model) {
    this.model = model;
    this.medians = medianDraws(model.parameters);
    const tables = new BetaTables();
    this.items = model.items.map((item, index) => new ItemState(index, item));
    this.lines = model.lines.map(
      (line, index) =>
        new LineState(
          index,
          line,
          new CapacityPath(line, model, this.medians),
          new LineNoise(line, model, tables),
        ),
    );
    const accounts = new Map<string, Account>();
    const recipes: RecipeState[] = [];
    const sources: Recipe[] = [];
    for (const line of this.lines) {
      for (const recipe of line.source.recipes) {
        const item = this.items[recipe.item];
        const vendor = item.source.vendor;
        const inputs = recipe.inputs.map(({ choices }): InputState => {
          const places = choices.map((choice) =>
            this.destination(accounts, this.items[choice], vendor, line.source.region),
          );
          return { choices: places, quantity: 0.5 };
        });
        const buyer = buyerAt(line, recipe.buyer);
        const state = new RecipeState(
          recipes.length,
          line,
          item,
          line.buyers.indexOf(buyer),
          recipe.preference,
          inputs,
        );
        recipes.push(state);
        sources.push(recipe);
        buyer.recipes.push(state);
        item.recipes.push(state);
        bankAt(item, line.source.region);
      }
    }
    this.accounts = [...accounts.values()];
    this.recipes = recipes;
    this.sources = sources;
    this.products = model.products.map((product) => this.items[product.item]);
    this.legs = this.layLegs();
    this.legsOf = this.items.map((item) => this.legs.filter((leg) => leg.to.account.item === item));
    this.rawFirst = inOrderOfMaking(this.items);
    this.finishedFirst = [...this.rawFirst].reverse();

    const groups: Account[][] = [];
    const numbers = new Map<string, number>();
    this.groupsOf = recipes.map((recipe) =>
      recipe.inputs.map(({ choices }) => {
        const key = choices.map((place) => place.account.index).join(" ");
        let number = numbers.get(key);
        if (number === undefined) {
          number = groups.length;
          numbers.set(key, number);
          groups.push(choices.map((place) => place.account));
        }
        return number;
      }),
    );
    this.groups = groups;
    const seen = new Set<number>();
    const first: number[][] = this.items.map(() => []);
    for (const item of this.rawFirst) {
      for (const recipe of item.recipes) {
        for (const group of this.groupsOf[recipe.index]) {
          if (seen.has(group)) continue;
          seen.add(group);
          first[item.index].push(group);
        }
      }
    }
    this.groupsUsedFirstBy = first;
  }

  /**
   * Gives every entity its numbers for a trial whose clock starts at `start` and has `months` months; lots may be
   * due in `dueMonths`, the first of which are those.
   */
  reset(draws: Float64Array, start: number, months: number, dueMonths = months): void {
    const { model } = this;
    for (const leg of this.legs) {
      leg.transit = transitBetween(model, leg.from, leg.to.region, draws);
      leg.moving.reset();
    }
    for (const line of this.lines) {
      line.path.reset(draws);
      line.reset(start, model.slot, months);
      line.backgroundPath = new ResolvedTimeline(line.source.background, draws);
      for (const buyer of line.buyers) {
        const share = line.source.shares.find((candidate) => candidate.buyer === buyer.buyer);
        buyer.contract = share === undefined ? null : new ResolvedTimeline(share.weight, draws);
        buyer.weight = buyer.contract === null ? 0 : buyer.contract.at(start);
      }
    }
    this.yields = [];
    for (const recipe of this.recipes) {
      const source = this.sources[recipe.index];
      recipe.output = resolve(source.output, draws);
      recipe.cycleTime = resolve(source.cycleTime ?? recipe.line.source.cycleTime, draws);
      recipe.opens = resolve(source.opens, draws);
      recipe.announced = resolve(source.opens, this.medians);
      recipe.closes = resolve(source.closes, draws);
      recipe.waitingSince = Number.NaN;
      recipe.started = 0;
      recipe.finished = 0;
      recipe.scrapped = 0;
      recipe.inputs.forEach((input, n) => {
        input.quantity = resolve(source.inputs[n].quantity, draws);
      });
      this.yields.push(resolveYield(source.yield, draws));
    }
    this.learn(start);
    for (const item of this.items) this.resetItem(item, draws, dueMonths);
    for (const account of this.accounts) {
      account.qualified = Number.NEGATIVE_INFINITY;
      account.announced = Number.NEGATIVE_INFINITY;
      account.target = 0;
      account.weight = 0;
      const share = account.item.source.shares.find((candidate) => candidate.vendor === account.vendor);
      account.contract = share === undefined ? null : new ResolvedTimeline(share.weight, draws);
    }
    for (const qualification of model.qualifications) {
      const account = this.accountOf(qualification.item, qualification.vendor);
      if (account === null) continue;
      account.qualified = qualificationOpens(qualification, draws);
      account.announced = qualificationOpens(qualification, this.medians);
    }
  }

  /** Brings the mean yields to what has been learnt by `now`, for a month that begins. */
  learn(now: number): void {
    for (const recipe of this.recipes) {
      recipe.meanYield = this.yields[recipe.index].at(now);
      recipe.good = recipe.output * recipe.meanYield;
      recipe.monthYield = Number.NaN;
    }
  }

  /** The claim of a vendor on an item, or null where it has no use for it. */
  accountOf(item: number, vendor: number): Account | null {
    return this.items[item].accounts.find((account) => account.vendor === vendor) ?? null;
  }

  private resetItem(item: ItemState, draws: Float64Array, dueMonths: number): void {
    let cycle = 0;
    for (const recipe of item.recipes) cycle += recipe.cycleTime / item.recipes.length;
    let transit = 0;
    for (const leg of this.legsOf[item.index]) transit = Math.max(transit, leg.transit);
    item.lead = cycle + transit;
    item.cover = resolve(item.source.cover, draws);
    item.position = 0;
    item.target = 0;
    item.targetNext = 0;
    item.foreseen = -1;
    item.unsettled = 0;
    item.plannedUse = 0;
    item.planCause = 0;
    item.made = 0;
    item.used = 0;
    item.initial = 0;
    item.inProcess = 0;
    if (item.due.length !== dueMonths) item.due = new Float64Array(dueMonths);
    else item.due.fill(0);
    for (const bank of item.banks) bank.stock.reset();
    for (const place of item.destinations) {
      place.stock.reset();
      place.inTransit = 0;
      place.plannedUse = 0;
    }
  }

  private destination(
    accounts: Map<string, Account>,
    item: ItemState,
    vendor: number,
    region: number,
  ): Destination {
    const key = `${item.index} ${vendor}`;
    let account = accounts.get(key);
    if (account === undefined) {
      account = new Account(accounts.size, item, vendor);
      accounts.set(key, account);
      item.accounts.push(account);
    }
    let place = account.destinations.find((candidate) => candidate.region === region);
    if (place === undefined) {
      place = new Destination(account, region);
      account.destinations.push(place);
      item.destinations.push(place);
    }
    return place;
  }

  private layLegs(): Leg[] {
    const legs: Leg[] = [];
    for (const item of this.items) {
      for (const bank of item.banks) {
        for (const place of item.destinations) legs.push(new Leg(legs.length, bank.region, place));
      }
    }
    return legs;
  }
}

/** Days from one region to another; 0 within a region or without a lane. */
export function transitBetween(model: Model, from: number, to: number, draws: Float64Array): number {
  if (from === to) return 0;
  const lane = model.lanes.find((candidate) => candidate.from === from && candidate.to === to);
  return lane === undefined ? 0 : resolve(lane.transit, draws);
}

function buyerAt(line: LineState, buyer: number): BuyerState {
  let state = line.buyers.find((candidate) => candidate.buyer === buyer);
  if (state === undefined) {
    state = new BuyerState(buyer);
    line.buyers.push(state);
  }
  return state;
}

function bankAt(item: ItemState, region: number): void {
  if (!item.banks.some((bank) => bank.region === region)) item.addBank(region);
}

/** Items sorted so that each comes after all that its recipes take. */
function inOrderOfMaking(items: readonly ItemState[]): ItemState[] {
  const order: ItemState[] = [];
  const state = new Map<ItemState, "open" | "done">();
  const visit = (item: ItemState): void => {
    if (state.get(item) === "done") return;
    if (state.get(item) === "open") throw new Error(`${item.source.id} is needed to make itself`);
    state.set(item, "open");
    for (const recipe of item.recipes) {
      for (const input of recipe.inputs) for (const place of input.choices) visit(place.account.item);
    }
    state.set(item, "done");
    order.push(item);
  };
  for (const item of items) visit(item);
  return order;
}
