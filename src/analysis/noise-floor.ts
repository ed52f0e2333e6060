import { correlation } from "./correlation.ts";
import { firstOrderIndex, rankClasses } from "./first-order-index.ts";
import { midRanks } from "./rank.ts";

/** What inputs that do nothing reach by chance. */
export interface NoiseFloor {
  /** Of the size of the rank correlation; null where the outcome does not vary. */
  readonly rankCorrelation: number | null;
  /** Of the first-order index; null also where the outcome is not finite in every trial. */
  readonly firstOrder: number | null;
}

/** Dummies for each real input. */
const DUMMIES = 20;

/**
 * The noise floor from dummy inputs: columns of pure chance that go through the same estimators. There are 20 for each
 * real input, and the floor is the largest of them all, so that of inputs that do nothing any gets above it in one
 * run of 21: the largest of all columns is then as likely any of them. That holds whatever the outcome's distribution.
 *
 * @param outcome no NaN
 * @param inputs  how many real inputs there are
 * @param classes of the first-order index
 * @param uniform a stream for the dummies alone
 */
export function noiseFloor(
  outcome: Float64Array,
  inputs: number,
  classes: number,
  uniform: () => number,
): NoiseFloor {
  const ranks = midRanks(outcome);
  const finite = outcome.every(Number.isFinite);
  const dummy = Float64Array.from(outcome, (_, place) => place + 1);
  let correlated = Number.NaN;
  let explained = Number.NaN;
  for (let drawn = 0; drawn < DUMMIES * inputs; drawn++) {
    shuffle(dummy, uniform);
    correlated = larger(correlated, Math.abs(correlation(dummy, ranks)));
    if (finite) explained = larger(explained, firstOrderIndex(rankClasses(dummy, classes), outcome));
  }
  return {
    rankCorrelation: Number.isNaN(correlated) ? null : correlated,
    firstOrder: Number.isNaN(explained) ? null : explained,
  };
}

function larger(most: number, value: number): number {
  return Number.isNaN(most) || value > most ? value : most;
}

/** Every order is as likely (Fisher and Yates; Knuth, The Art of Computer Programming 2, 3.4.2, algorithm P). */
function shuffle(values: Float64Array, uniform: () => number): void {
  for (let last = values.length - 1; last > 0; last--) {
    const other = Math.floor((last + 1) * uniform());
    const value = values[last];
    values[last] = values[other];
    values[other] = value;
  }
}
