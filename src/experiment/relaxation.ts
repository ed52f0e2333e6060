import { type Estimate, simultaneousLevel } from "../analysis/confidence-interval.ts";
import { INDEPENDENT_TRIALS } from "../analysis/sampling.ts";
import { Summariser } from "../analysis/summary.ts";
import type { Model } from "../model/model.ts";
import { binds, type SetBinding, setBinding } from "./binding-share.ts";
import type { LineSet, LineTrait } from "./line-set.ts";
import { type Relief, relievedSets, setsOf, type Worth, worthOf } from "./relief.ts";
import { ReliefCost } from "./relief-cost.ts";
import { type Ask, type Build, type ReliefState, ReliefTrials } from "./relief-trials.ts";

export interface RelievedSet extends Relief, SetBinding {
  readonly worth: Worth;
  /** What the change of capacity costs, dollars, negative for less of it; null: some line doesn't state it. */
  readonly cost: number | null;
}

/** One step of the sequence that always relieves what gains most; how the set binds is after the steps before. */
export interface ReliefStep extends RelievedSet {
  /** Against the step before; the intervals of all sets tried hold at once, as the best of them was chosen. */
  readonly worth: Worth;
  /** How many sets were tried. */
  readonly tried: number;
}

/** Two sets relieved together. */
export interface ReliefPair {
  readonly first: LineSet;
  readonly second: LineSet;
  /** Of each. */
  readonly percent: number;
  /** What both gain. */
  readonly worth: Worth;
  /** What both cost, as of a set. */
  readonly cost: number | null;
  /** Gain of both beyond the sum of the gains of each; the intervals of all pairs hold at once. null: too few trials. */
  readonly beyond: Estimate | null;
}

/**
 * Why a sequence ends: after as many steps as were asked for; as lines no longer hold anything back, so that demand
 * or time does; as no set gains what can be told from nothing.
 */
export type SequenceEnd = "steps" | "nothing-binds" | "nothing-gained";

export interface Relaxation {
  /** Every set by itself, by stage, technology and line: a percent more, then ten percent less. */
  readonly single: readonly RelievedSet[];
  /** Sets that do not bind in the scenario as it is, and were not tried. */
  readonly leftOut: readonly SetBinding[];
  readonly sequence: readonly ReliefStep[];
  readonly ends: SequenceEnd;
  /** What demand held back, of all deliveries: as it is, and after the sequence. [0, 1] */
  readonly orders: { readonly before: number; readonly after: number };
  readonly pairs: readonly ReliefPair[];
  /** More capacity that takes deliveries away, or less that adds some, by intervals that hold for all at once. */
  readonly odd: readonly Relief[];
}

/** How reliefs are to be tried. */
export interface ReliefPlan {
  readonly model: Model;
  /** Day number of the first day of the changed capacities. */
  readonly from: number;
  /** What is relieved one by one; sequence and pairs are of technologies. */
  readonly traits: readonly LineTrait[];
  /** Most steps of the sequence, from 0; 0: neither sequence nor pairs. */
  readonly steps: number;
  /** Percent that a step adds. (0, inf) */
  readonly step: number;
}

/** Small, so that what is gained is the slope; and large enough to say how fast slack is used up. */
const CHANGES: readonly number[] = [1, -10];
const PAIRED = 5;

/**
 * Tries every relief, then the sequence, then the pairs.
 *
 * @param expect told how many runs there will be in all, as far as is known
 * @returns null: interrupted
 */
export async function relax(
  { model, from, traits, steps, step }: ReliefPlan,
  ask: Ask,
  build: Build,
  expect: (runs: number) => void,
): Promise<Relaxation | null> {
  const sets = relievedSets(model);
  const trials = new ReliefTrials(sets, ask, build);
  const cost = new ReliefCost(model, from);
  expect(1);
  const base = await trials.traced([]);
  if (base === null) return null;
  const known = setsOf(sets, traits).map((set) => setBinding(set, base.binding));
  const tried = known.filter(binds);
  const families = steps === 0 ? [] : setsOf(sets, ["technology"]);
  const binding = families.map((set) => setBinding(set, base.binding)).filter(binds);
  const expected = binding.length;
  const couples = (Math.min(PAIRED, expected) * (Math.min(PAIRED, expected) - 1)) / 2;
  expect(1 + CHANGES.length * tried.length + steps * expected + steps + couples);

  const reliefs = tried.flatMap((one) => CHANGES.map((percent) => ({ ...one, percent })));
  const changed = await trials.delivered(reliefs.map((relief) => [relief]));
  if (changed === null) return null;
  const single = reliefs.map((one, k) => ({
    ...one,
    worth: worthOf(base.delivered, changed[k], one.percent),
    cost: cost.of([one]),
  }));
  const strict = simultaneousLevel(Math.max(1, reliefs.length));
  const odd = reliefs.filter(({ percent }, k) => {
    const { perPercent } = worthOf(base.delivered, changed[k], percent, strict);
    return perPercent !== null && perPercent.high < 0;
  });

  const course = await sequenceOf(families, { steps, step }, base, trials, cost);
  if (course === null) return null;
  const alone = binding.map((one) => ({ ...one, percent: step }));
  const gains = await trials.delivered(alone.map((relief) => [relief]));
  if (gains === null) return null;
  const top = byGain(
    alone.map((one, k) => ({
      ...one,
      worth: worthOf(base.delivered, gains[k], step),
      cost: cost.of([one]),
    })),
  );
  const pairs = await pairsOf(top.slice(0, PAIRED), base.delivered, trials, cost);
  if (pairs === null) return null;
  const { sequence, ends } = course;
  const orders = { before: base.binding.orders, after: course.state.binding.orders };
  const leftOut = known.filter((one) => !binds(one));
  return { single, leftOut, sequence, ends, orders, pairs, odd };
}

/** Always the best of those that bind, on top of those before. */
async function sequenceOf(
  families: readonly LineSet[],
  { steps, step }: Pick<ReliefPlan, "steps" | "step">,
  base: ReliefState,
  trials: ReliefTrials,
  cost: ReliefCost,
): Promise<(Pick<Relaxation, "sequence" | "ends"> & { readonly state: ReliefState }) | null> {
  const sequence: ReliefStep[] = [];
  let state = base;
  while (sequence.length < steps) {
    const { delivered, binding } = state;
    const choices = families.map((set) => ({ ...setBinding(set, binding), percent: step })).filter(binds);
    if (choices.length === 0) return { sequence, ends: "nothing-binds", state };
    const next = await trials.delivered(choices.map((choice) => [...sequence, choice]));
    if (next === null) return null;
    const level = simultaneousLevel(choices.length);
    const candidates = choices.map((choice, k): ReliefStep => {
      const worth = worthOf(delivered, next[k], step, level);
      return { ...choice, worth, cost: cost.of([choice], sequence), tried: choices.length };
    });
    const [best] = byGain(candidates);
    if (!((best.worth.gain?.low ?? 0) > 0)) return { sequence, ends: "nothing-gained", state };
    sequence.push(best);
    const traced = await trials.traced(sequence);
    if (traced === null) return null;
    state = traced;
  }
  return { sequence, ends: "steps", state };
}

/** Every two that share no line. */
async function pairsOf(
  top: readonly RelievedSet[],
  base: Float64Array,
  trials: ReliefTrials,
  cost: ReliefCost,
): Promise<ReliefPair[] | null> {
  const pairs = top
    .flatMap((first, k) => top.slice(k + 1).map((second) => [first, second] as const))
    .filter(([a, b]) => !a.set.lines.some((line) => b.set.lines.includes(line)));
  const delivered = await trials.delivered(pairs.flatMap(([a, b]) => [[a], [b], [a, b]]));
  if (delivered === null) return null;
  const means = new Summariser([], INDEPENDENT_TRIALS, simultaneousLevel(Math.max(1, pairs.length)));
  return pairs.map(([a, b], k) => {
    const [first, second, both] = delivered.slice(3 * k, 3 * k + 3);
    const beyond = base.map((none, trial) => both[trial] - first[trial] - second[trial] + none);
    return {
      first: a.set,
      second: b.set,
      percent: a.percent,
      worth: worthOf(base, both, a.percent),
      cost: cost.of([a, b]),
      beyond: means.summarise(beyond).mean,
    };
  });
}

/** The most gain first; of equals what holds back most, then as they were. */
function byGain<T extends RelievedSet>(tried: readonly T[]): T[] {
  const gain = ({ worth }: T): number => worth.gain?.value ?? Number.NEGATIVE_INFINITY;
  return [...tried].sort((a, b) => gain(b) - gain(a) || b.held - a.held);
}
