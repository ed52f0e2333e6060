import type { Model } from "../model/model.ts";
import type { Answer, Band } from "./answer.ts";
import { type ConstraintShare, constraintShares } from "./constraint-share.ts";
import { FigureReader, percentileOf } from "./figure-reader.ts";
import { inputsBehind, type RestingInput } from "./resting-input.ts";
import { calendarOf, type Timespan } from "./timespan.ts";
import type { RunResults } from "./trials.ts";

/** A figure to be explained: what is delivered in a timespan, by all or by one vendor, perhaps of one product. */
export interface ExplainedFigure {
  /** Empty: all. */
  readonly vendor: string;
  /** One of that vendor's; empty: all. */
  readonly product: string;
  readonly span: Timespan;
}

/** Why a figure is what it is, by the constraint trace. Plain data; `explanation-text.ts` says it in words. */
export interface Explanation {
  readonly scenario: string;
  readonly seed: string;
  readonly vendor: string;
  readonly product: string;
  readonly period: string;
  readonly first: string;
  readonly last: string;
  /** H100-equivalents that the vendor (or all) delivered. */
  readonly h100e: Band;
  /** Share of the product in them, of the means; null: no product was asked about. */
  readonly product_share: number | null;
  /** Trials with monthly details in which anything was delivered: those the shares are of. */
  readonly trials: number;
  /** Stages and causes without one, largest mean share first. */
  readonly stages: readonly Limit[];
  /** Lines and causes that are none, likewise. */
  readonly lines: readonly LineLimit[];
  /** Share of the deliveries whose trace ends there. They add up to 1. */
  readonly ends: Readonly<Record<End, number>>;
  /** What has the largest share, year by year. */
  readonly years: Answer["binding"];
  /** Uncertain inputs of the first lines (and of demand, where that is among them), each line's least sure one first. */
  readonly inputs: readonly RestingInput[];
}

/** Where the trace of a delivery ends: at a line that was full, and what with, or before any line. */
export type End = "line" | "background" | "down" | "orders" | "plan" | "opening" | "initial";

interface Limit {
  /** A stage; or orders, plan, initial, opening. */
  readonly constraint: string;
  readonly share: number;
  /** The 95 % interval of `share`; null: too few trials. */
  readonly low: number | null;
  readonly high: number | null;
  /** Share of trials in which it is the largest. */
  readonly probability: number;
}

export interface LineLimit extends Limit {
  /** Of the line, or at which others' load or an outage was met; empty: none. */
  readonly stage: string;
  /** Empty: `constraint` is no line. */
  readonly line: string;
}

const SHARES = [0.1, 0.5, 0.9];
/** Lines whose inputs are told. */
const LINES = 3;

/**
 * Explains a figure of a finished run.
 *
 * @param binding of the run's answer
 */
export function explain(run: RunResults, figure: ExplainedFigure, binding: Answer["binding"]): Explanation {
  const { model, trials } = run;
  const { vendor, product, span } = figure;
  const calendar = calendarOf(model);
  const shares = [...constraintShares(trials, [span], calendar)].filter(
    (one) => one.vendor === vendor && (one.share?.value ?? 0) > 0,
  );
  const level = (wanted: ConstraintShare["level"]): ConstraintShare[] =>
    shares
      .filter((one) => one.level === wanted)
      .sort((a, b) => (b.share?.value ?? 0) - (a.share?.value ?? 0));
  const lines = level("line").map((one) => ({ ...limitOf(one), stage: one.stage, line: one.line }));
  const reader = new FigureReader(trials, calendar, SHARES);
  const keys = vendor === "" ? {} : { vendor };
  const [delivered] = reader.summariesOf("delivered_h100e", keys, [span]) ?? [];
  const band = ([p10, p50, p90]: readonly number[]): Band => ({ p10, p50, p90 });
  return {
    scenario: run.name,
    seed: run.seed,
    vendor,
    product,
    period: span.label,
    first: span.first,
    last: span.last,
    h100e:
      delivered === undefined
        ? { p10: null, p50: null, p90: null }
        : band(SHARES.map((share) => percentileOf(delivered, share))),
    product_share: product === "" ? null : productShare(model, reader, figure),
    trials: shares[0]?.trials ?? 0,
    stages: level("stage").map(limitOf),
    lines,
    ends: endsOf(lines),
    years: binding.filter((one) => one.vendor === vendor && one.period_kind === "year"),
    inputs: inputsBehind(model, lines.slice(0, LINES), span),
  };
}

function limitOf({ level, stage, constraint, share, largest }: ConstraintShare): Limit {
  const known = (bound = Number.NaN): number | null => (Number.isFinite(bound) ? bound : null);
  return {
    constraint: level === "stage" && stage !== "" ? stage : constraint,
    share: share?.value ?? 0,
    low: known(share?.low),
    high: known(share?.high),
    probability: largest?.value ?? 0,
  };
}

function endsOf(lines: readonly LineLimit[]): Record<End, number> {
  const ends = { line: 0, background: 0, down: 0, orders: 0, plan: 0, opening: 0, initial: 0 };
  for (const { line, constraint, share } of lines) {
    const end = line === "" ? constraint : "line";
    if (!isEnd(ends, end)) throw new Error(`the trace ends at ${end}, which is unknown`);
    ends[end] += share;
  }
  return ends;
}

function isEnd(ends: Readonly<Record<End, number>>, text: string): text is End {
  return Object.hasOwn(ends, text);
}

function productShare(
  model: Model,
  reader: FigureReader,
  { vendor, product, span }: ExplainedFigure,
): number | null {
  const mean = (metric: string, keys: { vendor: string; product?: string }): number =>
    reader.summariesOf(metric, keys, [span])?.[0].mean?.value ?? Number.NaN;
  const compute = model.products.find(({ id }) => id === product)?.compute ?? Number.NaN;
  const share =
    (mean("delivered_units", { product, vendor }) * compute) / mean("delivered_h100e", { vendor });
  return Number.isFinite(share) ? share : null;
}
