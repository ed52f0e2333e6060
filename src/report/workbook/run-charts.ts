import { INKS, Inks, STACK_ORDER } from "../chart/ink.ts";
import { KEY_COLUMNS } from "../column.ts";
import { CONSTRAINTS_TABLE } from "../constraints-table.ts";
import { SUMMARY_TABLE } from "../summary-table.ts";
import type { Cell } from "../table.ts";
import { causeWords } from "../wording.ts";
import { fixedRange, rangeName } from "./cell-place.ts";
import { PickedRows } from "./picked-rows.ts";
import { figure, type PlainCell, type SheetChart, text } from "./sheet.ts";
import type { ChartSheet } from "./workbook.ts";

/**
 * What was delivered by year and what limited it, with the figures that are drawn: those of the rows of the summary and
 * of the constraints. Risk and error are formulas, so that they follow where somebody tries other figures.
 *
 * @param stages of the model
 */
export function runCharts(stages: readonly string[]): ChartSheet {
  const all = KEY_COLUMNS.filter(({ name }) => name !== "metric" && name !== "unit");
  const delivered = new PickedRows(SUMMARY_TABLE, {
    ...Object.fromEntries(all.map(({ name }) => [name, ""])),
    metric: "delivered_h100e",
    period_kind: "year",
  });
  const limits = new PickedRows(CONSTRAINTS_TABLE, { vendor: "", level: "stage", period_kind: "year" });
  return {
    picks: [delivered, limits],
    build: () => {
      const years = delivered.cells("period", "period_start", "period_end", ...FIGURES);
      const shares = sharesOf(
        limits.cells("period", "period_start", "period_end", "stage", "constraint", "mean_share"),
        new Inks(stages),
      );
      const limitsTop = DELIVERED_TOP + years.length + 3;
      return {
        name: "Charts",
        widths: [12, 12, 12, 13, 13, 13, 13, 13, 13, 13, 13, 13],
        rows: [
          [text("Delivered by year, and what limited it", "title")],
          ...Array.from({ length: DELIVERED_TOP - 1 }, () => []),
          ...deliveryRows(years),
          [],
          ...limitRows(shares, limitsTop),
        ],
        charts: [deliveryChart(years.length), ...limitChart(shares, limitsTop)],
      };
    },
  };
}

/** Columns of the summary that are shown, from the fourth on. */
const FIGURES = ["p10", "p50", "p90", "mean", "mean_low", "mean_high"];
const LINES = [
  { name: "P90", column: 5, dashed: true },
  { name: "P50", column: 4, dashed: false },
  { name: "P10", column: 3, dashed: true },
];
/** The charts are above the tables, side by side. */
const CHARTS_END = 21;
const CHART_WIDTH = 6;
/** The row of the header of what is delivered. */
const DELIVERED_TOP = CHARTS_END + 2;

function deliveryRows(years: readonly (readonly Cell[])[]): (PlainCell | null)[][] {
  const header = ["Year", "From", "To", ...FIGURES, "Risk", "Error"];
  return [
    header.map((name) => text(name, "heading")),
    ...years.map(([period, from, to, ...figures], place) => {
      const row = DELIVERED_TOP + 1 + place;
      const [p10, p50, p90, mean, low, high] = ["D", "E", "F", "G", "H", "I"].map(
        (column) => column + (row + 1),
      );
      return [
        text(yearOf(period, from, to)),
        figure(from, "text"),
        figure(to, "text"),
        ...figures.map((value) => figure(value, "figure")),
        shareCell(`(${p90}-${p10})/${p50}`, p50, widthOver(figures[2], figures[0], figures[1], 1)),
        shareCell(`(${high}-${low})/2/${mean}`, mean, widthOver(figures[5], figures[4], figures[3], 2)),
      ];
    }),
    [
      text(
        "H100-equivalents. Risk: (p90 - p10) / p50. Error: half the 95% interval of the mean over the mean. * part of a year.",
      ),
    ],
  ];
}

/** Empty where there is nothing to be a share of. */
function shareCell(formula: string, of: string, value: number | string): PlainCell {
  return { formula: `IF(N(${of})=0,"",${formula})`, value, format: "fraction" };
}

function widthOver(high: Cell, low: Cell, middle: Cell, parts: number): number | string {
  const known = typeof high === "number" && typeof low === "number" && typeof middle === "number";
  return known && middle !== 0 ? (high - low) / parts / middle : "";
}

/** With a star where not all of it is simulated. */
function yearOf(period: Cell, from: Cell, to: Cell): string {
  const whole = String(from).endsWith("-01-01") && String(to).endsWith("-12-31");
  return `${period}${whole ? "" : "*"}`;
}

function deliveryChart(years: number): SheetChart {
  const [first, last] = [DELIVERED_TOP + 1, DELIVERED_TOP + Math.max(1, years)];
  return {
    kind: "lines",
    title: "Delivered by year: median, and 8 trials in 10",
    description:
      "Lines of p10, p50 and p90 of what is delivered in each year; the figures are in the table below.",
    from: [0, 1],
    to: [CHART_WIDTH, CHARTS_END],
    labels: fixedRange([0, first], [0, last]),
    series: LINES.map(({ name, column, dashed }) => ({
      name,
      values: fixedRange([column, first], [column, last]),
      colour: INKS.plain[0].slice(1),
      dashed,
    })),
    axis: "H100-equivalents",
    numbers: '[>=10000000]#,##0,,"M";[>=10000]#,##0,"k";#,##0',
    whole: false,
  };
}

/** Shares of the deliveries by what limited them, year by year. */
interface Shares {
  readonly years: readonly string[];
  readonly causes: readonly {
    readonly name: string;
    readonly colour: string;
    readonly shares: readonly Cell[];
  }[];
}

function sharesOf(cells: readonly (readonly Cell[])[], inks: Inks): Shares {
  const found = cells.map(([period, from, to, stage, constraint, share]) => ({
    year: yearOf(period, from, to),
    name: String(stage === "" ? constraint : stage),
    ink: stage === "" ? inks.ofCause(String(constraint)) : inks.ofStage(String(stage)),
    share,
  }));
  const years = [...new Set(found.map(({ year }) => year))];
  const inkOf = new Map(found.map(({ name, ink }) => [name, ink]));
  const causes = [...inkOf]
    .sort(([, a], [, b]) => STACK_ORDER.indexOf(a) - STACK_ORDER.indexOf(b))
    .map(([name, ink]) => ({
      name: causeWords(name),
      colour: INKS[ink][0].slice(1),
      shares: years.map((year) => found.find((one) => one.name === name && one.year === year)?.share ?? null),
    }));
  return { years, causes };
}

function limitRows({ years, causes }: Shares, top: number): (PlainCell | null)[][] {
  if (causes.length === 0) return [[text("What limited it is not known: no trial has monthly details.")]];
  return [
    ["Year", ...causes.map(({ name }) => name), "All"].map((name) => text(name, "heading")),
    ...years.map((year, place) => {
      const row = top + 1 + place;
      const shares = causes.map((cause) => cause.shares[place]);
      return [
        text(year),
        ...shares.map((share) => figure(share, "fraction")),
        {
          formula: `SUM(${rangeName([1, row], [causes.length, row])})`,
          value: shares.reduce<number>((sum, share) => sum + Number(share ?? 0), 0),
          format: "fraction",
        } as const,
      ];
    }),
    [text("Mean over trials of each share of the deliveries, by what held the delivery back.")],
  ];
}

function limitChart({ years, causes }: Shares, top: number): SheetChart[] {
  if (causes.length === 0) return [];
  const [first, last] = [top + 1, top + years.length];
  return [
    {
      kind: "stack",
      title: "What limited it: shares of the deliveries",
      description:
        "Stacked columns of the shares of each year's deliveries; the figures are in the second table below.",
      from: [CHART_WIDTH, 1],
      to: [2 * CHART_WIDTH, CHARTS_END],
      labels: fixedRange([0, first], [0, last]),
      series: causes.map(({ name, colour }, place) => ({
        name,
        values: fixedRange([place + 1, first], [place + 1, last]),
        colour,
        dashed: false,
      })),
      axis: "share of deliveries",
      numbers: "0%",
      whole: true,
    },
  ];
}
