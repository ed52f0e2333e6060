import type { Summary } from "../../../analysis/summary.ts";
import { comparedDeliveries } from "../../comparison-finding.ts";
import { sure } from "../../difference-words.ts";
import { percentilesOf } from "../../figure-reader.ts";
import { type Html, html } from "../../html.ts";
import { shortNumber } from "../../number-format.ts";
import { trialsWords } from "../../wording.ts";
import { figure } from "../figure.ts";
import { factsEnd, factsNote, isWhole } from "../frame.ts";
import type { Section } from "../section.ts";
import { spansFigure } from "./difference-by-span.ts";
import { yearsFigure } from "./difference-by-year.ts";
import { type ComparisonSubject, sidesLegend } from "./subject.ts";

/** What is delivered with and without the change, and the difference. */
export const COMPARED_DELIVERIES: Section<ComparisonSubject> = {
  id: "deliveries",
  title: "What is delivered",
  build,
};

const UNIT = "H100-equivalents";

function build(subject: ComparisonSubject): Html | null {
  const differ = subject.found.first_visible_month !== "";
  const charts = [
    bothFigure(subject),
    ...(differ ? [yearsFigure(subject), spansFigure(subject)] : []),
  ].filter((one) => one !== null);
  return charts.length === 0 ? null : html`${charts}`;
}

/** Base and variant on one chart: the median and 9 trials in 10 of each. */
function bothFigure(subject: ComparisonSubject): Html | null {
  const { base, variant, spans, spanName, prefix } = subject;
  const before = base.summariesOf("delivered_h100e", {}, spans);
  const after = variant.summariesOf("delivered_h100e", {}, spans);
  if (before === null || after === null || spans.length < 2) return null;
  const sides = [
    { ink: "base", summaries: before },
    { ink: "variant", summaries: after },
  ] as const;
  const median = (summaries: readonly Summary[]): number[] => percentilesOf(summaries, 0.5);
  return figure({
    id: `${prefix}both`,
    of: subject.comparison.variant.name,
    sentence: bothSentence(subject),
    caption: `${UNIT} delivered by ${spanName}, over ${trialsWords(before[0].trials)} of each: medians, and in the band 9 trials in 10.${factsNote(subject)}`,
    legend: sidesLegend(subject, (side) => (side === "base" ? "dashed" : "line")),
    chart: {
      kind: "time",
      size: "large",
      spans,
      factsEnd: factsEnd(subject),
      layers: [
        ...sides.map(({ ink, summaries }) => ({
          kind: "band" as const,
          ink,
          low: percentilesOf(summaries, 0.05),
          high: percentilesOf(summaries, 0.95),
        })),
        { kind: "line", ink: "variant", values: median(after) },
        // On top, so that the other shows between its dashes where both are the same.
        { kind: "line", ink: "base", values: median(before), dashed: true },
      ],
    },
    table: {
      columns: [
        { name: "period" },
        ...["base", "variant"].flatMap((side) =>
          ["p5", "p50", "p95"].map((share) => ({ name: `${side}, ${share}, ${UNIT}` })),
        ),
        { name: "trials" },
      ],
      rows: spans.map(({ label }, place) => [
        label,
        ...sides.flatMap(({ summaries }) =>
          [0.05, 0.5, 0.95].map((share) => percentilesOf([summaries[place]], share)[0]),
        ),
        before[place].trials,
      ]),
    },
  });
}

/** The medians of the year in which they differ most, or of the last where no year does for sure. */
function bothSentence(subject: ComparisonSubject): string {
  const { base, variant, years, comparison, spans } = subject;
  const { base: from, variant: to } = comparison;
  const [clearest] = comparedDeliveries(comparison, "year")
    .filter(({ span, difference: { mean } }) => isWhole(span) && mean !== null && sure(mean))
    .sort((a, b) => Math.abs(b.difference.mean?.value ?? 0) - Math.abs(a.difference.mean?.value ?? 0));
  const span = clearest?.span ?? years[years.length - 1] ?? spans[spans.length - 1];
  const [before, after] = [base, variant].map((reader) => {
    const summaries = reader.summariesOf("delivered_h100e", {}, [span]) ?? [];
    return shortNumber(percentilesOf(summaries, 0.5)[0]);
  });
  const amounts = `${to.name} delivers ${after} ${UNIT}, ${from.name} ${before} (medians)`;
  if (subject.found.first_visible_month === "")
    return `Both deliver the same: ${after} ${UNIT} in ${span.label} (median)`;
  return clearest === undefined
    ? `In no whole year can the two be told apart: in ${span.label} ${amounts}`
    : `The two differ most in ${span.label}, when ${amounts}`;
}
