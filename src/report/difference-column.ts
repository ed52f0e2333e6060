import type { Estimate } from "../analysis/confidence-interval.ts";
import type { PairedDifference } from "../analysis/paired-difference.ts";
import { figureColumn, integerColumn, textColumn } from "./column.ts";
import type { Direction } from "./direction.ts";
import type { Cell, Column } from "./table.ts";

/** Columns of every file that holds one run against another over the same trials, and the functions that fill them. */

export const DIFFERENCE_COLUMNS: readonly Column[] = [
  figureColumn(
    "difference",
    "as unit",
    "Mean over trials of the difference to the base; empty where any trial of either has not got there by the horizon.",
  ),
  figureColumn("difference_low", "as unit", "Lower end of the interval of difference (Student t, paired)."),
  figureColumn("difference_high", "as unit", "Upper end of the interval of difference (Student t, paired)."),
  figureColumn(
    "relative_difference",
    "fraction",
    "Mean over the base's mean, less 1; empty where the base's mean may be 0.",
  ),
  figureColumn(
    "relative_low",
    "fraction",
    "Lower end of the interval of relative_difference (ratio estimator).",
  ),
  figureColumn(
    "relative_high",
    "fraction",
    "Upper end of the interval of relative_difference (ratio estimator).",
  ),
];

export function differenceCells(difference: PairedDifference | null): Cell[] {
  return [...estimateCells(difference?.mean), ...estimateCells(difference?.relative)];
}

const SHARES = [10, 50, 90];

/** How the difference is spread over trials, which of the two is better, and what the same luck achieved. */
export const PAIRED_COLUMNS: readonly Column[] = [
  ...SHARES.map((share) =>
    figureColumn(
      `difference_p${share}`,
      "as unit",
      `In ${share} % of trials the difference is at or below it: not the difference of two percentiles.`,
    ),
  ),
  textColumn("better", "Which way the figure is better: more or less; empty: neither."),
  ...["better", "worse", "equal"].flatMap((word) => [
    figureColumn(
      `${word}_probability`,
      "fraction",
      word === "equal"
        ? "Share of trials in which it is the same."
        : `Share of trials in which it is ${word} than in the base; empty where it is neither.`,
    ),
    figureColumn(`${word}_low`, "fraction", `Lower end of the interval of ${word}_probability (Wilson).`),
    figureColumn(`${word}_high`, "fraction", `Upper end of the interval of ${word}_probability (Wilson).`),
  ]),
  figureColumn(
    "correlation",
    "",
    "Correlation of the figure with the base's over trials: what the same luck achieved.",
  ),
  figureColumn(
    "variance_saved",
    "fraction",
    "Share of the variance of the difference that the same luck saved against other luck for each; negative: it did harm.",
  ),
  integerColumn("trials", "trials", "Trials in which both have the figure."),
];

export function pairedCells(difference: PairedDifference | null, better: Direction | null): Cell[] {
  const { gain, loss } = gainAndLoss(difference, better);
  return [
    ...SHARES.map((_, place) => difference?.percentiles[place]?.value ?? null),
    better ?? "",
    ...estimateCells(gain),
    ...estimateCells(loss),
    ...estimateCells(difference?.equal),
    difference?.correlation ?? null,
    difference?.varianceSaved ?? null,
    difference?.trials ?? 0,
  ];
}

/** The probabilities of being better and worse off, by which way is better. */
function gainAndLoss(
  difference: PairedDifference | null,
  better: Direction | null,
): { readonly gain: Estimate | null; readonly loss: Estimate | null } {
  if (difference === null || better === null) return { gain: null, loss: null };
  const { larger, smaller } = difference;
  return better === "more" ? { gain: larger, loss: smaller } : { gain: smaller, loss: larger };
}

export function estimateCells(estimate: Estimate | null | undefined): Cell[] {
  return [estimate?.value ?? null, estimate?.low ?? null, estimate?.high ?? null];
}
