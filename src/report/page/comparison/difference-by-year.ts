import type { ComparedFigure } from "../../comparison.ts";
import { comparedDeliveries } from "../../comparison-finding.ts";
import { signedWords, sure } from "../../difference-words.ts";
import type { Html } from "../../html.ts";
import { listed, trialsWords } from "../../wording.ts";
import { figure } from "../figure.ts";
import { differenceRow, differenceRowLegend, differenceTable } from "./difference.ts";
import { type ComparisonSubject, partYearsNote } from "./subject.ts";

const UNIT = "H100-equivalents";

/** The paired difference year by year. */
export function yearsFigure(subject: ComparisonSubject): Html | null {
  const { comparison, prefix } = subject;
  const { level, base, variant } = comparison;
  const years = comparedDeliveries(comparison, "year");
  if (years.length === 0) return null;
  const whole = comparedDeliveries(comparison, "horizon").map((one) => ({ ...one, label: "all years" }));
  const rows = [...years.map((one) => ({ ...one, label: one.span.label })), ...whole];
  return figure({
    id: `${prefix}years`,
    of: variant.name,
    sentence: yearsSentence(subject),
    caption: `${UNIT} that ${variant.name} delivers more than ${base.name} (left of 0: fewer), trial by trial over ${trialsWords(years[0].difference.trials)} under the same luck.${partYearsNote(years.map(({ span }) => span))}`,
    legend: differenceRowLegend(level),
    chart: {
      kind: "bars",
      rows: years.map(({ span, difference }) => differenceRow(span.label, difference)),
    },
    table: differenceTable(
      "year",
      UNIT,
      level,
      rows.map(({ label, baseMean, variantMean, difference }) => ({
        label,
        base: baseMean,
        variant: variantMean,
        difference,
      })),
    ),
  });
}

/** In which years more is delivered, in which less, and of which nothing can be told. */
export function yearsSentence({ comparison }: ComparisonSubject): string {
  const years = comparedDeliveries(comparison, "year");
  const same = years.filter(({ difference: { equal } }) => equal.value === 1);
  const rest = years.filter((year) => !same.includes(year));
  const told = rest.filter(({ difference: { mean } }) => mean !== null && sure(mean));
  const side = (sign: 1 | -1): ComparedFigure[] =>
    told.filter(({ difference: { mean } }) => (mean?.value ?? 0) * sign > 0);
  if (told.length === 0 && same.length === 0) return "In no year can a difference be told";
  const parts = ([1, -1] as const).flatMap((sign) => {
    const here = side(sign);
    if (here.length === 0) return [];
    const most = here.reduce((best, one) => (size(one) > size(best) ? one : best));
    const word = sign > 0 ? "more" : "less";
    const amount = most.difference.mean === null ? "" : signedWords(most.difference.mean);
    return here.length === 1
      ? [`${word} is delivered in ${most.span.label}, ${amount}`]
      : [`${word} is delivered in ${yearWords(here, years)}, most in ${most.span.label}, ${amount}`];
  });
  const open = rest.filter((year) => !told.includes(year));
  if (open.length > 0) parts.push(`no difference can be told in ${yearWords(open, years)}`);
  if (same.length > 0) parts.push(`there is none in ${yearWords(same, years)}`);
  const said = parts.join("; ");
  return said.charAt(0).toUpperCase() + said.slice(1);
}

function size({ difference: { mean } }: ComparedFigure): number {
  return Math.abs(mean?.value ?? 0);
}

/** `2026, 2028 to 2030 and 2031` */
function yearWords(some: readonly ComparedFigure[], all: readonly ComparedFigure[]): string {
  const runs: ComparedFigure[][] = [];
  for (const year of some) {
    const last = runs[runs.length - 1];
    if (last !== undefined && all.indexOf(year) === all.indexOf(last[last.length - 1]) + 1) last.push(year);
    else runs.push([year]);
  }
  return listed(
    runs.flatMap((run) => {
      const labels = run.map(({ span }) => span.label);
      return labels.length > 2 ? [`${labels[0]} to ${labels[labels.length - 1]}`] : labels;
    }),
  );
}
