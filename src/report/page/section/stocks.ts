import type { Summary } from "../../../analysis/summary.ts";
import { DAYS_PER_WEEK } from "../../../engine/calendar.ts";
import { durationWords } from "../../duration.ts";
import { percentileOf, sumOfFigures } from "../../figure-reader.ts";
import { type Html, html } from "../../html.ts";
import type { Figures } from "../../series-figures.ts";
import type { Timespan } from "../../timespan.ts";
import { fanLayers, fanLegend, fanTable } from "../fan.ts";
import { figure, legendOf } from "../figure.ts";
import { factsEnd, factsNote } from "../frame.ts";
import type { Section } from "../section.ts";
import type { Subject } from "../subject.ts";
import { trendOf, trendWords } from "../trend.ts";

/** How long what lies in stock would last. */
export const STOCKS: Section<Subject> = { id: "stocks", title: "What lies in stock", build };

function build(subject: Subject): Html | null {
  const { run, reader, spans, spanName } = subject;
  if (spans.length < 2) return null;
  const { model } = run;
  const isPart = new Map(model.items.map((item) => [item.id, item.product < 0]));
  const places = (metric: string, stage: string): number[] =>
    reader
      .about(metric, ["item", "stage"])
      .filter((index) => reader.keysOf(index).stage === stage)
      .filter((index) => isPart.get(reader.keysOf(index).item ?? "") === true);
  const sum = (all: readonly number[]): Figures =>
    sumOfFigures(all.map((index) => reader.figures(index, spans)));
  const charts = model.stages.flatMap((stage, place): Html[] => {
    const stock = places("stock_units", stage);
    const used = places("used_units", stage);
    if (stock.length === 0 || used.length === 0) return [];
    const cover = coverOf(sum(stock), sum(used), spans, subject.calendar.days);
    const summaries = reader.summarise(cover, spans.length);
    if (summaries.every(({ trials }) => trials === 0)) return [];
    const ink = subject.inks.ofStage(stage);
    return [
      figure({
        id: `stock-${place}`,
        sentence: `${stage}: ${coverWords(cover, summaries, spans)}`,
        caption: `Weeks that the ${stage} parts in stock at the end of a ${spanName} would last at its rate of use.`,
        legend: [],
        chart: {
          kind: "time",
          size: "small",
          spans,
          factsEnd: factsEnd(subject),
          layers: fanLayers(summaries, ink),
        },
        table: fanTable(spans, summaries, "weeks"),
      }),
    ];
  });
  if (charts.length === 0) return null;
  return html`<p>Stock of parts by stage, as cover. Much of it is no comfort: what waits for a scarcer mate lies here too.${factsNote(subject)}</p>${legendOf(fanLegend("plain"))}<div class="multiples">${charts}</div>`;
}

/** Stock at the end of each timespan over its use a week, trial by trial; NaN where nothing was used. */
function coverOf(
  stock: Figures,
  used: Figures,
  spans: readonly Timespan[],
  days: readonly number[],
): Figures {
  const weeks = spans.map(
    ({ months }) => months.reduce((sum, month) => sum + days[month], 0) / DAYS_PER_WEEK,
  );
  const values = stock.values.map((units, at) =>
    used.values[at] > 0 ? (units / used.values[at]) * weeks[at % spans.length] : Number.NaN,
  );
  return { trials: stock.trials, values };
}

function coverWords(cover: Figures, summaries: readonly Summary[], spans: readonly Timespan[]): string {
  const there = spans.flatMap((_, place) => (summaries[place].trials > 0 ? [place] : []));
  const [first, last] = [there[0], there[there.length - 1]];
  const length = (place: number): string =>
    durationWords(DAYS_PER_WEEK * percentileOf(summaries[place], 0.5));
  if (first === last) return `${length(first)} of use in stock (median)`;
  const trend = trendOf(cover, first, last, spans.length);
  return `cover ${trendWords(trend, "one")}, from ${length(first)} to ${length(last)} (medians)`;
}
