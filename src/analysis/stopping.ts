import { type Estimate, LEVEL } from "./confidence-interval.ts";

/** How close a mean is to be known: half of its interval's width, at most. */
export interface Precision {
  /** `relative`: as a share of the mean's size; `absolute`: in the figure's unit. */
  readonly kind: "relative" | "absolute";
  /** Above 0. */
  readonly within: number;
}

/** Trials at the first look. */
const FIRST_LOOK = 100;

/**
 * The numbers of trials at which a run asks whether it knows enough: 100, then twice as many each time, and the
 * most there may be. They are fixed before it starts; a rule that looked after every trial would stop when chance
 * happens to look like precision.
 *
 * @param most at least 1
 */
export function plannedLooks(most: number): number[] {
  const looks: number[] = [];
  for (let trials = FIRST_LOOK; trials < most; trials *= 2) looks.push(trials);
  return [...looks, most];
}

/**
 * The level of each interval at each look, so that with 95 % all intervals of all figures at all planned looks hold,
 * and so those at the look where the run stops, whatever made it stop (Bonferroni's inequality: the chances of being
 * wrong add up to at most 5 %; Law, Simulation Modeling and Analysis, 5th ed., 9.7).
 */
export function lookLevel(looks: number, metrics: number): number {
  return 1 - (1 - LEVEL) / (looks * metrics);
}

/** Whether a mean is known as closely as wanted. null (no mean) is not. */
export function isWithin(estimate: Estimate | null, { kind, within }: Precision): boolean {
  if (estimate === null) return false;
  const half = estimate.high - estimate.value;
  switch (kind) {
    case "relative":
      return half <= within * Math.abs(estimate.value);
    case "absolute":
      return half <= within;
  }
}
