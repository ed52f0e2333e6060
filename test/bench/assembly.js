import { Simulation } from "../../dist/engine/event-list.js";
import { Tally } from "../../dist/engine/statistic.js";
import { Stream } from "../../dist/random/stream.js";
import { BareHeap } from "./bare-loop.js";
import { exponential, Lognormal, triangular } from "./random-draw.js";

const DAYS = 3650;
const MONTHS = 120;
const UNITS_PER_JOB = 8;

const LOGIC_START = 0;
const LOGIC_END = 1;
const HBM_START = 2;
const HBM_END = 3;
const JOB_END = 4;
const TYPE_BITS = 3;
const TYPE_MASK = (1 << TYPE_BITS) - 1;

const logicCycle = new Lognormal(60, 0.2);
const hbmCycle = new Lognormal(45, 0.25);

const stackUnits = (stream) => Math.floor(24 * triangular(stream, 0.5, 0.7, 0.9) + 0.5);
const monthOf = (time) => Math.floor((time * MONTHS) / DAYS);

/**
 * (c) An assembly line over ten years. Logic lots start as a Poisson stream, take about 60 days and survive nine
 * times in ten; HBM lots take about 45 days and give some 17 units each; a server takes one lot and eight units.
 * Output: 0.97 x 0.9 x 73 a day over all but the first 62 of 3,650 days, about 228,700; lead 60 + 2 days and a wait.
 */
function assembly(scale, servers) {
  const logicBetween = 1 / (73 * scale);
  const hbmBetween = 1 / (33 * scale);
  const lots = Math.ceil(80 * scale * DAYS) + 1000;
  return {
    bare: bareAssembly(logicBetween, hbmBetween, servers, lots),
    engine: engineAssembly(logicBetween, hbmBetween, servers, lots),
  };
}

export const assemblyLine = {
  name: "(c) assembly line, ten years",
  answer: { name: "output", expected: 228_700, tolerance: 1500 },
  second: { name: "mean lead, days", expected: 62.0, tolerance: 0.3 },
  must: 0.4,
  ...assembly(1, 160),
};

export const smallAssemblyLine = {
  name: "small: (c) at a hundredth, 100 times",
  // 0.97 x 0.9 x 0.73 a day; a hundred times.
  answer: { name: "output", expected: 228_700, tolerance: 9000 },
  must: 0.5,
  ...repeated(assembly(0.01, 2), 100),
};

/** The same, several trials one after the other. */
function repeated({ bare, engine }, trials) {
  const all = (run) => () => {
    const sum = { events: 0, answer: 0, second: 0 };
    for (let trial = 1; trial <= trials; trial++) {
      const { events, answer, second } = run(trial);
      sum.events += events;
      sum.answer += answer;
      sum.second += second / trials;
    }
    return sum;
  };
  return { bare: all(bare), engine: all(engine) };
}

function bareAssembly(logicBetween, hbmBetween, servers, lots) {
  const heap = new BareHeap(16_384);
  const started = new Float64Array(lots);
  const waiting = new Float64Array(lots);
  const inService = new Float64Array(servers);
  const free = new Int32Array(servers);
  const output = new Int32Array(MONTHS);
  return (trial = 1) => {
    const logic = new Stream("1", trial, "logic");
    const hbm = new Stream("1", trial, "hbm");
    const jobs = new Stream("1", trial, "jobs");
    output.fill(0);
    heap.size = 0;
    let lot = 0;
    let head = 0;
    let tail = 0;
    let units = 0;
    let idle = servers;
    let lead = 0;
    let done = 0;
    let events = 0;
    for (let k = 0; k < servers; k++) free[k] = k;
    const startJobs = (now) => {
      while (head < tail && units >= UNITS_PER_JOB && idle > 0) {
        const server = free[--idle];
        units -= UNITS_PER_JOB;
        inService[server] = waiting[head++];
        heap.push(now + triangular(jobs, 1, 1.5, 3.5), (server << TYPE_BITS) | JOB_END);
      }
    };
    heap.push(exponential(logic, logicBetween), LOGIC_START);
    heap.push(exponential(hbm, hbmBetween), HBM_START);
    for (;;) {
      const payload = heap.pop();
      const now = heap.time;
      if (now > DAYS) break;
      events++;
      switch (payload & TYPE_MASK) {
        case LOGIC_START:
          started[lot] = now;
          heap.push(now + logicCycle.draw(logic), (lot++ << TYPE_BITS) | LOGIC_END);
          heap.push(now + exponential(logic, logicBetween), LOGIC_START);
          break;
        case LOGIC_END:
          if (logic.next() < 0.9) {
            waiting[tail++] = started[payload >> TYPE_BITS];
            startJobs(now);
          }
          break;
        case HBM_START:
          heap.push(now + hbmCycle.draw(hbm), HBM_END);
          heap.push(now + exponential(hbm, hbmBetween), HBM_START);
          break;
        case HBM_END:
          units += stackUnits(hbm);
          startJobs(now);
          break;
        case JOB_END: {
          const server = payload >> TYPE_BITS;
          if (jobs.next() < 0.97) {
            output[monthOf(now)]++;
            lead += now - inService[server];
            done++;
          }
          free[idle++] = server;
          startJobs(now);
          break;
        }
      }
    }
    return { events, answer: output.reduce((sum, month) => sum + month, 0), second: lead / done };
  };
}

function engineAssembly(logicBetween, hbmBetween, servers, lots) {
  const simulation = new Simulation();
  const lead = new Tally();
  const started = new Float64Array(lots);
  const waiting = new Float64Array(lots);
  const inService = new Float64Array(servers);
  const free = new Int32Array(servers);
  const output = new Int32Array(MONTHS);
  let logic = new Stream("1", 1, "logic");
  let hbm = new Stream("1", 1, "hbm");
  let jobs = new Stream("1", 1, "jobs");
  let lot = 0;
  let head = 0;
  let tail = 0;
  let units = 0;
  let idle = servers;

  const startJobs = () => {
    while (head < tail && units >= UNITS_PER_JOB && idle > 0) {
      const server = free[--idle];
      units -= UNITS_PER_JOB;
      inService[server] = waiting[head++];
      simulation.schedule(simulation.now + triangular(jobs, 1, 1.5, 3.5), 0, JOB_END, server);
    }
  };
  simulation.on(LOGIC_START, () => {
    const now = simulation.now;
    started[lot] = now;
    simulation.schedule(now + logicCycle.draw(logic), 0, LOGIC_END, lot++);
    simulation.schedule(now + exponential(logic, logicBetween), 0, LOGIC_START, 0);
  });
  simulation.on(LOGIC_END, (finished) => {
    if (logic.next() >= 0.9) return;
    waiting[tail++] = started[finished];
    startJobs();
  });
  simulation.on(HBM_START, () => {
    const now = simulation.now;
    simulation.schedule(now + hbmCycle.draw(hbm), 0, HBM_END, 0);
    simulation.schedule(now + exponential(hbm, hbmBetween), 0, HBM_START, 0);
  });
  simulation.on(HBM_END, () => {
    units += stackUnits(hbm);
    startJobs();
  });
  simulation.on(JOB_END, (server) => {
    if (jobs.next() < 0.97) {
      output[monthOf(simulation.now)]++;
      lead.observe(simulation.now - inService[server]);
    }
    free[idle++] = server;
    startJobs();
  });

  return (trial = 1) => {
    simulation.reset(0);
    lead.reset();
    output.fill(0);
    logic = new Stream("1", trial, "logic");
    hbm = new Stream("1", trial, "hbm");
    jobs = new Stream("1", trial, "jobs");
    lot = 0;
    head = 0;
    tail = 0;
    units = 0;
    idle = servers;
    for (let k = 0; k < servers; k++) free[k] = k;
    simulation.schedule(exponential(logic, logicBetween), 0, LOGIC_START, 0);
    simulation.schedule(exponential(hbm, hbmBetween), 0, HBM_START, 0);
    simulation.run(DAYS);
    return {
      events: simulation.events,
      answer: output.reduce((sum, month) => sum + month, 0),
      second: lead.mean,
    };
  };
}
