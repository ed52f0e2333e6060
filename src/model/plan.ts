import { Allotment } from "./allotment.ts";
import { Explosion, MOST_MONTHS } from "./explosion.ts";
import type { Forecast } from "./forecast.ts";
import type { Network } from "./network.ts";
import { PlanTable } from "./plan-table.ts";
import { RollUp } from "./roll-up.ts";
import { Targets } from "./target.ts";

/** Explosions and roll-ups per review: what is freed in one round is used in the next. */
const ROUNDS = 3;

/** What the plan asks of the order book at a review. */
export interface OrderState {
  /** Unserved units, pre-orders included. */
  backlog(product: number): number;
  /** Days for which the oldest unserved order could have been served; 0 without one. */
  oldest(product: number): number;
}

/**
 * The monthly plan (sales and operations planning) for all vendors together, on what is announced at that date.
 *
 * Wants are exploded from products to raw items, capacity is dealt by contract weight, feasible rates are rolled
 * up from raw items to products; repeated, so that what one buyer cannot use reaches another and what cannot be
 * made now is wanted later; then targets are set on the way down.
 */
export class Plan {
  private readonly network: Network;
  private readonly forecast: Forecast;
  private readonly table: PlanTable;
  private readonly explosion: Explosion;
  private readonly allotment: Allotment;
  private readonly rollUp: RollUp;
  private readonly targets: Targets;
  /** Longest way from a first start to a finished unit, days. */
  longestPath = 0.5;

  /**
   * @param days     length of a month ahead and of the interval between reviews
   * @param clearing time over which a backlog is worked off, days
   */
  constructor(network: Network, forecast: Forecast, days: number, clearing: number) {
    this.network = network;
    this.forecast = forecast;
    this.table = new PlanTable(network, days);
    this.explosion = new Explosion(this.table, clearing);
    this.allotment = new Allotment(this.table, clearing);
    this.rollUp = new RollUp(this.table);
    this.targets = new Targets(this.table, clearing);
  }

  /** Begins a trial, whose lead times must be set: looks as far ahead as the longest path and cover reach. */
  reset(): void {
    const { items, finishedFirst } = this.network;
    const path = new Float64Array(items.length);
    let cover = 0;
    this.longestPath = 0;
    for (const item of finishedFirst) {
      path[item.index] += item.lead;
      this.longestPath = Math.max(this.longestPath, path[item.index]);
      cover = Math.max(cover, item.cover);
      for (const { inputs } of item.recipes) {
        for (const { choices } of inputs) {
          for (const { account } of choices) {
            const below = account.item.index;
            path[below] = Math.max(path[below], path[item.index]);
          }
        }
      }
    }
    const months = Math.ceil((this.longestPath + cover) / this.table.days) + 3;
    this.table.reset(Math.min(MOST_MONTHS, months));
  }

  /**
   * Sets every item's target, planned use and the cause of stopping at the target.
   *
   * @param now   day of the review
   * @param month month of the clock that it opens
   */
  review(now: number, month: number, orders: OrderState): void {
    const { table } = this;
    this.forecast.fill(now, month, table.months, table.days, table.orders);
    table.begin(now);
    this.rollUp.begin(month);
    for (let round = 0; round < ROUNDS; round++) {
      this.explosion.run(orders, round);
      this.allotment.run(round);
      this.rollUp.run(round === ROUNDS - 1);
    }
    this.targets.run(orders);
  }
}
