import { type Content, type Html, html } from "../html.ts";
import type { Timespan } from "../timespan.ts";
import type { Ink } from "./ink.ts";
import { scaleOver, tickText } from "./scale.ts";

/** Figures over consecutive timespans: bands and lines, or bars that stack. */
export interface TimeChart {
  /** Of equal width, from left to right. */
  readonly spans: readonly Timespan[];
  /** Back to front; stacks from the bottom. */
  readonly layers: readonly Layer[];
  /** Where the facts end, in widths of a span from the left; null: before or after all of it. */
  readonly factsEnd: number | null;
  /** Upper end of the axis where it is known beforehand. */
  readonly top?: number;
  /** Text of a tick; `tickText` where absent. */
  readonly tick?: (value: number) => string;
}

/** One figure a span; NaN and infinities are gaps. */
export type Layer =
  | {
      readonly kind: "band";
      readonly ink: Ink;
      readonly low: readonly number[];
      readonly high: readonly number[];
    }
  | {
      readonly kind: "line";
      readonly ink: Ink;
      readonly values: readonly number[];
      readonly dashed?: boolean;
    }
  | {
      readonly kind: "stack";
      readonly ink: Ink;
      readonly values: readonly number[];
      /** Written into it where there is room. */
      readonly label: string;
    };

export interface ChartSize {
  readonly width: number;
  readonly height: number;
}

const MARGIN = { left: 46, right: 8, top: 16, bottom: 24 };
/** Mean width of a letter, px. */
const LETTER = 6.4;
/** Least height of a bar that holds a label, px. */
const LABEL_ROOM = 15;
const TICK_EVERY = 48;

/** The drawing inside an `svg` of this size; every `data-row` is a span's place. */
export function timeChart(chart: TimeChart, { width, height }: ChartSize): Html {
  const { spans, layers, factsEnd, tick = tickText } = chart;
  const { left, top } = MARGIN;
  const right = width - MARGIN.right;
  const bottom = height - MARGIN.bottom;
  const step = (right - left) / spans.length;
  const stacks = stacksOf(layers, spans.length);
  const y = scaleOver(
    chart.top === undefined ? heights(layers, stacks) : [chart.top],
    [bottom, top],
    Math.max(2, (bottom - top) / TICK_EVERY),
  );
  const plot: Plot = {
    step,
    at: y.at,
    edge: (span) => left + span * step,
    middle: (span) => left + (span + 0.5) * step,
  };
  const drawn = layers.map((layer, index) => marks(layer, stacks[index], plot));
  const labels = layers.map((layer, index) =>
    layer.kind === "stack" ? stackLabel(layer.label, stacks[index], plot) : null,
  );
  const grid = y.ticks.map((value) => {
    const at = px(y.at(value));
    return html`<line class="grid" x1="${left}" x2="${px(right)}" y1="${at}" y2="${at}"/><text class="tick" x="${left - 6}" y="${at}" dy=".35em" text-anchor="end">${tick(value)}</text>`;
  });
  const names = spanNames(spans, step).map(
    ({ text, from, to }) =>
      html`<text class="tick" x="${px(left + ((from + to) / 2) * step)}" y="${px(bottom + 17)}" text-anchor="middle">${text}</text>${from === 0 ? null : html`<line class="grid" x1="${px(left + from * step)}" x2="${px(left + from * step)}" y1="${px(bottom)}" y2="${px(bottom + 5)}"/>`}`,
  );
  const mark = factsEnd === null ? null : factsMark(left + factsEnd * step, top, bottom, right);
  const columns = spans.map(
    (_, span) =>
      html`<rect data-row="${span}" x="${px(left + span * step)}" y="${top}" width="${px(step)}" height="${px(bottom - top)}"/>`,
  );
  return html`${grid}${drawn}<line class="axis" x1="${left}" x2="${px(right)}" y1="${px(y.at(0))}" y2="${px(y.at(0))}"/>${names}${labels}${mark}<g class="columns">${columns}</g>`;
}

/** Where things are. */
interface Plot {
  readonly step: number;
  /** The height of a value. */
  at(value: number): number;
  /** Left edge and middle of a span. */
  edge(span: number): number;
  middle(span: number): number;
}

function marks(layer: Layer, pieces: readonly Piece[], { step, at, edge, middle }: Plot): Content {
  const place = (span: number, value: number): string => `${px(middle(span))},${px(at(value))}`;
  switch (layer.kind) {
    case "band":
      return stretches(layer.low, layer.high).map((stretch) => {
        const over = stretch.map((span) => place(span, layer.high[span]));
        const under = stretch.map((span) => place(span, layer.low[span])).reverse();
        return html`<polygon class="band ink-${layer.ink}" points="${[...over, ...under].join(" ")}"/>`;
      });
    case "line":
      return stretches(layer.values, layer.values).map((stretch) => {
        const points = stretch.map((span) => place(span, layer.values[span])).join(" ");
        const dashed = layer.dashed === true ? " dashed" : "";
        return html`<polyline class="line ink-${layer.ink}${dashed}" points="${points}"/>`;
      });
    case "stack":
      return pieces.map(({ from, to }, span) => {
        const tall = at(from) - at(to);
        if (!(tall > 0.05)) return null;
        return html`<rect class="bar ink-${layer.ink}" x="${px(edge(span))}" y="${px(at(to))}" width="${px(step)}" height="${px(tall)}"/>`;
      });
  }
}

/** A coordinate, to a tenth of a pixel. */
export function px(value: number): string {
  return String(Math.round(value * 10) / 10);
}

type Piece = { readonly from: number; readonly to: number };

/** Where each bar of each stack begins and ends; empty for other layers. */
function stacksOf(layers: readonly Layer[], spans: number): readonly (readonly Piece[])[] {
  const reached = new Float64Array(spans);
  return layers.map((layer) => {
    if (layer.kind !== "stack") return [];
    return layer.values.map((value, span) => {
      const from = reached[span];
      if (Number.isFinite(value)) reached[span] += value;
      return { from, to: reached[span] };
    });
  });
}

function* heights(
  layers: readonly Layer[],
  stacks: readonly (readonly Piece[])[],
): Generator<number, void, undefined> {
  for (const [index, layer] of layers.entries()) {
    switch (layer.kind) {
      case "band":
        yield* layer.low;
        yield* layer.high;
        break;
      case "line":
        yield* layer.values;
        break;
      case "stack":
        for (const { to } of stacks[index]) yield to;
        break;
    }
  }
}

/** Runs of spans, at least two long, in which both are there. */
function stretches(low: readonly number[], high: readonly number[]): number[][] {
  const found: number[][] = [];
  let current: number[] = [];
  for (let span = 0; span <= low.length; span++) {
    if (span < low.length && Number.isFinite(low[span]) && Number.isFinite(high[span])) current.push(span);
    else {
      if (current.length > 1) found.push(current);
      current = [];
    }
  }
  return found;
}

/** The name of a stack where it is tallest and wide enough, or nowhere: the legend has it too. */
function stackLabel(label: string, pieces: readonly Piece[], { step, at, middle }: Plot): Html | null {
  const reach = Math.max(1, Math.ceil((label.length * LETTER) / step / 2));
  let best = { room: LABEL_ROOM, span: -1, y: 0 };
  for (let span = reach; span < pieces.length - reach; span++) {
    const near = pieces.slice(span - reach, span + reach + 1);
    const low = Math.max(...near.map(({ from }) => from));
    const high = Math.min(...near.map(({ to }) => to));
    const room = at(low) - at(high);
    if (room > best.room) best = { room, span, y: (at(low) + at(high)) / 2 };
  }
  if (best.span === -1) return null;
  return html`<text class="inside" x="${px(middle(best.span))}" y="${px(best.y)}" dy=".35em" text-anchor="middle">${label}</text>`;
}

/** Each span by name where all fit; else each year, over the spans that begin in it. */
function spanNames(spans: readonly Timespan[], step: number): { text: string; from: number; to: number }[] {
  const longest = Math.max(...spans.map(({ label }) => label.length));
  if (longest * LETTER + 6 < step) return spans.map(({ label }, k) => ({ text: label, from: k, to: k + 1 }));
  const years: { text: string; from: number; to: number }[] = [];
  spans.forEach(({ first }, k) => {
    const year = first.slice(0, 4);
    const last = years[years.length - 1];
    if (last !== undefined && last.text === year) last.to = k + 1;
    else years.push({ text: year, from: k, to: k + 1 });
  });
  // A part of a year at either end gives way to its neighbour.
  return years.filter(({ from, to }) => (to - from) * step > 4 * LETTER);
}

function factsMark(x: number, top: number, bottom: number, right: number): Html {
  const words = "facts end";
  const after = x + words.length * LETTER + 6 < right;
  return html`<line class="facts" x1="${px(x)}" x2="${px(x)}" y1="${top - 8}" y2="${px(bottom)}"/><text class="tick" x="${px(after ? x + 4 : x - 4)}" y="${top - 3}" text-anchor="${after ? "start" : "end"}">${words}</text>`;
}
