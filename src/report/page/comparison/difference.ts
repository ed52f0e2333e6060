import type { PairedDifference } from "../../../analysis/paired-difference.ts";
import type { BarRow } from "../../chart/bar-chart.ts";
import type { Layer } from "../../chart/time-chart.ts";
import { levelWords } from "../../difference-words.ts";
import { signed } from "../../number-format.ts";
import type { LegendEntry } from "../figure.ts";
import type { PageTable } from "../page-table.ts";

/** How every chart of paired differences shows them: error told apart from risk. */

const SHARES = [0.1, 0.5, 0.9];

function percentileOf({ percentiles }: PairedDifference, share: number): number {
  return percentiles.find((one) => one?.p === share)?.value ?? Number.NaN;
}

/** A row of bars: 8 trials in 10 as a bar, the mean as a dot, its interval as a whisker. */
export function differenceRow(label: string, difference: PairedDifference): BarRow {
  const { mean } = difference;
  const [from, , to] = SHARES.map((share) => percentileOf(difference, share));
  const bars = Number.isFinite(from) && Number.isFinite(to) ? [{ ink: "waiting" as const, from, to }] : [];
  if (mean === null) return { label, bars, text: "not known" };
  return { label, bars, range: mean, dot: mean.value, text: signed(mean.value) };
}

export function differenceRowLegend(level: number): LegendEntry[] {
  return [
    { ink: "plain", mark: "dot", text: `mean and its ${levelWords(level)} interval (error)` },
    { ink: "waiting", mark: "bar", text: "8 trials in 10 (risk)" },
  ];
}

/** The same over time: a wide band, a narrow one and a line. */
export function differenceLayers(differences: readonly (PairedDifference | null)[]): Layer[] {
  const at = (value: (one: PairedDifference) => number | undefined): number[] =>
    differences.map((one) => (one === null ? Number.NaN : (value(one) ?? Number.NaN)));
  return [
    {
      kind: "band",
      ink: "waiting",
      low: at((one) => percentileOf(one, 0.1)),
      high: at((one) => percentileOf(one, 0.9)),
    },
    { kind: "band", ink: "plain", low: at(({ mean }) => mean?.low), high: at(({ mean }) => mean?.high) },
    { kind: "line", ink: "plain", values: at(({ mean }) => mean?.value) },
  ];
}

export function differenceLayersLegend(level: number): LegendEntry[] {
  return [
    { ink: "plain", mark: "line", text: "mean difference" },
    { ink: "plain", mark: "wide-band", text: `its ${levelWords(level)} interval (error)` },
    { ink: "waiting", mark: "wide-band", text: "8 trials in 10 (risk)" },
  ];
}

/** Means of both, their difference with its error, and how it is spread. */
export function differenceTable(
  head: string,
  unit: string,
  level: number,
  rows: readonly {
    readonly label: string;
    readonly base: number | null;
    readonly variant: number | null;
    readonly difference: PairedDifference;
  }[],
): PageTable {
  const wide = levelWords(level);
  return {
    columns: [
      { name: head },
      { name: `base, mean, ${unit}` },
      { name: `variant, mean, ${unit}` },
      { name: "difference, mean", show: signed },
      { name: `low (${wide})`, show: signed },
      { name: `high (${wide})`, show: signed },
      ...SHARES.map((share) => ({ name: `difference, p${100 * share}`, show: signed })),
      { name: "trials" },
    ],
    rows: rows.map(({ label, base, variant, difference }) => [
      label,
      base,
      variant,
      difference.mean?.value ?? null,
      difference.mean?.low ?? null,
      difference.mean?.high ?? null,
      ...SHARES.map((share) => percentileOf(difference, share)),
      difference.trials,
    ]),
  };
}
