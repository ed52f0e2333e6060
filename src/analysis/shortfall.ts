/**
 * What a disruption costs, from monthly flows with and without it in the same trial.
 *
 * The cumulative gap is what would have been delivered by then and was not. Within a month it goes evenly; only a fall
 * is taken to come all at once, at the rate of the month after it, as a line's last lots do. Dates are good to some
 * weeks where the gap is of one month alone. "Behind" is a gap of more than a day's flow: of what flows without the disruption, on
 * average over the year after it begins. A gap in a rate is back once nine tenths of its deepest month are, so that
 * small parts of a chain are measured by the same rule as large ones.
 *
 * Time to survive is that of Simchi-Levi et al. (Harvard Business Review 92(1-2), 2014; Interfaces 45(5), 2015): how
 * long customers get what they would have got although a node stands. Their time to recover is the node's and is
 * given here, as the length of the outage; the customers' own is what is asked for.
 */

/** The months of a monthly flow and the day a disruption begins. */
export interface DisruptedMonths {
  /** Days since start of the first day of each month and of the day after the last, ascending. */
  readonly edges: readonly number[];
  /** Days since start, within the months. */
  readonly from: number;
}

/** One trial's figures. Amounts are in the flow's unit, times in days since the disruption began. */
export interface Shortfall {
  /** What is missing by the end of the months; negative: more than without. */
  readonly lost: number;
  /** The largest cumulative gap. [0, inf) */
  readonly worst: number;
  /** Until the flow is behind; Infinity: it never is. */
  readonly survive: number;
  /** Until the monthly rate is back for the first time after its deepest month. NaN: never behind; Infinity: not yet. */
  readonly rateBack: number;
  /** Until no more than a day's flow is missing again. NaN: never behind; Infinity: not yet. */
  readonly caughtUp: number;
}

/** Share of its deepest month that may be missing when a rate counts as back. */
const RATE_MISSING = 0.1;
const DAYS_PER_YEAR = 365;

/**
 * @param without, disrupted flow of each month
 * @throws RangeError where the months and the flows do not fit
 */
export function shortfall(
  without: ArrayLike<number>,
  disrupted: ArrayLike<number>,
  { edges, from }: DisruptedMonths,
): Shortfall {
  const months = edges.length - 1;
  if (without.length !== months || disrupted.length !== months)
    throw new RangeError(`${without.length} and ${disrupted.length} flows of ${months} months`);
  const first = edges.findIndex((edge) => edge > from) - 1;
  if (first < 0) throw new RangeError(`day ${from} is not within days ${edges[0]} to ${edges[months]}`);
  const behind = dailyFlow(without, edges, first);
  const gapOf = (month: number): number => without[month] - disrupted[month];
  const lengthOf = (month: number): number => edges[month + 1] - edges[month];
  const gaps = new Float64Array(months);
  /** The day within a month on which the gap passes what counts as behind. */
  const passes = (month: number): number => {
    const end = edges[month + 1];
    const here = gapOf(month) / (end - Math.max(edges[month], from));
    const next = month + 1 < months ? gapOf(month + 1) / lengthOf(month + 1) : 0;
    return end - (gaps[month] - behind) / Math.max(here, next);
  };
  let gap = 0;
  let worst = 0;
  let worstMonth = first;
  let deepest = 0;
  let deepestMonth = first;
  let survive = Number.POSITIVE_INFINITY;
  for (let month = 0; month < months; month++) {
    gap += gapOf(month);
    gaps[month] = gap;
    if (gap > worst) {
      worst = gap;
      worstMonth = month;
    }
    const rate = gapOf(month) / lengthOf(month);
    if (rate > deepest) {
      deepest = rate;
      deepestMonth = month;
    }
    if (survive === Number.POSITIVE_INFINITY && gap > behind) survive = passes(month) - from;
  }
  if (survive === Number.POSITIVE_INFINITY)
    return { lost: gap, worst, survive, rateBack: Number.NaN, caughtUp: Number.NaN };

  let rateBack = Number.POSITIVE_INFINITY;
  for (let month = deepestMonth + 1; month < months; month++) {
    if (gapOf(month) / lengthOf(month) > RATE_MISSING * deepest) continue;
    rateBack = edges[month] - from;
    break;
  }
  let caughtUp = Number.POSITIVE_INFINITY;
  for (let month = worstMonth + 1; month < months; month++) {
    if (gaps[month] > behind) continue;
    const share = (gaps[month - 1] - behind) / (gaps[month - 1] - gaps[month]);
    caughtUp = edges[month] + share * lengthOf(month) - from;
    break;
  }
  return { lost: gap, worst, survive, rateBack, caughtUp };
}

/** Mean flow a day over a year from a month on, or what there is of it. */
function dailyFlow(flow: ArrayLike<number>, edges: readonly number[], first: number): number {
  let sum = 0;
  let month = first;
  for (; month + 1 < edges.length && edges[month] - edges[first] < DAYS_PER_YEAR; month++) sum += flow[month];
  return sum / (edges[month] - edges[first]);
}
