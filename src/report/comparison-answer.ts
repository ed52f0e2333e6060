import * as z from "zod";

/** A figure with its interval. */
const estimateSchema = z.object({ value: z.number(), low: z.number(), high: z.number() });

/** One product or segment: H100-equivalents more (or, negative, fewer) than in the base. */
const partSchema = z.object({
  by: z.enum(["product", "segment"]),
  id: z.string(),
  difference: estimateSchema,
  /** Difference over the base's mean; null: the base has none. */
  relative: z.number().nullable(),
});

const comparisonSchema = z.object({
  scenario: z.string(),
  question: z.string(),
  changes: z.object({
    count: z.number().int(),
    first: z.array(z.object({ path: z.string(), base: z.string(), variant: z.string() })),
  }),
  /** H100-equivalents delivered, variant less base, by year; the first and last may be parts of years. */
  years: z.array(
    z.object({ year: z.string(), first: z.string(), last: z.string(), difference: estimateSchema }),
  ),
  /** The same over the horizon; null: there is nothing to compare. */
  horizon: z
    .object({
      difference: estimateSchema,
      relative: estimateSchema.nullable(),
      better: estimateSchema,
      worse: estimateSchema,
      equal: estimateSchema,
      correlation: z.number().nullable(),
      variance_saved: z.number().nullable(),
    })
    .nullable(),
  /** By the end of a dated shock's year (where there is one), then over the horizon. */
  redistribution: z.array(
    z.object({
      period: z.string(),
      last: z.string(),
      horizon: z.boolean(),
      total: estimateSchema,
      /** Add up to the total by products and by segments; largest difference first. */
      parts: z.array(partSchema),
    }),
  ),
  /** Mean shares of the deliveries over the horizon, largest move first; empty without monthly details. */
  constraints: z.array(
    z.object({
      constraint: z.string(),
      base: z.number(),
      variant: z.number(),
      difference: estimateSchema,
    }),
  ),
  /** From which month on deliveries differ in any trial, `2027-04`; empty: never. */
  first_visible_month: z.string(),
});

/** The answer of a comparison: what was changed, what came of it, for whom and how sure. Plain data. */
export const comparisonAnswerSchema = z.object({
  base: z.string(),
  seed: z.string(),
  trials: z.number().int(),
  /** Of each interval, so that those of all variants hold together with 0.95. */
  level: z.number(),
  comparisons: z.array(comparisonSchema),
});

export type ComparisonAnswer = Readonly<z.infer<typeof comparisonAnswerSchema>>;
export type ComparedVariant = ComparisonAnswer["comparisons"][number];
