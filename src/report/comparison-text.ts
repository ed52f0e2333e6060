import { LEVEL } from "../analysis/confidence-interval.ts";
import { isRelative } from "../scenario/change.ts";
import type { ComparedVariant, ComparisonAnswer } from "./comparison-answer.ts";
import { levelWords, savedPercent, sure } from "./difference-words.ts";
import { inputName } from "./input-name.ts";
import { percent, scaleOf, shortNumber, signed, signedPercent, withError } from "./number-format.ts";
import { aligned, clipped, fitted, inColumns, LINES, labelled, WIDTH } from "./paragraph.ts";
import { causeWords } from "./wording.ts";

const CHANGES = 3;
/** A value may be a whole timeline. */
const VALUE_WIDTH = 40;
const PARTS = 3;
const CONSTRAINTS = 3;
/** Lines of deliveries by year, and of who gains and loses. */
const YEAR_LINES = 2;
const PERIODS = 2;
/** Of a name of what limits, in a table. */
const LIMIT = 20;

type Interval = ComparedVariant["years"][number]["difference"];
type Paint = (label: string) => string;

/**
 * A comparison in words, for a terminal of 80 columns and ten lines: what was changed, what came of it, who gains, who
 * loses, what binds instead and how sure that is; of several variants a row for each.
 *
 * @param place where the results are, as the reader can open it
 * @param paint makes a label stand out, or returns it as it is
 */
export function comparisonText(answer: ComparisonAnswer, place: string, paint: Paint): string {
  const [one, ...others] = answer.comparisons;
  const files = `${place} (report.html to read, comparison.csv to work with)`;
  const results = line("Results", [files, `${place} (report.html, comparison.csv)`, place], paint);
  return (others.length === 0 ? variantText(one, answer, paint) : tableText(answer, paint)) + results;
}

function line(label: string, ways: readonly string[], paint: Paint, lines = 1): string {
  return labelled(label, fitted(ways, lines), paint);
}

function variantText(one: ComparedVariant, answer: ComparisonAnswer, paint: Paint): string {
  const { horizon, question, scenario, first_visible_month: seen } = one;
  const about = aboutWords(`${scenario} against ${answer.base}`, answer);
  const title = (lines: number): string =>
    `${fitted([`${question} (${about})`, about], lines, WIDTH).join("\n")}\n`;
  const changed = line("Changed", changeWays(one), paint);
  if (horizon === null) return title(2) + changed + line("Delivered", ["nothing, in any trial"], paint);
  if (seen === "")
    return title(2) + changed + line("Over all", ["the same is delivered in every trial"], paint);
  const { scale, word } = scaleOf(
    Math.max(...[horizon, ...one.years].map(({ difference: { value } }) => Math.abs(value))),
  );
  const years = labelled(
    `H100e${word === "" ? "" : `, ${word === "million " ? "M" : "k"}`}`,
    yearLines(one, scale),
    paint,
  );
  // Up to a shock that is felt later nobody gains or loses anything.
  const told = one.redistribution.filter(
    ({ horizon: whole, parts }) =>
      whole || parts.some(({ difference: { low, high } }) => low < 0 || high > 0),
  );
  const periods = [...told.slice(0, 1), ...told.slice(1).slice(1 - PERIODS)];
  // What is left of the ten lines goes to who gains and loses, then to the question.
  const spare = LINES - 6 - periods.length - linesOf(years);
  const parts = periods.map((period) => {
    const label = period.horizon ? "Who" : `By ${period.last.slice(0, 4)}`;
    return line(label, redistributionWays(period), paint, periods.length === 1 && spare > 0 ? 2 : 1);
  });
  const left = spare - (linesOf(parts.join("")) - periods.length);
  return [
    title(left > 0 ? 2 : 1),
    changed,
    years,
    line("In all", overallWays(horizon, scale, word), paint),
    ...parts,
    line("What binds", bindingWays(one), paint),
    line("Same luck", luckWays(horizon, seen), paint),
  ].join("");
}

function linesOf(text: string): number {
  return text.split("\n").length - 1;
}

/** `mine against baseline: 200 trials of each, seed 1, \u00b1 95% interval` */
function aboutWords(names: string, { trials, seed, level }: ComparisonAnswer): string {
  const share = `${levelWords(level)} interval`;
  const together = level === LEVEL ? "" : " (95% for all, Bonferroni)";
  return `${names}: ${trials} trials of each, seed ${seed}, \u00b1 ${share}${together}`;
}

/** A row for each variant: what is delivered more over the horizon, since when, what limits most. */
function tableText(answer: ComparisonAnswer, paint: Paint): string {
  const { comparisons, base } = answer;
  const about = aboutWords(`${comparisons.length} against ${base}`, answer);
  const title = `${fitted([about], 2, WIDTH).join("\n")}\n`;
  const room = LINES - 2 - linesOf(title);
  const shown = comparisons.length <= room ? comparisons : comparisons.slice(0, room - 1);
  const left = comparisons.length - shown.length;
  const rows = shown.map((one) => [one.scenario, ...horizonCells(one), limitOf(one)]);
  const [head, ...lines] = aligned(
    [["Variant", "H100e more", "share", "more in", "from", "limited most by"], ...rows],
    1,
  );
  const note = left === 0 ? [] : [`(${left} more in comparison.csv)`];
  return `${title}${[paint(head), ...lines, ...note].join("\n")}\n`;
}

function limitOf({ constraints }: ComparedVariant): string {
  return clipped(largest(constraints, "variant"), LIMIT);
}

function horizonCells({ horizon, first_visible_month: seen }: ComparedVariant): string[] {
  if (horizon === null) return ["nothing", "", "", ""];
  if (seen === "") return ["the same", "", "", "never"];
  const { difference, relative, better } = horizon;
  const share = relative === null ? "" : signedPercent(relative.value);
  return [about(difference), share, percent(better.value), seen];
}

function changeWays({ changes: { count, first } }: ComparedVariant): string[] {
  if (count === 0) return ["nothing: the two scenarios say the same"];
  const told = first.slice(0, CHANGES).map(({ path, base, variant }) => {
    const name = inputName(path);
    if (base === "") return `${name} is new`;
    if (variant === "") return `${name} is gone`;
    return isRelative(variant) ? `${name} ${cut(variant)}` : `${name} ${cut(base)} to ${cut(variant)}`;
  });
  const inputs = `${count} ${count === 1 ? "input" : "inputs"}: `;
  const ways = told.map((_, fewer) => {
    const named = told.slice(0, told.length - fewer);
    const more = count > named.length ? `; and ${count - named.length} more` : "";
    return `${inputs}${named.join("; ")}${more}`;
  });
  return [...ways, `${inputs}${told[0]}${count > 1 ? ", ..." : ""}`];
}

function cut(text: string): string {
  return text.length <= VALUE_WIDTH ? text : `${text.slice(0, VALUE_WIDTH - 3).trimEnd()}...`;
}

/** Years in which anything differs. */
function yearLines({ years }: ComparedVariant, scale: number): string[] {
  const differing = years.filter(({ difference: { low, high } }) => low !== 0 || high !== 0);
  const cells = differing.map(({ year, first, last, difference }) => {
    const part = first.endsWith("-01-01") ? (last.endsWith("-12-31") ? "" : "early ") : "late ";
    return `${part}${year} ${scaled(difference, scale)}`;
  });
  for (let shown = cells.length; shown > 0; shown--) {
    const more = shown === cells.length ? [] : [`${cells.length - shown} more`];
    const lines = inColumns([...cells.slice(0, shown), ...more]);
    if (lines.length <= YEAR_LINES) return lines;
  }
  return ["the same in every year"];
}

function overallWays(
  { difference, relative, better }: NonNullable<ComparedVariant["horizon"]>,
  scale: number,
  word: string,
): string[] {
  const share =
    relative === null
      ? ""
      : ` (${signedPercent(relative.value)} \u00b1${percent((relative.high - relative.low) / 2)})`;
  const verdict = sure(difference) ? "" : "not sure: ";
  const amount = `${verdict}${scaled(difference, scale)} ${word}`.trimEnd();
  const often = `more in ${percent(better.value)} of trials`;
  const surely = `${often} (${percent(better.low)} to ${percent(better.high)})`;
  return [`${amount}${share}, ${surely}`, `${amount}, ${surely}`, `${amount}, ${often}`];
}

function redistributionWays(period: ComparedVariant["redistribution"][number]): string[] {
  const all = period.horizon ? "" : `${about(period.total)}: `;
  const { gain, loss } = gainAndLoss(period);
  if (gain === "" && loss === "") return [`${all}nobody gains or loses for certain`];
  const told = (count: number, shares: boolean): string => {
    const { gain, loss } = gainAndLoss(period, count, shares);
    return `gain: ${gain || "nobody"}; lose: ${loss || "nobody"}`;
  };
  const counts = Array.from({ length: PARTS }, (_, fewer) => PARTS - fewer);
  const ways = counts.flatMap((count) => [told(count, true), told(count, false)]);
  return [...ways.map((way) => all + way), ...ways.slice(-1), namesOf(period)];
}

/**
 * Who gains and who loses, customers before products, empty where nobody does. Only those whose interval leaves zero
 * out: the others can't be told from those who neither gain nor lose.
 *
 * @param count  how many of each are named
 * @param shares whether it is said how much that is of what they had
 */
export function gainAndLoss(
  { parts }: Parts,
  count = PARTS,
  shares = true,
): { readonly gain: string; readonly loss: string } {
  const list = (by: "segment" | "product", sign: 1 | -1): string => {
    const here = moved({ parts }, sign).filter((part) => part.by === by);
    const names = here.slice(0, count).map(({ id, difference, relative }) => {
      const share = relative === null || !shares ? "" : ` (${signedPercent(relative)})`;
      return `${id} ${signed(difference.value)}${share}`;
    });
    const more = here.length > names.length ? ` and ${here.length - names.length} more` : "";
    return names.length === 0 ? "" : `${by === "product" ? "of products " : ""}${names.join(", ")}${more}`;
  };
  const side = (sign: 1 | -1): string =>
    [list("segment", sign), list("product", sign)].filter((text) => text !== "").join("; ");
  return { gain: side(1), loss: side(-1) };
}

type Parts = Pick<ComparedVariant["redistribution"][number], "parts">;

/** Those that surely gain (1) or lose (-1), the most first. */
function moved({ parts }: Parts, sign: 1 | -1): Parts["parts"] {
  return parts.filter(({ difference }) => sure(difference) && difference.value * sign > 0);
}

/** Of each kind the first. */
function namesOf(period: Parts): string {
  const side = (sign: 1 | -1): string => {
    const here = moved(period, sign);
    const first = (["segment", "product"] as const).flatMap(
      (by) => here.find((part) => part.by === by)?.id ?? [],
    );
    return first.join(", ") || "nobody";
  };
  return `gain: ${side(1)}; lose: ${side(-1)}`;
}

/** The same, shorter and shorter. */
function bindingWays({ constraints }: ComparedVariant): string[] {
  if (constraints.length === 0) return ["not recorded: no trial has monthly details"];
  const [before, after] = [largest(constraints, "base"), largest(constraints, "variant")];
  const most = before === after ? `still most ${after}` : `${after} most, where it was ${before}`;
  // What moves by less than can be shown is no news.
  const told = movedShares(constraints).filter((text) => !/ (\S+) to \1$/.test(text));
  if (told.length === 0) return [`${most}; no share of deliveries moves for certain`, most];
  return [...told.map((_, fewer) => `${most}: ${told.slice(0, told.length - fewer).join(", ")}`), most];
}

function movedShares(constraints: ComparedVariant["constraints"]): string[] {
  const surely = constraints.filter(({ difference }) => sure(difference)).slice(0, CONSTRAINTS);
  return surely.map(
    ({ constraint, base, variant }) => `${causeWords(constraint)} ${percent(base)} to ${percent(variant)}`,
  );
}

function largest(constraints: ComparedVariant["constraints"], side: "base" | "variant"): string {
  if (constraints.length === 0) return "?";
  return causeWords(constraints.reduce((best, one) => (one[side] > best[side] ? one : best)).constraint);
}

function luckWays(
  { correlation, variance_saved: saved }: NonNullable<ComparedVariant["horizon"]>,
  seen: string,
): string[] {
  const first = `first seen ${seen}`;
  if (correlation === null || saved === null) return [`nothing varies over trials in one of them; ${first}`];
  const rounded = correlation.toFixed(correlation > 0.99 ? 4 : 2);
  const share = saved > 0 ? savedPercent(saved) : "none";
  return [
    `correlation ${rounded}, saved ${share} of the variance; ${first}`,
    `correlation ${rounded}, ${share} of variance saved; ${first}`,
  ];
}

function scaled({ value, low, high }: Interval, scale: number): string {
  return `${value > 0 ? "+" : ""}${withError(value / scale, (high - low) / 2 / scale)}`;
}

/** `+1.21M \u00b145.0k` */
function about({ value, low, high }: Interval): string {
  return `${signed(value)} \u00b1${shortNumber((high - low) / 2)}`;
}
