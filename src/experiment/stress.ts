import type { Estimate } from "../analysis/confidence-interval.ts";
import { pairedDifference } from "../analysis/paired-difference.ts";
import {
  cumulativeGap,
  type Delays,
  type DisruptedMonths,
  delays,
  firstMonth,
} from "../analysis/shortfall.ts";
import { type PercentileEstimate, Summariser } from "../analysis/summary.ts";
import { civilDate, dayNumber, isoDate, monthStarts } from "../engine/calendar.ts";
import type { Model } from "../model/model.ts";
import type { LineSet } from "./line-set.ts";
import type { TrialStore } from "./trial-store.ts";

/**
 * A stress test: what is lost when lines stand, without asking how likely that is. Every case is the scenario with one
 * more dated shock, run with the luck of the base, so that trial by trial only the outage differs.
 */
export interface Outage {
  readonly set: LineSet;
  /** How long everything in the set stands: nothing starts, what is in process is frozen and none of it lost. */
  readonly weeks: number;
}

/** What an outage does to what one customer segment or vendor, or all of them, get. */
export interface OutageEffect {
  /** Empty: all. */
  readonly vendor: string;
  /** Empty: all. */
  readonly segment: string;
  /** H100-equivalents not delivered by the horizon, negative for more than without the outage; null: too few trials. */
  readonly lost: Estimate | null;
  /** Standard deviation of that over trials. */
  readonly sd: number | null;
  /** Lost over what is delivered from the outage on without it; null: too few trials or nothing delivered. */
  readonly share: Estimate | null;
  /** What is missing at the end of each month, on average over trials. */
  readonly meanGap: readonly number[];
  /**
   * The place of the month at whose end most is missing, on average over trials, up to a year after the outage. What
   * is missing later is in `lost`; in it the small changes of plan that follow any disturbance have grown.
   */
  readonly worstMonth: number;
  /** What is missing then. */
  readonly worst: Estimate | null;
  readonly survive: Wait;
  readonly rateBack: Wait;
  readonly caughtUp: Wait;
}

/** Days since the outage began until something happens, over the trials in which there is something to wait for. */
export interface Wait {
  readonly trials: number;
  /** Share of them in which it has not happened by the horizon. */
  readonly notYet: number;
  readonly p10: number | null;
  /** Infinity: beyond the horizon. */
  readonly p50: PercentileEstimate | null;
  readonly p90: number | null;
}

/** The effects of one outage: all first, then vendors, then segments, each by id. */
export interface StressedCase extends Outage {
  /** Among the outages of this length, by what all lack at the worst. {1, 2, ...} */
  readonly rank: number;
  readonly effects: readonly OutageEffect[];
}

const SUMMARISER = new Summariser([0.1, 0.5, 0.9]);
const DAYS_PER_WEEK = 7;
const DAYS_PER_YEAR = 365;

/** The name of an outage's run: fit for a folder. */
export function outageId({ set, weeks }: Outage): string {
  return `${set.id}-${weeks}w`;
}

/**
 * The option that adds an outage to a scenario.
 *
 * @param shock a name no shock of the scenario has
 * @param from  day number of its first day
 */
export function outageOption(shock: string, { set, weeks }: Outage, from: number): string {
  const where = set.lines.length === 1 ? set.lines[0] : `[${set.lines.join(", ")}]`;
  const what = `outage: {depth: 100%, length: ${DAYS_PER_WEEK * weeks} days}`;
  return `shocks.${shock}={when: ${isoDate(from)}, where: {line: ${where}}, ${what}}`;
}

/** A name for a shock that the scenario does not use. */
export function freeShockName({ shocks }: Model): string {
  const taken = new Set(shocks.map(({ id }) => id));
  let name = "stress-outage";
  for (let k = 2; taken.has(name); k++) name = `stress-outage-${k}`;
  return name;
}

/**
 * When outages begin unless somebody says otherwise: on the first of the month after a year has passed since the
 * facts end, where two more years are simulated; else on the first of the month in the middle of the simulated time.
 *
 * @returns a day number
 */
export function usualOutage({ epoch, asOf, end }: Model): number {
  const usual = Math.max(epoch, firstOfNextMonth(epoch + asOf + DAYS_PER_YEAR));
  if (usual + 2 * DAYS_PER_YEAR <= epoch + end) return usual;
  const starts = monthStarts(epoch, epoch + end);
  return Math.max(epoch, starts[Math.floor(starts.length / 2)]);
}

function firstOfNextMonth(day: number): number {
  const [year, month] = civilDate(day);
  return dayNumber(year + Math.floor(month / 12), (month % 12) + 1, 1);
}

/** The months of a model, and those of an outage. */
export function disruptedMonths({ epoch, end }: Model, weeks: number, from: number): DisruptedMonths {
  const starts = monthStarts(epoch, epoch + end);
  const edges = [epoch, ...starts.slice(1), epoch + end].map((day) => day - epoch);
  const first = from - epoch;
  return { edges, from: first, until: first + DAYS_PER_WEEK * weeks + DAYS_PER_YEAR };
}

/** What an outage did, from the trials without and with it. */
export function outageEffects(base: TrialStore, hit: TrialStore, months: DisruptedMonths): OutageEffect[] {
  const effects: OutageEffect[] = [];
  base.shape.series.forEach(({ metric, keys, tier }, index) => {
    if (metric !== "delivered_h100e" || tier !== "headline") return;
    const { vendor = "", segment = "" } = keys;
    effects.push({ vendor, segment, ...effectOn(base, hit, index, months) });
  });
  const place = ({ vendor, segment }: OutageEffect): string => `${segment}\0${vendor}`;
  return effects.sort((a, b) => (place(a) < place(b) ? -1 : 1));
}

function effectOn(
  base: TrialStore,
  hit: TrialStore,
  index: number,
  months: DisruptedMonths,
): Omit<OutageEffect, "vendor" | "segment"> {
  const { trials } = base;
  const width = base.shape.months;
  const without = base.readSeries(index).values;
  const disrupted = hit.readSeries(index).values;
  const own = (flow: Float32Array, trial: number): Float32Array =>
    flow.subarray(trial * width, (trial + 1) * width);
  const places = Array.from({ length: trials }, (_, trial) => trial);
  const gaps = places.map((trial) => cumulativeGap(own(without, trial), own(disrupted, trial)));
  const waits = places.map((trial) => delays(own(without, trial), gaps[trial], months));
  const gapAt = (month: number) => SUMMARISER.summarise(Float64Array.from(gaps, (gap) => gap[month]));

  const lost = gapAt(width - 1);
  const meanGap = meanRow(gaps);
  const last = months.edges.findLastIndex((edge, month) => month < width && edge <= months.until);
  const worstMonth = placeOfLargest(meanGap, firstMonth(months), last);
  const later = (flow: Float32Array): Float64Array =>
    Float64Array.from(places, (trial) => total(own(flow, trial).subarray(firstMonth(months))));
  const relative = pairedDifference(later(without), later(disrupted))?.relative ?? null;
  return {
    lost: lost.mean,
    sd: lost.sd,
    share:
      relative === null
        ? null
        : { value: -relative.value, low: -relative.high, high: -relative.low, n: relative.n },
    meanGap,
    worstMonth,
    worst: gapAt(worstMonth).mean,
    survive: waitOf(waits, ({ survive }) => survive),
    rateBack: waitOf(waits, ({ rateBack }) => rateBack),
    caughtUp: waitOf(waits, ({ caughtUp }) => caughtUp),
  };
}

/** Mean of each place over rows. */
function meanRow(rows: readonly Float64Array[]): number[] {
  return Array.from(rows[0], (_, place) => {
    let sum = 0;
    for (const row of rows) sum += row[place];
    return sum / rows.length;
  });
}

/** The place of the largest value from `first` to `last`; the first of equals. */
function placeOfLargest(values: readonly number[], first: number, last: number): number {
  let best = first;
  for (let place = first; place <= last; place++) if (values[place] > values[best]) best = place;
  return best;
}

function total(values: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum;
}

function waitOf(waits: readonly Delays[], days: (delays: Delays) => number): Wait {
  const { trials, notYet, percentiles } = SUMMARISER.summarise(Float64Array.from(waits, days));
  const [p10, p50, p90] = percentiles;
  return { trials, notYet, p10: p10?.value ?? null, p50: p50 ?? null, p90: p90?.value ?? null };
}

/** Cases with their ranks, by length, then by rank; of those that cost the same, by id. */
export function ranked(cases: readonly (Outage & Pick<StressedCase, "effects">)[]): StressedCase[] {
  const worstOf = ({ effects: [all] }: Pick<StressedCase, "effects">): number => all.worst?.value ?? 0;
  const sorted = [...cases].sort(
    (a, b) => a.weeks - b.weeks || worstOf(b) - worstOf(a) || (a.set.id < b.set.id ? -1 : 1),
  );
  return sorted.map((one, place) => ({
    ...one,
    rank: place + 1 - sorted.findIndex(({ weeks }) => weeks === one.weeks),
  }));
}
