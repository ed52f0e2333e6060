import type { Summary } from "../../analysis/summary.ts";
import type { Ink } from "../chart/ink.ts";
import type { Layer } from "../chart/time-chart.ts";
import { percentilesOf } from "../figure-reader.ts";
import type { Timespan } from "../timespan.ts";
import type { LegendEntry } from "./figure.ts";
import type { PageTable } from "./page-table.ts";

/** The bands of nine and of five trials in ten, and the median. */
export function fanLayers(summaries: readonly Summary[], ink: Ink, scale = 1): Layer[] {
  const at = (share: number): number[] => percentilesOf(summaries, share).map((value) => value * scale);
  const high = at(0.95);
  // The inner band never without the outer one: alone it would be taken for it.
  const inside = (values: readonly number[]): number[] =>
    values.map((value, place) => (Number.isFinite(high[place]) ? value : Number.NaN));
  return [
    { kind: "band", ink, low: at(0.05), high },
    { kind: "band", ink, low: inside(at(0.25)), high: inside(at(0.75)) },
    { kind: "line", ink, values: at(0.5) },
  ];
}

export function fanLegend(ink: Ink): LegendEntry[] {
  return [
    { ink, mark: "line", text: "median" },
    { ink, mark: "narrow-band", text: "half of the trials" },
    { ink, mark: "wide-band", text: "9 trials in 10" },
  ];
}

/** Risk as percentiles, and beside it the mean with its error. */
export function fanTable(spans: readonly Timespan[], summaries: readonly Summary[], unit: string): PageTable {
  const shares = [0.05, 0.25, 0.5, 0.75, 0.95].map((share) => percentilesOf(summaries, share));
  return {
    columns: [
      { name: "period" },
      ...["p5", "p25", "p50", "p75", "p95"].map((name) => ({ name: `${name}, ${unit}` })),
      { name: `mean, ${unit}` },
      { name: "mean, low (95%)" },
      { name: "mean, high (95%)" },
      { name: "trials" },
    ],
    rows: spans.map(({ label }, place) => {
      const { mean, trials } = summaries[place];
      return [
        label,
        ...shares.map((values) => values[place]),
        mean?.value ?? null,
        mean?.low ?? null,
        mean?.high ?? null,
        trials,
      ];
    }),
  };
}
