import type { Answer, Band } from "./answer.ts";
import { bandUnit, counted, durationIn } from "./duration.ts";
import { WORKBOOK_FILE } from "./folder-tables.ts";
import { inputName } from "./input-name.ts";
import { percent, scaleOf, shortNumber, threeFigures } from "./number-format.ts";
import { inColumns, labelled, roomIn, WIDTH, wrap } from "./paragraph.ts";
import { SUMMARY_TABLE } from "./summary-table.ts";
import { causeWords, hedge, trialsWords } from "./wording.ts";

const VENDORS = 3;
const PRODUCTS = 4;
const INPUTS = 3;

/**
 * The answer in words, six paragraphs, most of a line or two, three significant
 * figures, each saying what it is sure of.
 *
 * @param place where the results are, as the reader can open it
 * @param paint makes a label stand out, or returns it as it is
 * @param width of a line
 * @param workbook whether one is there
 */
export function answerText(
  answer: Answer,
  place: string,
  paint: (label: string) => string,
  width = WIDTH,
  workbook = false,
): string {
  const room = roomIn(width);
  const { question, scenario, trials, design, seed } = answer;
  const drawn = design === "independent" ? "" : ` drawn ${design}`;
  const paragraph = (label: string, sentences: readonly string[]): string =>
    labelled(label, wrap(sentences.join(" "), room), paint);
  return [
    `${wrap(`${question} (${scenario}: ${trialsWords(trials)}${drawn}, seed ${seed})`, width).join("\n")}\n\n`,
    labelled("Deliveries", deliveryLines(answer, room), paint),
    paragraph("What binds", bindingSentences(answer)),
    paragraph("Lead time", leadTimeSentences(answer)),
    paragraph("Least sure", leastSureSentences(answer)),
    paragraph("Error", errorSentences(answer)),
    paragraph("Results", [
      `${place} (report.html to read, ${workbook ? WORKBOOK_FILE : SUMMARY_TABLE.file} to work with)`,
    ]),
  ].join("");
}

function deliveryLines({ deliveries }: Answer, room: number): string[] {
  const largest = Math.max(0, ...deliveries.map(({ h100e }) => h100e.p50 ?? 0));
  if (largest === 0) return ["nothing is delivered"];
  const { scale, word } = scaleOf(largest);
  const cells = deliveries.map(({ year, first, last, h100e }) => {
    const part = first.endsWith("-01-01") && last.endsWith("-12-31") ? "" : "*";
    const figure = (value: number | null): string => (value === null ? "?" : threeFigures(value / scale));
    return `${year}${part} ${figure(h100e.p50)} (${figure(h100e.p10)}-${figure(h100e.p90)})`;
  });
  const parts = deliveries.filter(
    ({ first, last }) => !(first.endsWith("-01-01") && last.endsWith("-12-31")),
  );
  const note = parts.map(({ year, first, last }) => `${year} is ${first} to ${last}`).join(", ");
  const unit = `${word}H100-equivalents: median, and the range of 8 trials in 10`;
  return [...inColumns(cells, room), ...wrap(note === "" ? unit : `${unit}; *${note}`, room)];
}

export type Binding = Answer["binding"][number];

function bindingSentences({ binding }: Answer): string[] {
  const years = binding.filter((one) => one.vendor === "" && one.period_kind === "year");
  if (years.length === 0) return ["not recorded: no trial of this run has monthly details"];
  const all = bindingRuns(years).map((run) => {
    const detail = `${shareRange(run)}, ${largestWords(leastOf(run), run.length)}${mostly(run)}`;
    return `${runWhen(run)} ${runWhat(run)} (${detail})`;
  });
  const vendors = binding
    .filter((one) => one.vendor !== "" && one.period_kind === "horizon")
    .slice(0, VENDORS)
    .map((one) => `${one.vendor} ${causeWords(one.constraint)} ${percent(one.share)}`);
  const shares = "Shares are of what was delivered.";
  if (vendors.length === 0) return [`${all.join("; ")}.`, shares];
  return [`${all.join("; ")}.`, `By vendor, over all years: ${vendors.join(", ")}.`, shares];
}

/** Consecutive years with the same constraint. */
export function bindingRuns(years: readonly Binding[]): Binding[][] {
  const found: Binding[][] = [];
  for (const year of years) {
    const current = found[found.length - 1];
    if (current !== undefined && current[0].constraint === year.constraint) current.push(year);
    else found.push([year]);
  }
  return found;
}

/** `2029` or `2027-2031` */
export function runWhen(run: readonly Binding[]): string {
  const [first] = run;
  const last = run[run.length - 1];
  return first === last ? first.period : `${first.period}-${last.period}`;
}

/** What binds in all of it, as surely as in its least sure year. */
export function runWhat(run: readonly Binding[]): string {
  return `${hedge(leastOf(run))}${causeWords(run[0].constraint)}`;
}

function leastOf(run: readonly Binding[]): number {
  return Math.min(...run.map((one) => one.probability));
}

function largestWords(least: number, years: number): string {
  if (least === 1) return "largest in every trial";
  return `largest in ${years > 1 ? "at least " : ""}${percent(least)} of trials`;
}

export function shareRange(run: readonly Binding[]): string {
  const low = percent(Math.min(...run.map((one) => one.share)));
  const high = percent(Math.max(...run.map((one) => one.share)));
  return low === high ? low : `${low} to ${high}`;
}

/** The line behind most of it, if it is one and the same in all years. */
function mostly(run: readonly Binding[]): string {
  const [{ line }] = run;
  const one = line !== "" && run.every((year) => year.line === line && year.line_share > year.share / 2);
  return one ? `, mostly ${line}` : "";
}

function leadTimeSentences(answer: Answer): string[] {
  const { lead_times: times, horizon } = answer;
  if (times.length === 0) return ["no orders in the month in which the facts end"];
  // Of a single product the figure for all is the same figure.
  const told = times.length === 2 ? times.slice(1) : times;
  const shown = told
    .slice(0, PRODUCTS + 1)
    .map(
      ({ product, days }) => `${product === "" ? "all products" : product} ${durationBand(days, horizon)}`,
    );
  return [`ordered in ${times[0].month}: ${shown.join(", ")} (median, 8 trials in 10).`];
}

/** `30.1 weeks (25.0 to beyond 2031-12-31)`: a median and its range in one unit; less than a day: it lay in stock. */
export function durationBand({ p10, p50, p90 }: Band, horizon: string): string {
  if (p50 === null) return `beyond ${horizon}`;
  if (p50 === 0 && p90 !== null && p90 < 1) return "from stock at once";
  const unit = bandUnit(p50, p10);
  const text = (days: number | null): string =>
    days === null ? `beyond ${horizon}` : durationIn(days, unit);
  return `${counted(text(p50), unit)} (${text(p10)} to ${text(p90)})`;
}

/** What moves deliveries most; where nothing stands out of the noise, what is widest as stated. */
function leastSureSentences(answer: Answer): string[] {
  const { drivers, trials } = answer;
  if (drivers.inputs.length === 0 || drivers.noise === null) return widestSentences(answer);
  const shown = drivers.inputs
    .slice(0, INPUTS)
    .map(({ input, rank_correlation: r, confidence }) =>
      confidence === ""
        ? `${inputName(input)} ${r.toFixed(2)}`
        : `${inputName(input)} ${r.toFixed(2)} (${confidence} confidence)`,
    );
  return [
    `what is delivered in all hangs most on ${shown.join(", ")};`,
    `by rank correlation over ${trials} trials, where ${drivers.uncertain} idle inputs reach ${drivers.noise.toFixed(2)} by chance in 1 run of 20.`,
  ];
}

function widestSentences({ drivers, least_sure: inputs, trials }: Answer): string[] {
  if (inputs.length === 0) return ["no input is uncertain"];
  const shown = inputs
    .slice(0, INPUTS)
    .map(({ input, spread, confidence }) =>
      confidence === ""
        ? `${inputName(input)} ${shortNumber(spread)}`
        : `${inputName(input)} ${shortNumber(spread)} (${confidence} confidence)`,
    );
  const count = trials === 1 ? "1 trial" : `${trials} trials`;
  const caution =
    drivers.noise === null
      ? ", which need not be what matters most."
      : `: ${count} can't tell which matters most.`;
  return [`${shown.join(", ")}; by (p90 - p10) / p50${caution}`];
}

function errorSentences(answer: Answer): string[] {
  return [...deliveryErrorSentences(answer), ...stoppingSentences(answer)];
}

function stoppingSentences({ stopping, trials }: Answer): string[] {
  if (stopping === undefined) return [];
  const { outcomes, within, relative, reached, most } = stopping;
  const names =
    outcomes.length > 3 ? `${outcomes.length} outcomes` : outcomes.map(({ outcome }) => outcome).join(", ");
  const units = new Set(outcomes.map(({ unit }) => unit));
  const unit = units.size === 1 ? ` ${[...units][0]}` : "";
  const wanted = `${names} within ${relative ? percent(within) : shortNumber(within) + unit}`;
  if (reached) return [`It stopped at ${trials} of at most ${most} trials: they give ${wanted}, as asked.`];
  return [`It ended at ${most} trials, the most allowed, which do not give ${wanted}, as asked (--trials).`];
}

function deliveryErrorSentences({ deliveries, trials }: Answer): string[] {
  const errors = deliveries.flatMap(({ relative_error: error }) => (error === null ? [] : [error]));
  if (errors.length === 0) return [`unknown from ${trials === 1 ? "one trial" : `${trials} trials`}.`];
  return [
    `the mean of each year is known within ${percent(Math.max(...errors))} (95% interval of ${trials} trials; four times as many halve it).`,
    "That is sampling error: what the model leaves out is not in it.",
  ];
}
