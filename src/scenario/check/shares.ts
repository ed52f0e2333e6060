import { isoDate } from "../../engine/calendar.ts";
import { quantile } from "../../random/distribution.ts";
import type { Report } from "../compile/ledger.ts";
import type { Scenario } from "../grammar/scenario.ts";
import type { StatedTimeline } from "../grammar/timeline.ts";

/** What is more than the whole is refused; rounding is not. */
const WHOLE = 1 + 1e-9;

/** Shares of lines add to at most 100 %, and a background leaves something. */
export function checkShares(scenario: Scenario, report: Report): void {
  const buyers = Object.values(scenario.products).map((product) => ({
    buyer: scenario.vendors[product.vendor].buysThrough ?? product.vendor,
    technologies: new Set([
      ...Object.values(product.dies ?? {}).map(({ process }) => process),
      product.package?.technology,
      product.system?.technology,
    ]),
  }));
  for (const [id, line] of Object.entries(scenario.lines)) {
    const shares = (line.shares ?? []).flatMap(([buyer, share]) =>
      share === "rest" ? [] : [{ buyer, share }],
    );
    for (const day of daysOf(shares.map(({ share }) => share))) {
      const total = shares.reduce((sum, { share }) => sum + medianAt(share, day), 0);
      if (total <= WHOLE) continue;
      const when = day === Number.NEGATIVE_INFINITY ? "" : ` at ${isoDate(day)}`;
      report(["lines", id, "shares"], {
        rule: `the shares add to ${Math.round(total * 1000) / 10}%${when}`,
        expected: "at most 100%",
      });
      break;
    }
    if (line.shares !== undefined && !line.shares.some(([buyer]) => buyer === "others")) {
      const without = buyers.filter(
        ({ buyer, technologies }) =>
          !shares.some((share) => share.buyer === buyer) && line.makes.some((made) => technologies.has(made)),
      );
      for (const buyer of new Set(without.map((entry) => entry.buyer))) {
        report(["lines", id, "shares"], {
          severity: "warning",
          rule: `${buyer} needs what this line makes and has no share of it`,
          hint: `give it one, or add \`others: rest\``,
        });
      }
    }
    for (const { key, quantity } of line.background?.points ?? []) {
      if (quantity.distribution !== null || quantity.constant < 1) continue;
      report(["lines", id, "background", ...(key === "" ? [] : [key])], {
        rule: "a background of 100% leaves nothing for anyone",
        expected: "less than 100%",
      });
    }
  }
}

/** The dates of all timelines; -Infinity where none has any. */
function daysOf(timelines: readonly StatedTimeline[]): number[] {
  const days = timelines.flatMap(({ points }) => points.flatMap(({ day }) => day ?? []));
  return days.length === 0 ? [Number.NEGATIVE_INFINITY] : [...new Set(days)].sort((a, b) => a - b);
}

/** The timeline with every draw at its median and no relative change. */
function medianAt(timeline: StatedTimeline, day: number): number {
  const points = timeline.points.map(({ day: at, quantity }) => ({
    day: at ?? Number.NEGATIVE_INFINITY,
    value:
      quantity.constant +
      (quantity.distribution === null ? 0 : quantity.scale * quantile(quantity.distribution, 0.5)),
  }));
  const next = points.findIndex((point) => point.day > day);
  if (next === 0) return points[0].value;
  if (next < 0) return points[points.length - 1].value;
  const a = points[next - 1];
  const b = points[next];
  return timeline.shape === "step"
    ? a.value
    : a.value + ((day - a.day) / (b.day - a.day)) * (b.value - a.value);
}
