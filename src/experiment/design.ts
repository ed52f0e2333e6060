import { Stream } from "../random/stream.ts";

/**
 * The design of an experiment: which point of the unit cube each trial runs at. This is the independent one:
 * every column has a stream of its own, known by the column's path, so that an input added to a scenario, or
 * taken out, leaves the draws of all others as they were.
 *
 * @param columns paths of the independent inputs, `Model.columns`
 * @param out     one uniform from (0, 1) per column
 */
export function trialUniforms(
  seed: string,
  trial: number,
  columns: readonly string[],
  out: Float64Array,
): void {
  for (let i = 0; i < columns.length; i++)
    out[i] = new Stream(seed, trial, `parameter/${columns[i]}`).double();
}
