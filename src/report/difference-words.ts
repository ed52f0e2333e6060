import { percent, signed, signedPercent } from "./number-format.ts";

/** A difference with its interval. */
export interface Difference {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Whether the interval leaves zero out: only then may a sentence say which way. */
export function sure({ low, high }: Difference): boolean {
  return low > 0 || high < 0;
}

/** `+1.20M (+900k to +1.50M)` */
export function signedWords({ value, low, high }: Difference): string {
  return `${signed(value)} (${signed(low)} to ${signed(high)})`;
}

/** `+12% (+9.1% to +15%)` */
export function relativeWords({ value, low, high }: Difference): string {
  return `${signedPercent(value)} (${signedPercent(low)} to ${signedPercent(high)})`;
}

/** `95%`, `98.33%` */
export function levelWords(level: number): string {
  return `${Number((100 * level).toFixed(2))}%`;
}

/** What the same luck achieved: `correlation 0.97; the same luck saved 97% of the variance: ...`. */
export function luckWords(correlation: number | null, saved: number | null, trials: number): string {
  if (correlation === null || saved === null) return "nothing varies from trial to trial in one of the two";
  const rounded = correlation.toFixed(correlation > 0.99 ? 4 : 2);
  const head = `correlation ${rounded}; the same luck saved`;
  if (saved >= 1) return `${head} all of the variance: every trial differs by as much`;
  if (saved <= 0) return `${head} none of the variance`;
  const worth = grouped(trials / (1 - saved));
  return `${head} ${savedPercent(saved)} of the variance: ${trials} trials do the work of ${worth}`;
}

/** Never 100% where some of it is left. */
export function savedPercent(saved: number): string {
  return saved < 1 && saved >= 0.995
    ? `${Math.min(99.99, Number((100 * saved).toFixed(2)))}%`
    : percent(saved);
}

/** Three figures in full: `6,700`. */
function grouped(value: number): string {
  return String(Math.round(Number(value.toPrecision(3)))).replace(/\B(?=(\d{3})+$)/g, ",");
}
