/** What a figure is about; a key that is absent means all. */
export interface Keys {
  readonly product?: string;
  readonly vendor?: string;
  readonly segment?: string;
  readonly region?: string;
  readonly line?: string;
  readonly item?: string;
  readonly stage?: string;
  /** A term of the constraint trace: a line's id, or `orders`, `plan`, `initial`, `opening`, `background`, `down`. */
  readonly constraint?: string;
}

/** How months become quarters, years and the horizon, in each trial, before anything is summarised. */
export type Aggregate =
  /** flows: the sum of the months */
  | "sum"
  /** levels: the last day's value */
  | "last"
  /** time mean of months (by days) */
  | "mean"
  /** sum of the numerator's months over the sum of the denominator's */
  | "ratio"
  /** durations by month of order: the mean over months; not there yet (+Infinity) if any month is */
  | "duration";

/**
 * One monthly figure of a trial. The table of all series stands behind the trial store, the CSVs, the
 * dictionary and the report: a new response is a new row in it.
 */
export interface Series {
  /** lower_snake_case with the unit, e.g. `delivered_units`. */
  readonly metric: string;
  readonly keys: Keys;
  readonly unit: string;
  readonly aggregate: Aggregate;
  /** `headline`: kept for every trial; `detail`: for the first trials only. */
  readonly tier: "headline" | "detail";
  /** What it means, one sentence for the dictionary. */
  readonly meaning: string;
  /** Only for `ratio`, which is not stored: indices of two stored series of the same tier. */
  readonly of?: readonly [numerator: number, denominator: number];
}

/** One figure per trial beside the drawn parameters, e.g. units delivered in 2028. */
export interface Outcome {
  readonly name: string;
  readonly unit: string;
  readonly meaning: string;
}

/** A shock that happened in a trial. */
export interface Occurrence {
  /** Index in `Model.shocks`. */
  readonly shock: number;
  /** Days since start. */
  readonly time: number;
  /** The drawn severity: scrapped share if it scraps, else outage length in days, else the factor drawn. */
  readonly severity: number;
  /** Capacity lost, wafers over all its lines. */
  readonly capacityLost: number;
  /** Work in process lost, wafers. */
  readonly workLost: number;
}

/** What one trial leaves behind. Buffers belong to the caller and are filled whole. */
export interface TrialRecord {
  /** Drawn parameters (in the order of `Model.parameters`), then outcomes. */
  readonly scalars: Float64Array;
  /** Stored headline series, series-major: series x months. */
  readonly headline: Float32Array;
  /** Stored detail series, series-major; null: not wanted for this trial. */
  readonly detail: Float32Array | null;
  /** Emptied and filled by the trial. */
  readonly occurrences: Occurrence[];
}

/** The shape of every trial of a model: what its record holds. */
export interface TrialShape {
  readonly months: number;
  /** Month labels, `2027-04`. */
  readonly monthLabels: readonly string[];
  readonly parameters: number;
  readonly outcomes: readonly Outcome[];
  /** All series, stored and ratio; stored ones of a tier have consecutive rows in table order. */
  readonly series: readonly Series[];
  readonly headlineRows: number;
  readonly detailRows: number;
}

export interface TrialOptions {
  /** Check conservation at every event; throws on the first violation. */
  readonly checked: boolean;
  /** Called with each event when tracing; null otherwise. */
  readonly trace: ((line: TraceEvent) => void) | null;
}

export interface TraceEvent {
  /** Days since start. */
  readonly time: number;
  /** `start`, `finish`, `order`, `deliver`, `review`, `shock`, ... */
  readonly event: string;
  /** Id of the line, segment, shock ... */
  readonly entity: string;
  readonly item: string;
  readonly quantity: number;
  readonly note: string;
}

/** A model made ready to run; reused for many trials on one thread. */
export interface PreparedTrial {
  readonly shape: TrialShape;
  /**
   * Runs one trial and fills `record`. Pure in its arguments.
   *
   * @param seed    the run's seed
   * @param number  the trial's number, from 1
   * @param uniforms one per `Model.columns`, [0, 1)
   */
  run(seed: string, number: number, uniforms: Float64Array, options: TrialOptions, record: TrialRecord): void;
}
