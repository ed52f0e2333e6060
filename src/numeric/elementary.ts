/**
 * base^exponent for base in [0, inf), as exp(exponent x log(base)).
 *
 * `Math.pow` and `**` gave different last bits on Node 22 and 24; exp and log are the same on 20 to 26, so a
 * trial's bytes don't depend on the version. Relative error about 1e-16 x (1 + |exponent x log(base)|).
 * Throws for a negative or missing base: there is no real power to return.
 */
export function power(base: number, exponent: number): number {
  if (!(base >= 0)) throw new RangeError(`power: the base must be 0 or more, got ${base}`);
  if (exponent === 0 || base === 1) return 1;
  return Math.exp(exponent * Math.log(base));
}
