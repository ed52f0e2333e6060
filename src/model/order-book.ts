import { monthStarts } from "../engine/calendar.ts";
import { quantile } from "../random/distribution.ts";
import { ORDERS } from "./cause.ts";
import { LeadTimes } from "./lead-time.ts";
import type { Model } from "./model.ts";
import { OrderQueue } from "./order-queue.ts";
import { resolve } from "./value.ts";

/** Share of a delivery below which what is left of it is rounding. */
const ROUNDING = 1e-12;
/** Orders that stand for an initial backlog, so that its patience does not end on one day. */
const INITIAL_ORDERS = 8;

/**
 * The other side of the book: told of what happens to orders, in the book's own sequence, and asked for quotes.
 * An order day is that of the customer's first order, be it of another product.
 */
export interface Seller {
  /** Finished units were taken for an order. `cause`: see `cause.ts`. */
  delivered(segment: number, product: number, units: number, orderDay: number, cause: number): void;
  /** What was left of an order, or a share of it, was cancelled. Must not call the book. */
  cancelled(segment: number, product: number, units: number, orderDay: number): void;
  /** `unitsOut` of one product became `unitsIn` of another, which wait there already. May deliver. */
  switched(
    segment: number,
    from: number,
    unitsOut: number,
    to: number,
    unitsIn: number,
    orderDay: number,
  ): void;
  /** Lead time quoted now for an order of `product`, days. [0, inf] */
  quote(product: number): number;
}

/**
 * The unserved orders of all customers: one queue per segment and product.
 *
 * Finished units go to the segments of the first priority that has orders, pro rata to their backlogs, to the
 * next priority when those are served, and within a segment to its oldest order. Where an order's patience
 * ends, the rest of it switches, once, to the first product of the segment's list that is sold today and quoted
 * sooner, for the same amount of the segment's currency and with its age, and waits there as long again; where
 * there is none, or it has switched before, the rest is cancelled.
 *
 * The account of each queue is in units of its product and always balances:
 * initial + ordered + switched in = delivered + backlog + cancelled + switched out.
 */
export class OrderBook {
  readonly leadTimes: LeadTimes;
  // The account, by cell (see `cellOf`).
  readonly initial: Float64Array;
  readonly ordered: Float64Array;
  readonly switchedIn: Float64Array;
  readonly delivered: Float64Array;
  readonly cancelled: Float64Array;
  readonly switchedOut: Float64Array;

  private readonly model: Model;
  private readonly seller: Seller;
  /** By cell; null where the segment never orders the product. */
  private readonly queues: readonly (OrderQueue | null)[];
  /** By product, in the order of being served. */
  private readonly queuesOf: readonly (readonly OrderQueue[])[];
  private readonly launches: Float64Array;
  private readonly ends: Float64Array;
  /** No deadline is earlier. */
  private earliest = 0.5;

  constructor(model: Model, seller: Seller) {
    const { segments, products } = model;
    this.model = model;
    this.seller = seller;
    const months = monthStarts(model.epoch, model.epoch + model.end);
    this.leadTimes = new LeadTimes(
      months.map((day) => Math.max(0, day - model.epoch)),
      products.map((product) => product.compute),
    );
    const queues: (OrderQueue | null)[] = [];
    for (let product = 0; product < products.length; product++) {
      for (let segment = 0; segment < segments.length; segment++) {
        const { mix, switchTo, priority } = segments[segment];
        const wanted =
          mix.some((share) => share.product === product) ||
          switchTo.includes(product) ||
          model.initial.backlog.some((some) => some.segment === segment && some.product === product);
        queues.push(wanted ? new OrderQueue(segment, product, priority) : null);
      }
    }
    this.queues = queues;
    this.queuesOf = products.map((_, product) =>
      queues
        .filter((queue) => queue !== null)
        .filter((queue) => queue.product === product)
        .sort((a, b) => a.priority - b.priority || a.segment - b.segment),
    );
    this.initial = new Float64Array(queues.length);
    this.ordered = new Float64Array(queues.length);
    this.switchedIn = new Float64Array(queues.length);
    this.delivered = new Float64Array(queues.length);
    this.cancelled = new Float64Array(queues.length);
    this.switchedOut = new Float64Array(queues.length);
    this.launches = new Float64Array(products.length);
    this.ends = new Float64Array(products.length);
  }

  /** @param draws one per `Model.parameters` */
  reset(draws: Float64Array): void {
    this.leadTimes.reset();
    for (const queue of this.queues) queue?.clear();
    this.initial.fill(0);
    this.ordered.fill(0);
    this.switchedIn.fill(0);
    this.delivered.fill(0);
    this.cancelled.fill(0);
    this.switchedOut.fill(0);
    this.earliest = Number.POSITIVE_INFINITY;
    this.model.products.forEach((product, p) => {
      this.launches[p] = resolve(product.launch, draws);
      this.ends[p] = resolve(product.end, draws);
    });
  }

  /** Index in the account of a segment's orders for a product. */
  cellOf(segment: number, product: number): number {
    return product * this.model.segments.length + segment;
  }

  /** Unserved units of a product, pre-orders included. */
  backlog(product: number): number {
    let units = 0;
    for (const queue of this.queuesOf[product]) units += queue.units;
    return units;
  }

  /** Unserved units of a segment's orders for a product, pre-orders included. */
  backlogOf(segment: number, product: number): number {
    return this.queues[this.cellOf(segment, product)]?.units ?? 0;
  }

  /**
   * Days for which the product could have served an order that it has not: since the order came to it, but not
   * from before its launch. 0 without one.
   */
  oldest(product: number, now: number): number {
    let since = now;
    for (const queue of this.queuesOf[product]) {
      for (let place = 0; place < queue.size; place++) {
        since = Math.min(since, Math.max(queue.joinedAt(place), this.launches[product]));
      }
    }
    return now - since;
  }

  /** The first day on which a patience may end; Infinity without one. */
  get nextDeadline(): number {
    return this.earliest;
  }

  /**
   * Takes an order of `units` > 0.
   *
   * @param deadline last day of the customer's patience; Infinity: none
   */
  place(segment: number, product: number, units: number, now: number, deadline: number): void {
    const cell = this.cellOf(segment, product);
    this.ordered[cell] += units;
    this.leadTimes.joined(product, now, units);
    const patience = deadline - Math.max(now, this.launches[product]);
    this.enqueue(cell, units, now, now, deadline, patience, false);
  }

  /**
   * Serves waiting orders with `units` of a product. A portion carries `cause`, or `ORDERS` where its units lay
   * in stock when the order came.
   *
   * @param stockTime day on which the units came into stock
   * @returns the units that nobody waits for
   * @throws before the product's launch
   */
  deliver(product: number, units: number, stockTime: number, cause: number, now: number): number {
    if (now < this.launches[product]) {
      throw new Error(`${this.model.products[product].id} is delivered on day ${now}, before its launch`);
    }
    const dust = units * ROUNDING;
    const queues = this.queuesOf[product];
    let left = units;
    let end = 0;
    for (let begin = 0; begin < queues.length && left > dust; begin = end) {
      const { priority } = queues[begin];
      let waiting = 0;
      for (end = begin; end < queues.length && queues[end].priority === priority; end++) {
        waiting += queues[end].units;
      }
      if (waiting <= 0) continue;
      const ratio = left / waiting;
      for (let k = begin; k < end; k++) {
        const queue = queues[k];
        if (queue.size === 0) continue;
        const share = ratio >= 1 - ROUNDING ? Number.POSITIVE_INFINITY : ratio * queue.units;
        left -= this.serve(queue, share, stockTime, cause);
      }
    }
    return left > dust ? left : 0;
  }

  /** Units delivered before have reached the customer. */
  received(product: number, units: number, orderDay: number, now: number): void {
    this.leadTimes.delivered(product, orderDay, units, now);
  }

  /** Lets the orders whose patience has ended switch or be cancelled. Costs nothing before `nextDeadline`. */
  expire(now: number): void {
    // Once more where a switch gave an order without patience to a queue that had been seen.
    while (this.earliest <= now) {
      this.earliest = Number.POSITIVE_INFINITY;
      for (const queue of this.queues) {
        if (queue === null) continue;
        for (let place = queue.due(now); place >= 0; place = queue.due(now)) this.giveUp(queue, place, now);
        if (queue.earliest < this.earliest) this.earliest = queue.earliest;
      }
    }
  }

  /** Cancels a share, [0, 1], of each waiting order of a segment for a product. */
  cancel(segment: number, product: number, share: number): void {
    const cell = this.cellOf(segment, product);
    const queue = this.queues[cell];
    if (queue === null || share === 0) return;
    for (let place = queue.size - 1; place >= 0; place--) {
      const units = queue.unitsAt(place) * share;
      const ordered = queue.orderedAt(place);
      if (share === 1) queue.remove(place);
      else queue.scale(place, 1 - share);
      this.cancelled[cell] += units;
      this.leadTimes.left(product, ordered, units);
      this.seller.cancelled(segment, product, units, ordered);
    }
  }

  /**
   * Sets a segment's backlog of a product at the start of what is reported, `now`: the waiting orders grow or
   * shrink in proportion; where there are none, orders of the day before, whose true days are not known, with
   * the segment's patience from today on.
   *
   * @returns the units added (negative: taken away), which the account carries as `initial`
   */
  setBacklog(segment: number, product: number, units: number, now: number): number {
    const cell = this.cellOf(segment, product);
    const queue = this.queueAt(cell);
    const change = units - queue.units;
    this.initial[cell] += change;
    if (units === 0) queue.clear();
    else if (queue.size > 0) {
      const factor = units / queue.units;
      for (let place = 0; place < queue.size; place++) queue.scale(place, factor);
    } else {
      const { patience } = this.model.segments[segment];
      const from = Math.max(now, this.launches[product]);
      for (let k = 0; k < INITIAL_ORDERS; k++) {
        const wait =
          patience === null ? Number.POSITIVE_INFINITY : quantile(patience, (k + 0.5) / INITIAL_ORDERS);
        this.enqueue(cell, units / INITIAL_ORDERS, now - 1, now - 1, from + wait, wait, false);
      }
    }
    return change;
  }

  private queueAt(cell: number): OrderQueue {
    const queue = this.queues[cell];
    if (queue !== null) return queue;
    const { segments, products } = this.model;
    const segment = segments[cell % segments.length].id;
    throw new Error(`${segment} never orders ${products[Math.floor(cell / segments.length)].id}`);
  }

  private enqueue(
    cell: number,
    units: number,
    ordered: number,
    joined: number,
    deadline: number,
    patience: number,
    switched: boolean,
  ): void {
    this.queueAt(cell).add(units, ordered, joined, deadline, patience, switched);
    if (deadline < this.earliest) this.earliest = deadline;
  }

  /** Serves a queue's oldest orders with up to `units`; returns what they took. */
  private serve(queue: OrderQueue, units: number, stockTime: number, cause: number): number {
    const { segment, product } = queue;
    const cell = this.cellOf(segment, product);
    let served = 0;
    while (queue.size > 0 && served < units) {
      const ordered = queue.orderedAt(0);
      const lay = stockTime <= queue.joinedAt(0);
      const taken = queue.takeOldest(units - served);
      served += taken;
      this.delivered[cell] += taken;
      this.seller.delivered(segment, product, taken, ordered, lay ? ORDERS : cause);
    }
    return served;
  }

  private giveUp(queue: OrderQueue, place: number, now: number): void {
    const { segment, product } = queue;
    const cell = this.cellOf(segment, product);
    const units = queue.unitsAt(place);
    const ordered = queue.orderedAt(place);
    const patience = queue.patienceAt(place);
    const other = queue.switchedAt(place) ? -1 : this.alternative(segment, product, now);
    queue.remove(place);
    this.leadTimes.left(product, ordered, units);
    if (other < 0) {
      this.cancelled[cell] += units;
      this.seller.cancelled(segment, product, units, ordered);
      return;
    }
    const { products, segments } = this.model;
    const rate =
      segments[segment].currency === "units" ? 1 : products[product].compute / products[other].compute;
    const otherCell = this.cellOf(segment, other);
    this.switchedOut[cell] += units;
    this.switchedIn[otherCell] += units * rate;
    this.leadTimes.joined(other, ordered, units * rate);
    this.enqueue(otherCell, units * rate, ordered, now, now + patience, patience, true);
    this.seller.switched(segment, product, units, other, units * rate, ordered);
  }

  /** The first product of the segment's list that is sold at `now` and quoted sooner than `product`, or -1. */
  private alternative(segment: number, product: number, now: number): number {
    const quoted = this.seller.quote(product);
    for (const other of this.model.segments[segment].switchTo) {
      if (other === product || now < this.launches[other] || now >= this.ends[other]) continue;
      if (this.seller.quote(other) < quoted) return other;
    }
    return -1;
  }
}
