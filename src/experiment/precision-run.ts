import type { Estimate } from "../analysis/confidence-interval.ts";
import { meanOfTrials } from "../analysis/sampling.ts";
import { isWithin, lookLevel, type Precision, plannedLooks } from "../analysis/stopping.ts";
import type { Outcome } from "../model/series.ts";
import { samplingOf } from "./design.ts";
import { chokepoint, type RunOutcome, type RunRequest, runTrials } from "./run.ts";
import { TrialStore } from "./trial-store.ts";

/** When a run has enough trials: once the means of all these outcomes are known as closely as wanted. */
export interface PrecisionGoal {
  /** Names of outcomes, `TrialShape.outcomes`; at least one, none twice. */
  readonly metrics: readonly string[];
  readonly precision: Precision;
}

/** What one look found. */
export interface Look {
  /** Trials looked at: 1 to this. */
  readonly trials: number;
  readonly figures: readonly LookFigure[];
}

/** One outcome at one look. */
export interface LookFigure {
  readonly outcome: Outcome;
  /** Of its mean at the adjusted level; null: some trials have none or it is not there yet. */
  readonly estimate: Estimate | null;
  readonly reached: boolean;
}

/** All looks of a run, for the record. */
export interface Convergence {
  readonly goal: PrecisionGoal;
  /** Most trials there might have been. */
  readonly most: number;
  /** Level of each interval, (0.95, 1), so that all of them hold together with 95 %; see `lookLevel`. */
  readonly level: number;
  readonly looks: readonly Look[];
  /** Whether the last look found all that was wanted. */
  readonly reached: boolean;
}

export interface PrecisionOutcome {
  /** Of the last part that was run. */
  readonly outcome: RunOutcome;
  /** Trials that the results are to be made from, or, where interrupted, that were being run. */
  readonly range: RunRequest["range"];
  readonly convergence: Convergence;
}

/**
 * Runs trials until the goal is reached at one of the planned looks or `request.range` is exhausted. It looks at
 * nothing in between, and at the first trials of each look only, also where the store holds more: so where it stops
 * does not depend on interruptions, machines or what was there before.
 *
 * @param request its range begins with trial 1 and ends with the most there may be
 * @param onLook  called after each look
 * @throws RangeError where the range begins elsewhere or a metric is none
 * @throws what `runTrials` throws
 */
export async function runUntilPrecise(
  request: RunRequest,
  goal: PrecisionGoal,
  onLook: (look: Look, convergence: Convergence) => void,
  program = chokepoint(),
): Promise<PrecisionOutcome> {
  const { range, folder, identity } = request;
  if (range.from !== 1) throw new RangeError(`looks are at trials from 1 on, not from ${range.from}`);
  const planned = plannedLooks(range.to);
  const level = lookLevel(planned.length, goal.metrics.length);
  const looks: Look[] = [];
  const repaired: string[] = [];
  let reused = 0;
  for (const trials of planned) {
    const part = { ...range, to: trials };
    const resume = request.resume || looks.length > 0;
    const ran = await runTrials({ ...request, range: part, resume }, program);
    repaired.push(...ran.repaired);
    // What earlier looks ran was not there at first.
    reused = looks.length === 0 ? ran.reused : reused + Math.max(0, ran.reused - (looks.at(-1)?.trials ?? 0));
    const outcome = { ...ran, reused, repaired };
    if (ran.status === "complete") {
      const store = TrialStore.open(folder, identity, ran.shape, part);
      looks.push({ trials, figures: figuresOf(store, goal, level) });
    }
    const reached = ran.status === "complete" && (looks.at(-1)?.figures.every((one) => one.reached) ?? false);
    const convergence: Convergence = { goal, most: range.to, level, looks: [...looks], reached };
    if (ran.status === "interrupted") return { outcome, range: part, convergence };
    onLook(looks[looks.length - 1], convergence);
    if (reached || trials === range.to) return { outcome, range: part, convergence };
  }
  throw new Error("there is always a last look");
}

function figuresOf(store: TrialStore, { metrics, precision }: PrecisionGoal, level: number): LookFigure[] {
  const { outcomes, parameters } = store.shape;
  const sampling = samplingOf(store.design, store.range.from);
  return metrics.map((metric) => {
    const place = outcomes.findIndex(({ name }) => name === metric);
    if (place < 0) throw new RangeError(`${metric} is no outcome of a trial`);
    const estimate = meanOfTrials(store.readScalar(parameters + place), sampling, level);
    return { outcome: outcomes[place], estimate, reached: isWithin(estimate, precision) };
  });
}
