/** How the months of a period become one figure, in each trial, before anything is summarised. */
export type PeriodRule =
  /** flows: the sum */
  | "sum"
  /** levels: the last month's, which is its last day's */
  | "last"
  /** the mean over time: months weighted by their days */
  | "mean"
  /** durations by month: their plain mean; +Infinity if any month is; months without one (NaN) don't count */
  | "duration";

/** A span of whole months that is reported as one. */
export interface Period {
  readonly kind: "quarter" | "year" | "horizon";
  /** `2027-Q2`, `2027`, `2026-10..2031-12` */
  readonly label: string;
  /** Places of its months, ascending. */
  readonly months: readonly number[];
  /** Whether all months of the calendar period are there. */
  readonly complete: boolean;
}

/**
 * The quarters, years and the horizon that months make up, in this order, each by time.
 *
 * @param labels `2027-04`, consecutive months
 */
export function calendarPeriods(labels: readonly string[]): Period[] {
  const quarters = grouped(
    "quarter",
    labels,
    (label) => `${label.slice(0, 4)}-Q${Math.ceil(Number(label.slice(5)) / 3)}`,
    3,
  );
  const years = grouped("year", labels, (label) => label.slice(0, 4), 12);
  const horizon: Period = {
    kind: "horizon",
    label: `${labels[0]}..${labels[labels.length - 1]}`,
    months: labels.map((_, month) => month),
    complete: true,
  };
  return [...quarters, ...years, horizon];
}

function grouped(
  kind: "quarter" | "year",
  labels: readonly string[],
  periodOf: (label: string) => string,
  whole: number,
): Period[] {
  const months = new Map<string, number[]>();
  labels.forEach((label, month) => {
    const period = periodOf(label);
    const known = months.get(period);
    if (known === undefined) months.set(period, [month]);
    else known.push(month);
  });
  return [...months].map(([label, places]) => ({
    kind,
    label,
    months: places,
    complete: places.length === whole,
  }));
}

/**
 * Months to periods, in each trial.
 *
 * @param values trials x months, trial-major
 * @param months number of months
 * @param groups for each period the places of its months, ascending, at least one
 * @param days   length of each month
 * @returns trials x periods, trial-major; NaN where a period has no figure
 */
export function aggregatePeriods(
  values: Float32Array | Float64Array,
  months: number,
  groups: readonly (readonly number[])[],
  rule: PeriodRule,
  days: readonly number[],
): Float64Array {
  const trials = trialsOf(values, months);
  const out = new Float64Array(trials * groups.length);
  for (let g = 0; g < groups.length; g++) {
    const group = groups[g];
    for (let trial = 0; trial < trials; trial++) {
      out[trial * groups.length + g] = aggregate(values, trial * months, group, rule, days);
    }
  }
  return out;
}

/** As `aggregatePeriods` for a ratio: sum over sum; NaN where the denominator's sum is 0. */
export function aggregateRatio(
  numerator: Float32Array | Float64Array,
  denominator: Float32Array | Float64Array,
  months: number,
  groups: readonly (readonly number[])[],
): Float64Array {
  const trials = trialsOf(numerator, months);
  if (denominator.length !== numerator.length)
    throw new RangeError("numerator and denominator differ in size");
  const out = new Float64Array(trials * groups.length);
  for (let trial = 0; trial < trials; trial++) {
    for (let g = 0; g < groups.length; g++) {
      const below = total(denominator, trial * months, groups[g]);
      out[trial * groups.length + g] =
        below === 0 ? Number.NaN : total(numerator, trial * months, groups[g]) / below;
    }
  }
  return out;
}

function trialsOf(values: Float32Array | Float64Array, months: number): number {
  const trials = values.length / months;
  if (!Number.isInteger(trials))
    throw new RangeError(`${values.length} values are not whole trials of ${months} months`);
  return trials;
}

function aggregate(
  values: Float32Array | Float64Array,
  first: number,
  group: readonly number[],
  rule: PeriodRule,
  days: readonly number[],
): number {
  switch (rule) {
    case "sum":
      return total(values, first, group);
    case "last":
      return values[first + group[group.length - 1]];
    case "mean": {
      let weighted = 0;
      let length = 0;
      for (const month of group) {
        weighted += values[first + month] * days[month];
        length += days[month];
      }
      return weighted / length;
    }
    case "duration": {
      let sum = 0;
      let count = 0;
      for (const month of group) {
        const value = values[first + month];
        if (Number.isNaN(value)) continue;
        sum += value;
        count++;
      }
      return count === 0 ? Number.NaN : sum / count;
    }
  }
}

function total(values: Float32Array | Float64Array, first: number, group: readonly number[]): number {
  let sum = 0;
  for (let k = 0; k < group.length; k++) sum += values[first + group[k]];
  return sum;
}
