import { DAYS_PER_MONTH } from "../engine/calendar.ts";

/** A date that has passed is announced anew a quarter later. */
export const QUARTER = 3 * DAYS_PER_MONTH;
/** A date missed by less than this is rounding, days. */
const ROUNDING = 1e-6;

/**
 * The announced day as it stands at `now` where nothing has come of it yet: moved by a quarter each time it passes.
 *
 * @param announced the day first announced, days since start; -Infinity: always open
 */
export function announcedAnew(now: number, announced: number): number {
  const missed = Math.ceil((now - announced - ROUNDING) / QUARTER);
  return missed > 0 ? announced + QUARTER * missed : announced;
}

/** The day on which something opens, as far as it can be known at `now`: what has come is seen, the rest announced. */
export function expectedDay(now: number, announced: number, actual: number): number {
  return actual <= now ? actual : announcedAnew(now, announced);
}
