import { type PairedDifference, pairedDifference } from "../analysis/paired-difference.ts";
import { isoDate } from "../engine/calendar.ts";
import type { Model } from "../model/model.ts";
import { seriesFigures } from "./series-figures.ts";
import { type Calendar, calendarOf, type Timespan } from "./timespan.ts";
import type { RunResults } from "./trials.ts";

/** Who gets more or fewer H100-equivalents than in the base, for products and for segments, up to a day. */
export type Redistribution = readonly Part[];

export interface Part {
  readonly by: "product" | "segment";
  /** Empty: all of them together, which is the sum of the others in every trial. */
  readonly id: string;
  /** From the start to the end of the year of a dated shock, or to the horizon. */
  readonly span: Timespan;
  /** Means over trials. */
  readonly base: number;
  readonly variant: number;
  readonly difference: PairedDifference;
}

/**
 * What became of each product and each segment over the horizon and, where a dated shock is among the changes, by the
 * end of the year in which it has struck in every trial in which it does. A product's units count as its
 * H100-equivalents, so that products and segments add up to the same total.
 *
 * @param shocks ids of shocks that the variant changes
 */
export function findRedistribution(
  base: RunResults,
  variant: RunResults,
  shocks: readonly string[],
  level: number,
): Redistribution {
  const calendar = calendarOf(base.model);
  const horizon = calendar.periods.filter(({ kind }) => kind === "horizon");
  const spans = [...shockYears(base, variant, shocks, calendar), ...horizon];
  return spans.flatMap((span) =>
    (["product", "segment"] as const).flatMap((by) => {
      const [before, after] = [base, variant].map((run) => deliveries(run, by, span, calendar));
      const ids = [...new Set([...before.keys(), ...after.keys()])].sort();
      const [first] = [...before.values(), ...after.values()];
      if (first === undefined) return [];
      const none = new Float64Array(first.length);
      const parts = ids.map((id) =>
        partOf(by, id, span, before.get(id) ?? none, after.get(id) ?? none, level),
      );
      const whole = partOf(by, "", span, total(before, none), total(after, none), level);
      return [whole, ...parts].filter((part) => part !== null);
    }),
  );
}

function partOf(
  by: Part["by"],
  id: string,
  span: Timespan,
  base: Float64Array,
  variant: Float64Array,
  level: number,
): Part | null {
  const difference = pairedDifference(base, variant, level);
  return difference === null ? null : { by, id, span, base: mean(base), variant: mean(variant), difference };
}

/** H100-equivalents delivered in every trial, by product or by segment. */
function deliveries(
  { model, trials }: RunResults,
  by: Part["by"],
  span: Timespan,
  calendar: Calendar,
): Map<string, Float64Array> {
  const metric = by === "product" ? "delivered_units" : "delivered_h100e";
  const compute = new Map(model.products.map((product) => [product.id, product.compute]));
  const found = new Map<string, Float64Array>();
  for (const [index, series] of trials.shape.series.entries()) {
    const { product, segment } = series.keys;
    if (series.metric !== metric || series.tier !== "headline") continue;
    const id = by === "product" ? product : segment;
    if (id === undefined || (product !== undefined && segment !== undefined)) continue;
    const worth = by === "product" ? (compute.get(id) ?? 0) : 1;
    const { values } = seriesFigures(trials, index, [span], calendar);
    found.set(
      id,
      values.map((value) => value * worth),
    );
  }
  return found;
}

function total(parts: ReadonlyMap<string, Float64Array>, none: Float64Array): Float64Array {
  const sum = none.slice();
  for (const id of [...parts.keys()].sort()) {
    const part = parts.get(id) ?? none;
    for (let trial = 0; trial < sum.length; trial++) sum[trial] += part[trial];
  }
  return sum;
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** From the start to the end of each year in which a changed dated shock has struck in the last trial it does. */
function shockYears(
  base: RunResults,
  variant: RunResults,
  shocks: readonly string[],
  { months }: Calendar,
): Timespan[] {
  const years = [base, variant].flatMap((run) => yearsOf(run, shocks));
  return [...new Set(years)].sort().flatMap((year) => {
    const to = months.findLastIndex(({ label }) => label.startsWith(year));
    if (to === -1 || to === months.length - 1) return [];
    const { last, label } = months[to];
    const [{ first, label: from }] = months;
    const places = Array.from({ length: to + 1 }, (_, month) => month);
    return [{ kind: "to-date" as const, label: `${from}..${label}`, months: places, first, last }];
  });
}

function yearsOf({ model, trials }: RunResults, shocks: readonly string[]): string[] {
  const dated = model.shocks.map(({ id, when }) => when.kind === "date" && shocks.includes(id));
  if (!dated.includes(true)) return [];
  const last = new Map<number, number>();
  for (const { shock, time } of trials.occurrences())
    if (dated[shock]) last.set(shock, Math.max(time, last.get(shock) ?? 0));
  return [...last.values()].map((time) => yearAt(model, time));
}

function yearAt({ epoch }: Model, time: number): string {
  return isoDate(epoch + Math.floor(time)).slice(0, 4);
}
