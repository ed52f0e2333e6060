import type { Summary } from "../../../analysis/summary.ts";
import { DAYS_PER_MONTH } from "../../../engine/calendar.ts";
import { percentileOf, percentilesOf, sumOfFigures } from "../../figure-reader.ts";
import { type Html, html } from "../../html.ts";
import { shortNumber } from "../../number-format.ts";
import type { Figures } from "../../series-figures.ts";
import type { Timespan } from "../../timespan.ts";
import { fanLayers, fanLegend, fanTable } from "../fan.ts";
import { figure, legendOf } from "../figure.ts";
import { factsEnd, factsNote } from "../frame.ts";
import type { Section } from "../section.ts";
import type { Subject } from "../subject.ts";
import { trendOf, trendWords } from "../trend.ts";

/** What can be made, and what is being built to make more. */
export const CAPACITY: Section<Subject> = { id: "capacity", title: "What is being built", build };

function build(subject: Subject): Html | null {
  const { run, reader, spans } = subject;
  if (spans.length < 2) return null;
  const days = spans.map(({ months }) =>
    months.reduce((sum, month) => sum + subject.calendar.days[month], 0),
  );
  const total = (metric: string, stage: string): Figures | null => {
    const all = reader
      .about(metric, ["line", "stage", "region"])
      .filter((index) => reader.keysOf(index).stage === stage);
    return all.length === 0 ? null : sumOfFigures(all.map((index) => reader.figures(index, spans)));
  };
  const charts = run.model.stages.flatMap((stage, place): Html[] => {
    const capacity = total("capacity_wafers", stage);
    const building = total("building_wafers_per_day", stage);
    if (capacity === null || building === null) return [];
    const installed = perMonth(capacity, days);
    const decided = sumOfFigures([
      installed,
      perMonth(
        building,
        spans.map(() => 1),
      ),
    ]);
    const summaries = reader.summarise(installed, spans.length);
    const medians = percentilesOf(reader.summarise(decided, spans.length), 0.5);
    const ink = subject.inks.ofStage(stage);
    const table = fanTable(spans, summaries, "a month");
    return [
      figure({
        id: `capacity-${place}`,
        sentence: `${stage}: ${words(installed, summaries, spans)}`,
        caption: `${stage} capacity, wafers (boards, racks) a month.`,
        legend: [],
        chart: {
          kind: "time",
          size: "small",
          spans,
          factsEnd: factsEnd(subject),
          layers: [...fanLayers(summaries, ink), { kind: "line", ink, values: medians, dashed: true }],
        },
        table: {
          columns: [...table.columns, { name: "with what is under construction, p50" }],
          rows: table.rows.map((row, k) => [...row, medians[k]]),
        },
      }),
    ];
  });
  if (charts.length === 0) return null;
  const legend = [
    ...fanLegend("plain"),
    { ink: "plain", mark: "dashed", text: "median with what is under construction" } as const,
  ];
  return html`<p>Installed capacity by stage, before outages and before what other customers take. A unit of capacity is a line's own: a wafer of a fab is not one of a memory maker, so stages cannot be compared with each other.${factsNote(subject)}</p>${legendOf(legend)}<div class="multiples">${charts}</div>`;
}

/** Per mean month, from what each span has of it in so many days. */
function perMonth({ trials, values }: Figures, days: readonly number[]): Figures {
  return { trials, values: values.map((value, at) => (value / days[at % days.length]) * DAYS_PER_MONTH) };
}

function words(installed: Figures, summaries: readonly Summary[], spans: readonly Timespan[]): string {
  const last = spans.length - 1;
  const [before, after] = [0, last].map((place) => percentileOf(summaries[place], 0.5));
  const trend = trendOf(installed, 0, last, spans.length);
  const figures =
    before === after ? `at ${shortNumber(after)}` : `from ${shortNumber(before)} to ${shortNumber(after)}`;
  return `capacity ${trendWords(trend, "one")}, ${figures} a month (medians)`;
}
