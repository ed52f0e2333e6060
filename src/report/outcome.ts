import type { TrialShape } from "../model/series.ts";
import type { Trials } from "./trials.ts";

/** A figure that every trial has one of: an outcome of `trials.csv`, or the sum of one over all its years. */
export interface OutcomeFigure {
  /** `delivered_h100e_2030`, or `delivered_h100e` for all years. */
  readonly name: string;
  readonly unit: string;
  readonly meaning: string;
  /** Outcomes that add up to it, by their index in the shape. */
  readonly parts: readonly number[];
}

/** What is asked of a run where nothing is said: compute delivered over the whole horizon. */
export const DEFAULT_OUTCOME = "delivered_h100e";

/** All figures of an outcome by name: those summed over years first, then the outcomes themselves. */
export function outcomeFigures({ outcomes }: Pick<TrialShape, "outcomes">): OutcomeFigure[] {
  const totals = new Map<string, { unit: string; years: string[]; parts: number[] }>();
  for (const [index, { name, unit }] of outcomes.entries()) {
    const found = /^(.+)_(\d{4})$/.exec(name);
    if (found === null) continue;
    const [, base, year] = found;
    const total = totals.get(base) ?? { unit, years: [], parts: [] };
    total.years.push(year);
    total.parts.push(index);
    totals.set(base, total);
  }
  const summed = [...totals].map(([name, { unit, years, parts }]) => {
    const span = years.length === 1 ? years[0] : `${years[0]} to ${years[years.length - 1]}`;
    return { name, unit, meaning: `Sum of ${name} over ${span}.`, parts };
  });
  return [...summed, ...outcomes.map((outcome, index) => ({ ...outcome, parts: [index] }))];
}

/** The figure of a name, with or without the `out_` it has in `trials.csv`; null: there is none. */
export function outcomeNamed(
  shape: Pick<TrialShape, "outcomes">,
  name: string = DEFAULT_OUTCOME,
): OutcomeFigure | null {
  const wanted = name.replace(/^out_/, "");
  return outcomeFigures(shape).find((figure) => figure.name === wanted) ?? null;
}

/** The figure in each trial, in trial order. */
export function outcomeValues(
  trials: Pick<Trials, "shape" | "readScalar">,
  figure: OutcomeFigure,
): Float64Array {
  const [first, ...others] = figure.parts.map((part) => trials.readScalar(trials.shape.parameters + part));
  for (const other of others) for (let trial = 0; trial < first.length; trial++) first[trial] += other[trial];
  return first;
}
