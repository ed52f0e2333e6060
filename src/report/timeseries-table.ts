import { PERCENTILES, Summariser } from "../analysis/summary.ts";
import {
  KEY_COLUMNS,
  keyCells,
  MEAN_COLUMNS,
  MONTH_COLUMNS,
  meanCells,
  monthCells,
  PERCENTILE_COLUMNS,
  percentileCells,
  SCENARIO_COLUMN,
  TRIALS_COLUMNS,
  trialsCells,
} from "./column.ts";
import { columnOf, seriesFigures, sortedSeries } from "./series-figures.ts";
import type { Cell, Table } from "./table.ts";
import { calendarOf } from "./timespan.ts";
import { type RunResults, samplingOfTrials } from "./trials.ts";

/** Every figure by month. */
export const TIMESERIES_TABLE: Table = {
  file: "timeseries.csv",
  sheet: "Time series",
  row: "metric x keys x month",
  columns: [
    SCENARIO_COLUMN,
    ...KEY_COLUMNS,
    ...MONTH_COLUMNS,
    ...MEAN_COLUMNS,
    ...PERCENTILE_COLUMNS,
    ...TRIALS_COLUMNS,
  ],
};

export function* timeseriesRows({ name, model, trials }: RunResults): Generator<Cell[], void, undefined> {
  const calendar = calendarOf(model);
  const summariser = new Summariser(PERCENTILES, samplingOfTrials(trials));
  const { months } = calendar;
  for (const index of sortedSeries(trials.shape.series)) {
    const series = trials.shape.series[index];
    const figures = seriesFigures(trials, index, months, calendar);
    const keys = keyCells(series);
    const column = new Float64Array(figures.trials);
    for (const [place, month] of months.entries()) {
      const summary = summariser.summarise(columnOf(figures, place, months.length, column));
      yield [
        name,
        ...keys,
        ...monthCells(month),
        ...meanCells(summary),
        ...percentileCells(summary),
        ...trialsCells(series, summary),
      ];
    }
  }
}
