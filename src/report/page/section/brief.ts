import type { Answer } from "../../answer.ts";
import { bandUnit, durationIn, durationWords } from "../../duration.ts";
import { percentileOf } from "../../figure-reader.ts";
import { type Content, type Html, html } from "../../html.ts";
import { inputName } from "../../input-name.ts";
import { percent, shortNumber } from "../../number-format.ts";
import { causeWords, listed } from "../../wording.ts";
import type { Section } from "../section.ts";
import type { Subject } from "../subject.ts";
import { shareWords } from "../trend.ts";
import { bindingWords } from "./constraints.ts";

/** The answer in up to five figures and five sentences. */
export const BRIEF: Section<Subject> = { id: "brief", title: "In brief", build };

interface Tile {
  readonly label: Content;
  readonly figure: string;
  readonly note: string;
  /** Of 8 trials in 10, where it has one. */
  readonly range?: readonly [low: string, high: string];
}

function build(subject: Subject): Html | null {
  const tiles = [total(subject), lastYear(subject), binding(subject), leadTime(subject), waiting(subject)];
  const shown = tiles.filter((tile) => tile !== null);
  const { answer } = subject;
  const sentences = [
    deliverySentence(subject),
    bindingSentence(answer),
    leadTimeSentence(answer),
    leastSureSentence(answer),
    errorSentence(answer),
  ].filter((sentence) => sentence !== "");
  if (shown.length === 0 && sentences.length === 0) return null;
  return html`<ul class="tiles">${shown.map(
    ({ label, figure, note, range }) =>
      html`<li><span class="label">${label}</span> <strong>${figure}</strong> <span class="note">${note}${
        range === undefined || answer.trials === 1 ? "" : `; ${range[0]} to ${range[1]} in 8 trials of 10`
      }</span></li>`,
  )}</ul><ul class="sentences">${sentences.map((sentence) => html`<li>${sentence}</li>`)}</ul>`;
}

/** Kept on one line. */
function date(text: string): Html {
  return html`<span class="date">${text}</span>`;
}

function total({ reader, horizon }: Subject): Tile | null {
  const [summary] = reader.summariesOf("delivered_h100e", {}, [horizon]) ?? [];
  if (summary === undefined) return null;
  const at = (share: number): string => shortNumber(percentileOf(summary, share));
  return {
    label: html`Delivered by ${date(horizon.last)}`,
    figure: at(0.5),
    note: `H100-equivalents from ${horizon.first}`,
    range: [at(0.1), at(0.9)],
  };
}

function lastYear({ answer: { deliveries }, years }: Subject): Tile | null {
  const year = deliveries.find((one) => one.year === years[years.length - 1]?.label);
  if (year === undefined || year.h100e.p50 === null) return null;
  const { p10, p50, p90 } = year.h100e;
  return {
    label: `Delivered in ${year.year}`,
    figure: shortNumber(p50),
    note: "H100-equivalents",
    range: [shortNumber(p10 ?? Number.NaN), shortNumber(p90 ?? Number.NaN)],
  };
}

function binding({ answer: { binding } }: Subject): Tile | null {
  const whole = binding.find((one) => one.vendor === "" && one.period_kind === "horizon");
  if (whole === undefined) return null;
  const { constraint, share, probability } = whole;
  return {
    label: "Limits most, over all years",
    figure: causeWords(constraint),
    note: `${percent(share)} of what is delivered; the largest ${shareWords(probability)}`,
  };
}

function leadTime({ answer: { lead_times: times, horizon } }: Subject): Tile | null {
  const all = times.find(({ product }) => product === "");
  if (all === undefined) return null;
  const { p10, p50, p90 } = all.days;
  const unit = bandUnit(p50, p10);
  const text = (days: number | null): string =>
    days === null ? `beyond ${horizon}` : durationIn(days, unit);
  return {
    label: html`Lead time, ordered in ${date(all.month)}`,
    figure: text(p50),
    note: `${p50 === null ? "" : `${unit.name} `}until half is delivered`,
    range: [text(p10), text(p90)],
  };
}

function waiting({ reader, horizon }: Subject): Tile | null {
  const [summary] = reader.summariesOf("backlog_h100e", {}, [horizon]) ?? [];
  if (summary === undefined) return null;
  const at = (share: number): string => shortNumber(percentileOf(summary, share));
  return {
    label: html`Ordered and waiting on ${date(horizon.last)}`,
    figure: at(0.5),
    note: "H100-equivalents",
    range: [at(0.1), at(0.9)],
  };
}

function deliverySentence({ answer: { deliveries }, years }: Subject): string {
  const told = deliveries.filter(
    ({ year, h100e }) => h100e.p50 !== null && years.some(({ label }) => label === year),
  );
  if (told.length === 0) return "";
  const part = told.map(({ year, h100e }) => `${shortNumber(h100e.p50 ?? 0)} in ${year}`);
  return `Customers get, in H100-equivalents at the median, ${listed(part)}.`;
}

function bindingSentence(answer: Answer): string {
  const words = bindingWords(answer, "");
  return words === "" ? "" : `What limits deliveries most is ${words}.`;
}

function leadTimeSentence({ lead_times: times, horizon }: Answer): string {
  const products = times.filter(({ product }) => product !== "").slice(0, 3);
  if (products.length < 2) return "";
  const part = products.map(({ product, days: { p50 } }) => {
    if (p50 === null) return `beyond ${horizon} for ${product}`;
    return p50 === 0 ? `no time for ${product}, which lies in stock` : `${durationWords(p50)} for ${product}`;
  });
  return `Half of what is ordered in ${times[0].month} arrives after ${listed(part)} (medians; the products most ordered).`;
}

function leastSureSentence({ drivers, least_sure: inputs }: Answer): string {
  if (drivers.inputs.length > 0) {
    const named = drivers.inputs.slice(0, 3).map(({ input }) => inputName(input));
    return `What is delivered hangs most on ${listed(named)}, by rank correlation.`;
  }
  if (inputs.length === 0) return "";
  const named = inputs.slice(0, 3).map(({ input }) => inputName(input));
  return `The least sure inputs, by their range over their median, are ${listed(named)}.`;
}

function errorSentence({ deliveries, trials }: Answer): string {
  const errors = deliveries.flatMap(({ relative_error: error }) => (error === null ? [] : [error]));
  if (errors.length === 0) return "";
  return `From ${trials} trials the mean of each year is known within ${percent(Math.max(...errors))}; the ranges above are not that error but the risk, and what the model leaves out is in neither.`;
}
