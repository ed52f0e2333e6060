import { hatchings } from "../chart/hatching.ts";
import { inkClasses, inkVariables } from "../chart/ink.ts";
import { timeChart } from "../chart/time-chart.ts";
import { type Html, html, trusted } from "../html.ts";
import { wrap } from "../paragraph.ts";
import { type Drawing, type Figure, type LegendEntry, swatch } from "./figure.ts";
import { bindingFigure } from "./section/constraints.ts";
import { deliveriesFigure } from "./section/deliveries.ts";
import { CHART_STYLE, LIGHT } from "./style.ts";
import type { Subject } from "./subject.ts";

const PANEL = 460;
const MARGIN = 16;
const LINE = 19;
/** Between a legend and its chart. */
const GAP = 12;
/** Letters of a sentence and of a caption that fit in a panel's width. */
const SAYS = 54;
const SHOWS = 68;
/** Mean width of a letter of a legend, px. */
const LETTER = 7.2;
const CHART = 250;

/** The answer as one picture, for a slide or a README: what is delivered, and what limits it. */
export function answerPicture(subject: Subject): string {
  const figures = [deliveriesFigure(subject), bindingFigure(subject)].filter((one) => one !== null);
  const panels = figures.map(panelOf);
  const tall = Math.max(0, ...panels.map(({ above }) => above)) + CHART;
  const width = Math.max(1, panels.length) * (PANEL + MARGIN) + MARGIN;
  const height = MARGIN + tall + MARGIN;
  const drawn = panels.map(({ heading, above, chart }, place) => {
    // A shorter heading leaves more to its chart, so that all stand on one line.
    const body = chart.kind === "time" ? timeChart(chart, { width: PANEL, height: tall - above }) : null;
    return html`<g transform="translate(${MARGIN + place * (PANEL + MARGIN)} ${MARGIN})">${heading}<g transform="translate(0 ${above})">${body}</g></g>
`;
  });
  const words = figures.map(({ sentence, caption }) => `${sentence}. ${caption}`).join(" ");
  return html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title words">
<title id="title">${subject.run.question}</title>
<desc id="words">${words}</desc>
<style>${trusted(STYLE)}</style>
${hatchings()}<rect class="ground" width="${width}" height="${height}"/>
${drawn}</svg>
`.text;
}

interface Panel {
  readonly heading: Html;
  /** Height of the heading. */
  readonly above: number;
  readonly chart: Drawing;
}

/** A figure with its words above it, broken into lines. */
function panelOf({ sentence, caption, legend, chart }: Figure): Panel {
  const lines = [
    ...wrap(sentence, SAYS).map((text) => ({ text, kind: "says" })),
    ...wrap(caption, SHOWS).map((text) => ({ text, kind: "tick" })),
  ];
  const rows = legendRows(legend);
  return {
    heading: html`${lines.map(
      ({ text, kind }, k) => html`<text class="${kind}" y="${LINE * (k + 1) - 6}">${text}</text>`,
    )}${rows.map((row, k) => legendRow(row, LINE * (lines.length + k) + 4))}`,
    above: LINE * (lines.length + rows.length) + GAP,
    chart,
  };
}

const STYLE = `svg{${LIGHT};${inkVariables("light")};font:12px system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
${inkClasses()}
${CHART_STYLE}
.ground{fill:var(--ground)}
.columns{display:none}
.says{font-size:14px;font-weight:600}`;

interface Key {
  readonly entry: LegendEntry;
  readonly x: number;
}

/** A legend in as many rows as it needs. */
function legendRows(legend: readonly LegendEntry[]): Key[][] {
  const rows: Key[][] = [];
  let x = PANEL;
  for (const entry of legend) {
    const wide = 24 + entry.text.length * LETTER + 14;
    if (x + wide > PANEL) {
      rows.push([]);
      x = 0;
    }
    rows[rows.length - 1].push({ entry, x });
    x += wide;
  }
  return rows;
}

function legendRow(row: readonly Key[], y: number): Html {
  return html`<g transform="translate(0 ${y})">${row.map(
    ({ entry: { ink, mark, text }, x }) =>
      html`<g transform="translate(${Math.round(x)} 0)">${swatch(ink, mark)}<text class="tick" x="24" y="10">${text}</text></g>`,
  )}</g>`;
}
