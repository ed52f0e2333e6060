import { correlation } from "./correlation.ts";
import { classed, firstOrderIndex } from "./first-order-index.ts";
import { midRanks } from "./rank.ts";

/** What inputs that do nothing reach by chance. */
export interface NoiseFloor {
  /** Of the size of the rank correlation; null where the outcome does not vary. */
  readonly rankCorrelation: number | null;
  /** Of the first-order index; null also where it is not asked for or the outcome not finite in every trial. */
  readonly firstOrder: number | null;
}

/** Sets of dummies, each of as many as there are real inputs ... */
const SETS = 99;
/** ... and which of the sets' largest values is the floor, counted from the top. */
const PLACE = 5;

/**
 * The noise floor from dummy inputs: columns of pure chance that go through the same estimators. If no input did
 * anything, the largest value of the real ones would be one of a hundred alike, and among the five largest of them in
 * exactly one run of twenty, whatever the outcome's distribution (Barnard 1963; Hope, JRSS B 30, 1968). So of inputs
 * that do nothing any gets above the floor in one run of twenty.
 *
 * @param outcome no NaN
 * @param inputs  how many real inputs there are
 * @param classes of the first-order index; null: it is not asked for
 * @param uniform a stream for the dummies alone
 */
export function noiseFloor(
  outcome: Float64Array,
  inputs: number,
  classes: number | null,
  uniform: () => number,
): NoiseFloor {
  const places = Uint32Array.from(outcome, (_, place) => place);
  // A dummy in chance order beside the outcome is the outcome in chance order beside a dummy, which is faster.
  const dummy = Float64Array.from(places, (place) => place + 1);
  const classedDummy = classes === null || !outcome.every(Number.isFinite) ? null : classed(dummy, classes);
  const ranks = midRanks(outcome);
  const shuffledRanks = new Float64Array(outcome.length);
  const shuffledOutcome = new Float64Array(outcome.length);
  const correlated = new Float64Array(SETS).fill(Number.NaN);
  const explained = new Float64Array(SETS).fill(Number.NaN);
  for (let set = 0; set < SETS; set++) {
    for (let drawn = 0; drawn < inputs; drawn++) {
      shuffle(places, uniform);
      for (let i = 0; i < places.length; i++) shuffledRanks[i] = ranks[places[i]];
      correlated[set] = larger(correlated[set], Math.abs(correlation(dummy, shuffledRanks)));
      if (classedDummy === null) continue;
      for (let i = 0; i < places.length; i++) shuffledOutcome[i] = outcome[places[i]];
      explained[set] = larger(explained[set], firstOrderIndex(classedDummy, shuffledOutcome));
    }
  }
  return { rankCorrelation: floorOf(correlated), firstOrder: floorOf(explained) };
}

function floorOf(largest: Float64Array): number | null {
  return largest.some(Number.isNaN) ? null : largest.toSorted()[SETS - PLACE];
}

function larger(most: number, value: number): number {
  return Number.isNaN(most) || value > most ? value : most;
}

/** Every order is as likely (Fisher and Yates; Knuth, The Art of Computer Programming 2, 3.4.2, algorithm P). */
function shuffle(values: Uint32Array, uniform: () => number): void {
  for (let last = values.length - 1; last > 0; last--) {
    const other = Math.floor((last + 1) * uniform());
    const value = values[last];
    values[last] = values[other];
    values[other] = value;
  }
}
