import { expect, test } from "vitest";
import { INITIAL } from "../../src/model/cause.ts";
import { Measures } from "../../src/model/measure.ts";
import { Network } from "../../src/model/network.ts";
import { Recorder } from "../../src/model/recorder.ts";
import { StockWatch } from "../../src/model/stock-watch.ts";
import { chain } from "./chain.ts";

const SLOT = 0.5;

function watched() {
  const model = chain({
    lines: {
      dies: { capacity: 100, cycle: 30, recipes: [{ makes: "die", vendor: "x" }] },
      packages: { capacity: 100, cycle: 30, recipes: [{ makes: "gpu", vendor: "x", takes: { die: 1 } }] },
    },
    segments: { all: { orders: { gpu: 100 } } },
  });
  const network = new Network(model);
  network.reset(new Float64Array(0), 0, 2);
  const measures = new Measures(model, network);
  const recorder = new Recorder(measures.series, 2);
  recorder.reset();
  const die = network.items.find((item) => item.source.id === "die");
  if (die === undefined) throw new Error("no die");
  return { die, measures, recorder, watch: new StockWatch(network.items, measures, SLOT) };
}

test("knows the mean, the cover and the days without of a stock that lasts ten days of thirty", () => {
  const { die, measures, recorder, watch } = watched();
  const { stock } = die.destinations[0];
  die.plannedUse = 10;
  stock.put(70, 0, INITIAL);
  for (let look = 0; look < 20; look++) watch.look();
  stock.take(70);
  for (let look = 0; look < 40; look++) watch.look();
  stock.put(140, 30, INITIAL);
  watch.closeMonth(recorder, 0);

  const monthOf = (handles: readonly number[], month: number) => recorder.get(handles[die.index], month);
  expect(monthOf(measures.meanStockOfItem, 0)).toBeCloseTo(70 / 3, 12);
  expect(monthOf(measures.stockoutOfItem, 0)).toBe(20);
  expect(monthOf(measures.onHandOfItem, 0)).toBe(140);
  expect(monthOf(measures.coverOfItem, 0)).toBe(2);

  // What nobody means to use has no cover and is not missed.
  die.plannedUse = 0;
  stock.take(140);
  for (let look = 0; look < 62; look++) watch.look();
  watch.closeMonth(recorder, 1);
  expect(monthOf(measures.meanStockOfItem, 1)).toBe(0);
  expect(monthOf(measures.stockoutOfItem, 1)).toBe(0);
  expect(monthOf(measures.coverOfItem, 1)).toBeNaN();
});
