import * as z from "zod";
import type { Estimate } from "../../analysis/confidence-interval.ts";

const estimateSchema = z.object({
  value: z.number(),
  low: z.number(),
  high: z.number(),
  n: z.number().int(),
});

const inputSchema = z.object({
  /** Where it stands in the scenario. */
  input: z.string(),
  source: z.string(),
  dated: z.string(),
  confidence: z.string(),
});

const commonSchema = z.object({
  scenario: z.string(),
  question: z.string(),
  seed: z.string(),
  /** Of the run, or of each variant. */
  trials: z.number().int(),
  /** The figure asked about, its unit and what it means. */
  metric: z.string(),
  unit: z.string(),
  meaning: z.string(),
  /** Uncertain inputs of the scenario. */
  uncertain: z.number().int(),
});

/** The most important inputs by one method, most important first. Plain data; `text.ts` says it in words. */
export const sensitivityAnswerSchema = z.discriminatedUnion("method", [
  commonSchema.extend({
    method: z.literal("given-data"),
    /** What inputs that do nothing reach by chance; null: there is none to tell. */
    noise: z.object({ rank_correlation: z.number().nullable(), first_order: z.number().nullable() }),
    /** How many inputs are above the noise of the rank correlation. */
    above_noise: z.number().int(),
    /** Empty, or why there are no partial rank correlations and how many trials would give some. */
    no_partial: z.string(),
    inputs: z.array(
      inputSchema.extend({
        rank_correlation: estimateSchema.nullable(),
        partial_rank_correlation: estimateSchema.nullable(),
        first_order: estimateSchema.nullable(),
        above_noise: z.boolean(),
      }),
    ),
  }),
  commonSchema.extend({
    method: z.literal("tornado"),
    inputs: z.array(
      inputSchema.extend({
        at_p10: estimateSchema,
        at_p90: estimateSchema,
        difference: estimateSchema,
        /** Of the outcome at p90 against p10; null where that at p10 may be zero. */
        relative: estimateSchema.nullable(),
      }),
    ),
  }),
  commonSchema.extend({
    method: z.literal("morris"),
    inputs: z.array(inputSchema.extend({ mu: estimateSchema, mu_star: estimateSchema, sigma: z.number() })),
  }),
  commonSchema.extend({
    method: z.literal("sobol"),
    inputs: z.array(inputSchema.extend({ first: estimateSchema, total: estimateSchema })),
  }),
]);

export type SensitivityAnswer = Readonly<z.infer<typeof sensitivityAnswerSchema>>;
/** The answer of one method. */
export type AnswerOf<M extends SensitivityAnswer["method"]> = Extract<
  SensitivityAnswer,
  { readonly method: M }
>;

/** Inputs that an answer names; the CSV has all. */
export const NAMED = 10;

/** An estimate as plain data of its own. */
export function plain({ value, low, high, n }: Estimate): Estimate {
  return { value, low, high, n };
}
