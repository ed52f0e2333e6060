import { mean as meanOf } from "simple-statistics";
import { meanOfTrials } from "../../../analysis/sampling.ts";
import type { BarRow } from "../../chart/bar-chart.ts";
import { type Ink, STACK_ORDER } from "../../chart/ink.ts";
import { sumOfFigures } from "../../figure-reader.ts";
import type { Html } from "../../html.ts";
import { percent, shortNumber } from "../../number-format.ts";
import { samplingOfTrials } from "../../trials.ts";
import { causeWords } from "../../wording.ts";
import { figure, type LegendEntry } from "../figure.ts";
import type { Section } from "../section.ts";
import type { Subject } from "../subject.ts";

/** What became of everything that was wanted. */
export const ORDERS: Section<Subject> = { id: "orders", title: "From wanted to delivered", build };

/** Flows of the order book over the horizon, H100-equivalents: one value a trial. */
interface OrderBook {
  readonly ordered: readonly number[];
  /** What switching to other products added to the orders, or took. */
  readonly switched: readonly number[];
  readonly cancelled: readonly number[];
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
  const { ordered, switched, cancelled, delivered } = book;
  const parts = partsOf(subject);
  const sampling = samplingOfTrials(subject.run.trials);
  const estimate = (values: readonly number[]) => meanOfTrials(values, sampling);
  const mean = (values: readonly number[]): number => meanOf([...values]);
  // The book is conserved in every trial: what is not delivered, cancelled or lost in switching waits or is on its way.
  const queue = ordered.map((all, trial) => all + switched[trial] - cancelled[trial] - delivered[trial]);
  const negative = (values: readonly number[]): number[] => values.map((value) => -value);
  const steps: readonly (readonly [string, readonly number[], Ink])[] = [
    ["ordered", ordered, "plain"],
    ["changed by switching", switched, "waiting"],
    ["cancelled", negative(cancelled), "waiting"],
    [mean(queue) < 0 ? "taken from the queue" : "added to the queue", negative(queue), "waiting"],
  ];
  let reached = 0;
  const rows = steps.map(([label, values, ink]): BarRow => {
    const from = reached;
    const amount = mean(values);
    reached += amount;
    return {
      label,
      bars: [{ ink, from, to: reached }],
      text: `${amount > 0 ? "+" : ""}${shortNumber(amount)}`,
    };
  });
  const [all, done] = [mean(ordered), mean(delivered)];
  rows.push({ label: "delivered", bars: piecesOf(parts, done), text: shortNumber(done) });
  return figure({
    id: "wanted",
    sentence: `For ${shortNumber(all)} H100-equivalents ordered ${shortNumber(done)} are delivered (${percent(done / all)}), ${shortNumber(mean(cancelled))} are cancelled, and the queue ${mean(queue) < 0 ? "shrinks" : "grows"} by ${shortNumber(Math.abs(mean(queue)))}${limitedWords(parts)}`,
    caption: `H100-equivalents, ${subject.horizon.first} to ${subject.horizon.last}: means over ${delivered.length} trials, which add up. The queue is what waits and what is on its way to customers. Delivered is divided by what limited it; what was not delivered is not, because what will have limited it most is not known yet. Switching to another product changes the compute of an order.`,
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
      rows: [...steps, ["delivered", delivered] as const].map(([label, values]) => {
        const { value, low, high, n } = estimate(values) ?? {
          value: mean(values),
          low: null,
          high: null,
          n: values.length,
        };
        return [label, value, low, high, n];
      }),
    },
  });
}

/** What was delivered as parts of a bar. */
function piecesOf(parts: readonly Part[], delivered: number): BarRow["bars"] {
  if (parts.length === 0) return [{ ink: "plain", from: 0, to: delivered }];
  let from = 0;
  return parts.map(({ ink, share }) => {
    const piece = { ink, from, to: from + share * delivered };
    from = piece.to;
    return piece;
  });
}

function limitedWords(parts: readonly Part[]): string {
  if (parts.length === 0) return "";
  const free = parts.find(({ ink }) => ink === "orders")?.share ?? 0;
  return `; ${percent(1 - free)} of what is delivered was limited by something other than demand`;
}

/** In H100-equivalents, product by product, because what is cancelled or switched is counted in units. */
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
  const delivered = total("delivered_units");
  if (!ordered || !switchedIn || !switchedOut || !cancelled || !delivered) return null;
  if (delivered.length < 2 || ordered.every((amount) => amount === 0)) return null;
  const switched = switchedIn.map((units, trial) => units - switchedOut[trial]);
  return { ordered, switched, cancelled, delivered };
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
