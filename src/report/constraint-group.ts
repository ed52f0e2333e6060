import type { Series } from "../model/series.ts";
import { type Figures, seriesOf } from "./series-figures.ts";

/** The series of the constraint trace: H100-equivalents delivered, by what limited them. */
const CONSTRAINT_METRIC = "constrained_h100e";

/** Terms of the trace that make up one stage or one cause without a stage, by place in the table of series. */
export interface Group {
  readonly stage: string;
  readonly cause: string;
  readonly terms: readonly number[];
}

/** The constraint trace by vendor; `""` (all) first, as it sorts. Groups and terms in the order of the alphabet. */
export function groupsByVendor(series: readonly Series[]): [vendor: string, groups: Group[]][] {
  const found = new Map<string, number[]>();
  for (const term of seriesOf(series, CONSTRAINT_METRIC)) {
    const vendor = series[term].keys.vendor ?? "";
    found.set(vendor, [...(found.get(vendor) ?? []), term]);
  }
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([vendor, terms]) => [vendor, groupsOf(series, terms)]);
}

function groupsOf(series: readonly Series[], terms: readonly number[]): Group[] {
  const groups = new Map<string, { stage: string; cause: string; terms: number[] }>();
  for (const term of terms) {
    const { stage = "", constraint = "" } = series[term].keys;
    const cause = stage === "" ? constraint : "";
    const known = groups.get(`${stage}\0${cause}`);
    if (known === undefined) groups.set(`${stage}\0${cause}`, { stage, cause, terms: [term] });
    else known.terms.push(term);
  }
  const order = (term: number): string => series[term].keys.constraint ?? "";
  for (const group of groups.values()) group.terms.sort((a, b) => (order(a) < order(b) ? -1 : 1));
  return [...groups.values()].sort((a, b) =>
    a.stage !== b.stage ? (a.stage < b.stage ? -1 : 1) : a.cause < b.cause ? -1 : 1,
  );
}

/** All terms of a group together, in every trial. */
export function sumOf(terms: readonly number[], read: (term: number) => Figures): Figures {
  const first = read(terms[0]);
  const values = first.values.slice();
  for (const term of terms.slice(1)) {
    const part = read(term).values;
    for (let i = 0; i < values.length; i++) values[i] += part[i];
  }
  return { trials: first.trials, values };
}
