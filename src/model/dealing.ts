import type { Simulation } from "../engine/event-list.ts";
import type { Destination, ItemState } from "./item.ts";
import { Stock } from "./stock.ts";
import { waterFill } from "./water-filling.ts";

/** Units of one item on the lane from where it was made to where it is used, in the order they left. */
export class Leg {
  readonly index: number;
  readonly from: number;
  readonly to: Destination;
  /** Days; 0 without a lane. */
  transit = 0.5;
  /** Layers dated by their arrival. */
  readonly moving = new Stock();

  constructor(index: number, from: number, to: Destination) {
    this.index = index;
    this.from = from;
    this.to = to;
  }
}

/**
 * Deals finished units to those who will use them.
 *
 * An item with one user in one place goes there whole. Otherwise each (vendor, region) that has qualified it
 * is dealt up to its shortfall against cover and one review of its planned use, by contract weight; what
 * nobody wants stays where it was made and is dealt again at the next review. Earmarking at the start of
 * production instead would strand weeks of stock.
 */
export class Dealing {
  private readonly simulation: Simulation;
  private readonly arrival: { readonly type: number; readonly priority: number };
  private readonly legs: readonly Leg[];
  private readonly legOf: readonly (readonly Leg[])[];
  private readonly review: number;
  private readonly wants: Float64Array;
  private readonly weights: Float64Array;
  private readonly shares: Float64Array;

  /**
   * @param legOf  by item: its legs, bank by bank, and for each bank in the order of the item's destinations
   * @param review length of the planning interval, days
   */
  constructor(
    simulation: Simulation,
    arrival: { readonly type: number; readonly priority: number },
    legs: readonly Leg[],
    legOf: readonly (readonly Leg[])[],
    review: number,
  ) {
    this.simulation = simulation;
    this.arrival = arrival;
    this.legs = legs;
    this.legOf = legOf;
    this.review = review;
    const most = Math.max(1, ...legOf.map((some) => some.length));
    this.wants = new Float64Array(most);
    this.weights = new Float64Array(most);
    this.shares = new Float64Array(most);
  }

  /** Deals `amount` good units finished at `now` in `region`. */
  deal(item: ItemState, region: number, amount: number, cause: number): void {
    const now = this.simulation.now;
    const destinations = item.destinations;
    const bank = bankOf(item, region);
    const legs = this.legOf[item.index];
    const first = bank * destinations.length;
    if (destinations.length === 1 && destinations[0].account.qualified <= now) {
      this.ship(legs[first], amount, cause);
      return;
    }
    let left = amount;
    if (destinations.length > 0) {
      this.share(item, amount);
      for (let k = 0; k < destinations.length; k++) {
        const share = this.shares[k];
        if (share <= 0) continue;
        this.ship(legs[first + k], share, cause);
        left -= share;
      }
    }
    if (left > amount * 1e-12) item.banks[bank].stock.put(left, now, cause);
  }

  /** Deals what lies undealt in the banks, oldest first. */
  dealAgain(item: ItemState): void {
    const destinations = item.destinations;
    if (destinations.length === 0) return;
    const legs = this.legOf[item.index];
    for (let bank = 0; bank < item.banks.length; bank++) {
      const { stock } = item.banks[bank];
      if (stock.quantity <= 0) continue;
      this.share(item, stock.quantity);
      for (let k = 0; k < destinations.length; k++) {
        let left = this.shares[k];
        while (left > 0 && stock.layers > 0) {
          const cause = stock.oldestCause;
          const moved = stock.take(Math.min(left, stock.oldestAmount));
          this.ship(legs[bank * destinations.length + k], moved, cause);
          left -= moved;
          if (left <= this.shares[k] * 1e-12) break;
        }
      }
    }
  }

  /** The first units on a leg have arrived. */
  arrive(index: number): void {
    const leg = this.legs[index];
    const now = this.simulation.now;
    while (leg.moving.layers > 0 && leg.moving.oldestTime <= now) {
      const cause = leg.moving.oldestCause;
      const amount = leg.moving.take(leg.moving.oldestAmount);
      leg.to.inTransit -= amount;
      leg.to.stock.put(amount, now, cause);
    }
    if (leg.moving.layers === 0) leg.to.inTransit = this.movingTo(leg.to);
    else this.simulation.schedule(leg.moving.oldestTime, this.arrival.priority, this.arrival.type, index);
  }

  /** Fills `shares` with what each destination of the item is to get of `amount`. */
  private share(item: ItemState, amount: number): void {
    const now = this.simulation.now;
    const destinations = item.destinations;
    for (let k = 0; k < destinations.length; k++) {
      const place = destinations[k];
      const qualified = place.account.qualified <= now;
      const aim = place.plannedUse * (item.cover + this.review);
      this.wants[k] = qualified ? Math.max(0, aim - place.stock.quantity - place.inTransit) : 0;
      this.weights[k] = place.account.weight;
    }
    waterFill(amount, this.wants, this.weights, destinations.length, this.shares);
  }

  private ship(leg: Leg, amount: number, cause: number): void {
    const now = this.simulation.now;
    const { to } = leg;
    if (leg.transit === 0) {
      to.stock.put(amount, now, cause);
      return;
    }
    to.inTransit += amount;
    if (leg.moving.layers === 0) {
      this.simulation.schedule(now + leg.transit, this.arrival.priority, this.arrival.type, leg.index);
    }
    leg.moving.put(amount, now + leg.transit, cause);
  }

  /** Recounted when a leg runs empty, so that rounding does not pile up. */
  private movingTo(to: Destination): number {
    let units = 0;
    for (const leg of this.legOf[to.account.item.index]) if (leg.to === to) units += leg.moving.quantity;
    return units;
  }
}

/** Place of a region's bank among those of an item. */
function bankOf(item: ItemState, region: number): number {
  const { banks } = item;
  for (let k = 0; k < banks.length; k++) if (banks[k].region === region) return k;
  throw new Error(`${item.source.id} has no bank in region ${region}`);
}
