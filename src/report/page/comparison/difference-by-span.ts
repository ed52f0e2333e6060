import { type Estimate, studentFactor } from "../../../analysis/confidence-interval.ts";
import { type PairedDifference, pairedDifference } from "../../../analysis/paired-difference.ts";
import { signedWords, sure } from "../../difference-words.ts";
import type { Html } from "../../html.ts";
import { columnOf, type Figures } from "../../series-figures.ts";
import { figure } from "../figure.ts";
import { factsEnd, factsNote } from "../frame.ts";
import { differenceLayers, differenceLayersLegend, differenceTable } from "./difference.ts";
import type { ComparisonSubject } from "./subject.ts";

const UNIT = "H100-equivalents";

/** The paired difference by quarter or month, where there are enough of them. */
export function spansFigure(subject: ComparisonSubject): Html | null {
  const { base, variant, spans, spanName, comparison, prefix } = subject;
  const { level } = comparison;
  const [before, after] = [base, variant].map((reader) => {
    const index = reader.find("delivered_h100e", {});
    return index === null ? null : reader.figures(index, spans);
  });
  if (before === null || after === null || spans.length < 2) return null;
  const differences = spans.map((_, place) => {
    const column = (figures: Figures): Float64Array => columnOf(figures, place, spans.length);
    return pairedDifference(column(before), column(after), level);
  });
  const there = differences.flatMap((difference, place) =>
    difference === null
      ? []
      : [
          {
            label: spans[place].label,
            base: meanAt(before, place, spans.length),
            variant: meanAt(after, place, spans.length),
            difference,
          },
        ],
  );
  if (there.length < spans.length) return null;
  return figure({
    id: `${prefix}spans`,
    of: comparison.variant.name,
    sentence: spansSentence(there, level, spanName),
    caption: `${UNIT} that ${comparison.variant.name} delivers more than ${comparison.base.name} (below 0: fewer) by ${spanName}, trial by trial. Each interval is of its ${spanName} alone: where nothing differs 1 in ${Math.round(1 / (1 - level))} leaves 0 out by chance.${factsNote(subject)}`,
    legend: differenceLayersLegend(level),
    chart: {
      kind: "time",
      size: "large",
      spans,
      factsEnd: factsEnd(subject),
      layers: differenceLayers(differences),
    },
    table: differenceTable(spanName, UNIT, level, there),
  });
}

function meanAt(figures: Figures, place: number, width: number): number {
  const values = columnOf(figures, place, width);
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * Names the largest difference only where it is none of those that so many intervals show by chance: it is asked for at
 * the level at which all of them hold together (Bonferroni).
 */
function spansSentence(
  all: readonly { readonly label: string; readonly difference: PairedDifference }[],
  level: number,
  spanName: string,
): string {
  const open = all.filter(({ difference: { equal } }) => equal.value < 1);
  const together = 1 - (1 - level) / open.length;
  const told = open.flatMap(({ label, difference: { mean } }) =>
    mean !== null && sure(widened(mean, level, together)) ? [{ label, mean }] : [],
  );
  if (told.length === 0) return `No ${spanName} by itself stands out of chance`;
  const most = told.reduce((best, one) =>
    Math.abs(one.mean.value) > Math.abs(best.mean.value) ? one : best,
  );
  const many = told.length > 1;
  const count = many
    ? `${told.length} of ${all.length} ${spanName}s stand`
    : `One ${spanName} of ${all.length} stands`;
  return `${count} out of chance, ${many ? "most of all " : ""}${most.label}: ${signedWords(most.mean)}`;
}

/** A mean's interval at another level: Student's factor is all that changes. */
function widened({ value, low, high, n }: Estimate, from: number, to: number): Estimate {
  const wider = studentFactor(n, to) / studentFactor(n, from);
  return { value, low: value - (value - low) * wider, high: value + (high - value) * wider, n };
}
