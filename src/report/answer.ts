import * as z from "zod";

/** Days or amounts that 10, 50 and 90 % of trials stay below; null: beyond the horizon. */
const bandSchema = z.object({
  p10: z.number().nullable(),
  p50: z.number().nullable(),
  p90: z.number().nullable(),
});

/** The first answer of a run: what, when, for whom and how sure. Plain data; `answer-text.ts` says it in words. */
export const answerSchema = z.object({
  scenario: z.string(),
  question: z.string(),
  seed: z.string(),
  trials: z.number().int(),
  /** How they were drawn, such as `independent`. */
  design: z.string().default("independent"),
  /** Last simulated day. */
  horizon: z.string(),
  /** What is delivered, by year. The first and last may be parts of years: see their dates. */
  deliveries: z.array(
    z.object({
      year: z.string(),
      first: z.string(),
      last: z.string(),
      h100e: bandSchema,
      units: bandSchema,
      /** Half the 95 % interval of the mean over the mean, of H100-equivalents; null: too few trials. */
      relative_error: z.number().nullable(),
    }),
  ),
  /** What has the largest mean share in the deliveries, by vendor (all first, then the largest) and year, horizon last. */
  binding: z.array(
    z.object({
      /** Empty: all. */
      vendor: z.string(),
      /** `2027`, or the horizon. */
      period: z.string(),
      period_kind: z.enum(["year", "horizon"]),
      /** A stage; or orders, plan, initial or opening. */
      constraint: z.string(),
      share: z.number(),
      /** Probability that it is the largest. */
      probability: z.number(),
      /** The line with the largest share within it; empty: none. */
      line: z.string(),
      line_share: z.number(),
    }),
  ),
  /** Days from order to half delivered, for orders of the first month after the facts end. */
  lead_times: z.array(
    z.object({
      /** Empty: all. */
      product: z.string(),
      month: z.string(),
      days: bandSchema,
      not_yet_share: z.number(),
    }),
  ),
  /** Which uncertain inputs drive all H100-equivalents delivered over the horizon, by the run's own trials. */
  drivers: z
    .object({
      /** Uncertain inputs, counted by draw. */
      uncertain: z.number().int(),
      /** What the largest rank correlation of as many idle inputs exceeds in one run of 20; null: can't be told. */
      noise: z.number().nullable(),
      /** Those above it, the largest rank correlation first. */
      inputs: z.array(z.object({ input: z.string(), rank_correlation: z.number(), confidence: z.string() })),
    })
    // Results from before they were looked for can still be shown.
    .default({ uncertain: 0, noise: null, inputs: [] }),
  /** Inputs with the widest (p90 - p10) / p50 as stated, widest first. */
  least_sure: z.array(
    z.object({
      input: z.string(),
      unit: z.string(),
      p10: z.number(),
      p50: z.number(),
      p90: z.number(),
      spread: z.number(),
      confidence: z.string(),
    }),
  ),
  /** Of a run that stopped by itself: what it was to reach, and what its last look found. */
  stopping: z
    .object({
      /** Half the interval's width that was asked for: a share of the mean, or in the outcome's unit. */
      within: z.number(),
      relative: z.boolean(),
      reached: z.boolean(),
      looks: z.number().int(),
      /** Most trials there might have been. */
      most: z.number().int(),
      /** Level of each interval, so that all at all looks hold together with 95 %. */
      level: z.number(),
      outcomes: z.array(
        z.object({
          outcome: z.string(),
          unit: z.string(),
          mean: z.number().nullable(),
          /** null: unknown. */
          half_width: z.number().nullable(),
          reached: z.boolean(),
        }),
      ),
    })
    .optional(),
});

export type Answer = Readonly<z.infer<typeof answerSchema>>;
export type Band = z.infer<typeof bandSchema>;
