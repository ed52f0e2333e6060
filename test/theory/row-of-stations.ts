import { Simulation } from "../../src/engine/event-list.ts";
import { Tally, TimeWeighted } from "../../src/engine/statistic.ts";
import { type Distribution, quantile } from "../../src/random/distribution.ts";
import { Stream } from "../../src/random/stream.ts";

const ARRIVAL = 0;

export interface StationPlan {
  readonly servers: number;
  readonly service: Distribution;
}

/** Parallel servers with one first-come queue. */
export class Station {
  /** Time from entering to leaving, of customers after the warm-up. */
  readonly stay = new Tally();
  /** 1 for a customer who had to wait, 0 for one who hadn't. */
  readonly waited = new Tally();
  readonly inside = new TimeWeighted();
  readonly left = new Tally();

  private readonly simulation: Simulation;
  private readonly plan: StationPlan;
  private readonly stream: Stream;
  private readonly type: number;
  private readonly entered: Float64Array;
  private readonly queue: number[] = [];
  private head = 0;
  private busy = 0;
  private lastLeft = 0;

  constructor(
    simulation: Simulation,
    type: number,
    plan: StationPlan,
    stream: Stream,
    customers: number,
    warmup: number,
    leave: (customer: number) => void,
  ) {
    this.simulation = simulation;
    this.plan = plan;
    this.stream = stream;
    this.type = type;
    this.entered = new Float64Array(customers);
    simulation.on(type, (customer) => {
      const now = simulation.now;
      this.inside.add(-1, now);
      if (customer >= warmup) {
        this.stay.observe(now - this.entered[customer]);
        this.left.observe(now - this.lastLeft);
      }
      this.lastLeft = now;
      if (this.head < this.queue.length) this.serve(this.queue[this.head++]);
      else this.busy--;
      leave(customer);
    });
  }

  enter(customer: number): void {
    this.entered[customer] = this.simulation.now;
    this.inside.add(1, this.simulation.now);
    const free = this.busy < this.plan.servers;
    this.waited.observe(free ? 0 : 1);
    if (free) {
      this.busy++;
      this.serve(customer);
    } else {
      this.queue.push(customer);
    }
  }

  private serve(customer: number): void {
    const time = quantile(this.plan.service, this.stream.next());
    this.simulation.schedule(this.simulation.now + time, 0, this.type, customer);
  }
}

/**
 * Customers who arrive as a Poisson stream and pass through stations in a row, until all have left.
 *
 * @param warmup number of first customers whose stays are not tallied
 * @returns the stations and the time at which the last customer left
 */
export function runRow(
  seed: string,
  replication: number,
  rate: number,
  plans: readonly StationPlan[],
  customers: number,
  warmup: number,
): { stations: Station[]; end: number } {
  const simulation = new Simulation();
  const stations: Station[] = [];
  for (let k = plans.length - 1; k >= 0; k--) {
    const stream = new Stream(seed, replication, `station/${k}`);
    const leave = (customer: number): void => stations[k + 1]?.enter(customer);
    stations[k] = new Station(simulation, k + 1, plans[k], stream, customers, warmup, leave);
  }
  const arrivals = new Stream(seed, replication, "arrivals");
  const between = (): number => -Math.log(1 - arrivals.next()) / rate;
  simulation.on(ARRIVAL, (customer) => {
    if (customer + 1 < customers) simulation.schedule(simulation.now + between(), 0, ARRIVAL, customer + 1);
    stations[0].enter(customer);
  });
  simulation.schedule(between(), 0, ARRIVAL, 0);
  simulation.run(Number.POSITIVE_INFINITY);
  return { stations, end: simulation.now };
}
