import { type BarChart, barChart, barChartHeight } from "../chart/bar-chart.ts";
import type { Ink } from "../chart/ink.ts";
import { type ChartSize, type TimeChart, timeChart } from "../chart/time-chart.ts";
import { type Html, html } from "../html.ts";
import { type PageTable, pageTable } from "./page-table.ts";

/** A chart with all that belongs to it. Its sentence says what there is to see, its caption what is drawn. */
export interface Figure {
  /** Of this page only; lower case letters, digits and hyphens. */
  readonly id: string;
  /** Whose it is, where others of the page may say the same of another. */
  readonly of?: string;
  readonly sentence: string;
  /** What, in which unit, over which trials. */
  readonly caption: string;
  readonly legend: readonly LegendEntry[];
  readonly chart: Drawing;
  /** A row for each `data-row` of the chart. */
  readonly table: PageTable;
}

export interface LegendEntry {
  readonly ink: Ink;
  readonly mark: "bar" | "wide-band" | "narrow-band" | "line" | "dashed" | "dot" | "whisker";
  readonly text: string;
}

export type Drawing =
  | ({ readonly kind: "time"; readonly size: "large" | "small" } & TimeChart)
  | ({ readonly kind: "bars" } & BarChart);

const WIDE = 800;
const NARROW = 360;

/** As it stands in a page: readable without a script, which adds a pointer, keys and a button to copy the table. */
export function figure({ id, of, sentence, caption, legend, chart, table }: Figure): Html {
  const name = of === undefined ? `Figures: ${sentence}` : `Figures of ${of}: ${sentence}`;
  const small = chart.kind === "time" && chart.size === "small";
  const widths = small ? [NARROW] : [WIDE, NARROW];
  const drawings = widths.map((width) => drawing(id, chart, width, small));
  return html`<figure id="${id}"${small ? html` class="small"` : null}><figcaption><h3 id="${id}-says">${sentence}</h3><p id="${id}-shows">${caption}</p>${legendOf(legend)}</figcaption>${drawings}<details><summary>Figures</summary>${pageTable(table, name)}</details></figure>
`;
}

function drawing(id: string, chart: Drawing, width: number, only: boolean): Html {
  const kind = only ? "only" : width === WIDE ? "wide" : "narrow";
  const { height } = sizeOf(chart, width);
  return html`<svg class="${kind}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${id}-says" aria-describedby="${id}-shows">${inner(chart, { width, height })}</svg>`;
}

function sizeOf(chart: Drawing, width: number): ChartSize {
  switch (chart.kind) {
    case "bars":
      return { width, height: barChartHeight(chart, width) };
    case "time":
      return { width, height: chart.size === "small" ? 190 : width === WIDE ? 320 : 240 };
  }
}

function inner(chart: Drawing, size: ChartSize): Html {
  switch (chart.kind) {
    case "bars":
      return barChart(chart, size.width);
    case "time":
      return timeChart(chart, size);
  }
}

/** What the inks of a chart mean. */
export function legendOf(entries: readonly LegendEntry[]): Html | null {
  if (entries.length === 0) return null;
  return html`<ul class="legend">${entries.map(
    ({ ink, mark, text }) =>
      html`<li><svg viewBox="0 0 18 12" aria-hidden="true">${swatch(ink, mark)}</svg>${text}</li>`,
  )}</ul>`;
}

/** What stands beside an entry of a legend, 18 by 12. */
export function swatch(ink: Ink, mark: LegendEntry["mark"]): Html {
  switch (mark) {
    case "bar":
      return html`<rect class="bar ink-${ink}" x="1" y="1" width="16" height="10"/>`;
    case "wide-band":
      return html`<rect class="band ink-${ink}" x="0" y="1" width="18" height="10"/>`;
    case "narrow-band":
      return html`<rect class="band ink-${ink}" x="0" y="1" width="18" height="10"/><rect class="band ink-${ink}" x="0" y="1" width="18" height="10"/>`;
    case "line":
      return html`<polyline class="line ink-${ink}" points="0,6 18,6"/>`;
    case "dashed":
      return html`<polyline class="line dashed ink-${ink}" points="0,6 18,6"/>`;
    case "whisker":
      return html`<line class="whisker" x1="0" x2="18" y1="6" y2="6"/>`;
    case "dot":
      return html`<line class="whisker" x1="0" x2="18" y1="6" y2="6"/><circle class="dot ink-${ink}" cx="9" cy="6" r="4"/>`;
  }
}
