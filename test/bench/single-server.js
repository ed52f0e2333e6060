import { Simulation } from "../../dist/engine/event-list.js";
import { Tally } from "../../dist/engine/statistic.js";
import { Stream } from "../../dist/random/stream.js";
import { BareHeap } from "./bare-loop.js";
import { exponential } from "./random-draw.js";

const CUSTOMERS = 1_000_000;
const BETWEEN = 1 / 0.8;
const SERVICE = 1;
const ARRIVAL = 0;
const DEPARTURE = 1;

/** (a) M/M/1 at 80 %: a million customers, until all have left. Mean time in system 1 / (1 - 0.8) = 5. */
export const singleServer = {
  name: "(a) M/M/1, 1e6 customers",
  answer: { name: "mean time in system", expected: 5, tolerance: 0.15 },
  must: 0.45,
  bare,
  engine: engine(),
};

function bare() {
  const between = new Stream("1", 1, "arrivals");
  const service = new Stream("1", 1, "service");
  const arrived = new Float64Array(CUSTOMERS);
  const heap = new BareHeap(16);
  let arrivals = 0;
  let departures = 0;
  let sum = 0;
  let events = 0;
  heap.push(exponential(between, BETWEEN), ARRIVAL);
  while (heap.size > 0) {
    const type = heap.pop();
    const now = heap.time;
    events++;
    switch (type) {
      case ARRIVAL:
        arrived[arrivals++] = now;
        if (arrivals < CUSTOMERS) heap.push(now + exponential(between, BETWEEN), ARRIVAL);
        if (arrivals - departures === 1) heap.push(now + exponential(service, SERVICE), DEPARTURE);
        break;
      case DEPARTURE:
        sum += now - arrived[departures++];
        if (arrivals > departures) heap.push(now + exponential(service, SERVICE), DEPARTURE);
        break;
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
  let departures = 0;

  simulation.on(ARRIVAL, () => {
    const now = simulation.now;
    arrived[arrivals++] = now;
    if (arrivals < CUSTOMERS) simulation.schedule(now + exponential(between, BETWEEN), 0, ARRIVAL, 0);
    if (arrivals - departures === 1)
      simulation.schedule(now + exponential(service, SERVICE), 0, DEPARTURE, 0);
  });
  simulation.on(DEPARTURE, () => {
    const now = simulation.now;
    stay.observe(now - arrived[departures++]);
    if (arrivals > departures) simulation.schedule(now + exponential(service, SERVICE), 0, DEPARTURE, 0);
  });

  return () => {
    simulation.reset(0);
    stay.reset();
    between = new Stream("1", 1, "arrivals");
    service = new Stream("1", 1, "service");
    arrivals = 0;
    departures = 0;
    simulation.schedule(exponential(between, BETWEEN), 0, ARRIVAL, 0);
    simulation.run(Number.POSITIVE_INFINITY);
    return { events: simulation.events, answer: stay.mean };
  };
}
