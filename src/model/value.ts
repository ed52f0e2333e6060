import { quantile } from "../random/distribution.ts";
import type { Parameter, Value } from "./model.ts";

/**
 * The number a value has in a trial.
 *
 * @param draws one per `Model.parameters`
 */
export function resolve(value: Value, draws: Float64Array): number {
  if (typeof value === "number") return value;
  let number = value.constant;
  if (value.parameter >= 0) number += value.scale * draws[value.parameter];
  for (const factor of value.factors) number *= draws[factor];
  return number;
}

/**
 * Every parameter at its median: the draws of a trial without luck, on which what is announced is read. Medians
 * and not means, because the size factor on additions has median 1 and a median survives a product of
 * lognormals.
 */
export function medianDraws(parameters: readonly Parameter[]): Float64Array {
  return Float64Array.from(parameters, ({ distribution }) => quantile(distribution, 0.5));
}
