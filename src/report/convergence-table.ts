import type { Precision } from "../analysis/stopping.ts";
import type { LookFigure } from "../experiment/precision-run.ts";
import { exactColumn, integerColumn, SCENARIO_COLUMN, textColumn } from "./column.ts";
import type { Cell, Table } from "./table.ts";
import type { RunResults } from "./trials.ts";

/** How sure a run that stops by itself was at each of its looks. */
export const CONVERGENCE_TABLE: Table = {
  file: "convergence.csv",
  row: "look x outcome",
  columns: [
    SCENARIO_COLUMN,
    integerColumn("look", "", "Number of the look, from 1."),
    integerColumn("trials", "trials", "Trials looked at: 1 to this."),
    textColumn("outcome", "The outcome whose mean is to be known, as in trials.csv without out_."),
    textColumn("unit", "Unit of the figures in this row."),
    exactColumn("estimate", "as unit", "Mean over these trials; empty where some trials have none."),
    exactColumn(
      "half_width",
      "as unit",
      "Half of the width of the interval of the mean at the adjusted level.",
    ),
    exactColumn("wanted_half_width", "as unit", "Half width at which the mean is known closely enough."),
    exactColumn(
      "adjusted_level",
      "fraction",
      "Level of the interval: as high as it takes for all outcomes at all planned looks to hold together with 95 % (Bonferroni).",
    ),
    textColumn("reached", "yes: known closely enough at this look. The run stops once all outcomes are."),
  ],
};

export function* convergenceRows({ name, convergence }: RunResults): Generator<Cell[], void, undefined> {
  if (convergence === undefined) return;
  const { looks, level, goal } = convergence;
  for (const [place, { trials, figures }] of looks.entries()) {
    for (const figure of figures) {
      const { outcome, estimate, reached } = figure;
      yield [
        name,
        place + 1,
        trials,
        outcome.name,
        outcome.unit,
        estimate?.value ?? null,
        halfWidthOf(figure),
        wantedHalfWidth(figure, goal.precision),
        level,
        reached ? "yes" : "no",
      ];
    }
  }
}

/** null: there is no mean. */
export function halfWidthOf({ estimate }: LookFigure): number | null {
  return estimate === null ? null : estimate.high - estimate.value;
}

function wantedHalfWidth({ estimate }: LookFigure, { kind, within }: Precision): number | null {
  switch (kind) {
    case "absolute":
      return within;
    case "relative":
      return estimate === null ? null : within * Math.abs(estimate.value);
  }
}
