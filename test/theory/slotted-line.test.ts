import { describe, test } from "vitest";
import type { RecipeState } from "../../src/model/item.ts";
import type { LotDecision } from "../../src/model/line.ts";
import { Network } from "../../src/model/network.ts";
import { Stream } from "../../src/random/stream.ts";
import { chain } from "../model/chain.ts";
import { expectAgreement } from "./agreement.ts";

const SLOTS = 400_000;

/** A line of one wafer a slot whose inputs come one at a time, as a Poisson process: mean wait for their start, slots. */
function meanWait(load: number, trial: number): number {
  const model = chain({
    lines: {
      dies: { capacity: 1, cycle: 1, recipes: [{ makes: "die", vendor: "v" }] },
      packages: { capacity: 1, cycle: 1, recipes: [{ makes: "gpu", vendor: "v", takes: { die: 1 } }] },
    },
    segments: { all: { orders: { gpu: 1 } } },
  });
  const network = new Network(model);
  network.reset(new Float64Array(0), 0, 1);
  const line = network.lines[model.lines.findIndex(({ id }) => id === "packages")];
  const recipe = line.buyers[0].recipes[0];
  recipe.item.target = Number.MAX_SAFE_INTEGER;
  recipe.item.targetNext = Number.MAX_SAFE_INTEGER;
  recipe.item.plannedUse = 1;
  line.background = 0;
  line.noise.reset("slotted", trial);
  line.noise.month(0);
  line.turnTo(0, SLOTS);
  line.buyers[0].weight = 1;
  line.openTags(1, () => new Stream("slotted", trial, "tags"));
  const { stock } = recipe.inputs[0].choices[0];
  let now = 0;
  let waited = 0;
  let served = 0;
  const floor: LotDecision = {
    month: 0,
    start: (_recipe: RecipeState, wafers: number) => {
      for (let left = wafers; left > 1e-12 && stock.layers > 0; ) {
        const arrived = stock.oldestTime;
        const taken = stock.take(Math.min(left, stock.oldestAmount));
        left -= taken;
        served += taken;
        waited += taken * (now - arrived);
      }
    },
    idle: () => {},
  };
  const arrivals = new Stream("slotted", trial, "arrivals");
  const gap = (): number => -Math.log(arrivals.double()) / load;
  let next = gap();
  for (let slot = 1; slot <= SLOTS; slot++) {
    for (; next < slot; next += gap()) stock.put(1, next, 0);
    now = slot;
    line.decide(slot, 1, 0, SLOTS, floor);
  }
  return waited / served;
}

describe("a line that decides once a slot", () => {
  // With V the work left after a decision, whole units, a slotted M/D/1 has V' = max(V + A - 1, 0), A the arrivals of a
  // slot, and a mean wait of half a slot and the queue of an M/D/1: 1/2 + load / (2 (1 - load)) = 1 / (2 (1 - load))
  // (Gross et al., 5.1). An idle line carries an eighth of a slot into the next, so that whenever V > 0 an eighth of it
  // is done already. The mean of V = V + A - 1 + [V + A = 0] gives P(V + A = 0) = 1 - load, A is Poisson, so
  // P(V = 0) = (1 - load) e^load; by Little's law the wait is shorter by an eighth of P(V > 0) / load.
  test.each([
    [0.3, 10],
    [0.5, 10],
    [0.8, 20],
  ])("keeps its inputs waiting as a slotted M/D/1 does, at a load of %f", (load, replications) => {
    const waits = Array.from({ length: replications }, (_, k) => meanWait(load, k + 1));
    const ahead = (1 - (1 - load) * Math.exp(load)) / load / 8;
    expectAgreement(waits, 1 / (2 * (1 - load)) - ahead);
  });
});
