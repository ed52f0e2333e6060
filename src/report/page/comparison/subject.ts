import type { Comparison } from "../../comparison.ts";
import type { ComparedVariant, ComparisonAnswer } from "../../comparison-answer.ts";
import { FigureReader } from "../../figure-reader.ts";
import type { LegendEntry } from "../figure.ts";
import { type Frame, frameOf, isWhole } from "../frame.ts";

/** What the sections about one variant are made from. */
export interface ComparisonSubject extends Frame {
  readonly comparison: Comparison;
  /** The same in the answer. */
  readonly found: ComparedVariant;
  readonly answer: ComparisonAnswer;
  readonly base: FigureReader;
  readonly variant: FigureReader;
  /** Before every id of these sections; empty for a single variant. */
  readonly prefix: string;
}

/** One of each comparison with the base. */
export function comparisonSubjects(
  comparisons: readonly Comparison[],
  answer: ComparisonAnswer,
): ComparisonSubject[] {
  return comparisons.map((comparison, place) => {
    const { base, variant } = comparison;
    const frame = frameOf(base.model);
    return {
      ...frame,
      comparison,
      found: answer.comparisons[place],
      answer,
      base: new FigureReader(base.trials, frame.calendar),
      variant: new FigureReader(variant.trials, frame.calendar),
      prefix: comparisons.length === 1 ? "" : `v${place + 1}-`,
    };
  });
}

/** Which ink is which run. */
export function sidesLegend(
  { comparison: { base, variant } }: ComparisonSubject,
  mark: (side: "base" | "variant") => LegendEntry["mark"],
): LegendEntry[] {
  return [
    { ink: "base", mark: mark("base"), text: `${base.name} (base)` },
    { ink: "variant", mark: mark("variant"), text: variant.name },
  ];
}

/** Says which years are parts of years. */
export function partYearsNote(years: readonly Parameters<typeof isWhole>[0][]): string {
  return years
    .filter((year) => !isWhole(year))
    .map(({ label, first, last }) => ` ${label} is ${first} to ${last}.`)
    .join("");
}
