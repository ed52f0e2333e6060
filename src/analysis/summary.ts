import { type Estimate, LEVEL, percentileRanks, type Ranks } from "./confidence-interval.ts";
import { blockError, blockFactor, halfWidth, INDEPENDENT_TRIALS, type Sampling } from "./sampling.ts";

/** What trials say about one figure. */
export interface Summary {
  /** Trials in which the figure exists. */
  readonly trials: number;
  /** Share of them in which it is +Infinity: not there yet by the horizon. */
  readonly notYet: number;
  /** null: fewer than two trials, or some are not there yet. Unbounded: fewer than two blocks of trials. */
  readonly mean: Estimate | null;
  /** Sample standard deviation; null as for the mean. */
  readonly sd: number | null;
  /** One per asked share; Infinity where it falls on what isn't there yet; null without trials. */
  readonly percentiles: readonly (PercentileEstimate | null)[];
}

export interface PercentileEstimate {
  readonly p: number;
  readonly value: number;
  /** By order statistics; null where there are too few trials or the design allows none. `high` may be Infinity. */
  readonly interval: { readonly low: number; readonly high: number } | null;
}

/** The percentiles of every summary. */
export const PERCENTILES: readonly number[] = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95];

/**
 * Summarises figures over trials, some 100,000 in a run: its loops are plain because generic statistics took five
 * times as long. It remembers what depends on the number of trials or blocks alone.
 */
export class Summariser {
  private readonly shares: readonly number[];
  private readonly level: number;
  private readonly sampling: Sampling;
  private readonly ranks = new Map<number, readonly (Ranks | null)[]>();
  private readonly factors = new Map<number, number>();
  /** The values in hand; kept, because memory for each figure anew would take as long as its sums. */
  private scratch = new Float64Array(0);

  /**
   * @param shares   the percentiles wanted, (0, 1)
   * @param sampling how the trials that it will be given were drawn
   */
  constructor(
    shares: readonly number[] = PERCENTILES,
    sampling: Sampling = INDEPENDENT_TRIALS,
    level: number = LEVEL,
  ) {
    this.shares = shares;
    this.sampling = sampling;
    this.level = level;
  }

  /**
   * The figure's value in each trial, in trial order: NaN where it does not exist in a trial, +Infinity where it is
   * larger than all others. `values` stays as it is.
   */
  summarise(values: Float64Array | Float32Array): Summary {
    const there = this.existing(values);
    const n = there.length;
    if (n === 0) {
      return { trials: 0, notYet: 0, mean: null, sd: null, percentiles: this.shares.map(() => null) };
    }
    // A third of all figures never move, most of them 0: nothing has to be added up or sorted.
    const still = isConstant(there);
    const average = still ? there[0] : meanOf(there);
    const sd = still ? 0 : Math.sqrt(squaresAbout(there, average) / (n - 1));
    const sorted = still ? there : there.sort();
    if (sorted[0] === Number.NEGATIVE_INFINITY) throw new RangeError("a figure is -Infinity");
    let late = 0;
    while (late < n && sorted[n - 1 - late] === Number.POSITIVE_INFINITY) late++;
    const ranks = this.ranksOf(n);
    const whole = n > 1 && late === 0;
    const half = whole ? this.halfOf(values, average, sd, n) : Number.NaN;
    return {
      trials: n,
      notYet: late / n,
      mean: whole ? { value: average, low: average - half, high: average + half, n } : null,
      sd: whole ? sd : null,
      percentiles: this.shares.map((p, k) => {
        const places = ranks[k];
        const interval = places === null ? null : { low: sorted[places.low], high: sorted[places.high] };
        return { p, value: sampleQuantile(sorted, p), interval };
      }),
    };
  }

  /** The values that are there, in double precision and in trial order, until the next call. */
  private existing(values: Float64Array | Float32Array): Float64Array {
    if (this.scratch.length !== values.length) this.scratch = new Float64Array(values.length);
    const { scratch } = this;
    let n = 0;
    for (let i = 0; i < values.length; i++) {
      const value = values[i];
      if (!Number.isNaN(value)) scratch[n++] = value;
    }
    return n === values.length ? scratch : scratch.slice(0, n);
  }

  /** Half the width of the mean's interval; with blocks of one trial both ways are the same. */
  private halfOf(values: ArrayLike<number>, average: number, sd: number, n: number): number {
    if (this.sampling.block === 1) return (this.factorOf(n) * sd) / Math.sqrt(n);
    const { standardError, blocks } = blockError(values, average, this.sampling);
    return halfWidth(standardError, this.factorOf(blocks));
  }

  private factorOf(blocks: number): number {
    const known = this.factors.get(blocks) ?? blockFactor(blocks, this.level);
    this.factors.set(blocks, known);
    return known;
  }

  private ranksOf(n: number): readonly (Ranks | null)[] {
    const { countsVaryLess } = this.sampling;
    const known =
      this.ranks.get(n) ??
      this.shares.map((p) => (countsVaryLess ? percentileRanks(n, p, this.level) : null));
    this.ranks.set(n, known);
    return known;
  }
}

function isConstant(values: Float64Array): boolean {
  for (let i = 1; i < values.length; i++) if (values[i] !== values[0]) return false;
  return true;
}

/** The error of each addition is carried along (Neumaier 1974). */
function meanOf(values: Float64Array): number {
  let sum = 0;
  let lost = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return (sum + lost) / values.length;
}

function squaresAbout(values: Float64Array, centre: number): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i] - centre) * (values[i] - centre);
  return sum;
}

/**
 * The p-quantile of sorted values (R's type 7, numpy's default): linear between the two nearest. Infinity as soon as
 * the upper of the two has a share in it.
 */
export function sampleQuantile(sorted: ArrayLike<number>, p: number): number {
  const place = (sorted.length - 1) * p;
  const below = Math.floor(place);
  const share = place - below;
  const low = sorted[below];
  if (share === 0) return low;
  const high = sorted[below + 1];
  return high === Number.POSITIVE_INFINITY ? high : low + share * (high - low);
}
