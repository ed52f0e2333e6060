import type { Line, Model, UncertainValue } from "../model/model.ts";
import { quantile } from "../random/distribution.ts";
import type { Timespan } from "./timespan.ts";

/** An uncertain input that what limits a figure rests on. */
export interface RestingInput {
  readonly input: string;
  /** The line it is of; empty: demand. */
  readonly line: string;
  readonly unit: string;
  /** As stated, in `unit`. */
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
  readonly source: string;
  readonly dated: string;
  readonly confidence: string;
}

const SHARES = [0.1, 0.5, 0.9];

/**
 * The uncertain inputs of lines, and of demand where that is a limit: of each first the one that most of it refers to
 * (a factor shared by segments), then the least sure (the range as a share of its larger end), then the next of each.
 * Dates of one timeline move together: of those the last one in the timespan, or before it, stands for all. What has
 * no unit and may be negative, a standard normal draw behind a size, says nothing by itself.
 *
 * @param limits lines and causes that are none, the first told first
 */
export function inputsBehind(
  model: Model,
  limits: readonly { readonly line: string; readonly constraint: string }[],
  span: Timespan,
): RestingInput[] {
  const told = new Set<number>();
  const ranked = limits.flatMap(({ line, constraint }, place) => {
    const uses = usesOf(partsOf(model, line, constraint));
    const columnOf = (index: number): number => model.parameters[index].column;
    const fresh = datesOfSpan(model, [...uses.keys()], span).filter((index) => !told.has(columnOf(index)));
    for (const index of fresh) told.add(columnOf(index));
    return fresh
      .map((index) => ({ input: inputOf(model, index, line), count: uses.get(index) ?? 0 }))
      .filter(({ input }) => input.p10 >= 0 || input.unit !== "")
      .sort(
        (a, b) =>
          b.count - a.count ||
          spreadOf(b.input) - spreadOf(a.input) ||
          (a.input.input < b.input.input ? -1 : 1),
      )
      .map(({ input }, rank) => ({ input, rank, place }));
  });
  return ranked.sort((a, b) => a.rank - b.rank || a.place - b.place).map(({ input }) => input);
}

/** What a limit is made of: a line, the demand of every segment, or nothing that is uncertain. */
function partsOf({ lines, segments }: Model, line: string, constraint: string): readonly unknown[] {
  if (line === "") return constraint === "orders" ? segments.map(({ demand }) => demand) : [];
  return lines.filter(({ id }) => id === line).map(ownOf);
}

/** A line, but for the dates between which it may make things: those are its products'. */
function ownOf({ recipes, ...line }: Line): unknown {
  return [
    line,
    recipes.map(({ inputs, output, yield: good, cycleTime }) => [inputs, output, good, cycleTime]),
  ];
}

function inputOf({ parameters }: Model, index: number, line: string): RestingInput {
  const { path: input, unit, distribution, source = "", dated = "", confidence = "" } = parameters[index];
  const points = SHARES.map((share) => quantile(distribution, share));
  // A point stated as 0 comes back as a rounding error.
  const least = 1e-9 * Math.max(...points.map(Math.abs));
  const [p10, p50, p90] = points.map((point) => (Math.abs(point) < least ? 0 : point));
  return { input, line, unit, p10, p50, p90, source, dated, confidence };
}

function spreadOf({ p10, p90 }: RestingInput): number {
  return p90 > p10 ? (p90 - p10) / Math.max(Math.abs(p10), Math.abs(p90)) : 0;
}

/** One parameter of each column. */
function datesOfSpan({ parameters }: Model, indices: readonly number[], span: Timespan): number[] {
  const chosen = new Map<number, number>();
  const date = (index: number): string => /\.(\d{4}[-\d]*)$/.exec(parameters[index].path)?.[1] ?? "";
  const fits = (index: number): boolean => date(index) <= span.last;
  for (const index of indices) {
    const { column } = parameters[index];
    const before = chosen.get(column);
    if (before === undefined || (fits(index) && date(index) > date(before))) chosen.set(column, index);
  }
  return [...chosen.values()];
}

/** Parameters that values are drawn from, factors that others share among them: in how many parts. */
function usesOf(parts: readonly unknown[]): Map<number, number> {
  const uses = new Map<number, number>();
  for (const part of parts) {
    const found = new Set<number>();
    collect(part, found);
    for (const index of found) uses.set(index, (uses.get(index) ?? 0) + 1);
  }
  return uses;
}

function collect(value: unknown, found: Set<number>): void {
  if (typeof value !== "object" || value === null) return;
  if (isUncertain(value)) {
    // -1: none of its own.
    for (const index of [value.parameter, ...value.factors]) if (index >= 0) found.add(index);
  } else {
    for (const part of Object.values(value)) collect(part, found);
  }
}

function isUncertain(value: object): value is UncertainValue {
  return "parameter" in value && "factors" in value;
}
