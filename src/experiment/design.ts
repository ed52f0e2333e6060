import { independentUniforms } from "../random/parameter.ts";

/**
 * The design of an experiment: at which point of the unit cube each trial runs. This is the independent one: a
 * trial's point depends on seed and number alone, so trials may run in any order, anywhere, and be added later.
 *
 * @param trial   its number, from 1
 * @param columns paths of the independent inputs, `Model.columns`
 * @param out     one uniform from (0, 1) per column; filled
 */
export function trialUniforms(
  seed: string,
  trial: number,
  columns: readonly string[],
  out: Float64Array,
): void {
  independentUniforms(seed, trial, columns, out);
}
