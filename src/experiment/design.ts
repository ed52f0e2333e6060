import type { Sampling } from "../analysis/sampling.ts";
import { latinHypercubeUniforms } from "../random/latin-hypercube.ts";
import { independentUniforms, redrawnUniform } from "../random/parameter.ts";
import { scrambledNetUniforms } from "../random/scrambled-net.ts";
import { SOBOL_DIMENSIONS } from "../random/sobol-sequence.ts";
import { RunError } from "./run-error.ts";
import { trajectoryUniforms } from "./trajectory.ts";

/**
 * The design of an experiment: at which point of the unit cube each trial runs. Plain data, so that threads and
 * stores can carry it. A trial's point depends on design, seed and number alone, so trials may run in any order,
 * anywhere, and be added later.
 */
export type Design =
  /** Every input drawn by itself in every trial. */
  | { readonly kind: "independent" }
  /** Every input spread evenly over each block of ten trials, in an order of its own. */
  | { readonly kind: "latin-hypercube" }
  /** Every block of sixteen trials a scrambled net: inputs spread evenly by themselves and, the first ones, in pairs. */
  | { readonly kind: "sobol" }
  /** Some inputs held where they are put, the others as another design has them: what one input alone does. */
  | { readonly kind: "pinned"; readonly of: Design; readonly pins: readonly Pin[] }
  /** Some inputs drawn a second time, independently of the first, the others as another design has them; null: all. */
  | { readonly kind: "redrawn"; readonly of: Design; readonly columns: readonly string[] | null }
  /** Each trial is a walk through the cube that moves one input at a time; this is its point after so many moves. */
  | { readonly kind: "trajectory"; readonly moves: number };

/** An input held at one place of its distribution. */
export interface Pin {
  /** Path of the input, one of `Model.columns`. */
  readonly column: string;
  /** Its uniform, (0, 1): 0.9 is its 90th percentile. */
  readonly uniform: number;
}

export const INDEPENDENT: Design = { kind: "independent" };

/** The designs that a run may have, by name. */
export const RUN_DESIGNS = {
  independent: INDEPENDENT,
  "latin-hypercube": { kind: "latin-hypercube" },
  sobol: { kind: "sobol" },
} as const satisfies Readonly<Record<string, Design>>;

/**
 * Trials to a block. Few: more strata gain little (ten leave a hundredth of the variance that an input causes in a
 * straight line), but intervals come from the means of blocks, and 200 trials should have some.
 */
const LATIN_HYPERCUBE_BLOCK = 10;
const SOBOL_BLOCK = 16;

/**
 * The point at which a trial runs.
 *
 * @param trial   its number, from 1
 * @param columns paths of the independent inputs, `Model.columns`
 * @param out     one uniform from (0, 1) per column; filled
 * @throws RangeError where a column is named that is none, or a pin lies outside (0, 1)
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
    case "latin-hypercube":
      latinHypercubeUniforms(seed, trial, columns, LATIN_HYPERCUBE_BLOCK, out);
      return;
    case "sobol":
      scrambledNetUniforms(seed, trial, columns, SOBOL_BLOCK, out);
      return;
    case "pinned":
      trialUniforms(design.of, seed, trial, columns, out);
      for (const { column, uniform } of design.pins) {
        const place = placeOf(column, columns);
        if (!(uniform > 0 && uniform < 1))
          throw new RangeError(`${column} is held at ${uniform}, not in (0, 1)`);
        out[place] = uniform;
      }
      return;
    case "redrawn":
      trialUniforms(design.of, seed, trial, columns, out);
      for (const column of design.columns ?? columns)
        out[placeOf(column, columns)] = redrawnUniform(seed, trial, column);
      return;
    case "trajectory":
      trajectoryUniforms(seed, trial, columns, design.moves, out);
      return;
  }
}

function placeOf(column: string, columns: readonly string[]): number {
  const place = columns.indexOf(column);
  if (place < 0) throw new RangeError(`${column} is not one of the ${columns.length} uncertain inputs`);
  return place;
}

/** What intervals of figures have to know of how trials from `first` on were drawn. */
export function samplingOf(design: Design, first: number): Sampling {
  switch (design.kind) {
    case "independent":
      return { first, block: 1, countsVaryLess: true };
    case "latin-hypercube":
      return { first, block: LATIN_HYPERCUBE_BLOCK, countsVaryLess: true };
    case "sobol":
      return { first, block: SOBOL_BLOCK, countsVaryLess: false };
    case "pinned":
    case "redrawn":
      return samplingOf(design.of, first);
    case "trajectory":
      return { first, block: 1, countsVaryLess: true };
  }
}

/** @throws RunError `limit` where a design can't have as many inputs as there are */
export function checkDesign(design: Design, columns: readonly string[]): void {
  switch (design.kind) {
    case "independent":
    case "latin-hypercube":
    case "trajectory":
      return;
    case "sobol":
      if (columns.length > SOBOL_DIMENSIONS)
        throw new RunError(
          "limit",
          `there are numbers for Sobol's sequence with up to ${SOBOL_DIMENSIONS} uncertain inputs, and this scenario has ` +
            `${columns.length}. Use --design latin-hypercube, which takes any number, or state fewer as uncertain`,
        );
      return;
    case "pinned":
    case "redrawn":
      checkDesign(design.of, columns);
      return;
  }
}

/** A design as one line of text, the same for the same design: part of what a store is of. */
export function designText(design: Design): string {
  switch (design.kind) {
    case "independent":
      return "independent";
    case "latin-hypercube":
      return `latin-hypercube in blocks of ${LATIN_HYPERCUBE_BLOCK}`;
    case "sobol":
      return `sobol in blocks of ${SOBOL_BLOCK}`;
    case "pinned": {
      const pins = design.pins.map(({ column, uniform }) => `${column}@${uniform}`).sort();
      return `${designText(design.of)} with ${pins.join(", ")}`;
    }
    case "redrawn":
      return `${designText(design.of)}, redrawn ${design.columns === null ? "whole" : design.columns.toSorted().join(", ")}`;
    case "trajectory":
      return `trajectory after ${design.moves} moves`;
  }
}
