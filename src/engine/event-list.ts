import { EventHeap } from "./event-heap.ts";

/** What happens at an event: called with the entity it was scheduled for. */
export type Handler = (entity: number) => void;

/** Called after each event, e.g. to check conservation. */
export type AfterEvent = () => void;

/** Priorities are [0, PRIORITIES). */
export const PRIORITIES = 256;

/** An event's place among those of the same time: priority x 2^45 + sequence, exact in a double. */
const PRIORITY_STEP = 0x2000_0000_0000;
/** Dead entries that are left alone however few events wait. */
const FEW_DEAD = 64;
const FREE = -1;

/**
 * Clock and event list. Events are an integer type and an integer entity; each type has one handler. They happen
 * in the order of (time, priority, sequence), which is total: at one instant the smaller priority goes first, and
 * among equals the one scheduled first.
 *
 * While a handler runs, the place of its event at the top of the heap stays
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

  private readonly heap = new EventHeap();
  /** Whether the top of the heap is the place of the event which is happening. */
  private open = false;
  /** Entries whose event was cancelled or moved. */
  private dead = 0;

  // What waits, by slot: its order or FREE, and when it was moved to (NaN: never).
  private mask = 2 * this.heap.capacity - 1;
  private waiting = new Float64Array(2 * this.heap.capacity).fill(FREE);
  private movedTo = new Float64Array(2 * this.heap.capacity);
  private types = new Int32Array(2 * this.heap.capacity);
  private entities = new Int32Array(2 * this.heap.capacity);

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
    return this.heap.size - this.dead - (this.open ? 1 : 0);
  }

  /** Time of the next event; Infinity if there is none. */
  get next(): number {
    this.close();
    while (this.dead > 0 && !this.isAlive(0)) this.dropDeadTop();
    return this.heap.size > 0 ? this.heap.times[0] : Number.POSITIVE_INFINITY;
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
    if (this.heap.size === this.heap.capacity) this.grow();
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
    if (this.heap.size === this.heap.capacity) this.grow();
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
    this.heap.size = 0;
    this.dead = 0;
    this.open = false;
    this.sequence = 0;
    this.events = 0;
    this.now = now;
  }

  private dispatch(until: number): void {
    const { heap } = this;
    while (heap.size > 0 && !this.stopped) {
      const time = heap.times[0];
      if (time > until) return;
      if (this.dead > 0 && !this.isAlive(0)) {
        this.dropDeadTop();
        continue;
      }
      const slot = heap.orders[0] & this.mask;
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
      this.heap.replaceTop(time, order);
    } else {
      this.heap.push(time, order);
    }
  }

  /** Fills the open place at the top. */
  private close(): void {
    if (!this.open) return;
    this.open = false;
    this.heap.dropTop();
  }

  private dropDeadTop(): void {
    this.dead--;
    this.heap.dropTop();
  }

  private isAlive(place: number): boolean {
    const order = this.heap.orders[place];
    const slot = order & this.mask;
    const moved = this.movedTo[slot];
    return this.waiting[slot] === order && (Number.isNaN(moved) || moved === this.heap.times[place]);
  }

  /** Counts one more dead entry, and clears them away once they are the majority. */
  private bury(): void {
    const { heap, waiting, mask } = this;
    this.dead++;
    if (this.dead <= FEW_DEAD || 2 * this.dead <= heap.size) return;
    this.close();
    const entries = heap.size;
    heap.size = 0;
    for (let place = 0; place < entries; place++) {
      if (!this.isAlive(place)) continue;
      const order = heap.orders[place];
      // The heap never grows past the entry that is looked at.
      heap.push(heap.times[place], order);
      // Not alive any more for a second entry of the same event.
      waiting[order & mask] = FREE;
    }
    for (let place = 0; place < heap.size; place++) waiting[heap.orders[place] & mask] = heap.orders[place];
    this.dead = 0;
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
    const { waiting, movedTo, types, entities } = this;
    this.heap.grow();
    const slots = 2 * this.heap.capacity;
    this.mask = slots - 1;
    this.waiting = new Float64Array(slots).fill(FREE);
    this.movedTo = new Float64Array(slots);
    this.types = new Int32Array(slots);
    this.entities = new Int32Array(slots);
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
