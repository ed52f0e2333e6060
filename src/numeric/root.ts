const MOST_STEPS = 200;

/**
 * The zero of a rising function on (low, high), 0 <= low, high possibly Infinity: Halley's steps from `guess`, halving the
 * bracket wherever a step would leave it. Ends with the first step below 1e-8 of the result: the error after it is
 * at most about the square of that.
 *
 * @param value     the function, rising through 0
 * @param slope     its derivative
 * @param bend      second derivative over first
 * @param guess     inside (low, high) or, if outside, ignored
 */
export function findRoot(
  value: (x: number) => number,
  slope: (x: number) => number,
  bend: (x: number) => number,
  guess: number,
  low: number,
  high: number,
): number {
  let below = low;
  let above = high;
  let x = guess > low && guess < high ? guess : middle(low, high);
  for (let k = 0; k < MOST_STEPS; k++) {
    const error = value(x);
    if (error === 0) return x;
    if (error > 0) above = x;
    else below = x;
    const newton = error / slope(x);
    // Halley's correction, kept to a factor of two: far from the root it would make the steps as long as the tail.
    const step = newton / Math.min(2, Math.max(0.5, 1 - 0.5 * newton * bend(x)));
    let next = x - step;
    if (next > below && next < above) {
      if (Math.abs(step) <= 1e-8 * next) return next;
    } else {
      next = middle(below, above);
      if (next === below || next === above) return next;
    }
    x = next;
  }
  throw new Error(`no root between ${below} and ${above} after ${MOST_STEPS} steps`);
}

function middle(low: number, high: number): number {
  if (high === Number.POSITIVE_INFINITY) return low > 0 ? 2 * low : 1;
  // Geometric where the bracket spans orders of magnitude, as with quantiles of very skew distributions.
  if (low > 0 && high > 16 * low) return Math.sqrt(low) * Math.sqrt(high);
  if (low === 0 && high < 1e-300) return high / 2;
  return low === 0 ? high / 16 : low + (high - low) / 2;
}
