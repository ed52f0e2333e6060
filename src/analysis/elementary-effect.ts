import { type Estimate, meanInterval, studentFactor } from "./confidence-interval.ts";

/** One step of a trajectory through the unit cube: which input was moved, by how much of its range. */
export interface Move {
  readonly input: number;
  /** Not 0. */
  readonly change: number;
}

/** What moving one input does, over all trajectories. */
export interface ElementaryEffect {
  /** Mean effect; signs may cancel. */
  readonly mu: Estimate;
  /** Mean size of the effect, whatever its sign (Campolongo, Cariboni and Saltelli 2007). */
  readonly muStar: Estimate;
  /** Standard deviation of the effect: 0 where it is the same everywhere, large where it bends or interacts. */
  readonly sigma: number;
}

/**
 * Elementary effects (Morris, Technometrics 33, 1991): along each trajectory every input is moved once, and an effect
 * is the change of the outcome over the change of the input. Trajectories are independent, so means over them have
 * Student's intervals.
 *
 * @param moves    for each trajectory its moves, each input once
 * @param outcomes for each trajectory the outcome at its points, one more than moves; finite
 * @returns one per input. At least two trajectories
 */
export function elementaryEffects(
  moves: readonly (readonly Move[])[],
  outcomes: readonly Float64Array[],
  level?: number,
): ElementaryEffect[] {
  const inputs = moves[0].length;
  const effects = Array.from({ length: inputs }, () => new Float64Array(moves.length));
  for (const [trajectory, steps] of moves.entries()) {
    const values = outcomes[trajectory];
    if (steps.length !== inputs || values.length !== inputs + 1)
      throw new RangeError(`trajectory ${trajectory}: ${steps.length} moves and ${values.length} outcomes`);
    for (const [step, { input, change }] of steps.entries())
      effects[input][trajectory] = (values[step + 1] - values[step]) / change;
  }
  const factor = studentFactor(moves.length, level);
  return effects.map((one) => {
    const mu = meanInterval([...one], factor);
    const muStar = meanInterval([...one.map(Math.abs)], factor);
    const squares = one.reduce((sum, effect) => sum + (effect - mu.value) * (effect - mu.value), 0);
    return { mu, muStar, sigma: Math.sqrt(squares / (one.length - 1)) };
  });
}
