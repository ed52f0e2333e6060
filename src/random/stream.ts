import type { PRNG } from "seedrandom";
import alea from "seedrandom/lib/alea.js";

/** Half a step of each grid stands for 0, so that no inverse distribution function is asked for its infimum. */
const HALF_STEP_32 = 1 / 0x2_0000_0000;
const HALF_STEP_53 = 1 / 0x40_0000_0000_0000;

/**
 * One source of luck for one purpose in one trial: the slots of a line, the orders of a segment, one parameter.
 *
 * A stream is known by its name and not by when it was opened, so what else a trial contains changes nothing in
 * it, and two scenarios that share an entity share its luck (common random numbers).
 *
 * The generator is Baagoe's Alea from seedrandom, keyed by text. Names must differ in more than repetition; the
 * key puts a slash between its parts, so ("1", 11) and ("11", 1) are different streams.
 */
export class Stream {
  private readonly generator: PRNG;

  /**
   * @param seed  the run's seed
   * @param trial the trial's number, from 1
   * @param name  kind / entity / purpose, e.g. `line/cowos-l/slots`
   */
  constructor(seed: string, trial: number, name: string) {
    this.generator = alea(`${name}/${trial}/${seed}`);
  }

  /** A uniform draw from (0, 1) on a grid of 2^-32; the one draw in 2^32 that would be 0 is 2^-33. */
  next(): number {
    return this.generator() || HALF_STEP_32;
  }

  /** A uniform draw from (0, 1) on a grid of 2^-53 (two draws of `next`), for where the tails matter. */
  double(): number {
    return this.generator.double() || HALF_STEP_53;
  }
}
