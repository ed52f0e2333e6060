import { monthStarts } from "../engine/calendar.ts";
import { type Distribution, quantile } from "../random/distribution.ts";
import { Stream } from "../random/stream.ts";
import type { Model, Segment } from "./model.ts";
import { ResolvedTimeline } from "./timeline.ts";
import { resolve } from "./value.ts";

const STANDARD_NORMAL: Distribution = { kind: "normal", numbers: [0, 1] };
/** Days; any stretch of this length contains the first day of a month. */
const LONGEST_MONTH = 31;

/**
 * What a segment orders, and when.
 *
 * Each calendar month it orders `ordersPerMonth` times, at evenly spaced moments with one offset for the whole
 * trial; at each moment it orders every product of its mix that takes orders. A product takes them from its
 * launch less the segment's pre-order window until its end; the weights of all others are spread over those
 * that do. An order is for demand x share x days between orders x noise, as they are on its day, and is turned
 * into units of the product at once. While no product of the mix takes orders the segment orders nothing.
 *
 * Noise is common to a segment's products: lognormal of mean 1, its logarithm a first-order autoregression from
 * month to month. It, the moments and the patience are drawn whether they are used or not, and each product's
 * patience from a stream of its own: another demand, mix or launch leaves all other luck as it was.
 */
export class SegmentDemand {
  /** The orders of the last `orderAt`, as many as it returned: product, units, last day of patience. */
  readonly products: Int32Array;
  readonly units: Float64Array;
  readonly deadlines: Float64Array;

  private readonly model: Model;
  private readonly segment: Segment;
  /** First days of the months of the clock and of the one after; the first is the clock's first day. */
  private readonly months: readonly number[];
  /** Standard deviation of the logarithm of the noise. */
  private readonly spread: number;

  private demand: ResolvedTimeline | null = null;
  private offset = 0.5;
  private noise: Stream | null = null;
  // By place in the mix.
  private weights: readonly ResolvedTimeline[] = [];
  private patience: readonly Stream[] = [];
  private readonly opens: Float64Array;
  private readonly launches: Float64Array;
  private readonly ends: Float64Array;
  private readonly factors: Float64Array;
  private readonly shares: Float64Array;

  private month = 0;
  private orderOfMonth = 0;
  private next = 0.5;
  private deviate = 0.5;

  /**
   * @param segment    index in `model.segments`
   * @param clockStart first day of the clock; nothing is ordered before it
   */
  constructor(model: Model, segment: number, clockStart = -model.warmup) {
    this.model = model;
    this.segment = model.segments[segment];
    // The last month is taken whole, so that a later horizon moves no order.
    const from = model.epoch + Math.floor(clockStart);
    const to = model.epoch + model.end + LONGEST_MONTH;
    this.months = monthStarts(from, to).map((day) => Math.max(clockStart, day - model.epoch));
    const { mix, noise } = this.segment;
    this.spread = Math.sqrt(Math.log1p(noise * noise));
    this.products = new Int32Array(mix.length);
    this.units = new Float64Array(mix.length);
    this.deadlines = new Float64Array(mix.length);
    this.opens = new Float64Array(mix.length);
    this.launches = new Float64Array(mix.length);
    this.ends = new Float64Array(mix.length);
    this.factors = new Float64Array(mix.length);
    this.shares = new Float64Array(mix.length);
  }

  /**
   * Begins a trial at the clock's first day.
   *
   * @param draws one per `Model.parameters`
   */
  reset(seed: string, trial: number, draws: Float64Array): void {
    const { id, mix, demand, preorder, patience } = this.segment;
    const { products } = this.model;
    if (this.demand === null) {
      this.demand = new ResolvedTimeline(demand, draws);
      this.weights = mix.map((share) => new ResolvedTimeline(share.weight, draws));
    } else {
      this.demand.reset(draws);
      for (const weight of this.weights) weight.reset(draws);
    }
    mix.forEach(({ product }, m) => {
      this.launches[m] = resolve(products[product].launch, draws);
      this.opens[m] = this.launches[m] - preorder;
      this.ends[m] = resolve(products[product].end, draws);
    });
    this.factors.fill(1);
    this.offset = new Stream(seed, trial, `segment/${id}/orders`).next();
    this.noise = new Stream(seed, trial, `segment/${id}/months`);
    this.patience =
      patience === null
        ? []
        : mix.map(({ product }) => new Stream(seed, trial, `segment/${id}/patience/${products[product].id}`));
    this.month = 0;
    this.orderOfMonth = 0;
    this.deviate = this.shock();
    this.next = this.moment();
  }

  /** Multiplies orders of `product` from now on, 1 at first; in place of the factor set before. [0, inf) */
  setFactor(product: number, factor: number): void {
    this.segment.mix.forEach((share, m) => {
      if (share.product === product) this.factors[m] = factor;
    });
  }

  /** Day of the next orders; Infinity after the horizon. */
  nextOrderTime(): number {
    return this.next;
  }

  /**
   * Places the orders of `t`, which must be `nextOrderTime()`, and goes on to the next. Orders of no units are
   * left out.
   *
   * @returns their number
   * @throws where demand, a weight or a factor is negative or not a number
   */
  orderAt(t: number): number {
    if (t !== this.next) throw new Error(`${this.segment.id} orders at day ${this.next}, not ${t}`);
    const { mix, currency, patience, ordersPerMonth } = this.segment;
    const days = (this.months[this.month + 1] - this.months[this.month]) / ordersPerMonth;
    const amount = this.rateAt(t) * days * this.noiseFactor();
    this.share(t);
    let count = 0;
    for (let m = 0; m < mix.length; m++) {
      const { product } = mix[m];
      // Drawn whether there is an order or not, so that luck stays in step.
      const luck = patience === null ? 1 : this.patience[m].next();
      const ordered = amount * this.shares[m] * this.factors[m];
      if (!(ordered >= 0)) throw new RangeError(`${this.segment.id} orders ${ordered} on day ${t}`);
      if (ordered === 0) continue;
      const wait = patience === null ? Number.POSITIVE_INFINITY : quantile(patience, luck);
      this.products[count] = product;
      this.units[count] = currency === "units" ? ordered : ordered / this.model.products[product].compute;
      // Whoever orders before the launch knows that nothing comes before it.
      this.deadlines[count] = Math.max(t, this.launches[m]) + wait;
      count++;
    }
    this.advance();
    return count;
  }

  private rateAt(t: number): number {
    if (this.demand === null) throw new Error(`${this.segment.id} has not been reset`);
    return this.demand.at(t);
  }

  /** Sets the shares of the currency at day t over the products that take orders. */
  private share(t: number): void {
    let total = 0;
    for (let m = 0; m < this.shares.length; m++) {
      const open = t >= this.opens[m] && t < this.ends[m];
      this.shares[m] = open ? this.weights[m].at(t) : 0;
      total += this.shares[m];
    }
    if (total === 0) return;
    for (let m = 0; m < this.shares.length; m++) this.shares[m] /= total;
  }

  /** exp(s z - s^2/2), the lognormal of mean 1. */
  private noiseFactor(): number {
    return Math.exp(this.spread * this.deviate - (this.spread * this.spread) / 2);
  }

  private advance(): void {
    this.orderOfMonth++;
    if (this.orderOfMonth === this.segment.ordersPerMonth) {
      this.orderOfMonth = 0;
      this.month++;
      const { persistence } = this.segment;
      this.deviate = persistence * this.deviate + Math.sqrt(1 - persistence * persistence) * this.shock();
    }
    this.next = this.moment();
  }

  private moment(): number {
    if (this.month + 1 >= this.months.length) return Number.POSITIVE_INFINITY;
    const from = this.months[this.month];
    const days = (this.months[this.month + 1] - from) / this.segment.ordersPerMonth;
    const t = from + (this.orderOfMonth + this.offset) * days;
    return t < this.model.end ? t : Number.POSITIVE_INFINITY;
  }

  private shock(): number {
    if (this.noise === null) throw new Error(`${this.segment.id} has not been reset`);
    return quantile(STANDARD_NORMAL, this.noise.next());
  }
}
