import { type Html, html } from "../html.ts";
import type { Ink } from "./ink.ts";
import { scaleOver, tickText } from "./scale.ts";
import { px } from "./time-chart.ts";

/** Lying bars, one a row: parts of a whole, steps of a sum, or a figure with its range. */
export interface BarChart {
  readonly rows: readonly BarRow[];
  /** Text of a tick; `tickText` where absent. */
  readonly tick?: (value: number) => string;
  /** Lines across all rows, where they mean something: 1 for a fill rate. */
  readonly marks?: readonly number[];
}

export interface BarRow {
  readonly label: string;
  readonly bars: readonly Bar[];
  /** A whisker. */
  readonly range?: { readonly low: number; readonly high: number };
  readonly dot?: number;
  /** At the end of the row. */
  readonly text: string;
}

interface Bar {
  readonly ink: Ink;
  readonly from: number;
  readonly to: number;
  /** Two bars share a row, one over the other; absent: it has all of it. */
  readonly half?: "upper" | "lower";
}

const ROW = 26;
const BAR = 14;
/** Of two bars in a row. */
const HALF = 9;
const AXIS = 24;
/** Below this width a label stands over its bar. */
const NARROW = 500;
/** Room for a label over its bar. */
const OVER = 18;
const LETTER = 6.6;
/** A short label may be of wide letters. */
const LEAST_LEFT = 64;

/** How tall the chart is at a width, px. */
export function barChartHeight({ rows }: BarChart, width: number): number {
  return rows.length * (ROW + (width < NARROW ? OVER : 0)) + AXIS + 4;
}

/** The drawing inside an `svg` of this width and of `barChartHeight`; every `data-row` is a row's place. */
export function barChart(chart: BarChart, width: number): Html {
  const { rows, tick = tickText, marks = [] } = chart;
  const narrow = width < NARROW;
  const longest = (texts: readonly string[]): number => Math.max(0, ...texts.map((text) => text.length));
  const left = narrow
    ? 4
    : Math.min(0.4 * width, Math.max(LEAST_LEFT, longest(rows.map(({ label }) => label)) * LETTER + 12));
  const right = width - longest(rows.map(({ text }) => text)) * LETTER - 24;
  const height = ROW + (narrow ? OVER : 0);
  const bottom = rows.length * height + 4;
  const values = rows.flatMap(({ bars, range, dot }) => [
    ...bars.flatMap(({ from, to }) => [from, to]),
    ...(range === undefined ? [] : [range.low, range.high]),
    ...(dot === undefined ? [] : [dot]),
  ]);
  const x = scaleOver([...values, ...marks], [left, right], (right - left) / 90);
  const line = (kind: string, value: number): Html =>
    html`<line class="${kind}" x1="${px(x.at(value))}" x2="${px(x.at(value))}" y1="0" y2="${bottom}"/>`;
  const grid = x.ticks.map(
    (value) =>
      html`${line("grid", value)}<text class="tick" x="${px(x.at(value))}" y="${bottom + 16}" text-anchor="${narrow && x.at(value) < left + LETTER ? "start" : "middle"}">${tick(value)}</text>`,
  );
  const drawn = rows.map(({ label, bars, range, dot, text }, row) => {
    const middle = (row + 1) * height - ROW / 2 + 2;
    const room = Math.floor((narrow ? width - left : left - 8) / LETTER);
    const words = label.length > room ? `${label.slice(0, room - 1)}\u2026` : label;
    const name = narrow
      ? html`<text class="name" x="${left}" y="${px(middle - (bars.some(({ half }) => half !== undefined) ? 13 : 12))}">${words}</text>`
      : html`<text class="name" x="${px(left - 8)}" y="${px(middle)}" dy=".35em" text-anchor="end">${words}</text>`;
    const pieces = bars
      .filter(({ from, to }) => from !== to)
      .map(({ ink, from, to, half }) => {
        const top = half === undefined ? middle - BAR / 2 : half === "upper" ? middle - HALF : middle;
        return html`<rect class="bar ink-${ink}" x="${px(Math.min(x.at(from), x.at(to)))}" y="${px(top)}" width="${px(Math.abs(x.at(to) - x.at(from)))}" height="${half === undefined ? BAR : HALF}"/>`;
      });
    const whisker =
      range === undefined || !Number.isFinite(range.low) || !Number.isFinite(range.high)
        ? null
        : ["halo", "whisker"].map(
            (kind) =>
              html`<line class="${kind}" x1="${px(x.at(range.low))}" x2="${px(x.at(range.high))}" y1="${px(middle)}" y2="${px(middle)}"/>`,
          );
    const point =
      dot === undefined || !Number.isFinite(dot)
        ? null
        : html`<circle class="dot ink-plain" cx="${px(x.at(dot))}" cy="${px(middle)}" r="4.5"/>`;
    return html`${name}${pieces}${whisker}${point}<text class="figure" x="${width - 2}" y="${px(middle)}" dy=".35em" text-anchor="end">${text}</text>`;
  });
  const columns = rows.map(
    (_, row) =>
      html`<rect data-row="${row}" x="0" y="${px(row * height + 2)}" width="${width}" height="${height}"/>`,
  );
  return html`${grid}${marks.map((mark) => line("facts", mark))}${drawn}${line("axis", 0)}<g class="columns">${columns}</g>`;
}
