import { simultaneousLevel } from "../../analysis/confidence-interval.ts";
import { exactColumn, textColumn } from "../column.ts";
import type { OutcomeFigure } from "../outcome.ts";
import type { Cell, Column } from "../table.ts";
import type { RunResults } from "../trials.ts";
import type { UncertainInput } from "../uncertain-input.ts";

/** What a sensitivity analysis is of. */
export interface Asked {
  readonly run: Pick<RunResults, "name" | "question" | "model" | "seed">;
  readonly outcome: OutcomeFigure;
}

/** What all answers say of it. */
export function askedAnswer({ run: { name, question, model, seed }, outcome }: Asked, trials: number) {
  return {
    scenario: name,
    question,
    seed,
    trials,
    metric: outcome.name,
    unit: outcome.unit,
    meaning: outcome.meaning,
    uncertain: model.columns.length,
  };
}

export function inputAnswer({ path, source, dated, confidence }: UncertainInput) {
  return { input: path, source, dated, confidence };
}

/** The first columns of all tables. */
export const ASKED_COLUMNS: readonly Column[] = [
  textColumn("scenario", "Name of the results folder of the run that the row is about."),
  textColumn(
    "outcome",
    "The figure asked about; with a year an outcome of trials.csv, without one its sum over all years.",
  ),
  textColumn("unit", "Unit of the outcome."),
  textColumn(
    "input",
    "Where the uncertain input stands in the scenario; the dates of a timeline share one draw.",
  ),
];

export function askedCells({ run, outcome }: Asked, { path }: UncertainInput): Cell[] {
  return [run.name, outcome.name, outcome.unit, path];
}

/** The last columns of all tables: what the input rests on. */
export const SOURCE_COLUMNS: readonly Column[] = [
  textColumn("source", "Where the input's figures are from; empty: none is stated."),
  textColumn("source_date", "Date of the source, as stated."),
  textColumn("confidence", "high, medium or low, as stated; the lowest of several."),
];

export function sourceCells({ source, dated, confidence }: UncertainInput): Cell[] {
  return [source, dated, confidence];
}

/** A figure with the ends of its interval, side by side. */
export function estimateColumns(name: string, unit: string, meaning: string, interval: string): Column[] {
  return [
    exactColumn(name, unit, meaning),
    exactColumn(`${name}_low`, unit, `Lower end of the 95 % interval of ${name}: ${interval}.`),
    exactColumn(`${name}_high`, unit, `Upper end of the 95 % interval of ${name}: ${interval}.`),
  ];
}

/** Inputs sorted by the size of something, largest first; those without last, equals by path. */
export function bySize<T extends { readonly input: UncertainInput }>(
  rows: readonly T[],
  size: (row: T) => number | undefined,
): T[] {
  const order = (row: T): number => size(row) ?? -1;
  return rows.toSorted((a, b) => order(b) - order(a) || (a.input.path < b.input.path ? -1 : 1));
}

/** The level of each input's interval, so that those of all inputs hold at once. */
export function levelFor(inputs: number): number {
  return simultaneousLevel(Math.max(1, inputs));
}
