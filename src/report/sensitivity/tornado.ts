import { type Estimate, meanInterval, studentFactor } from "../../analysis/confidence-interval.ts";
import { type PairedDifference, pairedDifference } from "../../analysis/paired-difference.ts";
import { quantile } from "../../random/distribution.ts";
import { exactColumn, integerColumn, textColumn } from "../column.ts";
import { estimateCells } from "../difference-column.ts";
import type { Cell, Table } from "../table.ts";
import type { UncertainInput } from "../uncertain-input.ts";
import { type AnswerOf, plain } from "./answer.ts";
import {
  ASKED_COLUMNS,
  type Asked,
  askedAnswer,
  askedCells,
  bySize,
  estimateColumns,
  inputAnswer,
  levelFor,
  SOURCE_COLUMNS,
  sourceCells,
} from "./asked.ts";

/** What one input does alone, from its 10th to its 90th percentile, everything else paired. */
export interface TornadoBar {
  readonly input: UncertainInput;
  readonly low: Estimate;
  readonly high: Estimate;
  readonly mean: Estimate;
  readonly difference: PairedDifference;
}

/** The outcome of each trial with one input held low, and held high. */
export interface Swing {
  readonly input: UncertainInput;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** Largest difference first. At least two trials, all outcomes finite; the intervals of all inputs hold at once. */
export function tornadoBars(swings: readonly Swing[]): TornadoBar[] {
  const level = levelFor(swings.length);
  const bars = swings.flatMap(({ input, low, high }): TornadoBar[] => {
    const difference = pairedDifference(low, high, level);
    if (difference === null || difference.mean === null) return [];
    const factor = studentFactor(low.length, level);
    return [
      {
        input,
        low: meanInterval([...low], factor),
        high: meanInterval([...high], factor),
        mean: difference.mean,
        difference,
      },
    ];
  });
  return bySize(bars, ({ mean }) => Math.abs(mean.value));
}

export const TORNADO_TABLE: Table = {
  file: "tornado.csv",
  row: "uncertain input, the one with the largest difference first",
  columns: [
    ...ASKED_COLUMNS,
    textColumn("input_unit", "Unit of the input."),
    exactColumn(
      "input_p10",
      "as input_unit",
      "The input at its 10th percentile; the first of its figures, as in inputs.csv.",
    ),
    exactColumn("input_p90", "as input_unit", "The input at its 90th percentile."),
    ...estimateColumns(
      "at_p10",
      "as unit",
      "Mean outcome with the input at its 10th percentile.",
      "Student t, all rows at once",
    ),
    ...estimateColumns(
      "at_p90",
      "as unit",
      "Mean outcome with the input at its 90th percentile.",
      "Student t, all rows at once",
    ),
    ...estimateColumns(
      "difference",
      "as unit",
      "Mean of the paired differences, p90 less p10, everything else equal in each trial.",
      "Student t, all rows at once (Bonferroni)",
    ),
    ...estimateColumns(
      "relative_difference",
      "fraction",
      "Mean at p90 over mean at p10, less 1; empty where the latter may be zero.",
      "delta method, all rows at once",
    ),
    ...estimateColumns(
      "higher_share",
      "fraction",
      "Share of trials in which the outcome is larger at p90 than at p10.",
      "Wilson, all rows at once",
    ),
    exactColumn("equal_share", "fraction", "Share of trials in which it makes no difference."),
    exactColumn("correlation", "", "Of the outcomes at p10 and p90 over the trials: what pairing achieved."),
    exactColumn("variance_saved", "fraction", "Share of the difference's variance that pairing saved."),
    integerColumn("trials", "trials", "Trials at each of the two places."),
    ...SOURCE_COLUMNS,
  ],
};

export function* tornadoRows(asked: Asked, bars: readonly TornadoBar[]): Generator<Cell[], void, undefined> {
  for (const { input, low, high, mean, difference } of bars) {
    const { unit, distribution } = asked.run.model.parameters[input.parameters[0]];
    yield [
      ...askedCells(asked, input),
      unit,
      quantile(distribution, 0.1),
      quantile(distribution, 0.9),
      ...estimateCells(low),
      ...estimateCells(high),
      ...estimateCells(mean),
      ...estimateCells(difference.relative),
      ...estimateCells(difference.larger),
      difference.equal.value,
      difference.correlation,
      difference.varianceSaved,
      difference.trials,
      ...sourceCells(input),
    ];
  }
}

export function tornadoAnswer(
  asked: Asked,
  bars: readonly TornadoBar[],
  trials: number,
): AnswerOf<"tornado"> {
  return {
    method: "tornado",
    ...askedAnswer(asked, trials),
    inputs: bars.map(({ input, low, high, mean, difference: { relative } }) => ({
      ...inputAnswer(input),
      at_p10: plain(low),
      at_p90: plain(high),
      difference: plain(mean),
      relative: relative === null ? null : plain(relative),
    })),
  };
}
