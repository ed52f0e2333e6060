/** What a number of a scenario measures: which units it may have and between what it must lie. */
export interface QuantityKind {
  /** What it is, with its article: `a length of time`. */
  readonly noun: string;
  /** Dimensions of `Unit`; the empty one is a number without unit. */
  readonly dimensions: readonly string[];
  /** How to write one, for messages and the reference. */
  readonly example: string;
  /** Closed range in base units. */
  readonly low: number;
  readonly high: number;
  /** Whether `low` itself is excluded. */
  readonly positive: boolean;
}

/** More than any real figure of this industry; beyond it a number is a slip of the keyboard. */
const HUGE = 1e15;
const CENTURY = 36525;
const LINE_UNITS = ["wafers", "boards", "racks", "panels", "units"] as const;

const kind = (
  noun: string,
  dimensions: readonly string[],
  example: string,
  low = 0,
  high = HUGE,
  positive = false,
): QuantityKind => ({ noun, dimensions, example, low, high, positive });

export const DURATION = kind("a length of time", ["time"], "3 weeks", 0, CENTURY);
export const POSITIVE_DURATION = kind("a length of time", ["time"], "3 weeks", 0, CENTURY, true);
/** May be negative: early. */
export const DELAY = kind("a length of time", ["time"], "2 months", -CENTURY, CENTURY);
export const FRACTION = kind("a fraction", [""], "92%", 0, 1);
export const POSITIVE_FRACTION = kind("a fraction", [""], "92%", 0, 1, true);
export const RATIO = kind("a factor", [""], "1.3", 0, 1e6);
export const POSITIVE_RATIO = kind("a factor", [""], "1.3", 0, 1e6, true);
export const COUNT = kind("a number", [""], "2", 0, 1e9, true);
export const SHARED_FACTOR = kind("a factor", [""], "0.8 to 1.25", 0, 1e6);
/** Capacity: wafers, or the boards, racks and panels an assembly line counts in. */
export const LINE_RATE = kind(
  "a rate of a line",
  LINE_UNITS.map((unit) => `${unit}/time`),
  "20k wafers/month",
);
export const DEMAND_RATE = kind("a rate of demand", ["units/time", "H100e/time"], "100k units/month");
/** Stock of parts: dies, stacks, units; a bare number is of whatever the item is counted in. */
export const PIECES = kind("a number of pieces", ["", "units", "dies", "stacks", "packages", "wafers"], "1M");
export const OUTSTANDING = kind("a number of units", ["", "units", "H100e"], "50k");
export const PER_WAFER = kind(
  "a number per wafer",
  [
    "",
    "dies/wafers",
    "stacks/wafers",
    "packages/wafers",
    "units/wafers",
    "units/racks",
    "units/boards",
    "packages/racks",
    "packages/boards",
    "units/panels",
  ],
  "64 dies/wafer",
  0,
  1e7,
  true,
);
export const DEFECTS = kind("a density of defects", ["1/area"], "0.1 /cm2", 0, 100);
export const LENGTH = kind("a length", ["mm"], "26 mm", 0, 1000, true);
export const WIDTH_OF_NOTHING = kind("a length", ["mm"], "3 mm", 0, 100);
export const AREA = kind("an area", ["area"], "814 mm2", 0, 1e3, true);
export const COMPUTE = kind("a compute rating", ["H100e"], "2.53 H100e", 0, 1e6, true);
export const MONEY = kind("an amount of money", ["$"], "$2B");
/** What it costs to add to the capacity of a line. */
export const CAPITAL = kind(
  "the capital for a rate of a line",
  LINE_UNITS.map((unit) => `$/${unit}/time`),
  "$400k per wafer/month",
  0,
  HUGE,
  true,
);
export const MEMORY_SIZE = kind("a memory size", ["GB"], "36 GB", 0, 1e6, true);
export const POWER = kind("a power", ["power"], "700 W", 0, 1e9, true);
export const YEARLY_RATE = kind("a rate of occurrence", ["1/time"], "0.07 per year", 0, 1);
