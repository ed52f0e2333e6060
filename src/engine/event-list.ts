/** What happens at an event: called with the entity it was scheduled for. */
export type Handler = (entity: number) => void;

/** Called after each event, e.g. to check conservation. */
export type AfterEvent = () => void;

/** Priorities are [0, PRIORITIES). */
export const PRIORITIES = 256;

/** An event's place among those of the same time: priority x 2^45 + sequence, exact in a double. */
const PRIORITY_STEP = 0x2000_0000_0000;
const FIRST_CAPACITY = 64;
const FREE = -1;

/**
 * Clock and event list. Events are an integer type and an integer entity; each type has one handler. They happen
 * in the order of (time, priority, sequence), which is total: at one instant the smaller priority goes first, and
 * among equals the one scheduled first.
 *
 * A binary heap over two typed arrays. While a handler runs, the place of its event at the top of the heap stays
 * open: the first event it schedules is put there, which spares most events the way from the bottom to the top.
 *
 * An event's handle is its sequence number, never given twice between resets, so a handle whose event has happened
 * or was cancelled is known to be stale. What belongs to an event lies in a slot, the last bits of its sequence
 * number; numbers whose slot is taken are skipped. At most half of the slots are taken, so that is less than one
 * skip per event on average. Cancelling or moving an event leaves its entry in the heap, dead, until it comes up or
 * dead entries are the majority; both cost no search.
 */
export class Simulation {
  /** Time of the event that happens, or up to which the clock was run. */
  now = 0.5;
  /** Events that happened since the last reset. */
  events = 0;
  /** Called after each event; null: nobody. */
  afterEvent: AfterEvent | null = null;

  private readonly handlers: Handler[] = [];

  // The heap, by place; place 0 is the next event, unless `open`.
  private size = 0;
  private times = new Float64Array(FIRST_CAPACITY);
  private orders = new Float64Array(FIRST_CAPACITY);
  /** Whether place 0 is that of the event which is happening. */
  private open = false;
  /** Entries whose event was cancelled or moved. */
  private dead = 0;

  // What waits, by slot: its order or FREE, and when it was moved to (NaN: never).
  private mask = 2 * FIRST_CAPACITY - 1;
  private waiting = new Float64Array(2 * FIRST_CAPACITY).fill(FREE);
  private movedTo = new Float64Array(2 * FIRST_CAPACITY);
  private types = new Int32Array(2 * FIRST_CAPACITY);
  private entities = new Int32Array(2 * FIRST_CAPACITY);

  private sequence = 0;
  private running = false;
  private stopped = false;

  constructor(now = 0) {
    this.now = now;
  }

  /** Says what happens at events of `type`, a small integer from 0; once per type. */
  on(type: number, handler: Handler): void {
    if (!Number.isInteger(type) || type < 0) throw new RangeError(`event type ${type} is not 0, 1, 2, ...`);
    if (this.handlers[type] !== undefined && this.handlers[type] !== unknownType) {
      throw new Error(`event type ${type} has a handler already`);
    }
    while (this.handlers.length < type) this.handlers.push(unknownType);
    this.handlers[type] = handler;
  }

  /** Events that wait. */
  get pending(): number {
    return this.size - this.dead - (this.open ? 1 : 0);
  }

  /** Time of the next event; Infinity if there is none. */
  get next(): number {
    this.close();
    while (this.dead > 0 && !this.isAlive(0)) this.dropDeadTop();
    return this.size > 0 ? this.times[0] : Number.POSITIVE_INFINITY;
  }

  /**
   * Schedules an event and returns its handle.
   *
   * @param time     [now, inf): the past and infinity throw
   * @param priority integer in [0, PRIORITIES), smaller first among events of the same time
   * @param type     one with a handler
   * @param entity   any 32-bit integer, given to the handler
   */
  schedule(time: number, priority: number, type: number, entity: number): number {
    if (!(time >= this.now && time < Number.POSITIVE_INFINITY)) throw this.badTime(time);
    if (priority >>> 0 >= PRIORITIES)
      throw new RangeError(`priority ${priority} is not in [0, ${PRIORITIES})`);
    const handler = this.handlers[type];
    if (handler === undefined || handler === unknownType) {
      throw new RangeError(`no handler for event type ${type}`);
    }
    if (this.size === this.times.length) this.grow();
    let handle = this.sequence;
    while (this.waiting[handle & this.mask] !== FREE) handle++;
    this.sequence = handle + 1;
    const slot = handle & this.mask;
    const order = priority * PRIORITY_STEP + handle;
    this.waiting[slot] = order;
    this.movedTo[slot] = Number.NaN;
    this.types[slot] = type;
    this.entities[slot] = entity;
    this.insert(time, order);
    return handle;
  }

  /** Takes an event off the list; false if it has happened or was cancelled already. */
  cancel(handle: number): boolean {
    const slot = this.slotOf(handle);
    if (slot < 0) return false;
    this.waiting[slot] = FREE;
    this.bury();
    return true;
  }

  /**
   * Moves an event that waits to another time; it keeps its handle, priority and sequence number. Throws if it no
   * longer waits, or for a time that `schedule` would refuse.
   */
  reschedule(handle: number, time: number): void {
    if (!(time >= this.now && time < Number.POSITIVE_INFINITY)) throw this.badTime(time);
    const slot = this.slotOf(handle);
    if (slot < 0) throw new Error(`event ${handle} no longer waits`);
    if (this.size === this.times.length) this.grow();
    // Moved away and back, an event has two entries that look alive: the first takes the event, the second is dead.
    this.movedTo[handle & this.mask] = time;
    this.insert(time, this.waiting[handle & this.mask]);
    this.bury();
  }

  /** Whether the event of a handle still waits. */
  isPending(handle: number): boolean {
    return this.slotOf(handle) >= 0;
  }

  /**
   * Lets events happen up to and including time `until`, then puts the clock there (for Infinity: leaves it at the
   * last event). After `stop` the clock stays at the event that stopped it. A handler must not call it.
   */
  run(until: number): void {
    if (this.running) throw new Error("run was called by an event");
    if (!(until >= this.now)) throw this.badTime(until);
    this.running = true;
    this.stopped = false;
    try {
      this.dispatch(until);
    } finally {
      this.running = false;
      this.close();
    }
    if (!this.stopped && until < Number.POSITIVE_INFINITY) this.now = until;
  }

  /** Makes `run` return after the event that happens. */
  stop(): void {
    this.stopped = true;
  }

  /** Empties the list and sets the clock, for another trial; handlers stay. Old handles mean nothing any more. */
  reset(now: number): void {
    if (this.running) throw new Error("reset was called by an event");
    this.waiting.fill(FREE);
    this.size = 0;
    this.dead = 0;
    this.open = false;
    this.sequence = 0;
    this.events = 0;
    this.now = now;
  }

  private dispatch(until: number): void {
    while (this.size > 0 && !this.stopped) {
      const time = this.times[0];
      if (time > until) return;
      if (this.dead > 0 && !this.isAlive(0)) {
        this.dropDeadTop();
        continue;
      }
      const slot = this.orders[0] & this.mask;
      this.waiting[slot] = FREE;
      this.now = time;
      this.events++;
      this.open = true;
      this.handlers[this.types[slot]](this.entities[slot]);
      if (this.open) this.close();
      if (this.afterEvent !== null) this.afterEvent();
    }
  }

  /** Puts an entry into the heap, where there is room for it. */
  private insert(time: number, order: number): void {
    if (this.open) {
      this.open = false;
      this.sink(time, order);
    } else {
      this.rise(this.size++, time, order);
    }
  }

  /** Fills the open place at the top. */
  private close(): void {
    if (!this.open) return;
    this.open = false;
    this.dropTop();
  }

  private dropTop(): void {
    const last = --this.size;
    if (last > 0) this.sink(this.times[last], this.orders[last]);
  }

  private dropDeadTop(): void {
    this.dead--;
    this.dropTop();
  }

  private isAlive(place: number): boolean {
    const order = this.orders[place];
    const slot = order & this.mask;
    const moved = this.movedTo[slot];
    return this.waiting[slot] === order && (Number.isNaN(moved) || moved === this.times[place]);
  }

  /** Counts one more dead entry, and clears them away once they are the majority. */
  private bury(): void {
    this.dead++;
    if (this.dead <= FIRST_CAPACITY || 2 * this.dead <= this.size) return;
    this.close();
    const entries = this.size;
    this.size = 0;
    for (let place = 0; place < entries; place++) {
      if (!this.isAlive(place)) continue;
      const order = this.orders[place];
      const slot = order & this.mask;
      this.rise(this.size++, this.times[place], order);
      // Not alive any more for a second entry of the same event.
      this.waiting[slot] = FREE;
    }
    for (let place = 0; place < this.size; place++)
      this.waiting[this.orders[place] & this.mask] = this.orders[place];
    this.dead = 0;
  }

  /** Puts an entry at `place`, or as far above it as it belongs. */
  private rise(from: number, time: number, order: number): void {
    const { times, orders } = this;
    let place = from;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = times[parent];
      if (time > above || (time === above && order > orders[parent])) break;
      times[place] = above;
      orders[place] = orders[parent];
      place = parent;
    }
    times[place] = time;
    orders[place] = order;
  }

  /** Puts an entry at the top, or as far below it as it belongs. */
  private sink(time: number, order: number): void {
    const { times, orders, size } = this;
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= size) break;
      let below = times[child];
      const right = child + 1;
      if (right < size) {
        const other = times[right];
        if (other < below || (other === below && orders[right] < orders[child])) {
          child = right;
          below = other;
        }
      }
      if (time < below || (time === below && order < orders[child])) break;
      times[place] = below;
      orders[place] = orders[child];
      place = child;
    }
    times[place] = time;
    orders[place] = order;
  }

  /** Slot of an event that waits, -1 for any other handle. */
  private slotOf(handle: number): number {
    if (!(handle >= 0)) return -1;
    const slot = handle & this.mask;
    const order = this.waiting[slot];
    return order % PRIORITY_STEP === handle ? slot : -1;
  }

  /** Doubles the capacity. What is in a slot goes to the same slot or the one a capacity further: none collide. */
  private grow(): void {
    const capacity = 2 * this.times.length;
    const { times, orders, waiting, movedTo, types, entities } = this;
    this.times = new Float64Array(capacity);
    this.times.set(times);
    this.orders = new Float64Array(capacity);
    this.orders.set(orders);
    this.mask = 2 * capacity - 1;
    this.waiting = new Float64Array(2 * capacity).fill(FREE);
    this.movedTo = new Float64Array(2 * capacity);
    this.types = new Int32Array(2 * capacity);
    this.entities = new Int32Array(2 * capacity);
    for (let old = 0; old < waiting.length; old++) {
      if (waiting[old] === FREE) continue;
      const slot = waiting[old] & this.mask;
      this.waiting[slot] = waiting[old];
      this.movedTo[slot] = movedTo[old];
      this.types[slot] = types[old];
      this.entities[slot] = entities[old];
    }
  }

  private badTime(time: number): RangeError {
    return new RangeError(`an event cannot be at ${time}: it is ${this.now} now`);
  }
}

function unknownType(): void {
  throw new Error("an event of a type without a handler");
}
