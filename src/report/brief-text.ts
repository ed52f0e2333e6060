import type { Answer, Band } from "./answer.ts";
import { bindingRuns, durationBand, runWhat, runWhen, shareRange } from "./answer-text.ts";
import { shortNumber } from "./number-format.ts";
import { clipped } from "./paragraph.ts";
import { trialsWords } from "./wording.ts";

/**
 * One slide's worth of an answer: at most five lines, none longer than `width`. Figures are medians, brackets hold 8
 * trials in 10.
 *
 * @param place where the results are, as the reader can open it
 */
export function briefLines(answer: Answer, place: string, width: number): string[] {
  const { question, scenario, trials, seed } = answer;
  return [
    question,
    ...deliveryLine(answer),
    ...bindingLine(answer),
    ...leadTimeLine(answer),
    `${scenario}, ${trialsWords(trials)}, seed ${seed}: medians (8 trials in 10). ${place}`,
  ].map((line) => clipped(line, width));
}

/** The first and the last whole year, or what there is. */
function deliveryLine({ deliveries }: Answer): string[] {
  const whole = deliveries.filter(({ first, last }) => first.endsWith("-01-01") && last.endsWith("-12-31"));
  const told = whole.length > 0 ? whole : deliveries;
  const ends = told.length > 1 ? [told[0], told[told.length - 1]] : told;
  if (ends.length === 0) return [];
  const figures = ends.map(({ year, h100e }) => `${year} ${bandWords(h100e)}`);
  return [`Delivered, H100e: ${figures.join(", ")}`];
}

function bindingLine({ binding }: Answer): string[] {
  const years = binding.filter((one) => one.vendor === "" && one.period_kind === "year");
  if (years.length === 0) return [];
  const runs = bindingRuns(years).map((run) => `${runWhen(run)} ${runWhat(run)} ${shareRange(run)}`);
  return [`Limits, by share: ${runs.join(", ")}`];
}

function leadTimeLine({ lead_times: [all], horizon }: Answer): string[] {
  if (all === undefined) return [];
  return [`Lead time, ordered in ${all.month}: ${durationBand(all.days, horizon)}`];
}

function bandWords({ p10, p50, p90 }: Band): string {
  const figure = (value: number | null): string => (value === null ? "?" : shortNumber(value));
  return `${figure(p50)} (${figure(p10)} to ${figure(p90)})`;
}
