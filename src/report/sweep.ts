import { type Estimate, simultaneousLevel } from "../analysis/confidence-interval.ts";
import { type PairedDifference, pairedDifference } from "../analysis/paired-difference.ts";
import { INDEPENDENT_TRIALS } from "../analysis/sampling.ts";
import { Summariser, type Summary } from "../analysis/summary.ts";
import { type Axis, type Cell, cellPlace, gridCells, interactionCells } from "../experiment/grid.ts";
import type { Model } from "../model/model.ts";
import type { Series } from "../model/series.ts";
import { columnOf, keyTexts, seriesFigures, sortedSeries } from "./series-figures.ts";
import { type Calendar, calendarOf, type Timespan } from "./timespan.ts";
import type { Trials } from "./trials.ts";

/** The cells of a grid, run on the same trials. */
export interface Sweep {
  /** Name in the `scenario` column. */
  readonly name: string;
  readonly model: Pick<Model, "epoch" | "end">;
  readonly axes: readonly Axis[];
  readonly reference: Cell;
  /** Trials of every cell, in the order of `gridCells`. */
  readonly cells: readonly Trials[];
}

/** One figure of one cell over a timespan. */
export interface SweptFigure {
  readonly series: Series;
  readonly cell: Cell;
  readonly span: Timespan;
  readonly summary: Summary;
  /** To the reference in the same trials; null in the reference itself. */
  readonly difference: PairedDifference | null;
  /** See `interactionCells`; null where it has no meaning, or a figure is not there in any trial. */
  readonly interaction: Estimate | null;
}

/** Level of each interval of a difference, so that those of one figure hold together over all cells. */
export function differenceLevel(axes: readonly Axis[]): number {
  return simultaneousLevel(gridCells(axes).length - 1);
}

/**
 * The headline figures of every cell by year and over the horizon, figure by figure, then cell by cell.
 *
 * @param wanted which of them
 */
export function* sweptFigures(
  sweep: Sweep,
  wanted: (series: Series) => boolean = () => true,
): Generator<SweptFigure, void, undefined> {
  const { model, axes, reference, cells } = sweep;
  const calendar = calendarOf(model);
  const spans = calendar.periods.filter(({ kind }) => kind !== "quarter");
  const grid = gridCells(axes);
  const level = differenceLevel(axes);
  const together = new Summariser([], INDEPENDENT_TRIALS, interactionLevel(axes));
  const plain = new Summariser([]);
  const home = cellPlace(axes, reference);
  for (const { series, figures } of headlines(cells, wanted, spans, calendar)) {
    for (const [place, cell] of grid.entries()) {
      const corners = interactionCells(axes, cell, reference);
      for (const [at, span] of spans.entries()) {
        const column = (of: number): Float64Array =>
          columnOf({ trials: cells[of].trials, values: figures[of] }, at, spans.length);
        const own = column(place);
        const base = column(home);
        yield {
          series,
          cell,
          span,
          summary: plain.summarise(own),
          difference: place === home ? null : pairedDifference(base, own, level),
          interaction:
            corners === null
              ? null
              : together.summarise(contrast(own, column(corners.first), column(corners.second), base)).mean,
        };
      }
    }
  }
}

/** As for differences, over the cells that have an interaction. */
function interactionLevel(axes: readonly Axis[]): number {
  return simultaneousLevel(axes.reduce((count, { values }) => count * (values.length - 1), 1));
}

/** +Infinity, so that no mean is taken, where one of the four is not there yet. */
function contrast(
  both: Float64Array,
  first: Float64Array,
  second: Float64Array,
  neither: Float64Array,
): Float64Array {
  return both.map((value, trial) => {
    const four = [value, first[trial], second[trial], neither[trial]];
    if (four.includes(Number.POSITIVE_INFINITY)) return Number.POSITIVE_INFINITY;
    return value - first[trial] - second[trial] + neither[trial];
  });
}

/** Every headline series that any cell has; where one lacks it, flows and levels are 0 and the rest is missing. */
function* headlines(
  cells: readonly Trials[],
  wanted: (series: Series) => boolean,
  spans: readonly Timespan[],
  calendar: Calendar,
): Generator<{ readonly series: Series; readonly figures: readonly Float64Array[] }, void, undefined> {
  const nameOf = (series: Series): string => [series.metric, ...keyTexts(series)].join("\0");
  const headline = ({ shape }: Trials) =>
    shape.series.filter((one) => one.tier === "headline" && wanted(one));
  const all = [
    ...new Map(cells.flatMap((cell) => headline(cell).map((one) => [nameOf(one), one] as const))).values(),
  ];
  const places = cells.map(({ shape }) => new Map(shape.series.map((one, place) => [nameOf(one), place])));
  for (const index of sortedSeries(all)) {
    const series = all[index];
    const nothing = series.aggregate === "sum" || series.aggregate === "last" ? 0 : Number.NaN;
    const figures = cells.map((cell, which) => {
      const place = places[which].get(nameOf(series));
      return place === undefined
        ? new Float64Array(cell.trials * spans.length).fill(nothing)
        : seriesFigures(cell, place, spans, calendar).values;
    });
    yield { series, figures };
  }
}
