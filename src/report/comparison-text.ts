import { LEVEL } from "../analysis/confidence-interval.ts";
import { isRelative } from "../scenario/change.ts";
import type { ComparedVariant, ComparisonAnswer } from "./comparison-answer.ts";
import { percent, signed, signedPercent } from "./number-format.ts";
import { inColumns, labelled, ROOM, WIDTH, wrap } from "./paragraph.ts";
import { causeWords } from "./wording.ts";

const CHANGES = 3;
/** A value may be a whole timeline. */
const VALUE_WIDTH = 40;
const PARTS = 3;
const CONSTRAINTS = 3;

type Interval = ComparedVariant["years"][number]["difference"];

/**
 * A comparison in words, for a terminal of 80 columns: for each variant a title and what was changed, what came of it,
 * who gains, who loses, what binds instead and how sure that is.
 *
 * @param place where the results are, as the reader can open it
 * @param paint makes a label stand out, or returns it as it is
 */
export function comparisonText(
  answer: ComparisonAnswer,
  place: string,
  paint: (label: string) => string,
): string {
  const results = `${place} (comparison.csv first; redistribution.csv, changes.csv; dictionary.csv explains them)`;
  return [
    answer.comparisons.map((one) => variantText(one, answer, paint)).join("\n"),
    paragraph("Results", [results], paint),
  ].join("");
}

function variantText(
  one: ComparedVariant,
  answer: ComparisonAnswer,
  paint: (label: string) => string,
): string {
  const { base, trials, seed } = answer;
  const what = `${one.scenario} against ${base}: ${trials} ${trials === 1 ? "trial" : "trials"} of each, seed ${seed}`;
  const line = (label: string, sentences: readonly string[]): string => paragraph(label, sentences, paint);
  const said = [
    `${wrap(`${one.question} (${what})`, WIDTH).join("\n")}\n\n`,
    line("Changed", changeSentences(one)),
  ];
  const { horizon } = one;
  if (horizon === null) return [...said, line("Delivered", ["nothing is delivered in any trial"])].join("");
  said.push(
    labelled("Delivered", yearLines(one, answer), paint),
    line("Over all", overallSentences(horizon)),
  );
  if (one.first_visible_month === "") return [...said, line("First seen", ["never, in no trial"])].join("");
  for (const period of one.redistribution)
    said.push(
      line(period.horizon ? "Who" : `By ${period.last.slice(0, 4)}`, redistributionSentences(period)),
    );
  said.push(
    line("What binds", bindingSentences(one)),
    line("Same luck", luckSentences(horizon, trials)),
    line("First seen", [`deliveries differ from ${one.first_visible_month} on`]),
  );
  return said.join("");
}

function paragraph(label: string, sentences: readonly string[], paint: (label: string) => string): string {
  return labelled(label, wrap(sentences.join(" "), ROOM), paint);
}

function changeSentences({ changes: { count, first } }: ComparedVariant): string[] {
  if (count === 0) return ["nothing: the two scenarios say the same"];
  const told = first.slice(0, CHANGES).map(({ path, base, variant }) => {
    if (base === "") return `${path} is new`;
    if (variant === "") return `${path} is gone`;
    return isRelative(variant) ? `${path} ${cut(variant)}` : `${path} ${cut(base)} to ${cut(variant)}`;
  });
  const more = count > told.length ? `; and ${count - told.length} more` : "";
  return [`${count} ${count === 1 ? "input" : "inputs"}: ${told.join("; ")}${more}.`];
}

function cut(text: string): string {
  return text.length <= VALUE_WIDTH ? text : `${text.slice(0, VALUE_WIDTH - 3).trimEnd()}...`;
}

function yearLines({ years }: ComparedVariant, { base, level }: ComparisonAnswer): string[] {
  const cells = years.map(({ year, first, last, difference }) => {
    const part = first.endsWith("-01-01") && last.endsWith("-12-31") ? "" : "*";
    return `${year}${part} ${signed(difference.value)} (${signed(difference.low)} to ${signed(difference.high)})`;
  });
  const parts = years.filter(({ first, last }) => !(first.endsWith("-01-01") && last.endsWith("-12-31")));
  const note = parts.map(({ year, first, last }) => `; *${year} is ${first} to ${last}`).join("");
  const unit = `H100-equivalents more than ${base}: mean and its ${intervalWords(level)}${note}`;
  return [...inColumns(cells), ...wrap(unit, ROOM)];
}

function overallSentences({
  difference,
  relative,
  better,
  worse,
  equal,
}: NonNullable<ComparedVariant["horizon"]>): string[] {
  if (equal.value === 1) return ["the same is delivered in every trial."];
  const amount = `${signed(difference.value)} (${signed(difference.low)} to ${signed(difference.high)})`;
  const share =
    relative === null
      ? ""
      : `, ${signedPercent(relative.value)} (${signedPercent(relative.low)} to ${signedPercent(relative.high)})`;
  const verdict = sure(difference)
    ? `${difference.value > 0 ? "more" : "less"} is delivered: ${amount}${share}.`
    : `no difference can be told: ${amount}${share}.`;
  const rest = equal.value > 0 ? `, as much in ${percent(equal.value)}` : "";
  return [
    verdict,
    `More in ${percent(better.value)} of trials (${percent(better.low)} to ${percent(better.high)}), less in ${percent(worse.value)}${rest}.`,
  ];
}

/** Those whose interval leaves zero out; the others can't be told from those who neither gain nor lose. */
function redistributionSentences({
  total,
  parts,
  horizon,
}: ComparedVariant["redistribution"][number]): string[] {
  const told = parts.filter(({ difference }) => sure(difference));
  if (told.length === 0) return ["nobody gains or loses for certain."];
  const list = (by: "segment" | "product", sign: 1 | -1): string => {
    const here = told.filter((part) => part.by === by && part.difference.value * sign > 0);
    const names = here.slice(0, PARTS).map(({ id, difference, relative }) => {
      const share = relative === null ? "" : ` (${signedPercent(relative)})`;
      return `${id} ${signed(difference.value)}${share}`;
    });
    const more = here.length > names.length ? ` and ${here.length - names.length} more` : "";
    return names.length === 0 ? "" : `${by === "product" ? "of products " : ""}${names.join(", ")}${more}`;
  };
  const side = (sign: 1 | -1): string => {
    const lists = [list("segment", sign), list("product", sign)].filter((text) => text !== "");
    return lists.length === 0 ? "nobody for certain" : lists.join("; ");
  };
  const all = horizon ? [] : [`${signed(total.value)} (${signed(total.low)} to ${signed(total.high)}).`];
  return [...all, `Gain: ${side(1)}.`, `Lose: ${side(-1)}.`];
}

function bindingSentences({ constraints }: ComparedVariant): string[] {
  if (constraints.length === 0) return ["not recorded: no trial has monthly details"];
  const moved = constraints.filter(({ difference }) => sure(difference)).slice(0, CONSTRAINTS);
  const largest = (side: "base" | "variant"): string =>
    causeWords(constraints.reduce((best, one) => (one[side] > best[side] ? one : best)).constraint);
  const [before, after] = [largest("base"), largest("variant")];
  const most =
    before === after ? `still most of all ${after}` : `${after} most of all, where it was ${before}`;
  if (moved.length === 0) return [`${most}; no share of deliveries moves for certain.`];
  const told = moved.map(
    ({ constraint, base, variant }) => `${causeWords(constraint)} ${percent(base)} to ${percent(variant)}`,
  );
  return [`${most}. Of deliveries: ${told.join(", ")}.`];
}

function luckSentences(
  { correlation, variance_saved: saved }: NonNullable<ComparedVariant["horizon"]>,
  trials: number,
): string[] {
  if (correlation === null || saved === null)
    return ["nothing varies from trial to trial in one of the two."];
  const rounded = correlation.toFixed(correlation > 0.99 ? 4 : 2);
  const head = `correlation ${rounded}; the same luck saved`;
  if (saved >= 1) return [`${head} all of the variance: every trial differs by as much.`];
  if (saved <= 0) return [`${head} none of the variance.`];
  const worth = grouped(trials / (1 - saved));
  return [`${head} ${percent(saved)} of the variance: ${trials} trials do the work of ${worth}.`];
}

/** An interval by its level, and why that isn't the usual one. */
function intervalWords(level: number): string {
  const share = `${Number((100 * level).toFixed(2))}%`;
  return level === LEVEL
    ? `${share} interval`
    : `${share} interval (95% for all variants together, Bonferroni)`;
}

/** Three figures in full: `6,700`. */
function grouped(value: number): string {
  return String(Math.round(Number(value.toPrecision(3)))).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** Whether the interval leaves zero out. */
function sure({ low, high }: Interval): boolean {
  return low > 0 || high < 0;
}
