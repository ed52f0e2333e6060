/** What happens at an event: called with the entity it was scheduled for. */
export type Handler = (entity: number) => void;

/** Called after each event, e.g. to check conservation. */
export type AfterEvent = () => void;

/** Priorities are [0, PRIORITIES). */
export const PRIORITIES = 256;

/** An event's place among those of the same time: priority x 2^45 + sequence, exact in a double. */
const PRIORITY_STEP = 0x2000_0000_0000;
const FIRST_CAPACITY = 64;

/**
 * Clock and event list. Events are an integer type and an integer entity; each type has one handler. They happen
 * in the order of (time, priority, sequence), which is total: at one instant the smaller priority goes first, and
 * among equals the one scheduled first.
 *
 * A binary heap over typed arrays. While a handler runs, the place of its event at the top of the heap stays open:
 * the first event it schedules is put there, which spares most events the way from the bottom of the heap to the
 * top.
 *
 * A handle is the event's sequence number and is never given twice between resets, so a handle whose event has
 * happened or was cancelled is known to be stale. Events are kept in slots, the slot of a handle being its last
 * bits; a sequence number whose slot is taken is skipped. With at most half of the slots taken that is less than
 * one skip per event on average.
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
  private slots = new Int32Array(FIRST_CAPACITY);
  /** Whether place 0 is that of the event which is happening. */
  private open = false;

  // The events, by slot. `owners` has the handle, -1 for a free slot.
  private mask = 2 * FIRST_CAPACITY - 1;
  private owners = new Float64Array(2 * FIRST_CAPACITY).fill(-1);
  private places = new Int32Array(2 * FIRST_CAPACITY);
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
    return this.open ? this.size - 1 : this.size;
  }

  /** Time of the next event; Infinity if there is none. */
  get next(): number {
    this.close();
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
    let slot = handle & this.mask;
    while (this.owners[slot] !== -1) slot = ++handle & this.mask;
    this.sequence = handle + 1;
    this.owners[slot] = handle;
    this.types[slot] = type;
    this.entities[slot] = entity;
    const order = priority * PRIORITY_STEP + handle;
    if (this.open) {
      this.open = false;
      this.sink(0, time, order, slot);
    } else {
      this.rise(this.size++, time, order, slot);
    }
    return handle;
  }

  /** Takes an event off the list; false if it has happened or was cancelled already. */
  cancel(handle: number): boolean {
    const slot = this.slotOf(handle);
    if (slot < 0) return false;
    this.close();
    this.owners[slot] = -1;
    this.remove(this.places[slot]);
    return true;
  }

  /**
   * Moves an event that waits to another time, as if it were cancelled and scheduled anew with the same handle:
   * among events of the same time and priority it is now the last. Throws if it no longer waits, or for a time
   * that `schedule` would refuse.
   */
  reschedule(handle: number, time: number): void {
    if (!(time >= this.now && time < Number.POSITIVE_INFINITY)) throw this.badTime(time);
    const slot = this.slotOf(handle);
    if (slot < 0) throw new Error(`event ${handle} no longer waits`);
    this.close();
    const place = this.places[slot];
    const priority = Math.floor(this.orders[place] / PRIORITY_STEP);
    const order = priority * PRIORITY_STEP + this.sequence++;
    if (time < this.times[place]) this.rise(place, time, order, slot);
    else this.sink(place, time, order, slot);
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
    for (let place = 0; place < this.size; place++) this.owners[this.slots[place]] = -1;
    this.size = 0;
    this.open = false;
    this.sequence = 0;
    this.events = 0;
    this.now = now;
  }

  private dispatch(until: number): void {
    while (this.size > 0 && !this.stopped) {
      const time = this.times[0];
      if (time > until) return;
      const slot = this.slots[0];
      this.owners[slot] = -1;
      this.now = time;
      this.events++;
      this.open = true;
      this.handlers[this.types[slot]](this.entities[slot]);
      if (this.open) this.close();
      if (this.afterEvent !== null) this.afterEvent();
    }
  }

  /** Fills the open place at the top with the event at the bottom. */
  private close(): void {
    if (!this.open) return;
    this.open = false;
    this.remove(0);
  }

  /** Takes out the event at `place`, whose slot is free already. */
  private remove(place: number): void {
    const last = --this.size;
    if (place === last) return;
    const time = this.times[last];
    const order = this.orders[last];
    const slot = this.slots[last];
    if (place > 0 && this.comesBefore(time, order, (place - 1) >> 1)) this.rise(place, time, order, slot);
    else this.sink(place, time, order, slot);
  }

  private comesBefore(time: number, order: number, place: number): boolean {
    return time < this.times[place] || (time === this.times[place] && order < this.orders[place]);
  }

  /** Puts an event at `place`, or as far above it as it belongs. */
  private rise(place: number, time: number, order: number, slot: number): void {
    const { times, orders, slots, places } = this;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = times[parent];
      if (time > above || (time === above && order > orders[parent])) break;
      times[place] = above;
      orders[place] = orders[parent];
      const lower = slots[parent];
      slots[place] = lower;
      places[lower] = place;
      place = parent;
    }
    times[place] = time;
    orders[place] = order;
    slots[place] = slot;
    places[slot] = place;
  }

  /** Puts an event at `place`, or as far below it as it belongs. */
  private sink(place: number, time: number, order: number, slot: number): void {
    const { times, orders, slots, places, size } = this;
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
      const upper = slots[child];
      slots[place] = upper;
      places[upper] = place;
      place = child;
    }
    times[place] = time;
    orders[place] = order;
    slots[place] = slot;
    places[slot] = place;
  }

  /** Slot of an event that waits, -1 for any other handle. */
  private slotOf(handle: number): number {
    if (!(handle >= 0)) return -1;
    const slot = handle & this.mask;
    return this.owners[slot] === handle ? slot : -1;
  }

  /** Doubles the capacity. Each slot's event goes to the same slot or the one a capacity further: none collide. */
  private grow(): void {
    const capacity = 2 * this.times.length;
    const { times, orders, slots, owners, types, entities } = this;
    this.times = new Float64Array(capacity);
    this.orders = new Float64Array(capacity);
    this.slots = new Int32Array(capacity);
    this.times.set(times);
    this.orders.set(orders);
    this.mask = 2 * capacity - 1;
    this.owners = new Float64Array(2 * capacity).fill(-1);
    this.places = new Int32Array(2 * capacity);
    this.types = new Int32Array(2 * capacity);
    this.entities = new Int32Array(2 * capacity);
    for (let place = this.open ? 1 : 0; place < this.size; place++) {
      const old = slots[place];
      const slot = owners[old] & this.mask;
      this.slots[place] = slot;
      this.owners[slot] = owners[old];
      this.places[slot] = place;
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
