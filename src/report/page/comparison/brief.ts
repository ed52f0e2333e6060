import { gainAndLoss } from "../../comparison-text.ts";
import { levelWords, relativeWords, savedPercent, signedWords, sure } from "../../difference-words.ts";
import { type Content, type Html, html } from "../../html.ts";
import { percent, signed } from "../../number-format.ts";
import { trialsWords } from "../../wording.ts";
import type { Section } from "../section.ts";
import { bindingSentence } from "./binding.ts";
import { yearsSentence } from "./difference-by-year.ts";
import type { ComparisonSubject } from "./subject.ts";

/** What the variant does, in up to five figures and five sentences. */
export const COMPARED_BRIEF: Section<ComparisonSubject> = { id: "brief", title: "In brief", build };

interface Tile {
  readonly label: Content;
  readonly figure: string;
  readonly note: string;
}

function build(subject: ComparisonSubject): Html {
  const { found, comparison } = subject;
  const { horizon } = found;
  if (horizon === null) return html`<p>Nothing is delivered in any trial of either.</p>`;
  if (found.first_visible_month === "")
    return html`<p>The same is delivered in every trial, month by month: ${comparison.changes.length === 0 ? "nothing was changed" : "what was changed makes no difference to it"}.</p>`;
  const tiles = [
    whole(subject),
    largestYear(subject),
    probability(subject),
    firstSeen(subject),
    luck(subject),
  ];
  const binds = bindingSentence(subject);
  const sentences = [
    verdict(subject),
    `${yearsSentence(subject)}.`,
    whoSentence(subject),
    binds === "" ? "" : `${binds}.`,
    errorSentence(subject),
  ].filter((sentence) => sentence !== "");
  return html`<ul class="tiles">${tiles
    .filter((tile) => tile !== null)
    .map(
      ({ label, figure, note }) =>
        html`<li><span class="label">${label}</span> <strong>${figure}</strong> <span class="note">${note}</span></li>`,
    )}</ul><ul class="sentences">${sentences.map((sentence) => html`<li>${sentence}</li>`)}</ul>`;
}

function whole({ found: { horizon }, horizon: { first, last } }: ComparisonSubject): Tile | null {
  if (horizon === null) return null;
  const { difference } = horizon;
  return {
    label: html`Difference, <span class="date">${first}</span> to <span class="date">${last}</span>`,
    figure: signed(difference.value),
    note: `H100-equivalents; ${rangeWords(difference)}${sure(difference) ? "" : ": no difference can be told"}`,
  };
}

function largestYear({ found: { years } }: ComparisonSubject): Tile | null {
  const clear = years.filter(({ difference }) => sure(difference));
  if (clear.length === 0 || years.length < 2) return null;
  const most = clear.reduce((best, one) =>
    Math.abs(one.difference.value) > Math.abs(best.difference.value) ? one : best,
  );
  return {
    label: `Difference in ${most.year}, the largest that is clear`,
    figure: signed(most.difference.value),
    note: `H100-equivalents; ${rangeWords(most.difference)}`,
  };
}

function probability({ found: { horizon } }: ComparisonSubject): Tile | null {
  if (horizon === null) return null;
  const { better, worse, equal } = horizon;
  const [word, one] = better.value >= worse.value ? (["more", better] as const) : (["less", worse] as const);
  const rest = equal.value > 0 ? `; as much in ${percent(equal.value)}` : "";
  return {
    label: `Trials in which ${word} is delivered`,
    figure: percent(one.value),
    note: `${percent(one.low)} to ${percent(one.high)}${rest}`,
  };
}

function firstSeen({ found: { first_visible_month: month } }: ComparisonSubject): Tile {
  return {
    label: "First seen",
    figure: month,
    note: "the first month in which deliveries differ in any trial",
  };
}

function luck({ found: { horizon }, answer: { trials } }: ComparisonSubject): Tile | null {
  if (horizon === null || horizon.correlation === null || horizon.variance_saved === null) return null;
  const { correlation, variance_saved: saved } = horizon;
  return {
    label: "Correlation of the two, by the same luck",
    figure: correlation.toFixed(correlation > 0.99 ? 4 : 2),
    note:
      saved > 0
        ? `saved ${savedPercent(saved)} of the variance of ${trialsWords(trials)}`
        : "saved none of the variance",
  };
}

function rangeWords({ low, high }: { readonly low: number; readonly high: number }): string {
  return `${signed(low)} to ${signed(high)}`;
}

function verdict({ found, comparison, horizon }: ComparisonSubject): string {
  if (found.horizon === null) return "";
  const { difference, relative, better, worse } = found.horizon;
  const amount = `${signedWords(difference)} H100-equivalents${relative === null ? "" : `, ${relativeWords(relative)}`}`;
  const { base, variant } = comparison;
  const often = `more in ${percent(better.value)} of trials, less in ${percent(worse.value)}`;
  return sure(difference)
    ? `${variant.name} delivers ${difference.value > 0 ? "more" : "less"} than ${base.name} from ${horizon.first} to ${horizon.last}: ${amount}; ${often}.`
    : `Over all years no difference can be told between ${variant.name} and ${base.name}: ${amount}; ${often}.`;
}

/** By the end of a shock's year where there is one: that is when it shows. */
function whoSentence({ found: { redistribution } }: ComparisonSubject): string {
  const [period] = redistribution;
  if (period === undefined) return "";
  const when = period.horizon ? "over all years" : `up to ${period.last}`;
  const { gain, loss } = gainAndLoss(period);
  if (gain === "" && loss === "") return `Nobody gains or loses for certain ${when}.`;
  const side = (text: string): string => (text === "" ? "nobody for certain" : text);
  return `Who gains ${when}: ${side(gain)}. Who loses: ${side(loss)}.`;
}

function errorSentence({ answer: { trials, level, comparisons } }: ComparisonSubject): string {
  const all =
    comparisons.length === 1 ? "" : `, so that those of all ${comparisons.length} variants hold together`;
  return `Brackets hold the ${levelWords(level)} interval of a mean over ${trialsWords(trials)} of each${all}: that is error, which more trials make smaller. How far single trials differ is risk, and what the model leaves out is in neither.`;
}
