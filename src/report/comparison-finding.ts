import type { Estimate } from "../analysis/confidence-interval.ts";
import type { ComparedFigure, Comparison } from "./comparison.ts";
import type { ComparedVariant, ComparisonAnswer } from "./comparison-answer.ts";
import { CONSTRAINT_SHARE } from "./paired-figure.ts";
import type { Part } from "./redistribution.ts";
import { keyTexts } from "./series-figures.ts";

const CHANGES = 10;

/**
 * The answer of comparisons with one base.
 *
 * @param comparisons at least one
 */
export function findComparisonAnswer(comparisons: readonly Comparison[]): ComparisonAnswer {
  const [{ base, level }] = comparisons;
  return {
    base: base.name,
    seed: base.seed,
    trials: base.trials.trials,
    level,
    comparisons: comparisons.map((comparison) => ({
      scenario: comparison.variant.name,
      question: comparison.variant.question,
      changes: { count: comparison.changes.length, first: comparison.changes.slice(0, CHANGES) },
      years: years(comparison),
      horizon: horizon(comparison),
      redistribution: redistribution(comparison),
      constraints: constraints(comparison),
      first_visible_month: comparedDeliveries(comparison, "horizon")[0]?.firstVisible ?? "",
    })),
  };
}

/** All deliveries, in the currency that adds up over products. */
export function comparedDeliveries({ figures }: Comparison, kind: "year" | "horizon"): ComparedFigure[] {
  return figures.filter(
    ({ series, span }) =>
      series.metric === "delivered_h100e" &&
      keyTexts(series).every((key) => key === "") &&
      span.kind === kind,
  );
}

function years(comparison: Comparison): ComparedVariant["years"] {
  return comparedDeliveries(comparison, "year").flatMap(({ span: { label, first, last }, difference }) =>
    difference.mean === null ? [] : [{ year: label, first, last, difference: plain(difference.mean) }],
  );
}

function horizon(comparison: Comparison): ComparedVariant["horizon"] {
  const [whole] = comparedDeliveries(comparison, "horizon");
  if (whole === undefined || whole.difference.mean === null) return null;
  const { mean, relative, larger, smaller, equal, correlation, varianceSaved } = whole.difference;
  return {
    difference: plain(mean),
    relative: relative === null ? null : plain(relative),
    better: plain(larger),
    worse: plain(smaller),
    equal: plain(equal),
    correlation,
    variance_saved: varianceSaved,
  };
}

function redistribution({ redistribution }: Comparison): ComparedVariant["redistribution"] {
  const spans = [...new Set(redistribution.map(({ span }) => span))];
  return spans.flatMap((span) => {
    const here = redistribution.filter((part) => part.span === span);
    const whole = here.find(({ id, by }) => id === "" && by === "segment");
    if (whole === undefined || whole.difference.mean === null) return [];
    const parts = here.filter(({ id }) => id !== "").flatMap(partOf);
    return [
      {
        period: span.label,
        last: span.last,
        horizon: span.kind === "horizon",
        total: plain(whole.difference.mean),
        parts: parts.sort((a, b) => Math.abs(b.difference.value) - Math.abs(a.difference.value)),
      },
    ];
  });
}

function partOf({ by, id, base, difference: { mean } }: Part) {
  if (mean === null) return [];
  return [{ by, id, difference: plain(mean), relative: base > 0 ? mean.value / base : null }];
}

function constraints({ figures }: Comparison): ComparedVariant["constraints"] {
  return figures
    .filter(({ series, span }) => series.metric === CONSTRAINT_SHARE.metric && span.kind === "horizon")
    .flatMap(({ series, baseMean, variantMean, difference: { mean } }) =>
      mean === null || baseMean === null || variantMean === null
        ? []
        : [
            {
              constraint: series.keys.stage ?? series.keys.constraint ?? "",
              base: baseMean,
              variant: variantMean,
              difference: plain(mean),
            },
          ],
    )
    .sort((a, b) => Math.abs(b.difference.value) - Math.abs(a.difference.value));
}

function plain({ value, low, high }: Estimate): { value: number; low: number; high: number } {
  return { value, low, high };
}
