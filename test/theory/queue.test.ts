import { describe, expect, it } from "vitest";
import { distributionOf } from "../../src/random/distribution.ts";
import { expectAgreement } from "./agreement.ts";
import { runRow, type Station, type StationPlan } from "./row-of-stations.ts";

// Gross, Shortle, Thompson and Harris, Fundamentals of Queueing Theory (4th ed.); section numbers below.

const exponential = distributionOf("exponential", [1]);
const single: StationPlan = { servers: 1, service: exponential };

/** One figure of each of 30 replications. */
function replicate(
  seed: string,
  rate: number,
  plans: readonly StationPlan[],
  customers: number,
  figure: (stations: Station[]) => number,
): number[] {
  return Array.from({ length: 30 }, (_, k) =>
    figure(runRow(seed, k + 1, rate, plans, customers, customers / 10).stations),
  );
}

describe("a queue on the engine", () => {
  it("M/M/1 at 60 %: a customer stays 1 / (1 - 0.6) = 2.5 services (2.2)", () => {
    expectAgreement(
      replicate("mm1", 0.6, [single], 60_000, ([station]) => station.stay.mean),
      2.5,
    );
  });

  it("M/M/4 at 70 %: Erlang's C says who waits and how long all stay (2.3)", () => {
    // C(4, 2.8) = (2.8^4 / 4!) / 0.3 / (1 + 2.8 + 2.8^2/2 + 2.8^3/6 + 2.8^4/24 / 0.3) = 0.4286543
    const plans = [{ servers: 4, service: exponential }];
    const stays: number[] = [];
    const waits = replicate("mm4", 2.8, plans, 60_000, ([station]) => {
      stays.push(station.stay.mean);
      return station.waited.mean;
    });
    expectAgreement(waits, 0.4286543);
    expectAgreement(stays, 1 + 0.4286543 / (4 - 2.8));
  });

  it("M/D/1 at 60 %: a customer waits half as long as with exponential services, 0.75 (5.1)", () => {
    const plans = [{ servers: 1, service: distributionOf("constant", [1]) }];
    const waits = replicate("md1", 0.6, plans, 80_000, ([station]) => station.stay.mean - 1);
    expectAgreement(waits, 0.75);
  });

  it("M/G/1 at 50 % where one service in five takes 3 and the others 0.5: a wait of 1 (Pollaczek and Khinchine, 5.1)", () => {
    // E[S] = 1, E[S^2] = 2: wait = 0.5 x 2 / (2 x (1 - 0.5)).
    const plans = [{ servers: 1, service: distributionOf("discrete", [0.5, 4, 3, 1]) }];
    const waits = replicate("mg1", 0.5, plans, 110_000, ([station]) => station.stay.mean - 1);
    expectAgreement(waits, 1);
  });

  it("in a row: what leaves an M/M/1 is Poisson again, so the next station is one too (Burke, 4.1)", () => {
    const second: number[] = [];
    const variation: number[] = [];
    const first = replicate("row", 0.6, [single, single], 60_000, ([one, other]) => {
      second.push(other.stay.mean);
      // Squared coefficient of variation of the times between departures: 1 for a Poisson stream.
      variation.push(one.left.variance / one.left.mean ** 2);
      return one.stay.mean;
    });
    expectAgreement(first, 2.5);
    expectAgreement(second, 2.5);
    expectAgreement(variation, 1);
  });

  it("has on average as many customers inside as arrive per day times the days they stay (Little), to rounding", () => {
    const customers = 5000;
    const { stations, end } = runRow("little", 1, 0.9, [single], customers, 0);
    const [{ inside, stay }] = stations;
    expect(stay.count).toBe(customers);
    expect(inside.mean(end) / ((customers / end) * stay.mean)).toBeCloseTo(1, 10);
    expect(inside.level).toBe(0);
    expect(inside.max).toBeGreaterThan(10);
  });
});
