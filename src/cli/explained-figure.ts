import type { Model } from "../model/model.ts";
import type { ExplainedFigure } from "../report/explanation.ts";
import { calendarOf, type Timespan } from "../report/timespan.ts";
import { suggestion } from "./option.ts";
import { UsageError } from "./usage-error.ts";

const ALL = "delivered_h100e";

/** The grammar of `--why`, for its help. */
export const FIGURE_GRAMMAR = `${ALL}, a vendor or a product; of a year or quarter with _2029 or _2029-Q2 behind it`;

/**
 * Reads what is to be explained: `delivered_h100e`, `delivered_h100e_2029`, `nvidia_2029-Q2`, `rubin`.
 *
 * @param vendor whose deliveries; undefined: all vendors', or those that the text names
 * @throws UsageError naming the nearest name where there is no such figure, vendor or period
 */
export function readFigure(text: string, vendor: string | undefined, model: Model): ExplainedFigure {
  const vendors = model.vendors.map(({ id }) => id);
  if (vendor !== undefined && !vendors.includes(vendor))
    throw new UsageError(`--vendor ${vendor}: there is no such vendor${near(vendor, vendors)}`);
  // Ids have no underscore.
  const [, name, period] = /^(.*?)(?:_(\d.*))?$/.exec(text) ?? ["", text, undefined];
  const span = spanOf(text, period, model);
  if (name === ALL) return { vendor: vendor ?? "", product: "", span };
  if (vendors.includes(name)) return { vendor: sameVendor(text, name, vendor), product: "", span };
  const product = model.products.find(({ id }) => id === name);
  if (product !== undefined) {
    const owner = model.vendors[product.vendor].id;
    return { vendor: sameVendor(text, owner, vendor), product: name, span };
  }
  const names = [ALL, ...vendors, ...model.products.map(({ id }) => id)];
  throw new UsageError(
    `--why ${text}: the trace explains ${ALL}, a vendor or a product, and not ${name}${near(name, names)}`,
  );
}

function sameVendor(text: string, named: string, vendor: string | undefined): string {
  if (vendor === undefined || vendor === named) return named;
  throw new UsageError(`--why ${text} is about ${named}, and --vendor says ${vendor}: leave one out`);
}

/** @param period undefined: the horizon */
function spanOf(text: string, period: string | undefined, model: Model): Timespan {
  const { periods } = calendarOf(model);
  const wanted = periods.find(({ kind, label }) =>
    period === undefined ? kind === "horizon" : label === period,
  );
  if (wanted !== undefined) return wanted;
  const years = periods.filter(({ kind }) => kind === "year").map(({ label }) => label);
  const labels = periods.filter(({ kind }) => kind !== "horizon").map(({ label }) => label);
  throw new UsageError(
    `--why ${text}: ${period} is no year or quarter of ${years[0]} to ${years[years.length - 1]}${near(period ?? "", labels)}`,
  );
}

function near(name: string, names: readonly string[]): string {
  return suggestion(name, names) || `. There are ${names.join(", ")}`;
}
