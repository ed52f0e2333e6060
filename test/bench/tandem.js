import { Simulation } from "../../dist/engine/event-list.js";
import { Tally } from "../../dist/engine/statistic.js";
import { Stream } from "../../dist/random/stream.js";
import { BareHeap } from "./bare-loop.js";
import { exponential } from "./random-draw.js";

const CUSTOMERS = 500_000;
const STATIONS = 3;
const SERVERS = 4;
const BETWEEN = 1 / 3.2;
const SERVICE = 1;
const ARRIVAL = STATIONS;
const TYPE_BITS = 2;
const TYPE_MASK = (1 << TYPE_BITS) - 1;

/** A station with parallel servers and one first-come queue; its event type is its place in the row. */
class Station {
  constructor(simulation, type, service, leave) {
    this.simulation = simulation;
    this.type = type;
    this.service = service;
    this.leave = leave;
    this.queue = new Int32Array(CUSTOMERS);
    this.head = 0;
    this.tail = 0;
    this.busy = 0;
    simulation.on(type, (customer) => this.finish(customer));
  }

  reset(service) {
    this.service = service;
    this.head = 0;
    this.tail = 0;
    this.busy = 0;
  }

  enter(customer) {
    if (this.busy < SERVERS) {
      this.busy++;
      this.start(customer);
    } else {
      this.queue[this.tail++] = customer;
    }
  }

  start(customer) {
    const { simulation } = this;
    simulation.schedule(simulation.now + exponential(this.service, SERVICE), 0, this.type, customer);
  }

  finish(customer) {
    if (this.head < this.tail) this.start(this.queue[this.head++]);
    else this.busy--;
    this.leave(customer);
  }
}

/**
 * (b) Three M/M/4 stations in a row at 80 %: half a million customers, until all have left. By Burke each station is
 * an M/M/4 queue of its own: mean time in system 3 x (1 + C(4, 3.2) / (4 - 3.2)) = 5.2366 with Erlang's C.
 */
export const tandem = {
  name: "(b) three M/M/4 in a row, 5e5 customers",
  answer: { name: "mean time in system", expected: 5.2366, tolerance: 0.08 },
  must: 0.5,
  bare,
  engine: engine(),
};

function bare() {
  const between = new Stream("1", 1, "arrivals");
  const service = new Stream("1", 1, "service");
  const arrived = new Float64Array(CUSTOMERS);
  const queues = Array.from({ length: STATIONS }, () => new Int32Array(CUSTOMERS));
  const heads = new Int32Array(STATIONS);
  const tails = new Int32Array(STATIONS);
  const busy = new Int32Array(STATIONS);
  const heap = new BareHeap(64);
  let arrivals = 0;
  let sum = 0;
  let events = 0;
  const enter = (station, customer, now) => {
    if (busy[station] < SERVERS) {
      busy[station]++;
      heap.push(now + exponential(service, SERVICE), (customer << TYPE_BITS) | station);
    } else {
      queues[station][tails[station]++] = customer;
    }
  };
  heap.push(exponential(between, BETWEEN), ARRIVAL);
  while (heap.size > 0) {
    const payload = heap.pop();
    const now = heap.time;
    const type = payload & TYPE_MASK;
    events++;
    switch (type) {
      case ARRIVAL:
        arrived[arrivals] = now;
        enter(0, arrivals++, now);
        if (arrivals < CUSTOMERS) heap.push(now + exponential(between, BETWEEN), ARRIVAL);
        break;
      default: {
        const customer = payload >> TYPE_BITS;
        if (heads[type] < tails[type]) {
          const next = queues[type][heads[type]++];
          heap.push(now + exponential(service, SERVICE), (next << TYPE_BITS) | type);
        } else {
          busy[type]--;
        }
        if (type + 1 < STATIONS) enter(type + 1, customer, now);
        else sum += now - arrived[customer];
      }
    }
  }
  return { events, answer: sum / CUSTOMERS };
}

function engine() {
  const simulation = new Simulation();
  const stay = new Tally();
  const arrived = new Float64Array(CUSTOMERS);
  let between = new Stream("1", 1, "arrivals");
  let service = new Stream("1", 1, "service");
  let arrivals = 0;
  const stations = [];
  for (let k = STATIONS - 1; k >= 0; k--) {
    const next = stations[k + 1];
    const leave =
      next === undefined
        ? (customer) => stay.observe(simulation.now - arrived[customer])
        : (customer) => next.enter(customer);
    stations[k] = new Station(simulation, k, service, leave);
  }
  simulation.on(ARRIVAL, () => {
    const now = simulation.now;
    arrived[arrivals] = now;
    stations[0].enter(arrivals++);
    if (arrivals < CUSTOMERS) simulation.schedule(now + exponential(between, BETWEEN), 0, ARRIVAL, 0);
  });

  return () => {
    simulation.reset(0);
    stay.reset();
    between = new Stream("1", 1, "arrivals");
    service = new Stream("1", 1, "service");
    for (const station of stations) station.reset(service);
    arrivals = 0;
    simulation.schedule(exponential(between, BETWEEN), 0, ARRIVAL, 0);
    simulation.run(Number.POSITIVE_INFINITY);
    return { events: simulation.events, answer: stay.mean };
  };
}
