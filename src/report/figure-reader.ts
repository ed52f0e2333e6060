import { Summariser, type Summary } from "../analysis/summary.ts";
import type { Keys, Series } from "../model/series.ts";
import { columnOf, type Figures, seriesFigures } from "./series-figures.ts";
import type { Calendar, Timespan } from "./timespan.ts";
import { samplingOfTrials, type Trials } from "./trials.ts";

const KEYS = ["product", "vendor", "segment", "region", "line", "item", "stage", "constraint"] as const;

/** Finds the figures of a run by what they are about, and summarises them as `summary.csv` does. */
export class FigureReader {
  private readonly trials: Trials;
  private readonly calendar: Calendar;
  private readonly summariser: Summariser;

  /** @param shares the percentiles wanted; those of `summary.csv` where absent */
  constructor(trials: Trials, calendar: Calendar, shares?: readonly number[]) {
    this.trials = trials;
    this.calendar = calendar;
    this.summariser = new Summariser(shares, samplingOfTrials(trials));
  }

  /** The place of the series with exactly these keys; null: the run has none, or no trial that kept it. */
  find(metric: string, keys: Keys): number | null {
    const index = this.trials.shape.series.findIndex(
      (one) => one.metric === metric && KEYS.every((key) => one.keys[key] === keys[key]),
    );
    return index === -1 || this.trialsOf(index) === 0 ? null : index;
  }

  /** The places of all series of a metric that are about exactly the keys named. */
  about(metric: string, names: readonly (keyof Keys)[]): number[] {
    const fits = ({ keys }: Series): boolean =>
      KEYS.every((key) => (keys[key] !== undefined) === names.includes(key));
    return this.trials.shape.series.flatMap((one, index) =>
      one.metric === metric && fits(one) && this.trialsOf(index) > 0 ? [index] : [],
    );
  }

  keysOf(index: number): Keys {
    return this.trials.shape.series[index].keys;
  }

  figures(index: number, spans: readonly Timespan[]): Figures {
    return seriesFigures(this.trials, index, spans, this.calendar);
  }

  summaries(index: number, spans: readonly Timespan[]): Summary[] {
    return this.summarise(this.figures(index, spans), spans.length);
  }

  /** Of the series with exactly these keys; null as for `find`. */
  summariesOf(metric: string, keys: Keys, spans: readonly Timespan[]): Summary[] | null {
    const index = this.find(metric, keys);
    return index === null ? null : this.summaries(index, spans);
  }

  /** Figures over timespans, timespan by timespan. */
  summarise(figures: Figures, spans: number): Summary[] {
    return Array.from({ length: spans }, (_, place) =>
      this.summariser.summarise(columnOf(figures, place, spans)),
    );
  }

  private trialsOf(index: number): number {
    const { tier } = this.trials.shape.series[index];
    return tier === "detail" ? this.trials.detailTrials : this.trials.trials;
  }
}

/** Figures of several series of the same trials and timespans, added trial by trial. */
export function sumOfFigures(all: readonly Figures[], weights?: readonly number[]): Figures {
  const values = new Float64Array(all[0].values.length);
  all.forEach((one, place) => {
    const weight = weights?.[place] ?? 1;
    for (let i = 0; i < values.length; i++) values[i] += weight * one.values[i];
  });
  return { trials: all[0].trials, values };
}

/** The value that a share of the trials is at or below; NaN where there is none. */
export function percentileOf({ percentiles }: Summary, share: number): number {
  return percentiles.find((one) => one !== null && one.p === share)?.value ?? Number.NaN;
}

/** The same, timespan by timespan. */
export function percentilesOf(summaries: readonly Summary[], share: number): number[] {
  return summaries.map((summary) => percentileOf(summary, share));
}
