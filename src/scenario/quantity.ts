import { type Distribution, distributionOf, problemOf, quantile } from "../random/distribution.ts";
import { affine } from "./affine.ts";
import { AmountReader, amountOf } from "./amount.ts";
import { type Argument, type Expression, parseExpression } from "./expression.ts";
import { Mistake } from "./mistake.ts";
import type { QuantityKind } from "./quantity-kind.ts";
import { checkRange, rangeText } from "./range.ts";
import { parseUnit, type Unit } from "./unit.ts";

/** A number of a scenario in base units: constant + scale x a draw of the distribution, if there is one. */
export interface Quantity {
  readonly constant: number;
  readonly scale: number;
  readonly distribution: Distribution | null;
  /** Of its unit; empty for none, and for a bare zero. */
  readonly dimension: string;
}

/** Reads the column of a CSV file in the scenario's folder. Throws a Mistake where there is none. */
export type ColumnReader = (file: string, column: string) => readonly number[];

/** A distribution that reaches beyond what is possible is cut there, if this much of either tail is all it loses. */
const TAIL = 0.05;
/** What lies in a tail thinner than this never happens, and no truncation is needed for it. */
const NEVER = 1e-12;
/** Standard normal point of 95 %. */
const Z95 = 1.6448536269514722;

/**
 * Reads an amount or a distribution of amounts: `12k`, `20k wafers/month`, `16 to 23 weeks`,
 * `quantiles(p10 1, p50 3, p90 10) days`.
 *
 * `a to b` is lognormal with 5 % and 95 % points a and b, normal where a <= 0. A distribution that reaches beyond
 * the kind's range is truncated to it if its 5 % and 95 % points are possible, else refused.
 *
 * @param unit for numbers that state none, or null
 * @throws Mistake
 */
export function parseQuantity(
  text: string,
  kind: QuantityKind,
  unit: Unit | null,
  column: ColumnReader,
): Quantity {
  const expression = parseExpression(text);
  if (expression.form === "empirical" && /\.csv$/i.test(expression.arguments[0]?.text ?? ""))
    return fromColumn(expression, kind, unit, column);
  const trailing = expression.trailing === "" ? null : parseUnit(expression.trailing);
  // Of two ends only the second names the unit: `16 to 23 weeks`.
  const last = expression.form === "range" ? amountOf(expression.arguments[1].text).unit : null;
  const read = new AmountReader(kind, trailing ?? last ?? unit);
  return build(expression, kind, read);
}

function build(expression: Expression, kind: QuantityKind, read: AmountReader): Quantity {
  const { form } = expression;
  if (form === "constant") {
    const value = read.read(expression.arguments[0].text);
    checkRange(value, kind, expression.arguments[0].text);
    return { constant: value, scale: 0, distribution: null, dimension: read.dimension };
  }
  const numbers = expression.arguments.flatMap((argument, k) => readArgument(form, argument, k, read));
  let scale = 1;
  if (form === "beta") {
    // Its own support is [0, 1]; a unit after it stretches that.
    if (expression.trailing !== "") {
      read.read(`1 ${expression.trailing}`);
      scale = read.scale;
    } else if (!kind.dimensions.includes("")) {
      read.read("1");
    }
  }
  const bounds: readonly [number, number] | undefined =
    expression.bounds === null
      ? undefined
      : [read.read(expression.bounds[0]) / scale, read.read(expression.bounds[1]) / scale];
  const stated =
    form === "range" ? rangeOf(numbers[0], numbers[1], bounds) : distributionOf(form, numbers, bounds);
  checkAsWritten(stated, read);
  return {
    constant: 0,
    scale,
    distribution: withinRange(stated, scale, kind),
    dimension: read.dimension,
  };
}

/** Says what is impossible of a distribution in the numbers that were written, where they all have one unit. */
function checkAsWritten(stated: Distribution, read: AmountReader): void {
  if (!read.oneUnit || read.scale === 1) return;
  const written = affine(stated, 0, 1 / read.scale);
  const problem = written === null ? null : problemOf(rounded(written));
  if (problem !== null) throw new Mistake(`there is no such distribution: ${problem}`);
}

/** Without the last bits that going to base units and back has changed. */
function rounded(distribution: Distribution): Distribution {
  const clean = (x: number): number => Number(x.toPrecision(12));
  const { kind, numbers, bounds } = distribution;
  return bounds === undefined
    ? { kind, numbers: numbers.map(clean) }
    : { kind, numbers: numbers.map(clean), bounds: [clean(bounds[0]), clean(bounds[1])] };
}

function readArgument(
  form: Expression["form"],
  argument: Argument,
  k: number,
  read: AmountReader,
): readonly number[] {
  switch (form) {
    case "beta":
      return [read.plain(argument.text)];
    case "gamma":
    case "weibull":
      return [k === 0 ? read.plain(argument.text) : read.read(argument.text)];
    case "discrete":
      return [read.read(argument.text), read.plain(argument.weight ?? "")];
    default:
      return [read.read(argument.text)];
  }
}

function rangeOf(low: number, high: number, bounds: readonly [number, number] | undefined): Distribution {
  if (!(low < high))
    throw new Mistake("the first end of the range is not below the second", "a to b with a < b");
  return low > 0
    ? distributionOf("lognormal", [low, high], bounds)
    : distributionOf("normal", [(low + high) / 2, (high - low) / (2 * Z95)], bounds);
}

/** @throws Mistake where there is no such distribution, or its 5 % or 95 % point is impossible */
function withinRange(stated: Distribution, scale: number, kind: QuantityKind): Distribution {
  const problem = problemOf(stated);
  if (problem !== null) throw new Mistake(`there is no such distribution: ${problem}`);
  const low = kind.low / scale;
  const high = kind.high / scale;
  const first = quantile(stated, NEVER);
  const last = quantile(stated, 1 - NEVER);
  if (kind.positive && first <= low)
    throw new Mistake(`it can be 0, and ${kind.noun} cannot`, "", "add `truncated to [low, high]`");
  if (first >= low && last <= high) return stated;
  const bounds: readonly [number, number] = [
    Math.max(low, stated.bounds?.[0] ?? low),
    Math.min(high, stated.bounds?.[1] ?? high),
  ];
  // `90% to 100%` has its 95 % point on the edge: rounding must not decide.
  const give = 1e-9;
  if (quantile(stated, TAIL) < low - give || quantile(stated, 1 - TAIL) > high * (1 + give)) {
    throw new Mistake(
      `it reaches beyond what is possible for ${kind.noun}`,
      `values ${rangeText(kind)}`,
      "add `truncated to [low, high]`",
    );
  }
  return { ...stated, bounds };
}

function fromColumn(
  expression: Expression,
  kind: QuantityKind,
  unit: Unit | null,
  column: ColumnReader,
): Quantity {
  const [file, name, ...others] = expression.arguments;
  if (name === undefined || others.length > 0)
    throw new Mistake("a file and a column are needed", "empirical(file.csv, column) weeks");
  const values = column(file.text, name.text);
  const read = new AmountReader(kind, expression.trailing === "" ? unit : parseUnit(expression.trailing));
  const numbers = values.map((value) => read.read(String(value)));
  const bounds: readonly [number, number] | undefined =
    expression.bounds === null
      ? undefined
      : [read.read(expression.bounds[0]), read.read(expression.bounds[1])];
  return {
    constant: 0,
    scale: 1,
    distribution: withinRange(distributionOf("empirical", numbers, bounds), 1, kind),
    dimension: read.dimension,
  };
}
