import type { Metric } from "./metric.ts";
import type { Keys, Series } from "./series.ts";

/** A handle on a series: its place in the table. -1: not kept. */
export type Handle = number;

/** The table of all monthly figures of a model while it is drawn up, in the order of the CSVs. */
export class SeriesTable {
  readonly rows: Series[] = [];

  /** @param of of a ratio: numerator and denominator */
  add(
    metric: Metric,
    keys: Keys,
    tier: Series["tier"],
    of?: readonly [numerator: Handle, denominator: Handle],
  ): Handle {
    this.rows.push({ ...metric, keys, tier, ...(of === undefined ? {} : { of }) });
    return this.rows.length - 1;
  }
}
