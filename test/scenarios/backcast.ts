import { sampleQuantile } from "../../src/analysis/summary.ts";
import type { Keys } from "../../src/model/series.ts";
import type { TrialSample } from "./trial-sample.ts";

/** A reported figure that `history` is measured by; docs/backcast.md says where each comes from. */
export interface Target {
  readonly what: string;
  /** Months [from, to), `2024-01`. */
  readonly from: string;
  readonly to: string;
  /** In the unit of the table. */
  readonly reported: number;
  /** Relative half-width of the reported figure's own uncertainty. */
  readonly band: number;
  /** Whether it was looked at when the scenario was fitted. */
  readonly use: "used" | "used in part" | "held out";
  /** What the trials gave, in the same unit. */
  readonly flows: (sample: TrialSample, from: string, to: string) => number[];
}

export const vendor =
  (...names: readonly string[]) =>
  ({ vendor, product, segment }: Keys) =>
    vendor !== undefined && product === undefined && segment === undefined && names.includes(vendor);
const products =
  (...names: readonly string[]) =>
  ({ product, segment }: Keys) =>
    product !== undefined && segment === undefined && names.includes(product);

const BLACKWELL = products("b200", "gb200", "b300", "gb300");
const HOPPER = products("h100", "h200");
export const FOUR_DESIGNERS = vendor("nvidia", "google", "amazon", "amd");
/** Gigabytes of a stack, by generation; what China makes is not in the reported figures. */
const STACKS: Readonly<Record<string, number>> = { hbm2e: 16, hbm3: 16, "hbm3e-8": 24, "hbm3e-12": 36 };

const units = (keep: (keys: Keys) => boolean, unit: number): Target["flows"] =>
  scaled((sample, from, to) => sample.flows("delivered_units", from, to, keep), unit);

const scaled =
  (flows: Target["flows"], unit: number): Target["flows"] =>
  (sample, from, to) =>
    flows(sample, from, to).map((flow) => flow / unit);

/** M GB in the stacks that packages took. */
function gigabytes(sample: TrialSample, from: string, to: string): number[] {
  const byGeneration = Object.entries(STACKS).map(([generation, capacity]) =>
    sample
      .flows(
        "used_units",
        from,
        to,
        ({ item, line }) => item?.split("@")[0] === generation && line === undefined,
      )
      .map((stacks) => (stacks * capacity) / 1e6),
  );
  return byGeneration[0].map((_, trial) => byGeneration.reduce((sum, flows) => sum + flows[trial], 0));
}

const byYear = (
  what: string,
  flows: Target["flows"],
  band: number,
  use: Target["use"],
  reported: Readonly<Record<number, number>>,
  unit = "",
): Target[] =>
  Object.entries(reported).map(([year, figure]) => ({
    what: `${what} ${year}${unit}`,
    from: `${year}-01`,
    to: `${Number(year) + 1}-01`,
    reported: figure,
    band,
    use,
    flows,
  }));

const month = (index: number) =>
  `${2023 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, "0")}`;

/** First months of the twelve quarters of 2023 to 2025, and the one after them. */
const QUARTERS = Array.from({ length: 13 }, (_, k) => month(3 * k));

/** NVIDIA packages sold by calendar quarter, thousands. */
export const NVIDIA_BY_QUARTER: readonly Target[] = [
  152, 274, 400, 468, 691, 874, 1067, 1206, 1210, 1031, 1032, 1185,
].map((reported, k) => ({
  what: `NVIDIA ${(k % 4) + 1}Q${23 + Math.floor(k / 4)}`,
  from: QUARTERS[k],
  to: QUARTERS[k + 1],
  reported,
  band: 0.2,
  use: "used",
  flows: units(vendor("nvidia"), 1e3),
}));

/** Thousand units by year unless said. */
export const BY_YEAR: readonly Target[] = [
  ...byYear("NVIDIA", units(vendor("nvidia"), 1e3), 0.18, "used", { 2023: 1290, 2024: 3840, 2025: 4460 }),
  ...byYear("TPU", units(vendor("google"), 1e3), 0.25, "used", { 2023: 1020, 2024: 2190, 2025: 2680 }),
  ...byYear("AMD", units(vendor("amd"), 1e3), 0.25, "used", { 2024: 480, 2025: 440 }),
  ...byYear("Trainium2", units(products("trainium2"), 1e3), 0.25, "used", { 2024: 310, 2025: 1080 }),
  ...byYear("Blackwell", units(BLACKWELL, 1e3), 0.18, "used in part", { 2024: 200, 2025: 3220 }),
  ...byYear("Hopper", units(HOPPER, 1e3), 0.18, "used in part", { 2023: 1007, 2024: 2679, 2025: 708 }),
  ...byYear("H20", units(products("h20"), 1e3), 0.18, "used in part", { 2024: 958, 2025: 532 }),
  ...byYear(
    "H100e",
    scaled((sample, from, to) => sample.flows("delivered_h100e", from, to, FOUR_DESIGNERS), 1e3),
    0.15,
    "held out",
    { 2023: 1290, 2024: 4910, 2025: 13_000 },
    " (k H100e)",
  ),
  ...byYear("Ascend", units(vendor("huawei"), 1e3), 0.25, "held out", { 2023: 150, 2024: 350, 2025: 650 }),
  ...byYear("HBM", gigabytes, 0.25, "held out", { 2023: 290, 2024: 950, 2025: 1970 }, " (M GB)"),
  ...byYear("NVL72 racks", units(products("gb200", "gb300"), 72e3), 0.25, "used", { 2025: 27.5 }, " (k)"),
];

/** What June 2024 is asked of 2025, million. */
const VINTAGE: readonly (readonly [string, number, Target["flows"]])[] = [
  [
    "H100-equivalents of four designers",
    13,
    scaled((sample, from, to) => sample.flows("delivered_h100e", from, to, FOUR_DESIGNERS), 1e6),
  ],
  ["NVIDIA packages", 4.46, units(vendor("nvidia"), 1e6)],
  ["of it Blackwell", 3.22, units(BLACKWELL, 1e6)],
  ["of it Hopper (H100, H200)", 0.71, units(HOPPER, 1e6)],
  ["of it H20", 0.53, units(products("h20"), 1e6)],
  ["TPU", 2.68, units(vendor("google"), 1e6)],
  ["Trainium2", 1.08, units(products("trainium2"), 1e6)],
  ["AMD", 0.44, units(vendor("amd"), 1e6)],
];

/** The rows of the vintage run's table in docs/backcast.md. */
export function vintageRows(sample: TrialSample): string[] {
  return VINTAGE.map(([what, reported, flows]) => {
    const figures = flows(sample, "2025-01", "2026-01").sort((a, b) => a - b);
    const shown = [0.05, 0.1, 0.5, 0.9, 0.95].map((share) => {
      const figure = sampleQuantile(figures, share);
      return figure.toFixed(figure < 9.995 ? 2 : 1);
    });
    const below = figures.filter((figure) => figure < reported).length;
    return `| ${[what, reported === 13 ? "13.0" : reported, ...shown, below].join(" | ")} |`;
  });
}

/** How a target and the trials compare; all figures in the target's unit. */
export interface Score {
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
  /** The median's, relative. */
  readonly error: number;
  readonly hit: boolean;
  /** Whether P10 to P90 holds what was reported. */
  readonly covered: boolean;
  /** Continuous ranked probability score, over what was reported. */
  readonly crps: number;
}

export function scoreOf({ flows, from, to, reported, band }: Target, sample: TrialSample): Score {
  const figures = flows(sample, from, to).sort((a, b) => a - b);
  const p50 = sampleQuantile(figures, 0.5);
  const p10 = sampleQuantile(figures, 0.1);
  const p90 = sampleQuantile(figures, 0.9);
  const error = p50 / reported - 1;
  const count = figures.length;
  const distance = figures.reduce((sum, figure) => sum + Math.abs(figure - reported), 0) / count;
  // Half the mean distance of two trials (Gneiting and Raftery, 2007).
  const spread =
    figures.reduce((sum, figure, rank) => sum + figure * (2 * rank - count + 1), 0) / (count * count);
  return {
    p10,
    p50,
    p90,
    error,
    hit: Math.abs(error) <= band,
    covered: p10 <= reported && reported <= p90,
    crps: (distance - spread) / reported,
  };
}

/** A row of the tables of docs/backcast.md. */
export function scoreRow(target: Target, score: Score): string {
  const { what, reported, band, use } = target;
  const { p10, p50, p90, error, hit, covered, crps } = score;
  const cells = [
    what,
    reported,
    ...[p10, p50, p90].map(short),
    `${error < 0 ? "-" : "+"}${Math.round(Math.abs(100 * error))} %`,
    `${Math.round(100 * band)} %`,
    hit ? "yes" : "**no**",
    covered ? "yes" : "no",
    `${Number((100 * crps).toPrecision(2))} %`,
    use,
  ];
  return `| ${cells.join(" | ")} |`;
}

/** What can hold NVIDIA back, in the rows of docs/backcast.md. */
const TERMS: readonly (readonly [string, (keys: Keys) => boolean])[] = [
  ["orders", ({ constraint }) => constraint === "orders"],
  ["CoWoS-S, sites of TSMC", ({ line }) => line?.startsWith("cowos-s") === true],
  ["CoWoS-L, sites of TSMC", ({ line }) => line?.startsWith("cowos-l") === true],
  ["racks", ({ line }) => line === "nvl-racks"],
  ["SK hynix HBM", ({ line }) => line === "skhynix-hbm"],
  [
    "background at packaging",
    ({ constraint, stage }) => constraint === "background" && stage === "packaging",
  ],
  [
    "glass, and its background",
    ({ constraint, stage, line }) =>
      line === "nittobo-glass" || (constraint === "background" && stage === "part"),
  ],
  ["a launch or qualification", ({ constraint }) => constraint === "opening"],
  ["plan", ({ constraint }) => constraint === "plan"],
];

/** What bound NVIDIA by quarter, % of the H100-equivalents it delivered: the rows of docs/backcast.md. */
export function constraintRows(sample: TrialSample): string[] {
  const total = (k: number, keep: (keys: Keys) => boolean): number =>
    sample
      .flows(
        "constrained_h100e",
        QUARTERS[k],
        QUARTERS[k + 1],
        (keys) => keys.vendor === "nvidia" && keys.constraint !== undefined && keep(keys),
      )
      .reduce((a, b) => a + b, 0);
  const all = NVIDIA_BY_QUARTER.map((_, k) => total(k, () => true));
  return TERMS.map(([name, keep]) => {
    const shares = all.map((sum, k) => Math.round((100 * total(k, keep)) / sum));
    return `| ${name} | ${shares.join(" | ")} |`;
  });
}

/** Those rows of a page whose name is that of a given one and whose table is as wide. */
export function rowsOf(page: string, rows: readonly string[]): string[] {
  const head = (row: string): string => row.split(" | ")[0];
  const names = rows.map(head);
  const width = rows[0].split(" | ").length;
  return page.split("\n").filter((line) => names.includes(head(line)) && line.split(" | ").length === width);
}

/** Three significant digits, or tens. */
const short = (figure: number): string =>
  figure >= 1e4 ? String(10 * Math.round(figure / 10)) : String(Number(figure.toPrecision(3)));
