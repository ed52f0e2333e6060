/**
 * One kind of distribution: what is known of it from its numbers alone. All functions are pure; none allocates
 * per draw.
 */
export interface Family {
  /** What is wrong with these numbers, as a clause that names them; null: nothing. All else trusts this. */
  problem(numbers: readonly number[]): string | null;
  /** The x below which a share p lies, rising in p; the ends of the support at 0 and 1. p in [0, 1] */
  quantile(numbers: readonly number[], p: number): number;
  /** P(X <= x) */
  cumulative(numbers: readonly number[], x: number): number;
  mean(numbers: readonly number[]): number;
  variance(numbers: readonly number[]): number;
  /** The p at which the slope of the quantile function jumps; absent: nowhere, or everywhere. */
  bend?(numbers: readonly number[]): number;
}

/** The clause for numbers of the wrong count or not finite; null: they are right. */
export function countProblem(numbers: readonly number[], names: readonly string[]): string | null {
  if (numbers.length !== names.length) {
    return `takes ${names.length === 1 ? "one number" : `${names.length} numbers`} (${names.join(", ")}), got ${numbers.length}`;
  }
  const bad = numbers.findIndex((number) => !Number.isFinite(number));
  return bad < 0 ? null : `${names[bad]} is not a finite number`;
}
