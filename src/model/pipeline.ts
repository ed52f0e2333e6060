/**
 * The lots in process at one line, ordered by the *work time* at which they are done. Work time is the
 * integral of the line's availability, so a line that stands freezes its lots for exactly as long as it
 * stands, and only the first lot needs an entry in the event list.
 *
 * A binary heap of lot numbers over parallel arrays; equal work times leave in the order they entered. Lot
 * numbers are reused.
 */
export class Pipeline {
  /** Lots in process. */
  size = 0;

  /** By lot number. */
  due = new Float64Array(64);
  wafers = new Float64Array(64);
  /** Good units expected when the lot was started, and what it will really give. */
  expected = new Float64Array(64);
  good = new Float64Array(64);
  recipe = new Int32Array(64);
  cause = new Int32Array(64);
  /** Month in which the plan expects it. */
  month = new Int32Array(64);

  private sequence = new Float64Array(64);
  private heap = new Int32Array(64);
  private free = new Int32Array(64);
  private freeCount = 0;
  private used = 0;
  private entered = 0;

  reset(): void {
    this.size = 0;
    this.freeCount = 0;
    this.used = 0;
    this.entered = 0;
  }

  /** Lot number of the next to finish; only when there is one. */
  get first(): number {
    return this.heap[0];
  }

  /** The lot at place `k` of [0, size), in no particular order, for effects that hit all lots. */
  lotAt(k: number): number {
    return this.heap[k];
  }

  /** Starts a lot that is done at work time `due`; returns its number. */
  start(
    due: number,
    wafers: number,
    expected: number,
    good: number,
    recipe: number,
    cause: number,
    month: number,
  ): number {
    if (this.freeCount === 0 && this.used === this.due.length) this.grow();
    const lot = this.freeCount > 0 ? this.free[--this.freeCount] : this.used++;
    this.due[lot] = due;
    this.wafers[lot] = wafers;
    this.expected[lot] = expected;
    this.good[lot] = good;
    this.recipe[lot] = recipe;
    this.cause[lot] = cause;
    this.month[lot] = month;
    this.sequence[lot] = this.entered++;
    let place = this.size++;
    const heap = this.heap;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const other = heap[parent];
      if (!this.before(lot, other)) break;
      heap[place] = other;
      place = parent;
    }
    heap[place] = lot;
    return lot;
  }

  /** Removes the first lot and returns its number, whose fields stay readable until the next start. */
  finish(): number {
    const heap = this.heap;
    const lot = heap[0];
    const last = heap[--this.size];
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= this.size) break;
      if (child + 1 < this.size && this.before(heap[child + 1], heap[child])) child++;
      if (!this.before(heap[child], last)) break;
      heap[place] = heap[child];
      place = child;
    }
    heap[place] = last;
    this.free[this.freeCount++] = lot;
    return lot;
  }

  private before(a: number, b: number): boolean {
    const difference = this.due[a] - this.due[b];
    return difference < 0 || (difference === 0 && this.sequence[a] < this.sequence[b]);
  }

  private grow(): void {
    const capacity = this.due.length * 2;
    const widen = <T extends Float64Array | Int32Array>(wide: T, narrow: T): T => {
      wide.set(narrow);
      return wide;
    };
    this.due = widen(new Float64Array(capacity), this.due);
    this.wafers = widen(new Float64Array(capacity), this.wafers);
    this.expected = widen(new Float64Array(capacity), this.expected);
    this.good = widen(new Float64Array(capacity), this.good);
    this.recipe = widen(new Int32Array(capacity), this.recipe);
    this.cause = widen(new Int32Array(capacity), this.cause);
    this.month = widen(new Int32Array(capacity), this.month);
    this.sequence = widen(new Float64Array(capacity), this.sequence);
    this.heap = widen(new Int32Array(capacity), this.heap);
    this.free = widen(new Int32Array(capacity), this.free);
  }
}
