import { roundedDuration } from "./duration.ts";
import { percent } from "./number-format.ts";
import { labelled, ROOM, WIDTH, wrap } from "./paragraph.ts";
import type { RankedOutage, StressAnswer } from "./stress-answer.ts";

const ROWS = 6;
/** Lengths that fit beside each other. */
const LENGTHS = 3;
const NAME = 25;
const CELL = 11;
const LOSERS = 3;

/**
 * The answer of a stress test in words, for a terminal of 80 columns and ten lines: what hurts most, how much, how
 * long one survives without it, who loses.
 *
 * @param place where the results are, as the reader can open it
 * @param paint makes a label stand out, or returns it as it is
 */
export function stressText(answer: StressAnswer, place: string, paint: (label: string) => string): string {
  const { question, scenario, trials, seed, outages, weeks } = answer;
  const longest = answer.ranking.filter((one) => one.weeks === weeks[weeks.length - 1]);
  const paragraph = (label: string, text: string): string => labelled(label, wrap(text, ROOM), paint);
  const lengths = weeks.length === 1 ? "" : ` of ${weeks.length} lengths`;
  return [
    `${wrap(`${question} (stress of ${scenario}: ${outages} outages${lengths}, ${trials} trials, seed ${seed})`, WIDTH).join("\n")}\n\n`,
    table(answer, longest, paint),
    paragraph("Who loses", loserSentence(longest[0])),
    paragraph("Recovery", recoverySentence(longest[0], answer)),
    paragraph("Harmless", harmlessSentence(longest)),
    paragraph("Results", `${place} (stress.csv; dictionary.csv explains it)`),
  ].join("");
}

function table(
  answer: StressAnswer,
  longest: readonly RankedOutage[],
  paint: (label: string) => string,
): string {
  const { ranking, weeks, from, horizon } = answer;
  const shown = weeks.slice(-LENGTHS);
  const { scale, word } = scaleOf(longest[0]);
  const row = (name: string, cells: readonly string[]): string =>
    name.slice(0, NAME - 1).padEnd(NAME) + cells.map((cell) => cell.padStart(CELL)).join("");
  const head = row(`Out from ${from}`, [
    ...shown.map((length) => (length === 1 ? "1 week" : `${length} weeks`)),
    `by ${horizon.slice(0, 7)}`,
    "felt after",
  ]);
  const rows = chosen(longest).map((outage) => {
    const gaps = shown.map((length) => {
      const same = ranking.find((one) => one.weeks === length && one.names[0] === outage.names[0]);
      return amountText(same?.worst_gap ?? null, scale);
    });
    return row(outage.names[0], [
      ...gaps,
      amountText(outage.lost, scale),
      weeksText(outage.survive_days.p50),
    ]);
  });
  const note =
    `${word}H100e missing at the worst moment, and by the end of the longest, with half the 95% interval. ` +
    "Felt: a day's deliveries are missing (median).";
  return `${[paint(head), ...rows, ...wrap(note, WIDTH)].join("\n")}\n`;
}

/** The worst region, supplier and site, and the worst lines; where it is of one kind alone, its worst. */
function chosen(ranking: readonly RankedOutage[]): readonly RankedOutage[] {
  const isOf = ({ names }: RankedOutage, kind: string): boolean =>
    names.some((name) => name.startsWith(`${kind} `));
  const worst = new Set(
    ["region", "supplier", "site"].flatMap((kind) => ranking.find((one) => isOf(one, kind)) ?? []),
  );
  const others = ranking.filter((one) => isOf(one, "line") && !worst.has(one));
  const rows = worst.size < 3 ? ranking : [...worst, ...others];
  return rows.slice(0, ROWS).sort((a, b) => a.rank - b.rank);
}

function scaleOf({ worst_gap: worst }: RankedOutage): { scale: number; word: string } {
  const largest = worst?.value ?? 0;
  if (largest >= 1e6) return { scale: 1e6, word: "Million " };
  return largest >= 1e4 ? { scale: 1e3, word: "Thousand " } : { scale: 1, word: "" };
}

/** `16.3 ±2.1`, with as many decimals as two figures of the interval take, where there is room for them. */
function amountText(estimate: RankedOutage["lost"], scale: number): string {
  if (estimate === null) return "?";
  const value = estimate.value / scale;
  const half = (estimate.high - estimate.low) / 2 / scale;
  const shown = half > 0 ? half : Math.abs(value) / 100;
  const most = Math.abs(value) < 9.95 ? 2 : 1;
  const decimals = shown > 0 ? Math.min(most, Math.max(0, 1 - Math.floor(Math.log10(shown)))) : 0;
  return `${value.toFixed(decimals)} ±${half.toFixed(half > 0 ? decimals : 0)}`;
}

function weeksText(days: number | null): string {
  return days === null ? "never" : roundedDuration(days);
}

function loserSentence({
  names,
  weeks,
  worst_gap: worst,
  worst_month: month,
  vendors,
  segments,
}: RankedOutage): string {
  if (worst === null || worst.value <= 0) return "nobody: nothing is missing";
  const total = worst.value;
  const most = (parts: RankedOutage["vendors"]): string =>
    parts
      .filter((part) => part.gap > 0)
      .slice(0, LOSERS)
      .map((part) => `${part.name} ${percent(part.gap / total)}`)
      .join(", ");
  const gains = [...vendors, ...segments].filter((part) => part.gap < -0.01 * total).map(({ name }) => name);
  const gainers = gains.length === 0 ? "" : ` More than without it: ${gains.join(", ")}.`;
  return `of ${names[0]}'s ${weeks} weeks in ${month}: ${most(vendors)}; ${most(segments)}.${gainers}`;
}

function recoverySentence(outage: RankedOutage, { horizon }: StressAnswer): string {
  const { names, weeks, rate_back_days: rate, caught_up_days: caught } = outage;
  if (rate.trials === 0) return `none is needed: ${names[0]} is not missed in ${weeks} weeks`;
  const back = rate.p50 === null ? `not back by ${horizon}` : `back after ${weeksText(rate.p50)} (median)`;
  const closed =
    caught.not_yet_share === 1
      ? `not made good by ${horizon} in any trial`
      : `made good by ${horizon} in ${percent(1 - caught.not_yet_share)} of trials`;
  return `after ${names[0]}'s ${weeks} weeks the monthly rate is ${back}; what was lost is ${closed}.`;
}

/** What may stand for the longest time without a gap that can be told from none. */
function harmlessSentence(longest: readonly RankedOutage[]): string {
  const harmless = longest.filter(({ worst_gap: worst }) => worst !== null && worst.low <= 0);
  if (harmless.length === 0) return "none: each of these outages is felt";
  const names = harmless.slice(0, LOSERS).map(({ names }) => names[0]);
  const more = harmless.length > names.length ? " and others" : "";
  return `${harmless.length} of ${longest.length} are not missed for ${longest[0].weeks} weeks, as far as can be told: ${names.join(", ")}${more}.`;
}
