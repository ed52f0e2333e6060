import * as z from "zod";
import { isoDate } from "../engine/calendar.ts";
import type { OutageEffect, StressedCase, Wait } from "../experiment/stress.ts";
import type { Model } from "../model/model.ts";

const estimateSchema = z.object({ value: z.number(), low: z.number(), high: z.number() });

/** Days since the outage began; null: it has not come. */
const waitSchema = z.object({
  p10: z.number().nullable(),
  p50: z.number().nullable(),
  p90: z.number().nullable(),
  /** Share of the trials in which it has not come by the horizon. */
  not_yet_share: z.number(),
  trials: z.number().int(),
});

const outageSchema = z.object({
  /** `region taiwan`: every name that selects exactly its lines. */
  names: z.array(z.string()),
  lines: z.array(z.string()),
  weeks: z.number(),
  rank: z.number().int(),
  /** H100-equivalents not delivered by the horizon; null: too few trials. */
  lost: estimateSchema.nullable(),
  /** Of what is delivered from the outage on without it. */
  share: estimateSchema.nullable(),
  /** Month at whose end most is missing, and what is missing then. */
  worst_month: z.string(),
  worst_gap: estimateSchema.nullable(),
  survive_days: waitSchema,
  rate_back_days: waitSchema,
  caught_up_days: waitSchema,
  /** What each lacks in that month, the most first; negative: gains. Either list adds up to `worst_gap`. */
  vendors: z.array(z.object({ name: z.string(), gap: z.number() })),
  segments: z.array(z.object({ name: z.string(), gap: z.number() })),
});

/** What a stress test says. Plain data; `stress-text.ts` says it in words. */
export const stressAnswerSchema = z.object({
  scenario: z.string(),
  question: z.string(),
  seed: z.string(),
  trials: z.number().int(),
  /** First day of the outages, last day simulated. */
  from: z.string(),
  horizon: z.string(),
  /** Lengths, ascending. */
  weeks: z.array(z.number()),
  /** Outages of each length. */
  outages: z.number().int(),
  /** By length, then by rank. */
  ranking: z.array(outageSchema),
  /** Lines that were left out because no product needs what they make. */
  idle_lines: z.array(z.string()),
});

export type StressAnswer = Readonly<z.infer<typeof stressAnswerSchema>>;
export type RankedOutage = StressAnswer["ranking"][number];

/** What the answer is about, beside the cases. */
export interface StressQuestion {
  readonly scenario: string;
  readonly question: string;
  readonly seed: string;
  readonly trials: number;
  /** Day number. */
  readonly from: number;
  readonly model: Model;
  /** Labels of the months, `2027-04`. */
  readonly months: readonly string[];
}

export function stressAnswer(asked: StressQuestion, cases: readonly StressedCase[]): StressAnswer {
  const { scenario, question, seed, trials, from, model, months } = asked;
  const weeks = [...new Set(cases.map((one) => one.weeks))].sort((a, b) => a - b);
  return {
    scenario,
    question,
    seed,
    trials,
    from: isoDate(from),
    horizon: isoDate(model.epoch + model.end - 1),
    weeks,
    outages: cases.length / weeks.length,
    ranking: cases.map((one) => rankedOutage(one, months)),
    idle_lines: model.lines.filter(({ recipes }) => recipes.length === 0).map(({ id }) => id),
  };
}

function rankedOutage({ set, weeks, rank, effects }: StressedCase, months: readonly string[]): RankedOutage {
  const [all, ...parts] = effects;
  const lacking = (name: (effect: OutageEffect) => string): RankedOutage["vendors"] =>
    parts
      .filter((effect) => name(effect) !== "")
      .map((effect) => ({ name: name(effect), gap: effect.meanGap[all.worstMonth] }))
      .sort((a, b) => b.gap - a.gap || (a.name < b.name ? -1 : 1));
  return {
    names: set.names.map(({ trait, name }) => `${trait} ${name}`),
    lines: [...set.lines],
    weeks,
    rank,
    lost: plain(all.lost),
    share: plain(all.share),
    worst_month: months[all.worstMonth],
    worst_gap: plain(all.worst),
    survive_days: waitOf(all.survive),
    rate_back_days: waitOf(all.rateBack),
    caught_up_days: waitOf(all.caughtUp),
    vendors: lacking(({ vendor }) => vendor),
    segments: lacking(({ segment }) => segment),
  };
}

function plain(estimate: OutageEffect["lost"]): RankedOutage["lost"] {
  if (estimate === null) return null;
  const { value, low, high } = estimate;
  return { value, low, high };
}

function waitOf({ p10, p50, p90, notYet, trials }: Wait): RankedOutage["survive_days"] {
  const finite = (days: number | null): number | null =>
    days !== null && Number.isFinite(days) ? days : null;
  return {
    p10: finite(p10),
    p50: finite(p50?.value ?? null),
    p90: finite(p90),
    not_yet_share: notYet,
    trials,
  };
}
