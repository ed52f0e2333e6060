import type { Estimate } from "../analysis/confidence-interval.ts";
import { proportionOfTrials, type Sampling } from "../analysis/sampling.ts";
import { Summariser } from "../analysis/summary.ts";
import { type Group, groupsByVendor, sumOf } from "./constraint-group.ts";
import { type Figures, seriesFigures } from "./series-figures.ts";
import type { Calendar, Timespan } from "./timespan.ts";
import { samplingOfTrials, type Trials } from "./trials.ts";

/** How much of what one vendor (or all) delivered in a timespan was limited by one thing. */
export interface ConstraintShare {
  /** Empty: all vendors. */
  readonly vendor: string;
  /**
   * `stage`: a whole stage (its lines, their background load and outages) or a cause without a stage ("CoWoS or
   * HBM?"); `line`: one line or cause ("which site?"). Shares of either level add up to 1.
   */
  readonly level: "stage" | "line";
  readonly stage: string;
  /** Empty for a whole stage. */
  readonly constraint: string;
  readonly line: string;
  readonly span: Timespan;
  /** Mean over trials of its share of the deliveries; null: fewer than two trials delivered anything. */
  readonly share: Estimate | null;
  /** Probability that its share is the largest of its level (of equal ones the first in order); null: no trial delivered anything. */
  readonly largest: Estimate | null;
  /** Mean H100-equivalents over those trials. NaN: none. */
  readonly amount: number;
  /** Trials that delivered anything. */
  readonly trials: number;
}

/**
 * The constraint trace as shares, vendor by vendor (all first), then group by group in the order of the
 * alphabet, each followed by its terms.
 *
 * Two passes over the stored series, the first for totals and for what is largest, the second for the shares,
 * so that memory is that of a few series, however many there are.
 */
export function* constraintShares(
  trials: Trials,
  spans: readonly Timespan[],
  calendar: Calendar,
): Generator<ConstraintShare, void, undefined> {
  const { series } = trials.shape;
  for (const [vendor, groups] of groupsByVendor(series)) {
    const read = (term: number): Figures => seriesFigures(trials, term, spans, calendar);
    const totals = new Totals(groups, read, samplingOfTrials(trials));
    for (const [place, { stage, cause, terms }] of groups.entries()) {
      const sum = sumOf(terms, read);
      const whole = { vendor, level: "stage", stage, constraint: cause, line: "" } as const;
      yield* spans.map((span, s) => ({
        ...whole,
        span,
        ...totals.share(sum, totals.largestGroup, place, s),
      }));
      for (const term of terms) {
        const { stage = "", constraint = "", line = "" } = series[term].keys;
        const part = { vendor, level: "line", stage, constraint, line } as const;
        const figures = read(term);
        yield* spans.map((span, s) => ({
          ...part,
          span,
          ...totals.share(figures, totals.largestTerm, term, s),
        }));
      }
    }
  }
}

/** Per trial and timespan: all that was delivered, and the group and the term with the largest part in it. */
class Totals {
  readonly largestGroup: Int32Array;
  readonly largestTerm: Int32Array;
  private readonly total: Float64Array;
  private readonly trials: number;
  private readonly spans: number;
  private readonly sampling: Sampling;
  private readonly summariser: Summariser;
  /** The shares in hand. */
  private readonly shares: Float64Array;

  constructor(groups: readonly Group[], read: (term: number) => Figures, sampling: Sampling) {
    const { trials, values } = read(groups[0].terms[0]);
    const size = values.length;
    this.trials = trials;
    this.sampling = sampling;
    this.summariser = new Summariser([], sampling);
    this.shares = new Float64Array(trials);
    this.spans = trials === 0 ? 0 : size / trials;
    this.total = new Float64Array(size);
    this.largestGroup = new Int32Array(size).fill(-1);
    this.largestTerm = new Int32Array(size).fill(-1);
    const mostOfGroup = new Float64Array(size);
    const mostOfTerm = new Float64Array(size);
    groups.forEach(({ terms }, place) => {
      const sum = new Float64Array(size);
      for (const term of terms) {
        const part = read(term).values;
        for (let i = 0; i < size; i++) sum[i] += part[i];
        keepLargest(part, term, mostOfTerm, this.largestTerm);
      }
      for (let i = 0; i < size; i++) this.total[i] += sum[i];
      keepLargest(sum, place, mostOfGroup, this.largestGroup);
    });
  }

  share(
    { values }: Figures,
    largest: Int32Array,
    self: number,
    span: number,
  ): Pick<ConstraintShare, "share" | "largest" | "amount" | "trials"> {
    const { shares } = this;
    shares.fill(Number.NaN);
    let n = 0;
    let wins = 0;
    let amount = 0;
    for (let trial = 0; trial < this.trials; trial++) {
      const at = trial * this.spans + span;
      if (!(this.total[at] > 0)) continue;
      shares[trial] = values[at] / this.total[at];
      n++;
      amount += values[at];
      if (largest[at] === self) wins++;
    }
    return {
      share: this.summariser.summarise(shares).mean,
      largest: n > 0 ? proportionOfTrials(wins, n, this.sampling) : null,
      amount: amount / n,
      trials: n,
    };
  }
}

function keepLargest(values: Float64Array, self: number, most: Float64Array, largest: Int32Array): void {
  for (let i = 0; i < values.length; i++) {
    if (values[i] > most[i]) {
      most[i] = values[i];
      largest[i] = self;
    }
  }
}
