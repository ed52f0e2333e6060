/**
 * What a disruption costs customers, from monthly flows with and without it in the same trial.
 *
 * The cumulative gap is what would have been delivered by then and was not. "Behind" is a gap of more than a day's
 * flow: of what flows without the disruption, on average over the year after it begins. A rate is back once nine tenths
 * of its deepest month are, so that small parts of a chain are measured by the same rule as large ones.
 *
 * Time to survive is that of Simchi-Levi et al. (Harvard Business Review 92(1-2), 2014; Interfaces 45(5), 2015): how
 * long customers get what they would have got although a node stands. Their time to recover is the node's and is given
 * here, as the length of the outage; that of customers is what is asked for.
 */

/** The months of a monthly flow and the days of a disruption. */
export interface DisruptedMonths {
  /** Days since start of the first day of each month and of the day after the last, ascending. */
  readonly edges: readonly number[];
  /** First day of the disruption, within the months. */
  readonly from: number;
  /** A gap that opens after this day is not put down to it. */
  readonly until: number;
}

/** Days since the disruption began in one trial. */
export interface Delays {
  /** Until the flow is behind; Infinity: it never is. */
  readonly survive: number;
  /** Until the first month after its deepest whose rate is back. NaN: never behind; Infinity: not by the end. */
  readonly rateBack: number;
  /** Until no more than a day's flow is missing again. NaN: never behind; Infinity: not by the end. */
  readonly caughtUp: number;
}

/** Share of its deepest month that may be missing when a rate counts as back. */
const RATE_MISSING = 0.1;
const DAYS_PER_YEAR = 365;

/** What is missing at the end of each month; negative: more than without. */
export function cumulativeGap(without: ArrayLike<number>, disrupted: ArrayLike<number>): Float64Array {
  if (without.length !== disrupted.length)
    throw new RangeError(`${without.length} months without and ${disrupted.length} with a disruption`);
  const gap = new Float64Array(without.length);
  let missing = 0;
  for (let month = 0; month < gap.length; month++) {
    missing += without[month] - disrupted[month];
    gap[month] = missing;
  }
  return gap;
}

/** The place of the month in which a disruption begins. */
export function firstMonth({ edges, from }: DisruptedMonths): number {
  const month = edges.findIndex((edge) => edge > from) - 1;
  if (month < 0)
    throw new RangeError(`day ${from} is not within days ${edges[0]} to ${edges[edges.length - 1]}`);
  return month;
}

/**
 * When customers begin and cease to feel a disruption. Within a month the gap goes evenly; only a fall is taken to
 * come all at once, at the rate of the month after it, as when a line's last lots have come through. So dates are exact
 * for a flow that stops for months, and good to some weeks for one that is short of a month's worth.
 *
 * @param without the undisturbed flow of each month
 * @param gap     `cumulativeGap` of the same months
 */
export function delays(without: ArrayLike<number>, gap: Float64Array, months: DisruptedMonths): Delays {
  const { edges, from, until } = months;
  const first = firstMonth(months);
  const behind = dailyFlow(without, edges, first);
  const missing = (month: number): number => gap[month] - (month === 0 ? 0 : gap[month - 1]);
  const lengthOf = (month: number): number => edges[month + 1] - edges[month];
  const rate = (month: number): number => missing(month) / lengthOf(month);

  let deepest = first;
  let falls = -1;
  for (let month = first; month < gap.length && edges[month] <= until; month++) {
    if (rate(month) > rate(deepest)) deepest = month;
    if (falls < 0 && gap[month] > behind) falls = month;
  }
  if (falls < 0) return { survive: Number.POSITIVE_INFINITY, rateBack: Number.NaN, caughtUp: Number.NaN };

  const end = edges[falls + 1];
  const here = missing(falls) / (end - Math.max(edges[falls], from));
  const next = falls + 1 < gap.length ? rate(falls + 1) : 0;
  const survive = end - (gap[falls] - behind) / Math.max(here, next) - from;

  const backAt = firstAfter(deepest, gap.length, (month) => rate(month) <= RATE_MISSING * rate(deepest));
  const rateBack = backAt === null ? Number.POSITIVE_INFINITY : edges[backAt] - from;
  const open = gap[deepest] > behind ? deepest : falls;
  const closedAt = firstAfter(open, gap.length, (month) => gap[month] <= behind);
  if (closedAt === null) return { survive, rateBack, caughtUp: Number.POSITIVE_INFINITY };
  const share = (gap[closedAt - 1] - behind) / (gap[closedAt - 1] - gap[closedAt]);
  return { survive, rateBack, caughtUp: edges[closedAt] + share * lengthOf(closedAt) - from };
}

/** Mean flow a day over a year from a month on, or what there is of it. */
function dailyFlow(flow: ArrayLike<number>, edges: readonly number[], first: number): number {
  let sum = 0;
  let month = first;
  for (; month + 1 < edges.length && edges[month] - edges[first] < DAYS_PER_YEAR; month++) sum += flow[month];
  return sum / (edges[month] - edges[first]);
}

function firstAfter(month: number, months: number, holds: (month: number) => boolean): number | null {
  for (let later = month + 1; later < months; later++) if (holds(later)) return later;
  return null;
}
