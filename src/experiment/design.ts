import { independentUniforms } from "../random/parameter.ts";

/**
 * The design of an experiment: at which point of the unit cube each trial runs. Plain data, so that threads and
 * stores can carry it. A trial's point depends on design, seed and number alone, so trials may run in any order,
 * anywhere, and be added later.
 */
export type Design =
  /** Every input drawn by itself in every trial. */
  | { readonly kind: "independent" }
  /** Some inputs held where they are put, the others as another design has them: what one input alone does. */
  | { readonly kind: "pinned"; readonly of: Design; readonly pins: readonly Pin[] };

/** An input held at one place of its distribution. */
export interface Pin {
  /** Path of the input, one of `Model.columns`. */
  readonly column: string;
  /** Its uniform, (0, 1): 0.9 is its 90th percentile. */
  readonly uniform: number;
}

export const INDEPENDENT: Design = { kind: "independent" };

/**
 * The point at which a trial runs.
 *
 * @param trial   its number, from 1
 * @param columns paths of the independent inputs, `Model.columns`
 * @param out     one uniform from (0, 1) per column; filled
 * @throws RangeError where a pin names no column or lies outside (0, 1)
 */
export function trialUniforms(
  design: Design,
  seed: string,
  trial: number,
  columns: readonly string[],
  out: Float64Array,
): void {
  switch (design.kind) {
    case "independent":
      independentUniforms(seed, trial, columns, out);
      return;
    case "pinned":
      trialUniforms(design.of, seed, trial, columns, out);
      for (const { column, uniform } of design.pins) {
        const place = columns.indexOf(column);
        if (place < 0) throw new RangeError(`${column} is not one of the ${columns.length} uncertain inputs`);
        if (!(uniform > 0 && uniform < 1))
          throw new RangeError(`${column} is held at ${uniform}, not in (0, 1)`);
        out[place] = uniform;
      }
      return;
  }
}

/** A design as one line of text, the same for the same design: part of what a store is of. */
export function designText(design: Design): string {
  switch (design.kind) {
    case "independent":
      return "independent";
    case "pinned": {
      const pins = design.pins.map(({ column, uniform }) => `${column}@${uniform}`).sort();
      return `${designText(design.of)} with ${pins.join(", ")}`;
    }
  }
}
