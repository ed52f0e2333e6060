/**
 * Causes of the constraint trace: what a lot, a layer of stock or a delivery was limited by, as one integer.
 *
 * A chain that ends at a line carries the line and the month, because what the line's capacity went into
 * (contracts, background, outages) is known by month.
 */

/** Supply would have allowed more; orders did not ask for it. */
export const ORDERS = 0;
/** The plan asked for too little though customers were waiting. */
export const PLAN = 1;
/** Was there when the clock started, or put there by `initial`. */
export const INITIAL = 2;
/** A launch, a technology or a qualification came later than everything else. */
export const OPENING = 3;
/** Codes from here on are lines by month. */
const FIRST_LINE = 4;

/** The code of line `line` in month `month` of a clock with `months` months. */
export function lineCause(line: number, month: number, months: number): number {
  return FIRST_LINE + line * months + month;
}

/** The line of a code, or -1 for a term that is not a line. */
export function lineOfCause(cause: number, months: number): number {
  return cause < FIRST_LINE ? -1 : Math.floor((cause - FIRST_LINE) / months);
}

/** The month of a line's code. */
export function monthOfCause(cause: number, months: number): number {
  return (cause - FIRST_LINE) % months;
}
