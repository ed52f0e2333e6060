import { simultaneousLevel } from "../analysis/confidence-interval.ts";
import { type PairedDifference, pairedDifference } from "../analysis/paired-difference.ts";
import type { Series } from "../model/series.ts";
import { type Difference, scenarioDifferences } from "../scenario/difference.ts";
import { type Pair, type PairedFigure, pairedFigures } from "./paired-figure.ts";
import { findRedistribution, type Redistribution } from "./redistribution.ts";
import { columnOf } from "./series-figures.ts";
import { calendarOf, type Timespan } from "./timespan.ts";
import type { RunResults } from "./trials.ts";

/** One figure of a variant over a timespan, held against the base's in the same trials. */
export interface ComparedFigure {
  readonly series: Series;
  readonly span: Timespan;
  /** Mean over the trials in which both have it; null where any of them is not there yet. */
  readonly baseMean: number | null;
  readonly variantMean: number | null;
  readonly difference: PairedDifference;
  /** The first month from which the two differ in any trial, `2027-04`; empty: never. */
  readonly firstVisible: string;
}

/** All that is said of a variant against its base. */
export interface Comparison {
  readonly base: RunResults;
  readonly variant: RunResults;
  /** What was changed, by path. */
  readonly changes: readonly Difference[];
  readonly figures: readonly ComparedFigure[];
  /** Who lost and who gained; the parts add up to the total. */
  readonly redistribution: Redistribution;
  /** Of each interval. */
  readonly level: number;
}

/**
 * Compares each variant with the base, trial by trial: trial k of both has the same seed and number, so the same luck in
 * all that they share. Intervals of several variants hold together, figure by figure (Bonferroni).
 *
 * @param variants runs of the same seed, trials and months as the base
 */
export function compareRuns(base: RunResults, variants: readonly RunResults[]): Comparison[] {
  const level = simultaneousLevel(variants.length);
  return variants.map((variant) => {
    const changes = scenarioDifferences(base.resolved, variant.resolved);
    const shocks = changes.flatMap(({ path }) => (path.startsWith("shocks.") ? [path.split(".")[1]] : []));
    return {
      base,
      variant,
      changes,
      figures: [...comparedFigures(base, variant, level)],
      redistribution: findRedistribution(base, variant, shocks, level),
      level,
    };
  });
}

/** Years, the horizon and, of headlines, months; quarters are in the runs' own files. */
function* comparedFigures(
  base: RunResults,
  variant: RunResults,
  level: number,
): Generator<ComparedFigure, void, undefined> {
  const calendar = calendarOf(base.model);
  const spans = calendar.periods.filter(({ kind }) => kind !== "quarter");
  for (const figure of pairedFigures(base.trials, variant.trials, spans, calendar)) {
    yield* comparedSpans(figure, figure, spans, level);
    if (figure.months !== null) yield* comparedSpans(figure, figure.months, calendar.months, level);
  }
}

function* comparedSpans(
  { series, firstVisible }: PairedFigure,
  { trials, base, variant }: Pair,
  spans: readonly Timespan[],
  level: number,
): Generator<ComparedFigure, void, undefined> {
  for (const [place, span] of spans.entries()) {
    const before = columnOf({ trials, values: base }, place, spans.length);
    const after = columnOf({ trials, values: variant }, place, spans.length);
    const difference = pairedDifference(before, after, level);
    if (difference === null) continue;
    const baseMean = meanOfBoth(before, after);
    const variantMean = meanOfBoth(after, before);
    yield { series, span, baseMean, variantMean, difference, firstVisible };
  }
}

/** Mean of the values in trials in which the other has one too; null where that isn't finite. */
function meanOfBoth(values: Float64Array, others: Float64Array): number | null {
  const both = values.filter((value, trial) => !Number.isNaN(value) && !Number.isNaN(others[trial]));
  const mean = both.reduce((sum, value) => sum + value, 0) / both.length;
  return Number.isFinite(mean) ? mean : null;
}
