import type { Recovery } from "./model.ts";

/** What is missing while a recovery lasts, constant between its times; nothing from the last time on. */
export interface RecoverySteps {
  /** Days, rising: the recovery's begin, then grid points. */
  readonly times: readonly number[];
  /** Share of what the outage took that is still missing from each time on, [0, 1]; the last is exactly 0. */
  readonly missing: readonly number[];
}

/** An exponential recovery is complete when a thousandth is missing, after this many time constants. */
const EXPONENTIAL_END = Math.log(1000);
/** A recovery that begins so little before a grid point begins there, in slots. */
const ROUNDING = 1e-9;

/**
 * A recovery in steps at grid points, the multiples of `slot`. Each step is the mean of the curve over it, so that
 * the capacity lost is that of the curve whatever the grid.
 *
 * @param begin when the outage ends and the recovery begins, days
 * @param time  as drawn: to the end of a linear recovery, time constant of an exponential one, days; else unused
 * @param slot  days, (0, inf)
 */
export function recoverySteps(recovery: Recovery, begin: number, time: number, slot: number): RecoverySteps {
  const { end, area } = missingCurve(recovery, time);
  const times = [begin];
  const missing: number[] = [];
  let x = 0;
  for (let k = Math.floor(begin / slot + ROUNDING) + 1; x < end; k++) {
    const next = k * slot - begin;
    missing.push(area(x, Math.min(next, end)) / (next - x));
    times.push(k * slot);
    x = next;
  }
  missing.push(0);
  return { times, missing };
}

interface MissingCurve {
  /** Days to the end of the recovery. */
  readonly end: number;
  /** The integral of the missing share from day x to day y of the recovery, both up to its end. */
  readonly area: (x: number, y: number) => number;
}

function missingCurve(recovery: Recovery, time: number): MissingCurve {
  switch (recovery.shape) {
    case "step":
      return { end: 0, area: () => 0 };
    case "linear":
      return { end: time, area: (x, y) => (y - x) * (1 - (x + y) / (2 * time)) };
    case "exponential":
      return {
        end: EXPONENTIAL_END * time,
        area: (x, y) => -time * Math.exp(-x / time) * Math.expm1((x - y) / time),
      };
    case "curve": {
      const { days, availability } = recovery;
      return { end: days[days.length - 1], area: (x, y) => areaAbove(days, availability, x, y) };
    }
  }
}

/** The area between 1 and a broken line from x to y, flat before its first point. */
function areaAbove(days: readonly number[], availability: readonly number[], x: number, y: number): number {
  let area = Math.max(0, Math.min(y, days[0]) - x) * (1 - availability[0]);
  for (let i = 0; i + 1 < days.length; i++) {
    const from = Math.max(x, days[i]);
    const to = Math.min(y, days[i + 1]);
    if (to <= from) continue;
    const slope = (availability[i + 1] - availability[i]) / (days[i + 1] - days[i]);
    const middle = availability[i] + slope * ((from + to) / 2 - days[i]);
    area += (to - from) * (1 - middle);
  }
  return area;
}
