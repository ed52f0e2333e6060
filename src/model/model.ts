import type { Distribution } from "../random/distribution.ts";

/**
 * The compiled description of a supply chain: plain data in base units, structured-clonable, the one thing a
 * trial needs to know.
 *
 * Base units: days since the scenario's `start` (dates may be negative), wafers, units, H100-equivalents,
 * dollars, fractions. A "wafer" is the unit in which a line's capacity is counted: a wafer in a fab or a
 * CoWoS site, a board or a rack slot in an assembly line. Rates are per day.
 *
 * Entities refer to each other by their index in the arrays of `Model`; each array is sorted by id, so that
 * the order of a scenario file changes nothing.
 */
export interface Model {
  readonly name: string;
  /** Day number of `start`, days since 1970-01-01. All other dates are relative to it. */
  readonly epoch: number;
  /** First day after the horizon, days since start. (0, inf) */
  readonly end: number;
  /** The day the facts end; slip, size factors and random shocks act only after it. */
  readonly asOf: number;
  /** Length of the warm-up before `start`, days. [0, inf) */
  readonly warmup: number;
  /** Length of the decision grid, days. (0, 28] */
  readonly slot: number;
  readonly planning: Planning;

  /** Where each uniform of the parameter vector u comes from: one column per independent draw, by path. */
  readonly columns: readonly string[];
  /** Uncertain inputs, drawn once per trial; several may share a column (the dates of one timeline). */
  readonly parameters: readonly Parameter[];

  readonly regions: readonly Region[];
  readonly lanes: readonly Lane[];
  readonly stages: readonly string[];
  readonly vendors: readonly Vendor[];
  /** Buyers of capacity: those who hold shares at lines. Includes `pool`. */
  readonly buyers: readonly Buyer[];
  readonly items: readonly Item[];
  readonly lines: readonly Line[];
  readonly products: readonly Product[];
  readonly segments: readonly Segment[];
  readonly qualifications: readonly Qualification[];
  readonly shocks: readonly Shock[];
  readonly initial: Initial;
}

/** An uncertain input: drawn once per trial, before it starts. */
export interface Parameter {
  /** Where it stands in the scenario, e.g. `lines.cowos-l-ap6.background.2025-01`. Unique. */
  readonly path: string;
  /** Index in `Model.columns`. */
  readonly column: number;
  readonly distribution: Distribution;
  readonly unit: string;
  readonly source?: string;
  /** Date of the source as written in the scenario. */
  readonly dated?: string;
  readonly confidence?: "high" | "medium" | "low";
}

/** A number known beforehand, or one that a trial knows once its parameters are drawn. */
export type Value = number | UncertainValue;

/** (constant + scale x draw of `parameter`) x the draws of all `factors`. */
export interface UncertainValue {
  readonly constant: number;
  readonly scale: number;
  /** Index in `Model.parameters`; -1 for none. */
  readonly parameter: number;
  /** Indices in `Model.parameters` of shared factors that multiply the value. */
  readonly factors: readonly number[];
}

/** A quantity over time, flat before its first and after its last date. */
export interface Timeline {
  readonly shape: "linear" | "step" | "geometric";
  /** Days since start, strictly increasing, at least one. */
  readonly times: readonly number[];
  readonly values: readonly Value[];
}

/** How the monthly plan looks ahead. */
export interface Planning {
  /** 0: orders are expected to stay as they are, 1: the trend of the last two quarters is carried on. [0, 1] */
  readonly foresight: number;
  /** Time over which a backlog is to be worked off, days. (0, inf) */
  readonly clearing: number;
}

export interface Region {
  readonly id: string;
}

export interface Lane {
  readonly id: string;
  readonly from: number;
  readonly to: number;
  /** Days in transit. [0, inf) */
  readonly transit: Value;
}

export interface Vendor {
  readonly id: string;
}

export interface Buyer {
  readonly id: string;
}

/**
 * Something that moves: a die of one product, a stack of one generation and supplier, a package, a finished
 * system, a sheet of glass.
 */
export interface Item {
  readonly id: string;
  /** Index in `Model.stages` of the lines that make it. */
  readonly stage: number;
  readonly unit: string;
  /**
   * The vendor that owns every unit of it, or -1 for a pooled item, which is dealt to vendors when it is
   * finished.
   */
  readonly vendor: number;
  /** The product it is the finished form of, or -1. */
  readonly product: number;
  /** The vendor or maker that supplies it (the operator of its lines), for reports. */
  readonly supplier: string;
  /** Stock held beyond what planned use over the lead time needs, days of planned use. [0, inf) */
  readonly cover: Value;
  /** Contract weights by vendor with which a pooled item is dealt; empty: by want. */
  readonly shares: readonly VendorShare[];
  readonly tags: readonly string[];
}

export interface VendorShare {
  readonly vendor: number;
  readonly weight: Timeline;
}

/** A fab, an HBM maker, a CoWoS site, a board or rack line: one concept for all. */
export interface Line {
  readonly id: string;
  readonly stage: number;
  readonly site: string;
  readonly region: number;
  readonly operator: string;
  /** The technologies it runs, e.g. `n3` or `cowos-l`. */
  readonly technologies: readonly string[];
  readonly tags: readonly string[];
  /**
   * Announced installed capacity, wafers per day. Steps after `asOf` are committed projects: each opens
   * linearly between its two dates, both moved by `slip`, an increase multiplied by its size factor.
   */
  readonly capacity: Timeline;
  /** Days by which what opens after `asOf` is late (negative: early). */
  readonly slip: Value;
  /**
   * A standard normal draw z behind the size of additions after `asOf`: factor exp(sigma z) with sigma 0.10,
   * 0.22, 0.30, 0.38 at one, two, three, four years ahead, linear between, 0 at `asOf`. 0 for none.
   */
  readonly size: Value;
  readonly projects: readonly Project[];
  /** Share of the capacity taken by others before any contract. [0, 1) */
  readonly background: Timeline;
  /** Mean days from start to finish of a lot. (0, inf) */
  readonly cycleTime: Value;
  readonly variability: Variability;
  /** What capacity for one more wafer a day costs, dollars: nothing in a trial depends on it. (0, inf); null: not stated. */
  readonly capital: number | null;
  /** Contract weights by buyer; what they leave below 1 goes to `others`. */
  readonly shares: readonly BuyerShare[];
  /** Whether the remainder is split by backlog among the buyers without a share of their own. */
  readonly others: boolean;
  readonly recipes: readonly Recipe[];
}

export interface BuyerShare {
  readonly buyer: number;
  readonly weight: Timeline;
}

/**
 * Process noise of a line. A month-scale factor common to all its lots (first-order autoregressive in months)
 * beside each slot's own.
 */
export interface Variability {
  /** Coefficient of variation of a slot's own cycle time, lognormal. [0, 1] */
  readonly cycleSlot: number;
  /** Coefficient of variation of the month-scale factor on cycle time. [0, 1] */
  readonly cycleMonth: number;
  /** Standard deviation of a *day's* own yield as a share of sqrt(m (1 - m)); beta. Variance ~ 1 / slot. [0, 1) */
  readonly yieldDay: number;
  /** Standard deviation of the month-scale yield as a share of sqrt(m (1 - m)); beta. [0, 1) */
  readonly yieldMonth: number;
  /** Autocorrelation from one month to the next. [0, 1) */
  readonly persistence: number;
}

/** Capacity decided at a date: phases of uncertain length, then a ramp. */
export interface Project {
  readonly id: string;
  /** Day of the decision. */
  readonly decided: number;
  /** Lengths of permits and construction, tools, qualification ..., days each. */
  readonly phases: readonly Value[];
  /** What is announced: the sum of the phases' means, days. The plan is made on this. */
  readonly announced: number;
  /** Days from first output to full capacity, an S-curve. [0, inf) */
  readonly ramp: Value;
  /** Capacity added at the end of the ramp, wafers per day. */
  readonly size: Value;
  /** Dollars, 0 where not given. */
  readonly capital: Value;
  readonly tags: readonly string[];
}

/** One buyer's item at a line: what a wafer takes and what it gives. */
export interface Recipe {
  readonly item: number;
  readonly buyer: number;
  readonly inputs: readonly Input[];
  /** Gross outputs per wafer, before yield (gross dies, packages, stacks). (0, inf) */
  readonly output: Value;
  readonly yield: Yield;
  /** Days from start to finish where this recipe differs from its line; null: the line's cycle time. */
  readonly cycleTime: Value | null;
  /** First day on which it may be started (technology there, launch less the path). -Infinity: always. */
  readonly opens: Value;
  /** First day on which it may no longer be started. Infinity: never closes. */
  readonly closes: Value;
  /** Smaller is preferred, among recipes (routes) that make the same item. */
  readonly preference: number;
}

export interface Input {
  /** Items that serve equally, preferred first, among those the vendor has qualified. */
  readonly choices: readonly number[];
  /** Units per wafer *started*. (0, inf) */
  readonly quantity: Value;
}

/** Good share of the gross output, at its start, over time. */
export type Yield =
  | { readonly kind: "constant"; readonly value: Value }
  /** y(t) = mature - (mature - start) 2^(-(t - from) / halfLife); `start` before `from`. */
  | {
      readonly kind: "learning";
      readonly start: Value;
      readonly mature: Value;
      readonly from: Value;
      readonly halfLife: Value;
    }
  /**
   * Negative binomial in area x D0 with clustering alpha, D0 learning as above from `start` to `mature`, and
   * a share `harvest` of the defective dies sold with disabled units.
   */
  | {
      readonly kind: "die";
      /** cm2 */
      readonly area: number;
      /** per cm2 */
      readonly start: Value;
      readonly mature: Value;
      readonly from: Value;
      readonly halfLife: Value;
      readonly alpha: Value;
      readonly harvest: Value;
    };

/** What customers order and receive. A unit is a package, never a die. */
export interface Product {
  readonly id: string;
  readonly vendor: number;
  /** The finished item, made by the last line on its route. */
  readonly item: number;
  /** H100-equivalents per unit. (0, inf) */
  readonly compute: number;
  /** First day on which it is delivered. */
  readonly launch: Value;
  /** First day on which it takes no more orders. Infinity: never. */
  readonly end: Value;
  readonly tags: readonly string[];
}

/** A group of customers. */
export interface Segment {
  readonly id: string;
  readonly region: number;
  readonly use: string;
  readonly currency: "units" | "h100e";
  /** Latent demand, currency per day. */
  readonly demand: Timeline;
  /** Shares of the currency by product; normalised over what is launched or within its pre-order window. */
  readonly mix: readonly MixShare[];
  /** Smaller is served first. */
  readonly priority: number;
  /** Process: days an order waits before what is left of it switches once or is cancelled. null: for ever. */
  readonly patience: Distribution | null;
  readonly switchTo: readonly number[];
  /** Days before launch from which orders of a product are taken and wait. [0, inf) */
  readonly preorder: number;
  /** Orders per month and product, evenly spaced. {1, 2, ...} */
  readonly ordersPerMonth: number;
  /** Coefficient of variation of order sizes: mean-reverting by month, lognormal. [0, inf) */
  readonly noise: number;
  /** Autocorrelation of the noise from one month to the next. [0, 1) */
  readonly persistence: number;
  readonly tags: readonly string[];
}

export interface MixShare {
  readonly product: number;
  readonly weight: Timeline;
}

/** When a vendor may use a supplier's item: sample + length (+ redesign). */
export interface Qualification {
  readonly id: string;
  readonly item: number;
  readonly vendor: number;
  readonly sample: number;
  readonly length: Value;
  /** 1 where a redesign is drawn, else 0. */
  readonly redesign: Value;
  readonly redesignLength: Value;
}

/** What a warm-up cannot know, set at `start`. */
export interface Initial {
  /** Units of unserved orders. */
  readonly backlog: readonly { readonly segment: number; readonly product: number; readonly units: Value }[];
  /** Finished units in stock with the vendor. */
  readonly finished: readonly { readonly product: number; readonly units: Value }[];
  /** Stock of parts in days of planned use. */
  readonly cover: readonly { readonly item: number; readonly days: Value }[];
  /** Stock of parts in units: banks of dies or stacks, owned by a vendor. */
  readonly bank: readonly { readonly item: number; readonly vendor: number; readonly units: Value }[];
}

/** Something that happens: at a date, at a rate, or after another. */
export interface Shock {
  readonly id: string;
  readonly when: When;
  /** What it selects, resolved to indices. */
  readonly where: Selection;
  readonly effects: readonly Effect[];
  readonly tags: readonly string[];
}

export type When =
  | { readonly kind: "date"; readonly date: Value }
  /** Poisson, occurrences per day, only after max(start, asOf). */
  | { readonly kind: "rate"; readonly rate: Value }
  /** `delay` is process: drawn at each occurrence, days. */
  | {
      readonly kind: "after";
      readonly shock: number;
      readonly delay: Distribution;
      readonly probability: Value;
    };

export interface Selection {
  readonly lines: readonly number[];
  readonly items: readonly number[];
  readonly vendors: readonly number[];
  readonly products: readonly number[];
  readonly segments: readonly number[];
}

/**
 * What an occurrence does. `delay` and all magnitudes are process draws, made once per occurrence with a fixed
 * number of uniforms; one uniform is behind the delays of all its effects, so that equal delays are equal days.
 */
export interface Effect {
  /** Days after the occurrence. */
  readonly delay: Distribution;
  /** Probability of the branch, given the occurrence: the same in all its effects; 1 without a branch. */
  readonly probability: number;
  /**
   * Effects of one branch act together, and at most one branch of a shock acts: their probabilities add to at
   * most 1. Empty: no branch, acts always.
   */
  readonly branch: string;
  readonly action: Action;
}

export type Action =
  /** Availability falls by `depth` for `length` days, then recovers. */
  | {
      readonly kind: "outage";
      readonly depth: Distribution;
      readonly length: Distribution;
      readonly startsOnly: boolean;
      readonly recovery: Recovery;
    }
  /** A share of the work in process is lost at once. */
  | { readonly kind: "scrap"; readonly share: Distribution }
  /** Multiplies the yield of lots that finish during `length`. */
  | { readonly kind: "yield"; readonly factor: Distribution; readonly length: Distribution }
  /** Multiplies the cycle time of lots started during `length`. */
  | { readonly kind: "cycleTime"; readonly factor: Distribution; readonly length: Distribution }
  /** Multiplies the capacity during `length` (Infinity: for good). */
  | { readonly kind: "capacity"; readonly factor: Distribution; readonly length: Distribution }
  /** What is not yet open at the selected lines is later by `by` days. */
  | { readonly kind: "projectDelay"; readonly by: Distribution }
  /** Qualifications not yet granted of the selected items (and vendors) are later by `by` days. */
  | { readonly kind: "qualification"; readonly by: Distribution }
  /** Multiplies the demand of the selected segments (and products) during `length`; cancels a share of the backlog at once. */
  | {
      readonly kind: "demand";
      readonly factor: Distribution;
      readonly length: Distribution;
      readonly cancelled: Distribution;
    };

export type Recovery =
  | { readonly shape: "step" }
  | { readonly shape: "linear"; readonly time: Distribution }
  /** What is missing decays with this time constant (1/e). */
  | { readonly shape: "exponential"; readonly time: Distribution }
  /**
   * Share of what the outage took that is back, by days since the recovery began: linear between, all of it from
   * the last day on.
   */
  | { readonly shape: "curve"; readonly days: readonly number[]; readonly availability: readonly number[] };
