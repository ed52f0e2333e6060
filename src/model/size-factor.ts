/**
 * How far what is built departs in size from what was announced: factor exp(sigma z) on an addition announced for
 * a day, median 1, one standard normal z per path. The further ahead of `asOf`, the less is certain.
 */
const SIGMA_BY_YEAR = [0, 0.1, 0.22, 0.3, 0.38];
const DAYS_PER_YEAR = 365.25;

/** Days ahead of `asOf` at which sigma bends. */
export const SIZE_FACTOR_BENDS: readonly number[] = SIGMA_BY_YEAR.map((_, years) => years * DAYS_PER_YEAR);

/** Sigma of what was announced for `ahead` days after `asOf`, linear between whole years and level after four. */
export function sizeSigma(ahead: number): number {
  const years = Math.min(Math.max(0, ahead) / DAYS_PER_YEAR, SIGMA_BY_YEAR.length - 1);
  const year = Math.min(Math.floor(years), SIGMA_BY_YEAR.length - 2);
  return SIGMA_BY_YEAR[year] + (years - year) * (SIGMA_BY_YEAR[year + 1] - SIGMA_BY_YEAR[year]);
}

/**
 * The mean factor on capacity that was announced to open evenly from `from` to `to` days after `asOf`, with no
 * bend of sigma between: each wafer of it has the factor of its own day, so that a date put on a straight path
 * doesn't change the path.
 */
export function sizeFactor(z: number, from: number, to: number): number {
  const first = z * sizeSigma(from);
  const spread = z * sizeSigma(to) - first;
  return Math.exp(first) * (spread === 0 ? 1 : Math.expm1(spread) / spread);
}
