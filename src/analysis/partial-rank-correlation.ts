import { inverseFactor } from "../numeric/cholesky.ts";
import type { Estimate } from "./confidence-interval.ts";
import { correlation, rankCorrelationInterval } from "./correlation.ts";

/** Partial rank correlations of all inputs, or why there are none. */
export type PartialRankCorrelations =
  /** One per input; null where it does not vary over the trials. */
  | { readonly kind: "found"; readonly inputs: readonly (Estimate | null)[] }
  /** More inputs than so few trials can tell apart; `needed` are the fewest that have an interval at all. */
  | { readonly kind: "too few trials"; readonly needed: number }
  /** The ranks of an input, by its index, follow from those of the ones before it; null: the outcome's from all. */
  | { readonly kind: "tied"; readonly input: number | null }
  | { readonly kind: "constant outcome" };

/**
 * Partial rank correlations (PRCC): the correlation of an input's ranks with the outcome's, after the linear effect of
 * the ranks of all *other* inputs is taken from both (Iman and Conover, Technometrics 21, 1979; Saltelli et al.,
 * Sensitivity Analysis, 2000, 2.4). Computed from the inverse C of the correlation matrix of all ranks as
 * -c_iy / sqrt(c_ii c_yy), which is the same (Whittaker, Graphical Models, 1990, 5.7).
 *
 * @param inputs  ranks of each input over the trials
 * @param outcome ranks of the outcome over the same trials
 */
export function partialRankCorrelations(
  inputs: readonly Float64Array[],
  outcome: Float64Array,
  level?: number,
): PartialRankCorrelations {
  const trials = outcome.length;
  const varying = inputs.flatMap((ranks, input) => (varies(ranks) ? [input] : []));
  const others = varying.length - 1;
  const needed = others + 4;
  if (trials < needed) return { kind: "too few trials", needed };
  if (!varies(outcome)) return { kind: "constant outcome" };
  const columns = [...varying.map((input) => inputs[input]), outcome];
  const size = columns.length;
  const matrix = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    matrix[row * size + row] = 1;
    for (let column = 0; column < row; column++)
      matrix[row * size + column] = correlation(columns[row], columns[column]);
  }
  const inverse = inverseFactor(matrix, size);
  if (typeof inverse === "number") return { kind: "tied", input: varying[inverse] ?? null };
  const found: (Estimate | null)[] = inputs.map(() => null);
  const last = (size - 1) * size;
  for (const [place, input] of varying.entries()) {
    let square = 0;
    for (let row = place; row < size; row++)
      square += inverse[row * size + place] * inverse[row * size + place];
    const r = -inverse[last + place] / Math.sqrt(square);
    found[input] = rankCorrelationInterval(r, trials, others, level);
  }
  return { kind: "found", inputs: found };
}

function varies(ranks: Float64Array): boolean {
  return ranks.some((rank) => rank !== ranks[0]);
}
