import type { Summary } from "../../../analysis/summary.ts";
import { percentileOf } from "../../figure-reader.ts";
import type { Html } from "../../html.ts";
import { percent, shortNumber } from "../../number-format.ts";
import { trialsWords } from "../../wording.ts";
import { figure } from "../figure.ts";
import type { Section } from "../section.ts";
import type { Subject } from "../subject.ts";

/** Who gets what, and who is left waiting. */
export const CUSTOMERS: Section<Subject> = { id: "customers", title: "Who gets what, who waits", build };

interface Customer {
  readonly id: string;
  /** Delivered over ordered. */
  readonly filled: Summary;
  /** H100-equivalents over the horizon, and at its end. */
  readonly delivered: Summary;
  readonly waiting: Summary;
}

function build({ reader, horizon }: Subject): Html | null {
  const summary = (metric: string, segment: string): Summary | null =>
    reader.summariesOf(metric, { segment }, [horizon])?.[0] ?? null;
  const customers = reader
    .about("fill_rate", ["segment"])
    .flatMap((index): Customer[] => {
      const { segment: id = "" } = reader.keysOf(index);
      const filled = reader.summaries(index, [horizon])[0];
      const delivered = summary("delivered_h100e", id);
      const waiting = summary("backlog_h100e", id);
      // Who ordered nothing has no fill rate.
      if (filled.trials === 0 || delivered === null || waiting === null) return [];
      return [{ id, filled, delivered, waiting }];
    })
    .sort((a, b) => percentileOf(b.delivered, 0.5) - percentileOf(a.delivered, 0.5));
  if (customers.length === 0) return null;
  const shares = [0.05, 0.5, 0.95];
  const named = (what: string) => ["p5", "p50", "p95"].map((name) => `${what}, ${name}`);
  return figure({
    id: "fill-rate",
    sentence: sentence(customers),
    caption: `H100-equivalents delivered over those ordered, ${horizon.first} to ${horizon.last}, over ${trialsWords(customers[0].filled.trials)}; the line is all that was ordered. Customers by what they get, largest first. Above 100%: what waited at the start was delivered too. On the right the median.`,
    legend: [{ ink: "plain", mark: "dot", text: "median and 9 trials in 10" }],
    chart: {
      kind: "bars",
      marks: [1],
      tick: percent,
      rows: customers.map(({ id, filled }) => ({
        label: id,
        bars: [],
        range: { low: percentileOf(filled, 0.05), high: percentileOf(filled, 0.95) },
        dot: percentileOf(filled, 0.5),
        text: percent(percentileOf(filled, 0.5)),
      })),
    },
    table: {
      columns: [
        { name: "customers" },
        ...named("fill rate").map((name) => ({ name, show: percent })),
        ...named("delivered, H100-equivalents").map((name) => ({ name })),
        ...named("waiting at the end, H100-equivalents").map((name) => ({ name })),
        { name: "trials" },
      ],
      rows: customers.map(({ id, filled, delivered, waiting }) => [
        id,
        ...[filled, delivered, waiting].flatMap((one) => shares.map((share) => percentileOf(one, share))),
        filled.trials,
      ]),
    },
  });
}

/** The least and the best served, where their bands do not overlap; else only that they may be alike. */
function sentence(customers: readonly Customer[]): string {
  const rate = ({ filled }: Customer, share = 0.5): number => percentileOf(filled, share);
  const order = customers.toSorted((a, b) => rate(a) - rate(b));
  const least = order[0];
  const best = order[order.length - 1];
  const longest = customers.toSorted(
    (a, b) => percentileOf(b.waiting, 0.5) - percentileOf(a.waiting, 0.5),
  )[0];
  const waits = `${longest.id} has most still waiting at the end, ${shortNumber(percentileOf(longest.waiting, 0.5))} H100-equivalents (median)`;
  if (customers.length === 1) return `${least.id} gets ${percent(rate(least))} of what it orders (median)`;
  const apart = rate(least, 0.95) < rate(best, 0.05);
  const gets = `${least.id} ${apart ? "gets" : "perhaps gets"} the least, ${percent(rate(least))}, and ${best.id} the most, ${percent(rate(best))}`;
  return `Of what they order, ${gets}; ${waits}`;
}
