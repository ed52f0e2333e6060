import { betaCdf, betaQuantile } from "./beta.ts";

/** Distribution function of Student's t with `degrees` in (0, inf) degrees of freedom. Abramowitz and Stegun 26.7.1. */
export function studentCdf(degrees: number, t: number): number {
  const tail = 0.5 * betaCdf(degrees / 2, 0.5, degrees / (degrees + t * t));
  return t < 0 ? tail : 1 - tail;
}

/** Quantile of Student's t with `degrees` in (0, inf) degrees of freedom; p in [0, 1]. Relative error about 1e-12. */
export function studentQuantile(degrees: number, p: number): number {
  if (!(degrees > 0) || !(p >= 0 && p <= 1)) throw new RangeError(`studentQuantile(${degrees}, ${p})`);
  const tail = p < 0.5 ? p : 1 - p;
  // t^2 / (degrees + t^2) is a beta variable; the smaller of it and its complement keeps its digits.
  const inner = betaQuantile(0.5, degrees / 2, 1 - 2 * tail);
  const outer = inner < 0.5 ? 1 - inner : betaQuantile(degrees / 2, 0.5, 2 * tail);
  const t = Math.sqrt((degrees * (inner < 0.5 ? inner : 1 - outer)) / outer);
  return p < 0.5 ? -t : t;
}
