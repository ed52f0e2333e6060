import type { BarRow } from "../../chart/bar-chart.ts";
import { levelWords, sure } from "../../difference-words.ts";
import { type Html, html } from "../../html.ts";
import { signed, signedPercent } from "../../number-format.ts";
import type { Part } from "../../redistribution.ts";
import type { Timespan } from "../../timespan.ts";
import { listed, trialsWords } from "../../wording.ts";
import { figure } from "../figure.ts";
import type { Section } from "../section.ts";
import type { ComparisonSubject } from "./subject.ts";

/** For whom there is more and for whom less, adding up to the whole difference. */
export const REDISTRIBUTION: Section<ComparisonSubject> = {
  id: "who",
  title: "Who gains, who loses",
  build,
};

/** Rows of a chart, the largest differences; the others are added up. */
const SHOWN = 10;
const NAMED = 3;

const WORDS = {
  segment: { head: "customers", by: "by customers" },
  product: { head: "product", by: "by product" },
} as const;

function build(subject: ComparisonSubject): Html | null {
  const { redistribution } = subject.comparison;
  const charts = [...new Set(redistribution.map(({ span }) => span))].flatMap((span, place) =>
    (["segment", "product"] as const).flatMap((by) => {
      const parts = redistribution.filter((part) => part.span === span && part.by === by);
      const chart = partsFigure(subject, `who-${by}-${place}`, span, by, parts);
      return chart === null ? [] : [chart];
    }),
  );
  return charts.length === 0 ? null : html`${charts}`;
}

function partsFigure(
  { comparison, prefix }: ComparisonSubject,
  id: string,
  span: Timespan,
  by: Part["by"],
  all: readonly Part[],
): Html | null {
  const whole = all.find((part) => part.id === "");
  const parts = all
    .filter((part) => part.id !== "" && part.difference.equal.value < 1)
    .sort((a, b) => sizeOf(b) - sizeOf(a));
  // A single part is the whole again, and where nothing differs there is nothing to share out.
  if (whole === undefined || whole.difference.mean === null || all.length < 3 || parts.length === 0)
    return null;
  const [shown, others] =
    parts.length > SHOWN + 1 ? [parts.slice(0, SHOWN), parts.slice(SHOWN)] : [parts, []];
  const rest = sumOf(others);
  const rows: BarRow[] = shown.map((part) => rowOf(part.id, part));
  const restName = `the other ${others.length}`;
  if (others.length > 0)
    rows.push({
      label: restName,
      bars: [{ ink: "waiting", from: 0, to: rest.difference }],
      text: signed(rest.difference),
    });
  rows.push(rowOf("all", whole));
  const { level, base, variant } = comparison;
  const wide = levelWords(level);
  const words = WORDS[by];
  const when =
    span.kind === "horizon" ? `from ${span.first} to ${span.last}` : `from ${span.first} up to ${span.last}`;
  const cells = (
    label: string,
    { base: before, variant: after, difference: { mean, smaller, larger } }: Part,
  ) => [
    label,
    before,
    after,
    mean?.value ?? null,
    mean?.low ?? null,
    mean?.high ?? null,
    before > 0 && mean !== null ? mean.value / before : null,
    larger.value,
    smaller.value,
  ];
  return figure({
    id: `${prefix}${id}`,
    of: variant.name,
    sentence: `${span.kind === "horizon" ? "Over all years" : `Up to ${span.last}`}, ${words.by}: ${sentence(parts)}`,
    caption: `H100-equivalents that ${variant.name} delivers more than ${base.name} (left of 0: fewer) ${when}, over ${trialsWords(whole.difference.trials)}; the differences add up to that of all. Who gets the same in every trial is left out.`,
    legend: [
      { ink: "plain", mark: "bar", text: `gain or loss: the interval leaves 0 out` },
      { ink: "waiting", mark: "bar", text: "can't be told from none" },
      { ink: "plain", mark: "whisker", text: `${wide} interval of the mean` },
    ],
    chart: { kind: "bars", rows },
    table: {
      columns: [
        { name: words.head },
        { name: "base, mean, H100-equivalents" },
        { name: "variant, mean, H100-equivalents" },
        { name: "difference, mean", show: signed },
        { name: `low (${wide})`, show: signed },
        { name: `high (${wide})`, show: signed },
        { name: "of its base", show: signedPercent },
        { name: "gains, share of trials", show: percentOf },
        { name: "loses, share of trials", show: percentOf },
      ],
      rows: [
        ...shown.map((part) => cells(part.id, part)),
        ...(others.length > 0 ? [restCells(restName, rest)] : []),
        cells("all", whole),
        ...others.map((part) => cells(`of the other: ${part.id}`, part)),
      ],
    },
  });
}

function rowOf(label: string, { difference: { mean } }: Part): BarRow {
  if (mean === null) return { label, bars: [], text: "" };
  const ink = sure(mean) ? "plain" : "waiting";
  return { label, bars: [{ ink, from: 0, to: mean.value }], range: mean, text: signed(mean.value) };
}

/** Means of several parts together. */
function sumOf(parts: readonly Part[]): Record<"base" | "variant" | "difference", number> {
  const sum = (value: (part: Part) => number): number => parts.reduce((all, part) => all + value(part), 0);
  return {
    base: sum(({ base }) => base),
    variant: sum(({ variant }) => variant),
    difference: sum(({ difference: { mean } }) => mean?.value ?? 0),
  };
}

/** Without an interval, which is not the sum of theirs. */
function restCells(label: string, { base, variant, difference }: ReturnType<typeof sumOf>) {
  return [label, base, variant, difference, null, null, base > 0 ? difference / base : null, null, null];
}

const percentOf = (share: number): string => `${Math.round(100 * share)}%`;

function sizeOf({ difference: { mean } }: Part): number {
  return Math.abs(mean?.value ?? 0);
}

function sentence(parts: readonly Part[]): string {
  const side = (sign: 1 | -1): readonly [string, string] => {
    const here = parts.filter(
      ({ difference: { mean } }) => mean !== null && sure(mean) && mean.value * sign > 0,
    );
    const named = here
      .slice(0, NAMED)
      .map(({ id, difference: { mean } }) => `${id} (${signed(mean?.value ?? 0)})`);
    const more = here.length > NAMED ? [...named, `${here.length - NAMED} more`] : named;
    return [listed(more), here.length === 1 ? "s" : ""];
  };
  const [[gainers, gains], [losers, loses]] = [side(1), side(-1)];
  if (gainers === "" && losers === "") return "nobody gains or loses for certain";
  const gain = gainers === "" ? "nobody gains for certain" : `${gainers} gain${gains}`;
  const loss = losers === "" ? "nobody loses for certain" : `${losers} lose${loses}`;
  return `${gain}; ${loss}`;
}
