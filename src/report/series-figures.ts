import { aggregatePeriods, aggregateRatio } from "../analysis/period.ts";
import type { Series } from "../model/series.ts";
import type { Calendar, Timespan } from "./timespan.ts";
import type { Trials } from "./trials.ts";

/** One figure over timespans in every trial that has it. */
export interface Figures {
  readonly trials: number;
  /** trials x timespans, trial-major; NaN: no figure, +Infinity: not there yet. */
  readonly values: Float64Array;
}

/**
 * A series over timespans, made from its months by its own rule within each trial, before anything is summarised
 * over trials.
 */
export function seriesFigures(
  trials: Trials,
  index: number,
  spans: readonly Timespan[],
  { days }: Calendar,
): Figures {
  const { months, series } = trials.shape;
  const groups = spans.map((span) => span.months);
  const { aggregate, of } = series[index];
  if (groups.length === months && groups.every((group) => group.length === 1)) {
    const { values, trials: count } = trials.readSeries(index);
    return { trials: count, values: new Float64Array(values) };
  }
  if (aggregate !== "ratio") {
    const { values, trials: count } = trials.readSeries(index);
    return { trials: count, values: aggregatePeriods(values, months, groups, aggregate, days) };
  }
  if (of === undefined) throw new Error(`${series[index].metric} is a ratio of nothing`);
  const numerator = trials.readSeries(of[0]);
  const denominator = trials.readSeries(of[1]);
  return {
    trials: numerator.trials,
    values: aggregateRatio(numerator.values, denominator.values, months, groups),
  };
}

/**
 * One timespan's figure in every trial.
 *
 * @param column filled and returned; a new array where absent
 */
export function columnOf(
  { trials, values }: Figures,
  place: number,
  width: number,
  column: Float64Array = new Float64Array(trials),
): Float64Array {
  for (let trial = 0; trial < trials; trial++) column[trial] = values[trial * width + place];
  return column;
}

/** Places of all series in the order of the files: by metric, then by key. */
export function sortedSeries(series: readonly Series[]): number[] {
  const order = series.map((_, index) => index);
  const sortKey = series.map((one) => [one.metric, ...keyTexts(one)].join("\0"));
  return order.sort((a, b) => (sortKey[a] < sortKey[b] ? -1 : sortKey[a] > sortKey[b] ? 1 : a - b));
}

/** Ids of a series' keys in the order of the key columns; empty: all. */
export function keyTexts({ keys }: Series): string[] {
  const { product, vendor, segment, region, line, item, stage, constraint } = keys;
  return [product, vendor, segment, region, line, item, stage, constraint].map((key) => key ?? "");
}

/** The places of the series of a metric. */
export function seriesOf(series: readonly Series[], metric: string): number[] {
  return series.flatMap((one, index) => (one.metric === metric ? [index] : []));
}
