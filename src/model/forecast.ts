import { expectedDay } from "./announcement.ts";
import type { Model, Segment } from "./model.ts";
import { ResolvedTimeline } from "./timeline.ts";
import { medianDraws, resolve } from "./value.ts";

/** Months of orders behind the level, and as many before them behind the trend. */
const WINDOW = 3;
/** Bound on the monthly trend either way. */
const MOST_GROWTH = 0.05;
/** What is left of the trend from one month to the next (damped trend, Gardner and McKenzie, 1985). */
const DAMPING = 0.9;

/**
 * What is expected to be ordered, by product and month ahead, from orders alone: the mean of the last three
 * months of each segment's orders, carried on at the growth of the last two quarters, bounded and damped, and
 * split over products by the segment's mix as it will stand at that date.
 */
export class Forecast {
  private readonly model: Model;
  private readonly foresight: number;
  /** By segment: orders by month of the clock, currency a day. */
  private readonly orders: Float64Array[];
  private readonly weights: ResolvedTimeline[][] = [];
  /** By product: the day of its launch, as it happens, as first announced, and as it can be known at a review. */
  private readonly launches: Float64Array;
  private readonly announced: Float64Array;
  private readonly expected: Float64Array;
  private readonly ends: Float64Array;
  private firstMonth = 0;

  /** @param months months of the clock, warm-up included */
  constructor(model: Model, months: number) {
    this.model = model;
    this.foresight = model.planning.foresight;
    this.orders = model.segments.map(() => new Float64Array(months + 2 * WINDOW));
    const medians = medianDraws(model.parameters);
    this.launches = new Float64Array(model.products.length);
    this.announced = Float64Array.from(model.products, ({ launch }) => resolve(launch, medians));
    this.expected = new Float64Array(model.products.length);
    this.ends = new Float64Array(model.products.length);
  }

  /** @param start first day of the clock: orders before it are taken to have been what demand is then */
  reset(draws: Float64Array, start: number): void {
    const { segments, products } = this.model;
    this.firstMonth = 2 * WINDOW;
    for (let s = 0; s < segments.length; s++) {
      const before = new ResolvedTimeline(segments[s].demand, draws).at(start);
      this.orders[s].fill(0).fill(before, 0, 2 * WINDOW);
      this.weights[s] = segments[s].mix.map((share) => new ResolvedTimeline(share.weight, draws));
    }
    for (let p = 0; p < products.length; p++) {
      this.launches[p] = resolve(products[p].launch, draws);
      this.ends[p] = resolve(products[p].end, draws);
    }
  }

  /** Notes an order of `units` of `product` in month `month` of the clock, a month of `days` days. */
  ordered(segment: number, product: number, units: number, month: number, days: number): void {
    const amount = units * unitWorth(this.model.segments[segment], this.model.products[product].compute);
    this.orders[segment][this.firstMonth + month] += amount / days;
  }

  /**
   * Adds the expected orders of every product to `out[product x buckets + j]`, units a day, for months j ahead
   * of `now`, which is the start of month `month`.
   */
  fill(now: number, month: number, buckets: number, days: number, out: Float64Array): void {
    const { segments, products } = this.model;
    out.fill(0, 0, products.length * buckets);
    for (let p = 0; p < products.length; p++) {
      this.expected[p] = expectedDay(now, this.announced[p], this.launches[p]);
    }
    for (let s = 0; s < segments.length; s++) {
      const segment = segments[s];
      const orders = this.orders[s];
      const end = this.firstMonth + month;
      let recent = 0;
      let before = 0;
      for (let k = 1; k <= WINDOW; k++) {
        recent += orders[end - k];
        before += orders[end - WINDOW - k];
      }
      if (recent <= 0) continue;
      const level = recent / WINDOW;
      const growth = before > 0 ? Math.log(recent / before) / WINDOW : 0;
      const bounded = Math.min(Math.max(growth, Math.log1p(-MOST_GROWTH)), Math.log1p(MOST_GROWTH));
      let trend = 0;
      let step = this.foresight * bounded;
      // The window's middle lies half a window back: the trend has that way to make up first.
      trend += (step * WINDOW) / 2;
      for (let j = 0; j < buckets; j++) {
        const date = now + (j + 0.5) * days;
        const rate = level * Math.exp(trend + step / 2);
        this.split(segment, s, date, rate, buckets, j, out);
        trend += step;
        step *= DAMPING;
      }
    }
    for (let p = 0; p < products.length; p++) {
      // Orders taken before the launch are wanted on the day of the launch, not before.
      const launch = this.expected[p];
      if (launch <= now) continue;
      const first = Math.min(buckets - 1, Math.floor((launch - now) / days));
      for (let j = 0; j < first; j++) {
        out[p * buckets + first] += out[p * buckets + j];
        out[p * buckets + j] = 0;
      }
    }
  }

  /** Splits a segment's rate of orders at `date` over the products it can order then. */
  private split(
    segment: Segment,
    s: number,
    date: number,
    rate: number,
    buckets: number,
    j: number,
    out: Float64Array,
  ): void {
    const weights = this.weights[s];
    let total = 0;
    for (let m = 0; m < weights.length; m++) {
      if (this.orderable(segment, segment.mix[m].product, date)) total += weights[m].at(date);
    }
    if (total <= 0) return;
    for (let m = 0; m < weights.length; m++) {
      const product = segment.mix[m].product;
      if (!this.orderable(segment, product, date)) continue;
      const share = weights[m].at(date) / total;
      out[product * buckets + j] += (rate * share) / unitWorth(segment, this.model.products[product].compute);
    }
  }

  private orderable(segment: Segment, product: number, date: number): boolean {
    return date >= this.expected[product] - segment.preorder && date < this.ends[product];
  }
}

/** How much of a segment's currency one unit of a product is. */
function unitWorth(segment: Segment, compute: number): number {
  return segment.currency === "units" ? 1 : compute;
}
