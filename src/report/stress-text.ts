import { DAYS_PER_WEEK } from "../engine/calendar.ts";
import { percent, scaleOf, withError } from "./number-format.ts";
import { aligned, fitted, LINES, labelled, shorter, WIDTH, wrap } from "./paragraph.ts";
import type { RankedOutage, StressAnswer } from "./stress-answer.ts";
import { trialsWords } from "./wording.ts";

/** Lengths that fit beside each other. */
const LENGTHS = 3;
const LOSERS = 3;

/**
 * The answer of a stress test in words, for a terminal of 80 columns and ten lines: what hurts most, how much, how
 * long one survives without it, when the rate is back, who loses.
 *
 * @param place where the results are, as the reader can open it
 * @param paint makes a label stand out, or returns it as it is
 */
export function stressText(answer: StressAnswer, place: string, paint: (label: string) => string): string {
  const { scenario, trials, seed, outages, weeks, from, horizon } = answer;
  const longest = answer.ranking.filter((one) => one.weeks === weeks[weeks.length - 1]);
  const one = (label: string, ways: readonly string[]): string => labelled(label, fitted(ways, 1), paint);
  const lengths = weeks.length === 1 ? "" : ` of ${weeks.length} lengths`;
  const title = `Stress of ${scenario}: ${outages} outages${lengths} from ${from}, ${trialsWords(trials)}, seed ${seed}`;
  const note = `Missing at the worst, by ${horizon.slice(0, 7)}; \u00b1 half the 95% interval; felt, back: medians`;
  const told = [
    `${wrap(note, WIDTH).join("\n")}\n`,
    one("Who loses", loserWays(longest[0])),
    one("Harmless", harmlessWays(longest)),
    one("Results", [`${place} (stress.csv has all ranks, and who loses)`, `${place} (stress.csv)`, place]),
  ].join("");
  const opening = `${fitted([title], 2, WIDTH).join("\n")}\n`;
  const rows = LINES - 1 - linesOf(opening) - linesOf(told);
  return opening + table(answer, longest, rows, paint) + told;
}

function linesOf(text: string): number {
  return text.split("\n").length - 1;
}

function table(
  { ranking, weeks, horizon }: StressAnswer,
  longest: readonly RankedOutage[],
  rows: number,
  paint: (label: string) => string,
): string {
  const shown = weeks.slice(-LENGTHS);
  const { scale, word } = scaleOf(longest[0]?.worst_gap?.value ?? 0);
  const head = [
    `Rank, ${word}H100e`,
    ...shown.map((length) => (length === 1 ? "1 week" : `${length} weeks`)),
    `by ${horizon.slice(0, 7)}`,
    "felt",
    "back",
  ];
  const cells = chosen(longest, rows).map((outage) => [
    `${outage.rank} ${outage.names[0]}`,
    ...shown.map((length) => {
      const same = ranking.find((one) => one.weeks === length && one.names[0] === outage.names[0]);
      return amountText(same?.worst_gap ?? null, scale);
    }),
    amountText(outage.lost, scale),
    weeksText(outage.survive_days.p50, "never"),
    outage.rate_back_days.trials === 0 ? "-" : weeksText(outage.rate_back_days.p50, "beyond"),
  ]);
  const [title, ...lines] = aligned([head, ...cells], 1);
  return `${[paint(title), ...lines].join("\n")}\n`;
}

/** The worst region, supplier and site, and the worst lines; where it is of one kind alone, its worst. */
function chosen(ranking: readonly RankedOutage[], most: number): readonly RankedOutage[] {
  const isOf = ({ names }: RankedOutage, kind: string): boolean =>
    names.some((name) => name.startsWith(`${kind} `));
  const worst = new Set(
    ["region", "supplier", "site"].flatMap((kind) => ranking.find((one) => isOf(one, kind)) ?? []),
  );
  const others = ranking.filter((one) => isOf(one, "line") && !worst.has(one));
  const rows = worst.size < 3 ? ranking : [...worst, ...others];
  return rows.slice(0, most).sort((a, b) => a.rank - b.rank);
}

function amountText(estimate: RankedOutage["lost"], scale: number): string {
  if (estimate === null) return "?";
  const { value, low, high } = estimate;
  return withError(value / scale, (high - low) / 2 / scale);
}

function weeksText(days: number | null, none: string): string {
  if (days === null) return none;
  if (days < 2 * DAYS_PER_WEEK) return `${Math.max(1, Math.round(days))} d`;
  return `${Math.round(days / DAYS_PER_WEEK)} wk`;
}

function loserWays({
  names,
  weeks,
  worst_gap: worst,
  worst_month: month,
  vendors,
  segments,
}: RankedOutage): string[] {
  if (worst === null || worst.value <= 0) return ["nobody: nothing is missing"];
  const total = worst.value;
  const most = (parts: RankedOutage["vendors"], count: number): string =>
    parts
      .filter((part) => part.gap > 0)
      .slice(0, count)
      .map((part) => `${part.name} ${percent(part.gap / total)}`)
      .join(", ");
  const gains = [...vendors, ...segments].filter((part) => part.gap < -0.01 * total).map(({ name }) => name);
  const gainers = gains.length === 0 ? [""] : shorter(gains).map((some) => `; more: ${some}`);
  const about = `${names[0]}, ${weeks} weeks, ${month}: `;
  const counts = Array.from({ length: LOSERS }, (_, left) => LOSERS - left);
  return [about, ""].flatMap((begun) =>
    counts.flatMap((count) =>
      gainers.map((more) => `${begun}${most(vendors, count)}; ${most(segments, count)}${more}`),
    ),
  );
}

/** What may stand for the longest time without a gap that can be told from none, the smallest gap first. */
function harmlessWays(longest: readonly RankedOutage[]): string[] {
  const harmless = longest.filter(({ worst_gap: worst }) => worst !== null && worst.low <= 0).reverse();
  if (harmless.length === 0) return ["none: each of these outages is felt"];
  const about = `${harmless.length} of ${longest.length}, as far as can be told, for ${longest[0].weeks} weeks`;
  return [...shorter(harmless.map(({ names }) => names[0])).map((some) => `${about}: ${some}`), about];
}
