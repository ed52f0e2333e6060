import { isRelative } from "../scenario/change.ts";
import type { ComparedVariant, ComparisonAnswer } from "./comparison-answer.ts";
import { intervalWords, luckWords, relativeWords, signedWords, sure } from "./difference-words.ts";
import { inputName } from "./input-name.ts";
import { percent, signed, signedPercent } from "./number-format.ts";
import { inColumns, labelled, ROOM, WIDTH, wrap } from "./paragraph.ts";
import { causeWords } from "./wording.ts";

const CHANGES = 3;
/** A value may be a whole timeline. */
const VALUE_WIDTH = 40;
const PARTS = 3;
const CONSTRAINTS = 3;

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
  const results = `${place} (report.html to read, comparison.csv to work with)`;
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
    line("Same luck", [`${luckWords(horizon.correlation, horizon.variance_saved, trials)}.`]),
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
    const name = inputName(path);
    if (base === "") return `${name} is new`;
    if (variant === "") return `${name} is gone`;
    return isRelative(variant) ? `${name} ${cut(variant)}` : `${name} ${cut(base)} to ${cut(variant)}`;
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
    return `${year}${part} ${signedWords(difference)}`;
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
  const amount = signedWords(difference);
  const share = relative === null ? "" : `, ${relativeWords(relative)}`;
  const verdict = sure(difference)
    ? `${difference.value > 0 ? "more" : "less"} is delivered: ${amount}${share}.`
    : `no difference can be told: ${amount}${share}.`;
  const rest = equal.value > 0 ? `, as much in ${percent(equal.value)}` : "";
  return [
    verdict,
    `More in ${percent(better.value)} of trials (${percent(better.low)} to ${percent(better.high)}), less in ${percent(worse.value)}${rest}.`,
  ];
}

function redistributionSentences(period: ComparedVariant["redistribution"][number]): string[] {
  const { gain, loss } = gainAndLoss(period);
  if (gain === "" && loss === "") return ["nobody gains or loses for certain."];
  const all = period.horizon ? [] : [`${signedWords(period.total)}.`];
  const side = (text: string): string => (text === "" ? "nobody for certain" : text);
  return [...all, `Gain: ${side(gain)}.`, `Lose: ${side(loss)}.`];
}

/**
 * Who gains and who loses, customers before products, empty where nobody does. Only those whose interval leaves zero
 * out: the others can't be told from those who neither gain nor lose.
 */
export function gainAndLoss({ parts }: Pick<ComparedVariant["redistribution"][number], "parts">): {
  readonly gain: string;
  readonly loss: string;
} {
  const told = parts.filter(({ difference }) => sure(difference));
  const list = (by: "segment" | "product", sign: 1 | -1): string => {
    const here = told.filter((part) => part.by === by && part.difference.value * sign > 0);
    const names = here.slice(0, PARTS).map(({ id, difference, relative }) => {
      const share = relative === null ? "" : ` (${signedPercent(relative)})`;
      return `${id} ${signed(difference.value)}${share}`;
    });
    const more = here.length > names.length ? ` and ${here.length - names.length} more` : "";
    return names.length === 0 ? "" : `${by === "product" ? "of products " : ""}${names.join(", ")}${more}`;
  };
  const side = (sign: 1 | -1): string =>
    [list("segment", sign), list("product", sign)].filter((text) => text !== "").join("; ");
  return { gain: side(1), loss: side(-1) };
}

/** What limits deliveries most, where it was something else, and which shares move for certain. */
export function bindingSentences({ constraints }: Pick<ComparedVariant, "constraints">): string[] {
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
