import { meanInterval } from "../../../analysis/confidence-interval.ts";
import type { BarRow } from "../../chart/bar-chart.ts";
import { type Ink, STACK_ORDER } from "../../chart/ink.ts";
import { sumOfFigures } from "../../figure-reader.ts";
import type { Html } from "../../html.ts";
import { percent, shortNumber } from "../../number-format.ts";
import { causeWords } from "../../wording.ts";
import { figure, type LegendEntry } from "../figure.ts";
import type { PageCell } from "../page-table.ts";
import type { Section } from "../section.ts";
import type { Subject } from "../subject.ts";

/** What became of everything that was wanted. */
export const ORDERS: Section<Subject> = { id: "orders", title: "From wanted to delivered", build };

/** Flows of the order book over the horizon, H100-equivalents: one value a trial. */
interface OrderBook {
  readonly waitingFirst: readonly number[];
  readonly ordered: readonly number[];
  readonly switched: readonly number[];
  readonly cancelled: readonly number[];
  readonly waitingLast: readonly number[];
  readonly delivered: readonly number[];
}

/** A part of what was delivered. */
interface Part {
  readonly name: string;
  readonly ink: Ink;
  readonly amount: number;
  readonly share: number;
}

function build(subject: Subject): Html | null {
  const book = orderBookOf(subject);
  if (book === null) return null;
  const parts = partsOf(subject);
  const mean = (values: readonly number[]): number => meanInterval([...values]).value;
  const delivered = mean(book.delivered);
  let reached = 0;
  const step = (label: string, values: readonly number[], ink: Ink): BarRow => {
    const from = reached;
    const amount = mean(values);
    reached += amount;
    return {
      label,
      bars: [{ ink, from, to: reached }],
      text: `${amount < 0 ? "" : "+"}${shortNumber(amount)}`,
    };
  };
  const negative = (values: readonly number[]): number[] => values.map((value) => -value);
  const steps: readonly (readonly [string, readonly number[], Ink])[] = [
    ["waiting at the start", book.waitingFirst, "waiting"],
    ["ordered", book.ordered, "plain"],
    ["changed by switching", book.switched, "waiting"],
    ["cancelled", negative(book.cancelled), "waiting"],
    ["waiting at the end", negative(book.waitingLast), "waiting"],
  ];
  const rows = steps.map(([label, values, ink]) => step(label, values, ink));
  let from = 0;
  const pieces = parts.map(({ ink, share }) => {
    const piece = { ink, from, to: from + share * delivered };
    from = piece.to;
    return piece;
  });
  const bars = pieces.length === 0 ? [{ ink: "plain" as const, from: 0, to: delivered }] : pieces;
  rows.push({ label: "delivered", bars, text: shortNumber(delivered) });
  const wanted = mean(book.waitingFirst) + mean(book.ordered) + mean(book.switched);
  const tableRow = (label: string, values: readonly number[]): PageCell[] => {
    const { value, low, high, n } = meanInterval([...values]);
    return [label, value, low, high, n];
  };
  return figure({
    id: "wanted",
    sentence: `Of ${shortNumber(wanted)} H100-equivalents wanted, ${shortNumber(delivered)} are delivered (${percent(delivered / wanted)}), ${shortNumber(mean(book.cancelled))} cancelled and ${shortNumber(mean(book.waitingLast))} still wait at the end${ofWhich(parts)}`,
    caption: `H100-equivalents, ${subject.horizon.first} to ${subject.horizon.last}: means over ${book.delivered.length} trials, which add up. Delivered is divided by what held it back; what was not delivered is not, because nobody knows yet what would have held it back longest. Switching to another product changes the compute of an order.`,
    legend: parts.map(
      ({ name, ink, share }): LegendEntry => ({ ink, mark: "bar", text: `${name} ${percent(share)}` }),
    ),
    chart: { kind: "bars", rows },
    table: {
      columns: [
        { name: "what" },
        { name: "mean, H100-equivalents" },
        { name: "low (95%)" },
        { name: "high (95%)" },
        { name: "trials" },
      ],
      rows: [
        ...steps.map(([label, values]) => tableRow(label, values)),
        tableRow("delivered", book.delivered),
      ],
    },
  });
}

function ofWhich(parts: readonly Part[]): string {
  const free = parts.find(({ ink }) => ink === "orders")?.share ?? 0;
  return parts.length === 0
    ? ""
    : `; ${percent(1 - free)} of what is delivered was limited by something other than demand`;
}

/**
 * The order book in H100-equivalents, product by product, because what is cancelled or switched is counted in
 * units. What waited at the start follows from the rest: the book is conserved in every trial.
 */
function orderBookOf({ run: { model }, reader, horizon }: Subject): OrderBook | null {
  const compute = new Map(model.products.map((product) => [product.id, product.compute]));
  const total = (metric: string): number[] | null => {
    const all = reader.about(metric, ["product", "vendor"]);
    if (all.length === 0) return null;
    const weights = all.map((index) => compute.get(reader.keysOf(index).product ?? "") ?? 0);
    const figures = all.map((index) => reader.figures(index, [horizon]));
    return [...sumOfFigures(figures, weights).values];
  };
  const ordered = total("ordered_units");
  const switchedIn = total("switched_in_units");
  const switchedOut = total("switched_out_units");
  const cancelled = total("cancelled_units");
  const waitingLast = total("backlog_units");
  const delivered = total("delivered_units");
  if (!ordered || !switchedIn || !switchedOut || !cancelled || !waitingLast || !delivered) return null;
  if (delivered.length < 2) return null;
  const switched = switchedIn.map((units, trial) => units - switchedOut[trial]);
  return {
    waitingFirst: delivered.map(
      (units, trial) => units + waitingLast[trial] + cancelled[trial] - ordered[trial] - switched[trial],
    ),
    ordered,
    switched,
    cancelled,
    waitingLast,
    delivered,
  };
}

function partsOf({ limits, horizon, inks }: Subject): Part[] {
  const parts: Part[] = [];
  for (const { vendor, span, stage, constraint, amount } of limits) {
    if (vendor !== "" || span !== horizon || !(amount > 0)) continue;
    const ink = stage === "" ? inks.ofCause(constraint) : inks.ofStage(stage);
    parts.push({ name: stage === "" ? causeWords(constraint) : stage, ink, amount, share: 0 });
  }
  const all = parts.reduce((sum, { amount }) => sum + amount, 0);
  return parts
    .map((part) => ({ ...part, share: part.amount / all }))
    .sort((a, b) => STACK_ORDER.indexOf(a.ink) - STACK_ORDER.indexOf(b.ink));
}
