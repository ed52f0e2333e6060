import { PERCENTILES, Summariser } from "../analysis/summary.ts";
import {
  INTERVAL_COLUMNS,
  intervalCells,
  KEY_COLUMNS,
  keyCells,
  MEAN_COLUMNS,
  meanCells,
  PERCENTILE_COLUMNS,
  PERIOD_COLUMNS,
  percentileCells,
  periodCells,
  SCENARIO_COLUMN,
  TRIALS_COLUMNS,
  trialsCells,
} from "./column.ts";
import { columnOf, seriesFigures, sortedSeries } from "./series-figures.ts";
import type { Cell, Table } from "./table.ts";
import { calendarOf } from "./timespan.ts";
import { type RunResults, samplingOfTrials } from "./trials.ts";

/** Every figure by quarter, by year and over the horizon: the file to open first. */
export const SUMMARY_TABLE: Table = {
  file: "summary.csv",
  row: "metric x keys x period (quarter, year, horizon)",
  columns: [
    SCENARIO_COLUMN,
    ...KEY_COLUMNS,
    ...PERIOD_COLUMNS,
    ...MEAN_COLUMNS,
    ...PERCENTILE_COLUMNS,
    ...INTERVAL_COLUMNS,
    ...TRIALS_COLUMNS,
  ],
};

export function* summaryRows({ name, model, trials }: RunResults): Generator<Cell[], void, undefined> {
  const calendar = calendarOf(model);
  const summariser = new Summariser(PERCENTILES, samplingOfTrials(trials));
  const { periods } = calendar;
  for (const index of sortedSeries(trials.shape.series)) {
    const series = trials.shape.series[index];
    const figures = seriesFigures(trials, index, periods, calendar);
    const keys = keyCells(series);
    const column = new Float64Array(figures.trials);
    for (const [place, period] of periods.entries()) {
      const summary = summariser.summarise(columnOf(figures, place, periods.length, column));
      yield [
        name,
        ...keys,
        ...periodCells(period),
        ...meanCells(summary),
        ...percentileCells(summary),
        ...intervalCells(summary),
        ...trialsCells(series, summary),
      ];
    }
  }
}
