import { type Estimate, LEVEL } from "../analysis/confidence-interval.ts";
import { pairedDifference } from "../analysis/paired-difference.ts";
import type { PercentileEstimate } from "../analysis/summary.ts";
import { isoDate } from "../engine/calendar.ts";
import type { Model } from "../model/model.ts";
import { type LineSet, type LineTrait, lineSets } from "./line-set.ts";

/**
 * What relieving each constraint is worth: the scenario with more or less capacity in some lines from a day on, known
 * to those who plan as any announced capacity is, against the same trials of the scenario as it is.
 */
export interface Relief {
  readonly set: LineSet;
  /** Change of the capacity of its lines: 1 is a hundredth more. Not 0. */
  readonly percent: number;
}

/** H100-equivalents delivered by the horizon that a change of capacity adds, trial by trial. */
export interface Worth {
  /** Mean; null: too few trials. */
  readonly gain: Estimate | null;
  /** Standard deviation over trials. */
  readonly sd: number | null;
  /** What 9 of 10 trials gain at least. */
  readonly p10: PercentileEstimate | null;
  /** Mean for each percent of capacity; of less capacity what a percent less takes away. */
  readonly perPercent: Estimate | null;
  /** Deliveries' relative change over the capacity's: 1 at the only bottleneck of all. */
  readonly elasticity: Estimate | null;
  /** Share of trials that deliver more. */
  readonly better: Estimate | null;
  readonly trials: number;
}

/** What reliefs go by. */
export const RELIEVED_TRAITS = ["stage", "technology", "line"] as const satisfies readonly LineTrait[];

/** The sets that are relieved one by one. */
export function relievedSets(model: Model): LineSet[] {
  return lineSets(model, RELIEVED_TRAITS);
}

/** Those with a name of one of these kinds. */
export function setsOf(sets: readonly LineSet[], traits: readonly LineTrait[]): LineSet[] {
  return sets.filter(({ names }) => names.some(({ trait }) => traits.includes(trait)));
}

/**
 * When reliefs begin: with the first assumption, so on the day the facts end, where that is simulated, and else at the
 * scenario's start. Capacity that is there on the day the facts end is not subject to slip.
 *
 * @returns a day number
 */
export function reliefDay({ epoch, asOf, warmup, end }: Model): number {
  return asOf >= -warmup && asOf < end ? epoch + asOf : epoch;
}

/** The options that give lines so many times their capacity from a day on, projects included. */
export function reliefOptions(model: Model, factors: ReadonlyMap<string, number>, from: number): string[] {
  return model.lines.flatMap(({ id, projects }) => {
    const factor = factors.get(id);
    if (factor === undefined) return [];
    const times = `times ${Number(factor.toPrecision(12))}`;
    return [
      `lines.${id}.capacity=${times} from ${isoDate(from)}`,
      ...projects.map((project) => `lines.${id}.projects.${project.id}.size=${times}`),
    ];
  });
}

/** What reliefs multiply the capacity of each line by; those of one line by each other. */
export function capacityFactors(reliefs: readonly Relief[]): Map<string, number> {
  const factors = new Map<string, number>();
  for (const { set, percent } of reliefs)
    for (const line of set.lines) factors.set(line, (factors.get(line) ?? 1) * (1 + percent / 100));
  return factors;
}

/**
 * @param base    delivered in each trial without the change of capacity
 * @param changed the same trials with it
 * @param percent the change, not 0
 * @param level   of the intervals
 */
export function worthOf(
  base: Float64Array,
  changed: Float64Array,
  percent: number,
  level: number = LEVEL,
): Worth {
  const paired = pairedDifference(base, changed, level, [0.1]);
  const scale = (estimate: Estimate | null | undefined, by: number): Estimate | null =>
    estimate === null || estimate === undefined ? null : scaled(estimate, by);
  return {
    gain: paired?.mean ?? null,
    sd: paired?.sd ?? null,
    p10: paired?.percentiles[0] ?? null,
    perPercent: scale(paired?.mean, 1 / percent),
    elasticity: scale(paired?.relative, 100 / percent),
    better: paired?.larger ?? null,
    trials: base.length,
  };
}

/** An estimate times a number, its interval turned round where that is negative. */
export function scaled({ value, low, high, n }: Estimate, by: number): Estimate {
  const ends = [low * by, high * by];
  return { value: value * by, low: Math.min(...ends), high: Math.max(...ends), n };
}
