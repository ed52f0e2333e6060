import type { Estimate } from "../../analysis/confidence-interval.ts";
import { classCount, classed, firstOrderIndices } from "../../analysis/first-order-index.ts";
import { type NoiseFloor, noiseFloor } from "../../analysis/noise-floor.ts";
import {
  type PartialRankCorrelations,
  partialRankCorrelations,
} from "../../analysis/partial-rank-correlation.ts";
import { correlationOfRanks } from "../../analysis/rank-correlation.ts";
import { Stream } from "../../random/stream.ts";
import { exactColumn, integerColumn, textColumn } from "../column.ts";
import { estimateCells } from "../difference-column.ts";
import type { Cell, Table } from "../table.ts";
import type { Trials } from "../trials.ts";
import { type AnswerOf, NAMED, plain } from "./answer.ts";
import {
  ASKED_COLUMNS,
  type Asked,
  askedAnswer,
  askedCells,
  estimateColumns,
  inputAnswer,
  SOURCE_COLUMNS,
  sourceCells,
} from "./asked.ts";
import { byRankCorrelation, dummiesOf, type RankedInput, sampleOf } from "./input-rank.ts";

/** What a run's own trials say of one input; null: they can't. */
interface InputWeight extends RankedInput {
  readonly partial: Estimate | null;
  readonly firstOrder: Estimate | null;
  /** Its rank correlation is above the floor of the dummies. */
  readonly aboveNoise: boolean;
}

export interface GivenData {
  /** Trials in which the outcome exists. */
  readonly trials: number;
  /** Largest rank correlation first. */
  readonly inputs: readonly InputWeight[];
  readonly noise: NoiseFloor;
  readonly partial: PartialRankCorrelations;
}

/**
 * Which inputs drive an outcome, from the trials of a run as they are. Every input was drawn by itself, so that what
 * the outcome shares with one is that one's doing.
 */
export function givenDataSensitivity(asked: Asked, trials: Trials): GivenData {
  const { outcome, outcomeRanks, inputs, ranks } = sampleOf(asked, trials);
  const { seed } = asked.run;
  const classes = classCount(outcome.length);
  const noise = noiseFloor(outcome, inputs.length, classes, dummiesOf(asked));
  const resampled = new Stream(seed, 1, "sensitivity/resamples");
  const firstOrder = outcome.every(Number.isFinite)
    ? firstOrderIndices(
        ranks.map((one) => classed(one, classes)),
        outcome,
        () => resampled.next(),
      )
    : inputs.map(() => null);
  const partial = partialRankCorrelations(ranks, outcomeRanks);
  const weights = inputs.map((input, place): InputWeight => {
    const rankCorrelation = correlationOfRanks(ranks[place], outcomeRanks);
    const size = Math.abs(rankCorrelation?.value ?? 0);
    return {
      input,
      rankCorrelation,
      partial: partial.kind === "found" ? partial.inputs[place] : null,
      firstOrder: firstOrder[place],
      aboveNoise: noise.rankCorrelation !== null && size > noise.rankCorrelation,
    };
  });
  return { trials: outcome.length, inputs: byRankCorrelation(weights), noise, partial };
}

export const SENSITIVITY_TABLE: Table = {
  file: "sensitivity.csv",
  row: "uncertain input, the one with the largest rank correlation first",
  columns: [
    ...ASKED_COLUMNS,
    ...estimateColumns(
      "rank_correlation",
      "",
      "Spearman's rank correlation of input and outcome over the trials.",
      "Fisher's z, Bonett and Wright 2000",
    ),
    exactColumn(
      "rank_correlation_noise",
      "",
      "Noise floor from dummy inputs: of inputs that do nothing any gets above it in one run of 20.",
    ),
    textColumn("above_noise", "yes: the rank correlation is above its noise floor."),
    ...estimateColumns(
      "partial_rank_correlation",
      "",
      "The same with the ranks of all other inputs held fixed; empty with too few trials for so many inputs.",
      "Fisher's z with the degrees that are left",
    ),
    ...estimateColumns(
      "first_order_index",
      "fraction",
      "Share of the outcome's variance that goes when this input is known; a little below zero is zero.",
      "bootstrap over the trials",
    ),
    exactColumn(
      "first_order_noise",
      "fraction",
      "Noise floor of the first-order index, from the same dummies.",
    ),
    integerColumn("trials", "trials", "Trials that have the outcome, the first 10,000 of them at most."),
    ...SOURCE_COLUMNS,
  ],
};

export function* givenDataRows(asked: Asked, found: GivenData): Generator<Cell[], void, undefined> {
  const { inputs, noise, trials } = found;
  for (const { input, rankCorrelation, partial, firstOrder, aboveNoise } of inputs) {
    yield [
      ...askedCells(asked, input),
      ...estimateCells(rankCorrelation),
      noise.rankCorrelation,
      aboveNoise ? "yes" : "no",
      ...estimateCells(partial),
      ...estimateCells(firstOrder),
      noise.firstOrder,
      trials,
      ...sourceCells(input),
    ];
  }
}

export function givenDataAnswer(asked: Asked, found: GivenData): AnswerOf<"given-data"> {
  const { inputs, noise, partial, trials } = found;
  const orNull = (estimate: Estimate | null): Estimate | null => (estimate === null ? null : plain(estimate));
  return {
    method: "given-data",
    ...askedAnswer(asked, trials),
    noise: { rank_correlation: noise.rankCorrelation, first_order: noise.firstOrder },
    above_noise: inputs.filter(({ aboveNoise }) => aboveNoise).length,
    no_partial: whyNoPartial(partial, inputs.length),
    inputs: inputs.slice(0, NAMED).map((one) => ({
      ...inputAnswer(one.input),
      rank_correlation: orNull(one.rankCorrelation),
      partial_rank_correlation: orNull(one.partial),
      first_order: orNull(one.firstOrder),
      above_noise: one.aboveNoise,
    })),
  };
}

function whyNoPartial(partial: PartialRankCorrelations, inputs: number): string {
  switch (partial.kind) {
    case "found":
      return "";
    case "too few trials":
      return `${inputs} inputs can't be told apart by so few trials: partial rank correlations need at least ${partial.needed} trials`;
    case "tied":
      return "over these trials the ranks of an input follow from those of others";
    case "constant outcome":
      return "the outcome is the same in every trial";
  }
}
