/** A straight mapping of values to places on a page. */
export interface Scale {
  /** Values at the two ends. */
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
  /** The place of a value, px. */
  at(value: number): number;
}

/** Room beyond the largest value, as a share of it. */
const HEADROOM = 0.02;

/**
 * A scale that has 0 and all values in it, with a little room beyond the outer ones.
 *
 * @param values NaN and infinities don't count
 * @param range  places of the two ends, px
 * @param count  about how many ticks, at least 1
 */
export function scaleOver(values: Iterable<number>, range: readonly [number, number], count: number): Scale {
  let low = 0;
  let high = 0;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low === high) high = 1;
  const step = niceStep((high - low) / count);
  const domain = [low * (1 + HEADROOM), high * (1 + HEADROOM)] as const;
  const first = Math.ceil(domain[0] / step);
  const last = Math.floor(domain[1] / step);
  const ticks = Array.from({ length: last - first + 1 }, (_, k) => tickAt(first + k, step));
  const [from, to] = range;
  return {
    domain,
    ticks,
    at: (value) => from + ((value - domain[0]) / (domain[1] - domain[0])) * (to - from),
  };
}

/** 1, 2 or 5 times a power of ten: the nearest to `rough` (0, inf) in proportion. As in d3-array's `ticks`. */
export function niceStep(rough: number): number {
  const unit = Number(`1e${Math.floor(Math.log10(rough))}`);
  const over = rough / unit;
  const times = over >= Math.sqrt(50) ? 10 : over >= Math.sqrt(10) ? 5 : over >= Math.sqrt(2) ? 2 : 1;
  return times * unit;
}

/** Without the last bits that multiples of 0.1 have too many. */
function tickAt(multiple: number, step: number): number {
  return Number((multiple * step).toPrecision(12));
}

const SUFFIXES = [
  [1e12, "T"],
  [1e9, "B"],
  [1e6, "M"],
  [1e3, "k"],
] as const;

/** A tick as short as it can be: `250M`, `2.5k`, `0.5`, `0`. */
export function tickText(value: number): string {
  const found = SUFFIXES.find(([scale]) => Math.abs(value) >= scale);
  const [scale, suffix] = found ?? [1, ""];
  return `${Number((value / scale).toPrecision(6))}${suffix}`;
}
