import type { Qualification } from "./model.ts";
import { resolve } from "./value.ts";

/**
 * The day from which the vendor may use the supplier's item: sample + length, and where a redesign is drawn its
 * own length again.
 */
export function qualificationOpens(qualification: Qualification, draws: Float64Array): number {
  const { sample, length, redesign, redesignLength } = qualification;
  return sample + resolve(length, draws) + resolve(redesign, draws) * resolve(redesignLength, draws);
}
