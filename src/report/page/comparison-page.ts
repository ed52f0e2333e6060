import type { Comparison } from "../comparison.ts";
import type { ComparisonAnswer } from "../comparison-answer.ts";
import { listed, trialsWords } from "../wording.ts";
import { COMPARED_BINDING } from "./comparison/binding.ts";
import { COMPARED_BRIEF } from "./comparison/brief.ts";
import { CHANGES } from "./comparison/changes.ts";
import { COMPARED_DELIVERIES } from "./comparison/deliveries.ts";
import { OVERVIEW } from "./comparison/overview.ts";
import { REDISTRIBUTION } from "./comparison/redistribution.ts";
import { type ComparisonSubject, comparisonSubjects } from "./comparison/subject.ts";
import { COMPARED_TRUST } from "./comparison/trust.ts";
import { type Part, pageOf, partsOf } from "./page.ts";
import type { Section } from "./section.ts";

/** Of each variant, from top to bottom. A new section is a file and a row here. */
const VARIANT_SECTIONS: readonly Section<ComparisonSubject>[] = [
  COMPARED_BRIEF,
  COMPARED_DELIVERIES,
  COMPARED_BINDING,
  REDISTRIBUTION,
  CHANGES,
];

/**
 * Comparisons with one base as one page that stands alone: a set of sections for each variant, and where there are
 * several all of them beside each other first. Equal comparisons give equal pages.
 *
 * @param comparisons at least one
 * @param question    its heading
 */
export function comparisonPage(
  question: string,
  comparisons: readonly Comparison[],
  answer: ComparisonAnswer,
): string {
  const [{ base }] = comparisons;
  const subjects = comparisonSubjects(comparisons, answer);
  const names = listed(comparisons.map(({ variant }) => variant.name));
  const about = `${names} against ${base.name}: ${trialsWords(answer.trials)} of each, seed ${answer.seed}`;
  const several = subjects.length > 1;
  return pageOf(question, about, base.version, [
    ...(several ? partsOf([OVERVIEW], subjects) : []),
    ...subjects.flatMap((subject) => variantParts(subject, several)),
    ...partsOf([COMPARED_TRUST], subjects),
  ]);
}

/** Where there are several, with their variant's name, and a link to the first of each. */
function variantParts(subject: ComparisonSubject, several: boolean): Part[] {
  const parts = partsOf(VARIANT_SECTIONS, subject);
  if (!several) return parts;
  const { prefix, comparison } = subject;
  const { name } = comparison.variant;
  return parts.map(({ id, heading, content }, place) => ({
    id: `${prefix}${id}`,
    heading: `${name}: ${heading.charAt(0).toLowerCase()}${heading.slice(1)}`,
    link: place === 0 ? name : null,
    content,
  }));
}
