import type { Parameter, UncertainValue, Value } from "../../model/model.ts";
import { mean, quantile } from "../../random/distribution.ts";

/** Arithmetic on values of which some are known only once their parameters are drawn. */

export function times(value: Value, factor: number): Value {
  if (typeof value === "number") return value * factor;
  return { ...value, constant: value.constant * factor, scale: value.scale * factor };
}

/** The value moved by a known amount. Of one with shared factors they would multiply that too: null. */
export function plus(value: Value, amount: number): Value | null {
  if (typeof value === "number") return value + amount;
  if (amount === 0) return value;
  return value.factors.length === 0 ? { ...value, constant: value.constant + amount } : null;
}

/** a x b; null where both are a sum of a number and a draw, which no value can say. */
export function product(a: Value, b: Value): Value | null {
  if (typeof a === "number") return times(b, a);
  if (typeof b === "number") return times(a, b);
  if (b.parameter < 0) return timesFactors(times(a, b.constant), b.factors);
  if (a.parameter < 0) return timesFactors(times(b, a.constant), a.factors);
  if (b.constant === 0) return timesFactors(times(a, b.scale), [b.parameter, ...b.factors]);
  if (a.constant === 0) return timesFactors(times(b, a.scale), [a.parameter, ...a.factors]);
  return null;
}

function timesFactors(value: Value, factors: readonly number[]): Value {
  if (factors.length === 0) return value;
  const plain: UncertainValue =
    typeof value === "number" ? { constant: value, scale: 0, parameter: -1, factors: [] } : value;
  return { ...plain, factors: [...plain.factors, ...factors] };
}

/** The value with every parameter at its mean. */
export function meanOf(value: Value, parameters: readonly Parameter[]): number {
  return at(value, (k) => mean(parameters[k].distribution));
}

/** The value with every parameter at its median. */
export function medianOf(value: Value, parameters: readonly Parameter[]): number {
  return at(value, (k) => quantile(parameters[k].distribution, 0.5));
}

function at(value: Value, draw: (parameter: number) => number): number {
  if (typeof value === "number") return value;
  let number = value.constant;
  if (value.parameter >= 0) number += value.scale * draw(value.parameter);
  for (const factor of value.factors) number *= draw(factor);
  return number;
}
