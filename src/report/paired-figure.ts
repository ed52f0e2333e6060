import type { Series } from "../model/series.ts";
import { groupsByVendor, sumOf } from "./constraint-group.ts";
import type { Figure } from "./dictionary-table.ts";
import { type Figures, keyTexts, seriesFigures, sortedSeries } from "./series-figures.ts";
import type { Calendar, Timespan } from "./timespan.ts";
import type { Trials } from "./trials.ts";

/** Values of two runs over the same timespans of the same trials. */
export interface Pair {
  /** Of both: those of the run with fewer of them. */
  readonly trials: number;
  /** trials x timespans, trial-major; NaN: no figure, +Infinity: not there yet. */
  readonly base: Float64Array;
  readonly variant: Float64Array;
}

/** One figure of two runs. */
export interface PairedFigure extends Pair {
  readonly series: Series;
  /** The same by month; null: not a headline, so that not all trials need have it. */
  readonly months: Pair | null;
  /** The first month from which the two differ in any trial, `2027-04`; empty: never. */
  readonly firstVisible: string;
}

/** How deliveries divide among what limited them, by stage or by a cause without one: made from the trace. */
export const CONSTRAINT_SHARE: Figure = {
  metric: "constraint_share",
  unit: "fraction",
  meaning: "Share of the H100-equivalents delivered that the stage, or a cause without one, limited.",
  aggregate: "ratio",
};

/** Beside headline series those of these metrics that are about one segment, product or vendor. */
const BY_ONE: ReadonlySet<string> = new Set([
  "ordered_units",
  "delivered_units",
  "backlog_units",
  "backlog_h100e",
  "lead_time_days",
]);

/** Whether a series is compared: a headline, or what is ordered, delivered and owed by one key. */
function isCompared({ metric, keys, tier }: Series): boolean {
  if (tier === "headline") return true;
  const { product, segment, vendor, ...others } = keys;
  const one = (product !== undefined || vendor !== undefined) !== (segment !== undefined);
  return BY_ONE.has(metric) && one && Object.keys(others).length === 0;
}

/**
 * The figures that two runs are compared by, in the order of the files, the shares of constraints last. What only one
 * of them has, such as the deliveries of a product that the other lacks, counts as 0 there; levels likewise.
 */
export function* pairedFigures(
  base: Trials,
  variant: Trials,
  spans: readonly Timespan[],
  calendar: Calendar,
): Generator<PairedFigure, void, undefined> {
  const places = [placesOf(base), placesOf(variant)] as const;
  const all = [...new Map([...namedSeries(base), ...namedSeries(variant)]).values()];
  for (const place of sortedSeries(all)) {
    const series = all[place];
    const read = (over: readonly Timespan[]): Pair => {
      const [a, b] = [base, variant].map((trials, which) => {
        const index = places[which].get(nameOf(series));
        return index === undefined ? null : seriesFigures(trials, index, over, calendar);
      });
      return pair(a, b, series, over.length);
    };
    const months = read(calendar.months);
    const firstVisible = firstDifference(months, calendar);
    yield { series, ...read(spans), months: series.tier === "headline" ? months : null, firstVisible };
  }
  yield* pairedShares(base, variant, spans, calendar);
}

const nameOf = (series: Series): string => [series.metric, ...keyTexts(series)].join("\0");

function namedSeries({ shape }: Trials): [name: string, series: Series][] {
  return shape.series.filter(isCompared).map((series) => [nameOf(series), series]);
}

function placesOf({ shape }: Trials): Map<string, number> {
  return new Map(shape.series.map((series, place) => [nameOf(series), place]));
}

/** Both over the trials that both have. */
function pair(base: Figures | null, variant: Figures | null, { aggregate }: Series, width: number): Pair {
  const trials = Math.min(base?.trials ?? Infinity, variant?.trials ?? Infinity);
  const nothing = aggregate === "sum" || aggregate === "last" ? 0 : Number.NaN;
  const [a, b] = [base, variant].map(
    (figures) =>
      figures?.values.subarray(0, trials * width) ?? new Float64Array(trials * width).fill(nothing),
  );
  return { trials, base: a, variant: b };
}

function firstDifference({ base, variant }: Pair, { months }: Calendar): string {
  const same = (at: number): boolean => Object.is(base[at], variant[at]) || base[at] === variant[at];
  let first = months.length;
  for (let at = 0; at < base.length; at++) {
    const month = at % months.length;
    if (month < first && !same(at)) first = month;
  }
  return first === months.length ? "" : months[first].label;
}

function* pairedShares(
  base: Trials,
  variant: Trials,
  spans: readonly Timespan[],
  calendar: Calendar,
): Generator<PairedFigure, void, undefined> {
  const periods = [base, variant].map((trials) => constraintFigures(trials, spans, calendar));
  const months = [base, variant].map((trials) => constraintFigures(trials, calendar.months, calendar));
  const names = [...new Set(periods.flatMap((shares) => [...shares.keys()]))].sort();
  for (const name of names) {
    const [stage, cause] = name.split("\0");
    const keys = stage === "" ? { constraint: cause } : { stage };
    const series: Series = { ...CONSTRAINT_SHARE, keys, aggregate: "ratio", tier: "detail" };
    const read = ([a, b]: typeof periods, width: number): Pair =>
      pair(shareOf(a, name), shareOf(b, name), series, width);
    const firstVisible = firstDifference(read(months, calendar.months.length), calendar);
    yield { series, ...read(periods, spans.length), months: null, firstVisible };
  }
}

/** How much of all vendors' deliveries each stage or cause limited. */
function constraintFigures(
  trials: Trials,
  spans: readonly Timespan[],
  calendar: Calendar,
): Map<string, Figures> {
  const { series } = trials.shape;
  const groups = groupsByVendor(series).find(([vendor]) => vendor === "")?.[1] ?? [];
  const read = (term: number): Figures => seriesFigures(trials, term, spans, calendar);
  return new Map(groups.map(({ stage, cause, terms }) => [`${stage}\0${cause}`, sumOf(terms, read)]));
}

/** NaN where nothing is delivered: there is nothing to be a share of. */
function shareOf(amounts: Map<string, Figures>, name: string): Figures | null {
  const [first] = amounts.values();
  if (first === undefined) return null;
  const own = amounts.get(name)?.values;
  const values = new Float64Array(first.values.length);
  for (const part of amounts.values())
    for (let at = 0; at < values.length; at++) values[at] += part.values[at];
  for (let at = 0; at < values.length; at++)
    values[at] = values[at] > 0 ? (own?.[at] ?? 0) / values[at] : Number.NaN;
  return { trials: first.trials, values };
}
