import * as z from "zod";
import type { Estimate } from "../analysis/confidence-interval.ts";
import { isoDate } from "../engine/calendar.ts";
import type { LineSet } from "../experiment/line-set.ts";
import type { Relaxation, ReliefPlan } from "../experiment/relaxation.ts";
import type { Worth } from "../experiment/relief.ts";
import { gainPerDollar } from "../experiment/relief-cost.ts";

const estimateSchema = z.object({ value: z.number(), low: z.number(), high: z.number() });

/** H100-equivalents more by the horizon, in the same trials. null: too few trials. */
const worthSchema = z.object({
  gain: estimateSchema.nullable(),
  /** 9 of 10 trials gain at least this. */
  gain_p10: z.number().nullable(),
  per_percent: estimateSchema.nullable(),
  /** Deliveries' relative change over the capacity's. */
  elasticity: estimateSchema.nullable(),
  /** What the change costs, negative for less capacity, and the gain for each dollar; null: no capital is stated. */
  capital_dollars: z.number().nullable(),
  gain_per_dollar: estimateSchema.nullable(),
});

const relievedSchema = worthSchema.extend({
  /** `technology hbm4-12`: every name that selects exactly its lines. */
  names: z.array(z.string()),
  lines: z.array(z.string()),
  capacity_percent: z.number(),
  /** Share of all deliveries that it held back before, and of months in which it was full. */
  held: z.number(),
  full: z.number(),
});

/** What relaxing constraints says. Plain data; `relaxation-text.ts` says it in words. */
export const relaxationAnswerSchema = z.object({
  scenario: z.string(),
  question: z.string(),
  seed: z.string(),
  trials: z.number().int(),
  /** First day of the changed capacities, last day simulated. */
  from: z.string(),
  horizon: z.string(),
  single: z.array(relievedSchema),
  /** Most steps of the sequence; 0: neither sequence nor pairs were asked for. */
  steps: z.number().int(),
  /** Each against the step before; its interval holds for all that was tried. */
  sequence: z.array(relievedSchema.extend({ tried: z.number().int() })),
  sequence_percent: z.number(),
  sequence_ends: z.enum(["steps", "nothing-binds", "nothing-gained"]),
  /** Share of deliveries that demand held back, without changes and after the sequence. */
  orders_before: z.number(),
  orders_after: z.number(),
  pairs: z.array(
    worthSchema.extend({
      /** Technologies. */
      first: z.string(),
      second: z.string(),
      capacity_percent: z.number(),
      /** Beyond the sum of what each gains; for all pairs at once. */
      beyond: estimateSchema.nullable(),
    }),
  ),
  /** Not tried, as it hardly binds. */
  left_out: z.array(z.object({ names: z.array(z.string()), held: z.number(), full: z.number() })),
  /** Where more capacity surely takes deliveries away, or less adds some. */
  odd: z.array(z.object({ name: z.string(), capacity_percent: z.number() })),
});

export type RelaxationAnswer = Readonly<z.infer<typeof relaxationAnswerSchema>>;
export type RelievedAnswer = RelaxationAnswer["single"][number];

/** What the answer is about, beside what was found. */
export interface RelaxationQuestion {
  readonly scenario: string;
  readonly question: string;
  readonly seed: string;
  readonly trials: number;
  readonly plan: ReliefPlan;
}

export function relaxationAnswer(asked: RelaxationQuestion, found: Relaxation): RelaxationAnswer {
  const { scenario, question, seed, trials, plan } = asked;
  const { epoch, end } = plan.model;
  return {
    scenario,
    question,
    seed,
    trials,
    from: isoDate(plan.from),
    horizon: isoDate(epoch + end - 1),
    single: found.single.map(relieved),
    sequence: found.sequence.map((step) => ({ ...relieved(step), tried: step.tried })),
    steps: plan.steps,
    sequence_percent: plan.step,
    sequence_ends: found.ends,
    orders_before: found.orders.before,
    orders_after: found.orders.after,
    pairs: found.pairs.map(({ first, second, percent, worth, cost, beyond }) => ({
      first: technologyOf(first),
      second: technologyOf(second),
      capacity_percent: percent,
      ...worthOf(worth, cost),
      beyond: plain(beyond),
    })),
    left_out: found.leftOut.map(({ set, held, full }) => ({ names: namesOf(set), held, full })),
    odd: found.odd.map(({ set, percent }) => ({ name: namesOf(set)[0], capacity_percent: percent })),
  };
}

function relieved({ set, percent, held, full, worth, cost }: Relaxation["single"][number]): RelievedAnswer {
  return {
    names: namesOf(set),
    lines: [...set.lines],
    capacity_percent: percent,
    held,
    full,
    ...worthOf(worth, cost),
  };
}

/** Pairs are of technologies. */
function technologyOf({ names }: LineSet): string {
  return (names.find(({ trait }) => trait === "technology") ?? names[0]).name;
}

function namesOf({ names }: LineSet): string[] {
  return names.map(({ trait, name }) => `${trait} ${name}`);
}

function worthOf(
  { gain, p10, perPercent, elasticity }: Worth,
  cost: number | null,
): z.infer<typeof worthSchema> {
  return {
    gain: plain(gain),
    gain_p10: p10?.value ?? null,
    per_percent: plain(perPercent),
    elasticity: plain(elasticity),
    capital_dollars: cost,
    gain_per_dollar: plain(gainPerDollar(gain, cost)),
  };
}

function plain(estimate: Estimate | null): z.infer<typeof estimateSchema> | null {
  if (estimate === null) return null;
  const { value, low, high } = estimate;
  return { value, low, high };
}
