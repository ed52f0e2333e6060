import { levelWords, sure } from "../../difference-words.ts";
import { type Html, html } from "../../html.ts";
import { percent, signedPercent } from "../../number-format.ts";
import { CONSTRAINT_SHARE } from "../../paired-figure.ts";
import { causeWords, listed, trialsWords } from "../../wording.ts";
import { figure } from "../figure.ts";
import type { Section } from "../section.ts";
import { type ComparisonSubject, sidesLegend } from "./subject.ts";

/** What limits deliveries with and without the change. */
export const COMPARED_BINDING: Section<ComparisonSubject> = {
  id: "constraints",
  title: "What limits them",
  build,
};

/** What limits less than this in both is not drawn. */
const LEAST = 0.005;
const NAMED = 3;

type Share = ComparisonSubject["found"]["constraints"][number];

function build(subject: ComparisonSubject): Html | null {
  const { found, comparison, horizon, prefix } = subject;
  const shares = sharesOf(found);
  if (shares.length === 0) return null;
  const { level, base, variant } = comparison;
  const years = yearsOf(subject);
  const wide = levelWords(level);
  const detail = Math.min(base.trials.detailTrials, variant.trials.detailTrials);
  return html`<p>Every delivery is traced back to what limited it: a stage whose lines were full, or else demand, late plans, launches and qualifications, or what was there at the start. A share that grows need not be a stage that got worse: where another limits less, the rest limit more.</p>${figure(
    {
      id: `${prefix}binds`,
      of: variant.name,
      sentence: sentence(shares),
      caption: `Share of the H100-equivalents delivered by what limited them, ${horizon.first} to ${horizon.last}: means over ${trialsWords(detail)} of each. Not drawn is what limits less than ${percent(LEAST)} in both.`,
      legend: sidesLegend(subject, () => "bar"),
      chart: {
        kind: "bars",
        tick: percent,
        rows: shares.map((one) => ({
          label: causeWords(one.constraint),
          bars: [
            { ink: "base", from: 0, to: one.base, half: "upper" },
            { ink: "variant", from: 0, to: one.variant, half: "lower" },
          ],
          text: `${percent(one.base)} \u2192 ${percent(one.variant)}`,
        })),
      },
      table: {
        columns: [
          { name: "what limits" },
          ...["base", "variant"].map((name) => ({ name: `${name}, share`, show: percent })),
          ...["difference", `low (${wide})`, `high (${wide})`].map((name) => ({ name, show: signedPercent })),
          ...years.flatMap(({ year }) =>
            ["base", "variant"].map((side) => ({ name: `${side}, ${year}`, show: percent, aside: true })),
          ),
        ],
        rows: shares.map(({ constraint, base: before, variant: after, difference }) => [
          causeWords(constraint),
          before,
          after,
          difference.value,
          difference.low,
          difference.high,
          ...years.flatMap(({ shares: all }) => all.get(constraint) ?? [null, null]),
        ]),
      },
    },
  )}`;
}

/** Those that limit anything to speak of, most first. */
function sharesOf({ constraints }: ComparisonSubject["found"]): Share[] {
  return constraints
    .filter(({ base, variant }) => Math.max(base, variant) >= LEAST)
    .sort((a, b) => Math.max(b.base, b.variant) - Math.max(a.base, a.variant));
}

/** What limits most in each, and which shares move for certain; empty: nothing is known. */
export function bindingSentence({ found }: ComparisonSubject): string {
  const shares = sharesOf(found);
  return shares.length === 0 ? "" : sentence(shares);
}

/** Shares of base and variant by constraint, year by year. */
function yearsOf({ comparison }: ComparisonSubject) {
  const found = new Map<string, Map<string, readonly [number | null, number | null]>>();
  for (const { series, span, baseMean, variantMean } of comparison.figures) {
    if (series.metric !== CONSTRAINT_SHARE.metric || span.kind !== "year") continue;
    const year = found.get(span.label) ?? new Map<string, readonly [number | null, number | null]>();
    year.set(series.keys.stage ?? series.keys.constraint ?? "", [baseMean, variantMean]);
    found.set(span.label, year);
  }
  return [...found].map(([year, shares]) => ({ year, shares }));
}

function sentence(shares: readonly Share[]): string {
  const largest = (side: "base" | "variant"): Share =>
    shares.reduce((best, one) => (one[side] > best[side] ? one : best));
  const [before, after] = [largest("base"), largest("variant")];
  const moved = shares
    .filter(({ difference }) => sure(difference))
    .sort((a, b) => Math.abs(b.difference.value) - Math.abs(a.difference.value))
    .slice(0, NAMED);
  const told = moved.map(
    ({ constraint, base, variant }) =>
      `${causeWords(constraint)} goes from ${percent(base)} to ${percent(variant)}`,
  );
  const name = ({ constraint }: Share): string => causeWords(constraint);
  const most =
    before === after
      ? `What limits most is ${name(after)} in both (${percent(after.base)} and ${percent(after.variant)})`
      : sure(before.difference) || sure(after.difference)
        ? `What limits most moves from ${name(before)} to ${name(after)}`
        : `What limits most perhaps moves from ${name(before)} to ${name(after)}`;
  if (moved.length === 0) return `${most}; no share moves for certain`;
  return `${most}: ${listed(told)}`;
}
