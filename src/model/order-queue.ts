/** Share of an order that is rounding, not units: what is left of it goes with the last delivery. */
const ROUNDING = 1e-12;

/**
 * The orders of one segment for one product, oldest first: a ring of typed arrays, so that an order costs no
 * allocation. Orders are ranked by the day on which the customer first ordered; one that switched here from
 * another product keeps that day and so goes before younger ones.
 *
 * Places in the queue count from 0, the oldest.
 */
export class OrderQueue {
  readonly segment: number;
  readonly product: number;
  /** Of the segment: smaller is served first. */
  readonly priority: number;
  /** Unserved units. */
  units = 0.5;
  /** No order of the queue has an earlier deadline. Infinity: none has one. */
  earliest = 0.5;

  private head = 0;
  private count = 0;
  private amounts = new Float64Array(8);
  private ordered = new Float64Array(8);
  private joined = new Float64Array(8);
  private deadlines = new Float64Array(8);
  private patiences = new Float64Array(8);
  private switched = new Uint8Array(8);

  constructor(segment: number, product: number, priority: number) {
    this.segment = segment;
    this.product = product;
    this.priority = priority;
    this.clear();
  }

  get size(): number {
    return this.count;
  }

  clear(): void {
    this.units = 0;
    this.earliest = Number.POSITIVE_INFINITY;
    this.head = 0;
    this.count = 0;
  }

  unitsAt(place: number): number {
    return this.amounts[this.slot(place)];
  }

  /** Day on which the customer ordered, be it another product. */
  orderedAt(place: number): number {
    return this.ordered[this.slot(place)];
  }

  /** Day on which the order came into this queue. */
  joinedAt(place: number): number {
    return this.joined[this.slot(place)];
  }

  /** Days the customer waits from when there is something to wait for. */
  patienceAt(place: number): number {
    return this.patiences[this.slot(place)];
  }

  /** Whether the order came from another product. */
  switchedAt(place: number): boolean {
    return this.switched[this.slot(place)] === 1;
  }

  /** Adds an order of `units` > 0 behind all that were ordered no later. */
  add(
    units: number,
    ordered: number,
    joined: number,
    deadline: number,
    patience: number,
    switched: boolean,
  ): void {
    if (this.count === this.amounts.length) this.grow();
    let place = this.count++;
    while (place > 0 && this.ordered[this.slot(place - 1)] > ordered) {
      this.move(place - 1, place);
      place--;
    }
    const slot = this.slot(place);
    this.amounts[slot] = units;
    this.ordered[slot] = ordered;
    this.joined[slot] = joined;
    this.deadlines[slot] = deadline;
    this.patiences[slot] = patience;
    this.switched[slot] = switched ? 1 : 0;
    this.units += units;
    if (deadline < this.earliest) this.earliest = deadline;
  }

  /**
   * Takes up to `units` > 0 from the oldest order; returns what was taken, the whole order where only rounding
   * would be left of it. An order served whole leaves the queue. Only when there is an order.
   */
  takeOldest(units: number): number {
    const there = this.amounts[this.head];
    if (units < there * (1 - ROUNDING)) {
      this.amounts[this.head] = there - units;
      this.units -= units;
      return units;
    }
    this.head = (this.head + 1) & (this.amounts.length - 1);
    this.count--;
    this.units = this.count === 0 ? 0 : this.units - there;
    if (this.count === 0) this.earliest = Number.POSITIVE_INFINITY;
    return there;
  }

  /** The place of the first order whose deadline is at or before `now`, or -1, which makes `earliest` exact. */
  due(now: number): number {
    if (this.earliest > now) return -1;
    let earliest = Number.POSITIVE_INFINITY;
    for (let place = 0; place < this.count; place++) {
      const deadline = this.deadlines[this.slot(place)];
      if (deadline <= now) return place;
      if (deadline < earliest) earliest = deadline;
    }
    this.earliest = earliest;
    return -1;
  }

  /** Takes the order at `place` out of the queue. */
  remove(place: number): void {
    this.units -= this.amounts[this.slot(place)];
    // Close the gap from the nearer end.
    if (place < this.count / 2) {
      for (let older = place - 1; older >= 0; older--) this.move(older, older + 1);
      this.head = this.slot(1);
    } else {
      for (let younger = place + 1; younger < this.count; younger++) this.move(younger, younger - 1);
    }
    this.count--;
    if (this.count === 0) this.clear();
  }

  /** Multiplies what is left of the order at `place` by a factor from (0, inf). */
  scale(place: number, factor: number): void {
    const slot = this.slot(place);
    const units = this.amounts[slot];
    this.amounts[slot] = units * factor;
    this.units += units * factor - units;
  }

  private slot(place: number): number {
    return (this.head + place) & (this.amounts.length - 1);
  }

  private move(from: number, to: number): void {
    const source = this.slot(from);
    const target = this.slot(to);
    this.amounts[target] = this.amounts[source];
    this.ordered[target] = this.ordered[source];
    this.joined[target] = this.joined[source];
    this.deadlines[target] = this.deadlines[source];
    this.patiences[target] = this.patiences[source];
    this.switched[target] = this.switched[source];
  }

  private grow(): void {
    const switched = new Uint8Array(2 * this.switched.length);
    for (let place = 0; place < this.count; place++) switched[place] = this.switched[this.slot(place)];
    this.switched = switched;
    this.amounts = this.unrolled(this.amounts);
    this.ordered = this.unrolled(this.ordered);
    this.joined = this.unrolled(this.joined);
    this.deadlines = this.unrolled(this.deadlines);
    this.patiences = this.unrolled(this.patiences);
    this.head = 0;
  }

  private unrolled(values: Float64Array): Float64Array<ArrayBuffer> {
    const longer = new Float64Array(2 * values.length);
    for (let place = 0; place < this.count; place++) {
      longer[place] = values[(this.head + place) & (values.length - 1)];
    }
    return longer;
  }
}
