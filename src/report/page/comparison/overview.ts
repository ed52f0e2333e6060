import { comparedDeliveries } from "../../comparison-finding.ts";
import { levelWords, signedWords, sure } from "../../difference-words.ts";
import { type Html, html } from "../../html.ts";
import { trialsWords } from "../../wording.ts";
import { figure } from "../figure.ts";
import type { Section } from "../section.ts";
import { differenceRow, differenceRowLegend, differenceTable } from "./difference.ts";
import type { ComparisonSubject } from "./subject.ts";

/** Several variants beside each other, each against the base. */
export const OVERVIEW: Section<readonly ComparisonSubject[]> = {
  id: "overview",
  title: "All variants",
  build,
};

const UNIT = "H100-equivalents";

function build(subjects: readonly ComparisonSubject[]): Html | null {
  const [{ answer, horizon, comparison }] = subjects;
  const rows = subjects.flatMap(({ comparison: one }) =>
    comparedDeliveries(one, "horizon").map(({ baseMean, variantMean, difference }) => ({
      label: one.variant.name,
      base: baseMean,
      variant: variantMean,
      difference,
    })),
  );
  if (rows.length < subjects.length) return null;
  const { level } = answer;
  return html`<p>Each variant is compared with ${answer.base}, trial by trial. The intervals are of ${levelWords(level)} each, so that all ${subjects.length} hold together with 95% (Bonferroni); two variants are not compared with each other here: <code>chokepoint compare A B</code> does that.</p>${figure(
    {
      id: "overview-chart",
      sentence: sentence(rows),
      caption: `${UNIT} more than ${comparison.base.name} (left of 0: fewer), ${horizon.first} to ${horizon.last}, over ${trialsWords(answer.trials)} of each.`,
      legend: differenceRowLegend(level),
      chart: { kind: "bars", rows: rows.map(({ label, difference }) => differenceRow(label, difference)) },
      table: differenceTable("variant", UNIT, level, rows),
    },
  )}`;
}

function sentence(rows: readonly Parameters<typeof differenceTable>[3][number][]): string {
  const told = rows.map(({ label, difference: { mean, equal } }) => {
    if (equal.value === 1) return `${label} the same`;
    if (mean === null || !sure(mean)) return `${label} no difference that can be told`;
    return `${label} ${mean.value > 0 ? "more" : "less"}, ${signedWords(mean)}`;
  });
  return `Over all years: ${told.join("; ")}`;
}
