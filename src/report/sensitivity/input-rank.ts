import type { Estimate } from "../../analysis/confidence-interval.ts";
import { noiseFloor } from "../../analysis/noise-floor.ts";
import { midRanks } from "../../analysis/rank.ts";
import { correlationOfRanks } from "../../analysis/rank-correlation.ts";
import { Stream } from "../../random/stream.ts";
import { outcomeValues } from "../outcome.ts";
import { samplingOfTrials, type Trials } from "../trials.ts";
import { inputValues, type UncertainInput, uncertainInputs } from "../uncertain-input.ts";
import { type Asked, bySize } from "./asked.ts";

/** Of more trials the first are taken: they tell a hundred inputs apart, and memory and time stay bounded. */
const MOST_TRIALS = 10_000;

/** Outcome and inputs over the trials in which the outcome exists. */
export interface Sample {
  readonly outcome: Float64Array;
  readonly outcomeRanks: Float64Array;
  readonly inputs: readonly UncertainInput[];
  /** Of each input. */
  readonly ranks: readonly Float64Array[];
}

export function sampleOf({ run, outcome: figure }: Asked, trials: Trials): Sample {
  const values = outcomeValues(trials, figure);
  const there = Array.from(values.keys())
    .filter((trial) => !Number.isNaN(values[trial]))
    .slice(0, MOST_TRIALS);
  const outcome = Float64Array.from(there, (trial) => values[trial]);
  const inputs = uncertainInputs(run.model);
  const ranks = inputs.map((input) => {
    const drawn = inputValues(trials, input);
    return midRanks(Float64Array.from(there, (trial) => drawn[trial]));
  });
  return { outcome, outcomeRanks: midRanks(outcome), inputs, ranks };
}

/** An input and how it ranks with the outcome; null: one of the two does not vary. */
export interface RankedInput {
  readonly input: UncertainInput;
  readonly rankCorrelation: Estimate | null;
}

/** All inputs, the one with the largest rank correlation first. */
export function rankedInputs(asked: Asked, trials: Trials): RankedInput[] {
  return rankedOf(sampleOf(asked, trials));
}

function rankedOf({ inputs, ranks, outcomeRanks }: Sample): RankedInput[] {
  return byRankCorrelation(
    inputs.map((input, place) => ({
      input,
      rankCorrelation: correlationOfRanks(ranks[place], outcomeRanks),
    })),
  );
}

export function byRankCorrelation<T extends RankedInput>(inputs: readonly T[]): T[] {
  return bySize(inputs, ({ rankCorrelation: one }) => (one === null ? undefined : Math.abs(one.value)));
}

/**
 * As `rankedInputs`, with the noise floor of the rank correlation; null: the outcome does not vary, or the trials were
 * not drawn one by one, and then neither the dummies nor the intervals say what chance does.
 */
export function rankSensitivity(
  asked: Asked,
  trials: Trials,
): { readonly inputs: readonly RankedInput[]; readonly noise: number | null } {
  const sample = sampleOf(asked, trials);
  if (samplingOfTrials(trials).block > 1) return { inputs: rankedOf(sample), noise: null };
  const { rankCorrelation } = noiseFloor(sample.outcome, sample.inputs.length, null, dummiesOf(asked));
  return { inputs: rankedOf(sample), noise: rankCorrelation };
}

/** The luck of the dummies, the same wherever they are asked for. */
export function dummiesOf({ run }: Asked): () => number {
  const dummies = new Stream(run.seed, 1, "sensitivity/dummies");
  return () => dummies.next();
}
