import { DAYS_PER_MONTH } from "../engine/calendar.ts";
import type { Simulation } from "../engine/event-list.ts";
import type { OrderAccount } from "./conservation.ts";
import type { ConstraintTrace } from "./constraint.ts";
import type { Forecast } from "./forecast.ts";
import type { Bank, ItemState } from "./item.ts";
import type { Measures } from "./measure.ts";
import type { Model } from "./model.ts";
import { type Network, transitBetween } from "./network.ts";
import { OrderBook, type Seller } from "./order-book.ts";
import type { OrderState } from "./plan.ts";
import type { Recorder } from "./recorder.ts";
import { SegmentDemand } from "./segment.ts";
import type { TrialOptions } from "./series.ts";
import { Shipments } from "./shipment.ts";
import { resolve } from "./value.ts";

/** Months of shipments behind a quoted lead time. */
const QUOTE_MONTHS = 3;

/**
 * Between finished stock and customers: places the segments' orders in the book, serves them, ships over lanes
 * and records who got what, when and why then.
 */
export class Sales implements OrderState, Seller {
  private readonly model: Model;
  private readonly network: Network;
  private readonly simulation: Simulation;
  private readonly arrival: { readonly type: number; readonly priority: number };
  private readonly measures: Measures;
  private readonly recorder: Recorder;
  private readonly trace: ConstraintTrace;
  private readonly forecast: Forecast;
  private readonly book: OrderBook;
  private readonly demands: SegmentDemand[];

  private options: TrialOptions = { checked: false, trace: null };
  private launches: Float64Array;
  /** segment x regions + region of making */
  private shipments: Shipments[] = [];
  /** Units sold by product in this month and in the last three. */
  private readonly sold: Float64Array;
  private readonly recent: Float64Array;
  private from = 0;

  constructor(
    model: Model,
    network: Network,
    simulation: Simulation,
    arrival: { readonly type: number; readonly priority: number },
    measures: Measures,
    recorder: Recorder,
    trace: ConstraintTrace,
    forecast: Forecast,
    clockStart: number,
  ) {
    this.model = model;
    this.network = network;
    this.simulation = simulation;
    this.arrival = arrival;
    this.measures = measures;
    this.recorder = recorder;
    this.trace = trace;
    this.forecast = forecast;
    this.book = new OrderBook(model, this);
    this.demands = model.segments.map((_, segment) => new SegmentDemand(model, segment, clockStart));
    const count = model.products.length;
    this.launches = new Float64Array(count);
    this.sold = new Float64Array(count);
    this.recent = new Float64Array(count * QUOTE_MONTHS);
  }

  reset(seed: string, number: number, draws: Float64Array, options: TrialOptions): void {
    const { model } = this;
    this.options = options;
    this.book.reset(draws);
    for (const demand of this.demands) demand.reset(seed, number, draws);
    model.products.forEach((product, p) => {
      this.launches[p] = resolve(product.launch, draws);
    });
    this.sold.fill(0);
    this.recent.fill(0);
    this.shipments = model.segments.flatMap((segment, s) =>
      model.regions.map((_, from) => new Shipments(s, transitBetween(model, from, segment.region, draws))),
    );
  }

  // ---- orders

  /** Day of a segment's next orders. */
  nextOrder(segment: number): number {
    return this.demands[segment].nextOrderTime();
  }

  /**
   * Takes the orders a segment places now.
   *
   * @param placed false while the first pipelines fill: the orders then only feed the forecast
   */
  order(segment: number, now: number, month: number, days: number, placed: boolean): void {
    const { measures, recorder } = this;
    const demand = this.demands[segment];
    const count = demand.orderAt(now);
    for (let k = 0; k < count; k++) {
      const product = demand.products[k];
      const units = demand.units[k];
      if (units <= 0) continue;
      this.forecast.ordered(segment, product, units, month, days);
      if (!placed) continue;
      const compute = units * this.model.products[product].compute;
      this.book.place(segment, product, units, now, demand.deadlines[k]);
      this.network.products[product].position -= units;
      recorder.add(measures.ordered, units);
      recorder.add(measures.orderedCompute, compute);
      recorder.add(measures.orderedByProduct[product], units);
      recorder.add(measures.orderedComputeBySegment[segment], compute);
      this.options.trace?.({
        time: now,
        event: "order",
        entity: this.model.segments[segment].id,
        item: this.model.products[product].id,
        quantity: units,
        note: "",
      });
      this.sell(product);
    }
  }

  /** Rests of orders whose patience has ended move to another product or are cancelled. */
  expire(now: number): void {
    this.book.expire(now);
  }

  cancelled(segment: number, product: number, units: number): void {
    this.network.products[product].position += units;
    const { measures, recorder } = this;
    recorder.add(measures.cancelled, units);
    recorder.add(measures.cancelledByProduct[product], units);
    this.options.trace?.({
      time: this.simulation.now,
      event: "cancel",
      entity: this.model.segments[segment].id,
      item: this.model.products[product].id,
      quantity: units,
      note: "",
    });
  }

  switched(segment: number, from: number, unitsOut: number, to: number, unitsIn: number): void {
    this.network.products[from].position += unitsOut;
    this.network.products[to].position -= unitsIn;
    const { measures, recorder } = this;
    recorder.add(measures.switched, unitsOut);
    recorder.add(measures.switchedOutByProduct[from], unitsOut);
    recorder.add(measures.switchedInByProduct[to], unitsIn);
    this.options.trace?.({
      time: this.simulation.now,
      event: "switch",
      entity: this.model.segments[segment].id,
      item: this.model.products[from].id,
      quantity: unitsOut,
      note: `to ${this.model.products[to].id}`,
    });
    this.sell(to);
  }

  /** A shock on demand: multiplies a segment's orders of a product. */
  setDemandFactor(segment: number, product: number, factor: number): void {
    this.demands[segment].setFactor(product, factor);
  }

  /** A shock on demand: cancels a share of a segment's waiting orders of a product. */
  cancelBacklog(segment: number, product: number, share: number): void {
    this.book.cancel(segment, product, share);
  }

  // ---- what the plan and the checks ask

  backlog(product: number): number {
    return this.book.backlog(product);
  }

  oldest(product: number): number {
    return this.book.oldest(product, this.simulation.now);
  }

  quote(product: number): number {
    const backlog = this.book.backlog(product);
    let shipped = 0;
    for (let k = 0; k < QUOTE_MONTHS; k++) shipped += this.recent[product * QUOTE_MONTHS + k];
    const wait = backlog > 0 ? (backlog * QUOTE_MONTHS * DAYS_PER_MONTH) / shipped : 0;
    return wait + this.network.products[product].lead;
  }

  /** Orders of a product over all segments: what came in and where it went. */
  account(product: number): OrderAccount {
    const { book, model } = this;
    let came = 0;
    let went = book.backlog(product);
    for (let s = 0; s < model.segments.length; s++) {
      const cell = book.cellOf(s, product);
      came += book.initial[cell] + book.ordered[cell] + book.switchedIn[cell];
      went += book.delivered[cell] + book.cancelled[cell] + book.switchedOut[cell];
    }
    return { came, went };
  }

  // ---- supply

  /** Good finished units arrive in the stock of the region where they were made. */
  finish(item: ItemState, region: number, units: number, cause: number): void {
    for (const bank of item.banks) {
      if (bank.region === region) bank.stock.put(units, this.simulation.now, cause);
    }
    this.sell(item.source.product);
  }

  /** Serves what waits for a product from what is finished, oldest units first. */
  sell(product: number): void {
    const now = this.simulation.now;
    if (now < this.launches[product]) return;
    const item = this.network.products[product];
    for (const bank of item.banks) this.sellFrom(bank, item, product, now);
  }

  private sellFrom(bank: Bank, item: ItemState, product: number, now: number): void {
    const { stock } = bank;
    this.from = bank.region;
    while (stock.layers > 0 && this.book.backlog(product) > 0) {
      const offered = stock.oldestAmount;
      const left = this.book.deliver(product, offered, stock.oldestTime, stock.oldestCause, now);
      const taken = left > 0 ? stock.take(offered - left) : stock.take(offered);
      item.used += taken;
      this.recorder.add(this.measures.usedOfItem[item.index], taken);
      if (left > 0) return;
    }
  }

  /** The book has served part of an order: it leaves for the customer. */
  delivered(segment: number, product: number, units: number, orderTime: number, cause: number): void {
    this.sold[product] += units;
    const lane = segment * this.model.regions.length + this.from;
    const shipments = this.shipments[lane];
    const now = this.simulation.now;
    if (shipments.transit === 0) {
      this.receive(segment, product, units, orderTime, cause, now);
      return;
    }
    if (shipments.isEmpty) this.awaitArrival(lane, now + shipments.transit);
    shipments.send(now + shipments.transit, product, units, orderTime, cause);
  }

  /** The first shipments on a lane have arrived. */
  arrive(lane: number): void {
    const shipments = this.shipments[lane];
    const now = this.simulation.now;
    while (shipments.nextArrival <= now) {
      this.receive(
        shipments.segment,
        shipments.product,
        shipments.units,
        shipments.orderTime,
        shipments.cause,
        now,
      );
      shipments.dropFirst();
    }
    if (!shipments.isEmpty) this.awaitArrival(lane, shipments.nextArrival);
  }

  private awaitArrival(lane: number, time: number): void {
    this.simulation.schedule(time, this.arrival.priority, this.arrival.type, lane);
  }

  private receive(
    segment: number,
    product: number,
    units: number,
    orderTime: number,
    cause: number,
    now: number,
  ): void {
    const { measures, recorder, model } = this;
    const source = model.products[product];
    const compute = units * source.compute;
    this.book.received(product, units, orderTime, now);
    recorder.add(measures.delivered, units);
    recorder.add(measures.deliveredCompute, compute);
    recorder.add(measures.deliveredByVendor[source.vendor], units);
    recorder.add(measures.deliveredComputeByVendor[source.vendor], compute);
    recorder.add(measures.deliveredByProduct[product], units);
    recorder.add(measures.deliveredBySegment[segment], units);
    recorder.add(measures.deliveredComputeBySegment[segment], compute);
    recorder.add(measures.deliveredByPair[segment * model.products.length + product], units);
    this.trace.delivered(source.vendor, compute, cause);
    this.options.trace?.({
      time: now,
      event: "deliver",
      entity: model.segments[segment].id,
      item: source.id,
      quantity: units,
      note: `limited by ${this.trace.nameOf(cause)}`,
    });
  }

  // ---- the state at the start, the end of a month and the horizon

  /** Sets the backlogs that are stated for the start; the others stay as the warm-up left them. */
  setInitialBacklog(draws: Float64Array): void {
    for (const { segment, product, units } of this.model.initial.backlog) {
      const aim = Math.max(0, resolve(units, draws));
      const change = this.book.setBacklog(segment, product, aim, this.simulation.now);
      this.network.products[product].position -= change;
    }
    for (let product = 0; product < this.model.products.length; product++) this.sell(product);
  }

  /** Books the levels of a month's end. */
  closeMonth(month: number): void {
    const { model, measures, recorder, book } = this;
    let backlog = 0;
    let compute = 0;
    let finished = 0;
    const byVendor = new Float64Array(model.vendors.length);
    const bySegment = new Float64Array(model.segments.length);
    const computeBySegment = new Float64Array(model.segments.length);
    model.products.forEach((product, p) => {
      const waiting = book.backlog(p);
      backlog += waiting;
      compute += waiting * product.compute;
      byVendor[product.vendor] += waiting;
      for (let s = 0; s < model.segments.length; s++) {
        const units = book.backlogOf(s, p);
        bySegment[s] += units;
        computeBySegment[s] += units * product.compute;
      }
      const stock = this.network.products[p].onHand();
      finished += stock;
      recorder.set(measures.backlogByProduct[p], month, waiting);
      recorder.set(measures.finishedByProduct[p], month, stock);
      recorder.set(measures.quotedByProduct[p], month, this.quote(p));
    });
    recorder.set(measures.backlog, month, backlog);
    recorder.set(measures.backlogCompute, month, compute);
    recorder.set(measures.finished, month, finished);
    byVendor.forEach((units, v) => {
      recorder.set(measures.backlogByVendor[v], month, units);
    });
    model.segments.forEach((_, s) => {
      recorder.set(measures.backlogBySegment[s], month, bySegment[s]);
      recorder.set(measures.backlogComputeBySegment[s], month, computeBySegment[s]);
    });
  }

  /** Begins another month of shipments for the quoted lead time. */
  turnMonth(month: number): void {
    const place = month % QUOTE_MONTHS;
    this.sold.forEach((units, product) => {
      this.recent[product * QUOTE_MONTHS + place] = units;
    });
    this.sold.fill(0);
  }

  /** Books the lead times by month of order, at the horizon. */
  finishLeadTimes(months: number): void {
    const { leadTimes } = this.book;
    leadTimes.finish();
    for (let month = 0; month < months; month++) {
      this.recorder.set(this.measures.leadTime, month, leadTimes.overall(month));
      this.model.products.forEach((_, p) => {
        this.recorder.set(this.measures.leadTimeByProduct[p], month, leadTimes.ofProduct(p, month));
      });
    }
  }
}
