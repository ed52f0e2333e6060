import { type SobolIndex, sobolIndices } from "../../analysis/sobol-index.ts";
import { Stream } from "../../random/stream.ts";
import { integerColumn } from "../column.ts";
import { estimateCells } from "../difference-column.ts";
import type { Cell, Table } from "../table.ts";
import type { UncertainInput } from "../uncertain-input.ts";
import { type AnswerOf, plain } from "./answer.ts";
import {
  ASKED_COLUMNS,
  type Asked,
  askedAnswer,
  askedCells,
  bySize,
  estimateColumns,
  inputAnswer,
  SOURCE_COLUMNS,
  sourceCells,
} from "./asked.ts";

export interface InputShare extends SobolIndex {
  readonly input: UncertainInput;
}

/**
 * Largest total share first; none where the outcome does not vary.
 *
 * @param inputs those redrawn one at a time
 * @param own    the outcome in the run's own trials; finite
 * @param redrawn the outcome with all inputs drawn anew, then with each of `inputs` alone
 */
export function inputShares(
  { run }: Asked,
  inputs: readonly UncertainInput[],
  own: Float64Array,
  [all, ...each]: readonly Float64Array[],
): InputShare[] {
  const resampled = new Stream(run.seed, 1, "sensitivity/resamples");
  const indices = sobolIndices(own, all, each, () => resampled.next()) ?? [];
  return bySize(
    indices.map((index, place) => ({ input: inputs[place], ...index })),
    ({ total }) => total.value,
  );
}

export const SOBOL_TABLE: Table = {
  file: "sobol.csv",
  row: "uncertain input, the one with the largest total index first",
  columns: [
    ...ASKED_COLUMNS,
    ...estimateColumns(
      "first_order_index",
      "fraction",
      "Share of the outcome's variance that goes when this input is known (Saltelli 2010).",
      "bootstrap over rows",
    ),
    ...estimateColumns(
      "total_index",
      "fraction",
      "Share that stays when all else is known: its own and that of its interactions (Jansen 1999).",
      "bootstrap over rows",
    ),
    integerColumn("rows", "", "Rows of the design: trials of each of its samples."),
    ...SOURCE_COLUMNS,
  ],
};

export function* sobolRows(asked: Asked, shares: readonly InputShare[]): Generator<Cell[], void, undefined> {
  for (const { input, first, total } of shares) {
    yield [
      ...askedCells(asked, input),
      ...estimateCells(first),
      ...estimateCells(total),
      total.n,
      ...sourceCells(input),
    ];
  }
}

export function sobolAnswer(asked: Asked, shares: readonly InputShare[], trials: number): AnswerOf<"sobol"> {
  return {
    method: "sobol",
    ...askedAnswer(asked, trials),
    inputs: shares.map(({ input, first, total }) => ({
      ...inputAnswer(input),
      first: plain(first),
      total: plain(total),
    })),
  };
}
