import { DAYS_PER_WEEK } from "../../../engine/calendar.ts";
import type { Answer } from "../../answer.ts";
import { durationWords } from "../../duration.ts";
import { percentilesOf } from "../../figure-reader.ts";
import { type Html, html } from "../../html.ts";
import { fanLayers, fanLegend, fanTable } from "../fan.ts";
import { figure } from "../figure.ts";
import { factsEnd, factsNote } from "../frame.ts";
import { pageTable } from "../page-table.ts";
import type { Section } from "../section.ts";
import type { Subject } from "../subject.ts";
import { trendOf, trendWords } from "../trend.ts";

/** How long an order takes, by when it is placed. */
export const LEAD_TIMES: Section<Subject> = { id: "lead-times", title: "How long an order takes", build };

function build(subject: Subject): Html | null {
  const { reader, spans, spanName, answer } = subject;
  const index = reader.find("lead_time_days", {});
  if (index === null || spans.length < 2) return null;
  const summaries = reader.summaries(index, spans);
  if (percentilesOf(summaries, 0.5).filter(Number.isFinite).length < 2) return null;
  const chart = figure({
    id: "lead-time",
    sentence: sentence(subject, index),
    caption: `Weeks until half of what is ordered in a month is delivered, all products together, by ${spanName} of order. The bands end where that lies beyond the horizon in more than 1 trial in 20, the median where in half.${factsNote(subject)}`,
    legend: fanLegend("plain"),
    chart: {
      kind: "time",
      size: "large",
      spans,
      factsEnd: factsEnd(subject),
      layers: fanLayers(summaries, "plain", 1 / DAYS_PER_WEEK),
    },
    table: fanTable(spans, summaries, "days"),
  });
  return html`${chart}${byProduct(answer)}`;
}

function sentence({ reader, spans }: Subject, index: number): string {
  const figures = reader.figures(index, spans);
  const summaries = reader.summarise(figures, spans.length);
  const medians = percentilesOf(summaries, 0.5);
  // Later orders are too near to the horizon to be compared.
  const sure = percentilesOf(summaries, 0.95);
  const isThere = (values: readonly number[]) =>
    spans.flatMap((_, k) => (Number.isFinite(values[k]) ? [k] : []));
  const there = isThere(sure).length > 1 ? isThere(sure) : isThere(medians);
  const [first, last] = [there[0], there[there.length - 1]];
  const trend = trendOf(figures, first, last, spans.length);
  const after = (place: number): string => durationWords(medians[place]);
  const peak = there.reduce((best, place) => (medians[place] > medians[best] ? place : best), first);
  const top =
    peak === first || peak === last ? "" : `, the longest ${after(peak)}, ordered in ${spans[peak].label}`;
  return `Lead times ${trendWords(trend, "many")}: ${after(first)} for orders of ${spans[first].label}, ${after(last)} for those of ${spans[last].label}${top} (medians)`;
}

/** Of a single product the figure for all is the same figure. */
function byProduct({ lead_times: times, horizon }: Answer): Html | null {
  const products = times.filter(({ product }) => product !== "");
  if (products.length < 2) return null;
  const weeks = (days: number | null): number | null => (days === null ? null : days / DAYS_PER_WEEK);
  const table = pageTable(
    {
      columns: [
        { name: "product" },
        ...["8 trials in 10, from", "median", "8 trials in 10, to"].map((name) => ({
          name: `${name}, weeks`,
        })),
        {
          name: "not delivered by the horizon, share of trials",
          show: (share) => `${Math.round(100 * share)}%`,
        },
      ],
      rows: products.map(({ product, days, not_yet_share }) => [
        product,
        weeks(days.p10),
        weeks(days.p50),
        weeks(days.p90),
        not_yet_share,
      ]),
    },
    "Lead times by product",
  );
  return html`<h3>If ordered in ${times[0].month}, by product, most ordered first</h3><p>Weeks until half is delivered. Empty: beyond ${horizon}.</p>${table}`;
}
