import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PRIORITIES, Simulation } from "../../src/engine/event-list.ts";

/** A simulation that notes what happens: [time, entity] of every event. */
function noting(): { simulation: Simulation; noted: [number, number][] } {
  const simulation = new Simulation();
  const noted: [number, number][] = [];
  simulation.on(0, (entity) => noted.push([simulation.now, entity]));
  return { simulation, noted };
}

describe("the event list", () => {
  it("lets events happen by time, then priority, then in the order they were scheduled", () => {
    const { simulation, noted } = noting();
    simulation.schedule(2, 0, 0, 1);
    simulation.schedule(1, 5, 0, 2);
    simulation.schedule(1, 3, 0, 3);
    simulation.schedule(1, 5, 0, 4);
    simulation.schedule(1, 3, 0, 5);
    simulation.run(10);
    expect(noted).toEqual([
      [1, 3],
      [1, 5],
      [1, 2],
      [1, 4],
      [2, 1],
    ]);
    expect(simulation.events).toBe(5);
  });

  it("runs up to and including the given time and leaves the clock there", () => {
    const { simulation, noted } = noting();
    simulation.schedule(3, 0, 0, 1);
    simulation.schedule(3.5, 0, 0, 2);
    simulation.run(3);
    expect(noted).toEqual([[3, 1]]);
    expect(simulation.now).toBe(3);
    expect(simulation.pending).toBe(1);
    expect(simulation.next).toBe(3.5);
    simulation.run(3.25);
    expect(simulation.now).toBe(3.25);
    simulation.run(Number.POSITIVE_INFINITY);
    expect(simulation.now).toBe(3.5);
  });

  it("lets an event that is scheduled for now happen now, after those already there", () => {
    const simulation = new Simulation();
    const noted: number[] = [];
    simulation.on(0, (entity) => {
      noted.push(entity);
      if (entity === 1) {
        simulation.schedule(simulation.now, 0, 0, 3);
        simulation.schedule(simulation.now, 0, 0, 4);
      }
    });
    simulation.schedule(7, 0, 0, 1);
    simulation.schedule(7, 0, 0, 2);
    simulation.run(7);
    expect(noted).toEqual([1, 2, 3, 4]);
  });

  it("stops after the event that says so and goes on later", () => {
    const simulation = new Simulation();
    const noted: number[] = [];
    simulation.on(0, (entity) => {
      noted.push(entity);
      if (entity === 2) simulation.stop();
    });
    for (let k = 1; k <= 3; k++) simulation.schedule(k, 0, 0, k);
    simulation.run(10);
    expect(noted).toEqual([1, 2]);
    expect(simulation.now).toBe(2);
    simulation.run(10);
    expect(noted).toEqual([1, 2, 3]);
    expect(simulation.now).toBe(10);
  });

  it("refuses the past, infinity, unknown types and priorities, and nested runs", () => {
    const { simulation } = noting();
    simulation.run(5);
    for (const time of [4.999, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      expect(() => simulation.schedule(time, 0, 0, 0)).toThrow(RangeError);
    }
    expect(() => simulation.schedule(5, -1, 0, 0)).toThrow(/priority/);
    expect(() => simulation.schedule(5, PRIORITIES, 0, 0)).toThrow(/priority/);
    expect(() => simulation.schedule(5, 0, 1, 0)).toThrow(/no handler/);
    expect(() => simulation.schedule(5, 0, -1, 0)).toThrow(/no handler/);
    expect(() => simulation.on(0, () => {})).toThrow(/already/);
    expect(() => simulation.run(4)).toThrow(RangeError);
    simulation.on(3, () => simulation.run(9));
    expect(() => simulation.schedule(6, 0, 2, 0)).toThrow(/no handler/);
    simulation.schedule(6, 0, 3, 0);
    expect(() => simulation.run(9)).toThrow(/called by an event/);
  });

  it("knows a stale handle: cancelling it does nothing, moving it throws", () => {
    const { simulation, noted } = noting();
    const first = simulation.schedule(1, 0, 0, 1);
    const second = simulation.schedule(2, 0, 0, 2);
    expect(simulation.cancel(second)).toBe(true);
    expect(simulation.cancel(second)).toBe(false);
    simulation.run(1);
    expect(simulation.isPending(first)).toBe(false);
    expect(simulation.cancel(first)).toBe(false);
    expect(() => simulation.reschedule(first, 3)).toThrow(/no longer waits/);
    for (const nonsense of [-1, 0.5, 1e12, Number.NaN]) expect(simulation.cancel(nonsense)).toBe(false);
    // A thousand events later the slots of the first two have been used again.
    for (let k = 0; k < 1000; k++) {
      simulation.schedule(2, 0, 0, k);
      simulation.run(2);
      expect(simulation.isPending(first) || simulation.isPending(second)).toBe(false);
    }
    expect(noted.length).toBe(1001);
  });

  it("leaves a moved event its place among its equals", () => {
    const { simulation, noted } = noting();
    const first = simulation.schedule(5, 0, 0, 1);
    simulation.schedule(1, 0, 0, 2);
    const third = simulation.schedule(1, 0, 0, 3);
    simulation.reschedule(first, 1);
    simulation.reschedule(third, 9);
    simulation.reschedule(third, 1);
    expect(simulation.pending).toBe(3);
    simulation.run(10);
    expect(noted.map(([, entity]) => entity)).toEqual([1, 2, 3]);
  });

  it("keeps apart an event that waits long and the thousands that come and go meanwhile", () => {
    const { simulation, noted } = noting();
    const waiting = Array.from({ length: 60 }, (_, k) => simulation.schedule(1e6 + k, 0, 0, -1 - k));
    for (let k = 0; k < 5000; k++) {
      simulation.schedule(k, 0, 0, k);
      simulation.run(k);
    }
    expect(noted.map(([, entity]) => entity)).toEqual(Array.from({ length: 5000 }, (_, k) => k));
    expect(waiting.every((handle) => simulation.isPending(handle))).toBe(true);
    expect(simulation.pending).toBe(60);
    simulation.run(2e6);
    expect(noted.slice(5000)).toEqual(waiting.map((_, k) => [1e6 + k, -1 - k]));
  });

  it("counts only what waits, however often it was moved, and says when the next is", () => {
    const { simulation, noted } = noting();
    const handles = Array.from({ length: 10 }, (_, k) => simulation.schedule(k, 0, 0, k));
    for (let k = 0; k < 10_000; k++) simulation.reschedule(handles[k % 10], (k * 7) % 50);
    expect(simulation.pending).toBe(10);
    for (let k = 1; k < 10; k++) simulation.cancel(handles[k]);
    expect(simulation.pending).toBe(1);
    // The last move of event 0 was at k = 9990: 69930 mod 50 = 30.
    expect(simulation.next).toBe(30);
    simulation.run(100);
    expect(noted).toEqual([[30, 0]]);
    expect(simulation.next).toBe(Number.POSITIVE_INFINITY);
  });

  it("loses nothing when an event cancels most of the others and then schedules more", () => {
    const simulation = new Simulation();
    const noted: number[] = [];
    const handles: number[] = [];
    simulation.on(0, (entity) => noted.push(entity));
    simulation.on(1, () => {
      for (let k = 50; k < 300; k++) simulation.cancel(handles[k]);
      simulation.schedule(400, 0, 0, 1000);
    });
    simulation.schedule(0, 0, 1, 0);
    for (let k = 0; k < 300; k++) handles.push(simulation.schedule(k + 1, 0, 0, k));
    simulation.run(500);
    expect(noted).toEqual([...Array.from({ length: 50 }, (_, k) => k), 1000]);
  });

  it("calls the check after each event, with the clock still there", () => {
    const { simulation } = noting();
    const times: number[] = [];
    simulation.afterEvent = () => times.push(simulation.now);
    simulation.schedule(1, 0, 0, 1);
    simulation.schedule(4, 0, 0, 2);
    simulation.run(9);
    expect(times).toEqual([1, 4]);
  });

  it("is as good as new after a reset, even one after a handler threw", () => {
    const { simulation, noted } = noting();
    simulation.on(1, () => {
      throw new Error("broken");
    });
    simulation.schedule(1, 0, 1, 0);
    const old = simulation.schedule(2, 0, 0, 7);
    expect(() => simulation.run(5)).toThrow("broken");
    simulation.reset(-100);
    expect(simulation.isPending(old)).toBe(false);
    expect([simulation.now, simulation.pending, simulation.events]).toEqual([-100, 0, 0]);
    simulation.schedule(-99, 0, 0, 8);
    simulation.run(0);
    expect(noted).toEqual([[-99, 8]]);
  });
});

/** The event list as one would write it first: an array, sorted again for each event. */
class PlainList {
  now = 0;
  private waiting: { time: number; priority: number; sequence: number; handle: number; entity: number }[] =
    [];
  private sequence = 0;
  private readonly handler: (entity: number) => void;

  constructor(handler: (entity: number) => void) {
    this.handler = handler;
  }

  schedule(time: number, priority: number, _type: number, entity: number): number {
    const sequence = this.sequence++;
    this.waiting.push({ time, priority, sequence, handle: sequence, entity });
    return sequence;
  }

  cancel(handle: number): boolean {
    const before = this.waiting.length;
    this.waiting = this.waiting.filter((event) => event.handle !== handle);
    return this.waiting.length < before;
  }

  isPending(handle: number): boolean {
    return this.waiting.some((event) => event.handle === handle);
  }

  reschedule(handle: number, time: number): void {
    const event = this.waiting.find((candidate) => candidate.handle === handle)!;
    event.time = time;
    // It keeps its sequence number.
  }

  run(until: number): void {
    for (;;) {
      this.waiting.sort((a, b) => a.time - b.time || a.priority - b.priority || a.sequence - b.sequence);
      if (this.waiting.length === 0 || this.waiting[0].time > until) break;
      const event = this.waiting.shift()!;
      this.now = event.time;
      this.handler(event.entity);
    }
    this.now = until;
  }
}

interface Step {
  readonly kind: "schedule" | "clump" | "storm" | "cancel" | "reschedule" | "run";
  readonly at: number;
  readonly n: number;
}

// Whole times and few priorities make ties; a clump is many events at one instant, and grows the list; a storm moves
// every third event and cancels every seventh.
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("schedule"), at: fc.nat(12), n: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("clump"), at: fc.nat(30), n: fc.nat(150) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("storm"), at: fc.nat(6), n: fc.nat(9) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("cancel"), at: fc.nat(), n: fc.constant(0) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("reschedule"), at: fc.nat(), n: fc.nat(20) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("run"), at: fc.nat(6), n: fc.constant(0) }) },
);

/**
 * Plays `outside` step by step and one step of `inside` in each of the first events; returns all that could be
 * seen: which event happened when, and what cancelling or moving it found.
 */
function play(
  make: (handler: (entity: number) => void) => PlainList | Simulation,
  outside: Step[],
  inside: Step[],
) {
  const seen: string[] = [];
  const handles: number[] = [];
  let turn = 0;
  const list = make((entity) => {
    seen.push(`${entity} at ${list.now}`);
    if (turn < inside.length) take(inside[turn++]);
  });
  const add = (time: number, priority: number): void => {
    handles.push(list.schedule(time, priority, 0, handles.length));
  };
  const take = ({ kind, at, n }: Step): void => {
    const handle = handles[at % Math.max(1, handles.length)];
    if (kind === "schedule") add(list.now + at, n);
    if (kind === "clump") for (let k = 0; k < n; k++) add(list.now + at, k % 3);
    if (kind === "storm") {
      handles.forEach((one, k) => {
        if (k % 3 === at % 3 && list.isPending(one)) list.reschedule(one, list.now + n);
        if (k % 7 === at) list.cancel(one);
      });
    }
    if (kind === "cancel" && handles.length > 0) seen.push(`cancelled: ${list.cancel(handle)}`);
    if (kind === "reschedule" && handles.length > 0) {
      if (list.isPending(handle)) list.reschedule(handle, list.now + n);
      else seen.push("gone");
    }
  };
  for (const next of outside) {
    if (next.kind === "run") list.run(list.now + next.at);
    else take(next);
  }
  list.run(list.now + 1000);
  return seen;
}

describe("the event list beside a sorted array", () => {
  it("shows the same, whatever is scheduled, cancelled and moved, inside and outside of events", () => {
    const real = (handler: (entity: number) => void): Simulation => {
      const simulation = new Simulation();
      simulation.on(0, handler);
      return simulation;
    };
    const steps = fc.array(step, { maxLength: 80 });
    fc.assert(
      fc.property(steps, steps, (outside, inside) => {
        expect(play(real, outside, inside)).toEqual(
          play((handler) => new PlainList(handler), outside, inside),
        );
      }),
      { numRuns: 400, seed: 1 },
    );
  });
});
