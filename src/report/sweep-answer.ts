import * as z from "zod";
import type { Estimate } from "../analysis/confidence-interval.ts";
import { cellPlace } from "../experiment/grid.ts";
import { keyTexts } from "./series-figures.ts";
import { differenceLevel, type Sweep, sweptFigures } from "./sweep.ts";

const estimateSchema = z.object({ value: z.number(), low: z.number(), high: z.number() });

/** The answer of a sweep: H100-equivalents delivered over the horizon in every cell, against the reference. */
export const sweepAnswerSchema = z.object({
  scenario: z.string(),
  question: z.string(),
  seed: z.string(),
  trials: z.number().int(),
  /** First and last simulated day. */
  start: z.string(),
  end: z.string(),
  paths: z.array(z.string()),
  /** Of each interval of a difference, so that all hold together with 0.95. */
  level: z.number(),
  cells: z.array(
    z.object({
      /** One for each path. */
      values: z.array(z.string()),
      reference: z.boolean(),
      /** Mean; null: too few trials. */
      delivered: estimateSchema.nullable(),
      difference: estimateSchema.nullable(),
      relative: z.number().nullable(),
      /** Probability that more is delivered than in the reference. */
      better: z.number().nullable(),
      /** Beyond the sum of what each of two paths does alone; null: it has no meaning here. */
      interaction: estimateSchema.nullable(),
    }),
  ),
});

export type SweepAnswer = Readonly<z.infer<typeof sweepAnswerSchema>>;

export function findSweepAnswer(
  sweep: Sweep,
  { question, seed }: { readonly question: string; readonly seed: string },
): SweepAnswer {
  const { name, axes, reference, cells } = sweep;
  const whole = [...sweptFigures(sweep, isAllDelivered)].filter(({ span }) => span.kind === "horizon");
  return {
    scenario: name,
    question,
    seed,
    trials: cells[0].trials,
    start: whole[0].span.first,
    end: whole[0].span.last,
    paths: axes.map(({ path }) => path),
    level: differenceLevel(axes),
    cells: whole.map(({ cell, summary, difference, interaction }) => ({
      values: axes.map(({ values }, axis) => values[cell[axis]]),
      reference: cellPlace(axes, cell) === cellPlace(axes, reference),
      delivered: plain(summary.mean),
      difference: plain(difference?.mean ?? null),
      relative: difference?.relative?.value ?? null,
      better: difference?.larger.value ?? null,
      interaction: plain(interaction),
    })),
  };
}

/** All deliveries, in the currency that adds up over products. */
function isAllDelivered(series: Parameters<typeof keyTexts>[0]): boolean {
  return series.metric === "delivered_h100e" && keyTexts(series).every((key) => key === "");
}

function plain(estimate: Estimate | null): { value: number; low: number; high: number } | null {
  if (estimate === null) return null;
  const { value, low, high } = estimate;
  return { value, low, high };
}
