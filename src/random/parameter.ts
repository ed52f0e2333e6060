import { type Distribution, quantile } from "./distribution.ts";
import { Stream } from "./stream.ts";

/** An uncertain input of a model, as far as chance is concerned. */
export interface DrawnParameter {
  /** Index of its uniform; parameters may share one. */
  readonly column: number;
  readonly distribution: Distribution;
}

/**
 * The uniforms of one trial under independent sampling: one stream per column, known by the column's path, so that
 * what else is uncertain in a scenario changes nothing.
 *
 * @param out one per column, (0, 1); filled
 */
export function independentUniforms(
  seed: string,
  trial: number,
  columns: readonly string[],
  out: Float64Array,
): void {
  if (out.length !== columns.length) {
    throw new RangeError(`${columns.length} columns, but room for ${out.length} uniforms`);
  }
  for (let k = 0; k < columns.length; k++) {
    out[k] = new Stream(seed, trial, `parameter/${columns[k]}`).double();
  }
}

/** The uniform of a column drawn a second time, independent of the first: from a stream of its own. (0, 1) */
export function redrawnUniform(seed: string, trial: number, column: string): number {
  return new Stream(seed, trial, `redrawn/${column}`).double();
}

/**
 * The vector of uniforms as values of the parameters, by inversion.
 *
 * @param uniforms one per column, (0, 1)
 * @param out      one per parameter; filled. Throws if one isn't finite, which only a uniform of 0 or 1 can cause.
 */
export function drawParameters(
  parameters: readonly DrawnParameter[],
  uniforms: Float64Array,
  out: Float64Array,
): void {
  for (let k = 0; k < parameters.length; k++) {
    const { column, distribution } = parameters[k];
    const value = quantile(distribution, uniforms[column]);
    if (!Number.isFinite(value)) {
      throw new RangeError(
        `parameter ${k} is ${value}: its uniform ${uniforms[column]} is not inside (0, 1)`,
      );
    }
    out[k] = value;
  }
}
