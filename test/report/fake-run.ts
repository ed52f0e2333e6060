import { dayNumber, isoMonth, monthStarts } from "../../src/engine/calendar.ts";
import { type Design, INDEPENDENT } from "../../src/experiment/design.ts";
import type { Model } from "../../src/model/model.ts";
import type { Series, TrialShape } from "../../src/model/series.ts";
import type { RunResults, Trials } from "../../src/report/trials.ts";

/** What a made-up run holds: the figure of a series in a trial (from 1) and month (from 0). */
type FigureOf = (series: Series, trial: number, month: number) => number;

export interface FakeRun {
  readonly series: readonly Series[];
  readonly figure: FigureOf;
  readonly trials?: number;
  readonly detailTrials?: number;
  readonly start?: number;
  readonly end?: number;
  readonly parameters?: Model["parameters"];
  readonly draw?: (parameter: number, trial: number) => number;
  readonly shocks?: Model["shocks"];
  readonly occurrences?: readonly Occurrence[];
  readonly design?: Design;
}

type Occurrence = Trials["occurrences"] extends () => Generator<infer T, void, undefined> ? T : never;

/** A run that never ran: reports are made from what its functions say. */
export function fakeRun(fake: FakeRun): RunResults {
  const { series, figure, trials = 10, detailTrials = trials, parameters = [] } = fake;
  const epoch = fake.start ?? dayNumber(2026, 10, 1);
  const end = (fake.end ?? dayNumber(2028, 1, 1)) - epoch;
  const monthLabels = monthStarts(epoch, epoch + end).map(isoMonth);
  const months = monthLabels.length;
  const stored = (tier: Series["tier"]): number =>
    series.filter((one) => one.tier === tier && one.of === undefined).length;
  const outcomes = [{ name: "delivered_units_2027", unit: "units", meaning: "Units delivered in 2027." }];
  const shape: TrialShape = {
    months,
    monthLabels,
    parameters: parameters.length,
    outcomes,
    series,
    headlineRows: stored("headline"),
    detailRows: stored("detail"),
  };
  const scalar = (index: number, trial: number): number =>
    index < parameters.length ? (fake.draw?.(index, trial) ?? 0) : 1000 * trial;
  const readSeries: Trials["readSeries"] = (index) => {
    const one = series[index];
    const count = one.tier === "detail" ? detailTrials : trials;
    const values = Float32Array.from({ length: count * months }, (_, at) =>
      figure(one, Math.floor(at / months) + 1, at % months),
    );
    return { trials: count, values };
  };
  const store: Trials = {
    design: fake.design ?? INDEPENDENT,
    shape,
    range: { from: 1, to: trials, detail: detailTrials },
    trials,
    detailTrials,
    readScalar: (index) => Float64Array.from({ length: trials }, (_, trial) => scalar(index, trial + 1)),
    readSeries,
    *scalarBlocks() {
      const rows = parameters.length + outcomes.length;
      const scalars = Float64Array.from({ length: rows * trials }, (_, at) =>
        scalar(Math.floor(at / trials), (at % trials) + 1),
      );
      yield { first: 1, count: trials, scalars };
    },
    *occurrences() {
      yield* fake.occurrences ?? [];
    },
  };
  return {
    name: "made-up",
    question: "What would a made-up world deliver?",
    model: { ...EMPTY_MODEL, epoch, end, parameters, shocks: fake.shocks ?? [] },
    trials: store,
    seed: "1",
    hash: "0".repeat(64),
    resolved: "name: What would a made-up world deliver?\n",
    changed: [],
    version: "0.1.0",
  };
}

/** A series as most are; what differs is given. */
export function aSeries(series: Partial<Series> & Pick<Series, "metric">): Series {
  return { keys: {}, unit: "units", aggregate: "sum", tier: "headline", meaning: "A figure.", ...series };
}

const EMPTY_MODEL: Model = {
  name: "made-up",
  epoch: 0,
  end: 1,
  asOf: 0,
  warmup: 0,
  slot: 1,
  planning: { foresight: 1, clearing: 90 },
  columns: [],
  parameters: [],
  regions: [],
  lanes: [],
  stages: [],
  vendors: [{ id: "acme" }],
  buyers: [],
  items: [],
  lines: [],
  products: [],
  segments: [],
  qualifications: [],
  shocks: [],
  initial: { backlog: [], finished: [], cover: [], bank: [] },
};
