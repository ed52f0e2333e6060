import type { Recovery } from "./model.ts";

/** What is missing while a recovery lasts, constant between its times; nothing from the last time on. */
export interface RecoverySteps {
  /** Days, rising: the recovery's begin, then grid points. */
  readonly times: readonly number[];
  /** Share of what the outage took that is still missing from each time on, [0, 1]; the last is exactly 0. */
  readonly missing: readonly number[];
}

/** An exponential recovery is over in the slot that holds less than this share of a slot. */
const NEGLIGIBLE = 0.01;

/**
 * A recovery in steps at grid points, the multiples of `slot`. Each step is the mean of the curve over it (the last
 * one of an exponential recovery holds all that is left), so that the capacity lost is exactly that of the curve.
 *
 * @param begin when the outage ends and the recovery begins, days
 * @param time  as drawn: to the end of a linear recovery, time constant of an exponential one, days; else unused
 * @param slot  days, (0, inf)
 */
export function recoverySteps(recovery: Recovery, begin: number, time: number, slot: number): RecoverySteps {
  const curve = missingCurve(recovery, time);
  const times = [begin];
  const missing: number[] = [];
  for (let k = Math.floor(begin / slot) + 1; ; k++) {
    const from = times[times.length - 1];
    if (curve.isOver(from - begin, slot)) break;
    const to = k * slot;
    const left = curve.integral(from - begin);
    const still = curve.isOver(to - begin, slot) ? 0 : curve.integral(to - begin);
    missing.push((left - still) / (to - from));
    times.push(to);
  }
  missing.push(0);
  return { times, missing };
}

interface MissingCurve {
  /** The integral of the missing share from day x of the recovery on. */
  integral(x: number): number;
  /** Whether nothing that counts is missing from day x on. */
  isOver(x: number, slot: number): boolean;
}

function missingCurve(recovery: Recovery, time: number): MissingCurve {
  switch (recovery.shape) {
    case "step":
      return { integral: () => 0, isOver: () => true };
    case "linear":
      return {
        integral: (x) => ((time - x) * (time - x)) / (2 * time),
        isOver: (x) => x >= time,
      };
    case "exponential":
      return {
        integral: (x) => time * Math.exp(-x / time),
        isOver: (x, slot) => time === 0 || Math.exp(-x / time) * Math.max(1, time / slot) <= NEGLIGIBLE,
      };
    case "curve":
      return {
        integral: (x) => missingAfter(recovery.days, recovery.availability, x),
        isOver: (x) => x >= recovery.days[recovery.days.length - 1],
      };
  }
}

/** The area between 1 and a broken line, flat before its first point, from day x to its last point. */
function missingAfter(days: readonly number[], availability: readonly number[], x: number): number {
  let area = Math.max(0, days[0] - x) * (1 - availability[0]);
  for (let i = 0; i + 1 < days.length; i++) {
    if (days[i + 1] <= x) continue;
    const from = Math.max(x, days[i]);
    const slope = (availability[i + 1] - availability[i]) / (days[i + 1] - days[i]);
    const first = availability[i] + slope * (from - days[i]);
    area += (days[i + 1] - from) * (1 - (first + availability[i + 1]) / 2);
  }
  return area;
}
