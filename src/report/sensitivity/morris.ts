import { type ElementaryEffect, elementaryEffects, type Move } from "../../analysis/elementary-effect.ts";
import { exactColumn, integerColumn } from "../column.ts";
import { estimateCells } from "../difference-column.ts";
import type { Cell, Table } from "../table.ts";
import { type UncertainInput, uncertainInputs } from "../uncertain-input.ts";
import { type AnswerOf, NAMED, plain } from "./answer.ts";
import {
  ASKED_COLUMNS,
  type Asked,
  askedAnswer,
  askedCells,
  bySize,
  estimateColumns,
  inputAnswer,
  levelFor,
  SOURCE_COLUMNS,
  sourceCells,
} from "./asked.ts";

export interface InputEffect extends ElementaryEffect {
  readonly input: UncertainInput;
}

/**
 * Largest mean size of effect first; the intervals of all inputs hold at once.
 *
 * @param moves    of each trajectory
 * @param outcomes of each trajectory, at its points in order; finite
 */
export function inputEffects(
  asked: Asked,
  moves: readonly (readonly Move[])[],
  outcomes: readonly Float64Array[],
): InputEffect[] {
  const inputs = uncertainInputs(asked.run.model);
  const effects = elementaryEffects(moves, outcomes, levelFor(inputs.length));
  return bySize(
    inputs.map((input) => ({ input, ...effects[input.column] })),
    ({ muStar }) => muStar.value,
  );
}

export const MORRIS_TABLE: Table = {
  file: "morris.csv",
  row: "uncertain input, the one with the largest mu_star first",
  columns: [
    ...ASKED_COLUMNS,
    ...estimateColumns(
      "mu_star",
      "as unit",
      "Mean size of the input's elementary effects: change of the outcome over change of the input's probability.",
      "Student t over trajectories, all rows at once (Bonferroni)",
    ),
    ...estimateColumns(
      "mu",
      "as unit",
      "Mean of the effects with their signs.",
      "Student t over trajectories, all rows at once (Bonferroni)",
    ),
    exactColumn("sigma", "as unit", "Standard deviation of the effects: bends and interactions."),
    integerColumn("trajectories", "", "Trajectories, each of which moves every input once."),
    ...SOURCE_COLUMNS,
  ],
};

export function* morrisRows(
  asked: Asked,
  effects: readonly InputEffect[],
): Generator<Cell[], void, undefined> {
  for (const { input, muStar, mu, sigma } of effects) {
    yield [
      ...askedCells(asked, input),
      ...estimateCells(muStar),
      ...estimateCells(mu),
      sigma,
      muStar.n,
      ...sourceCells(input),
    ];
  }
}

export function morrisAnswer(
  asked: Asked,
  effects: readonly InputEffect[],
  trials: number,
): AnswerOf<"morris"> {
  return {
    method: "morris",
    ...askedAnswer(asked, trials),
    inputs: effects.slice(0, NAMED).map(({ input, mu, muStar, sigma }) => ({
      ...inputAnswer(input),
      mu: plain(mu),
      mu_star: plain(muStar),
      sigma,
    })),
  };
}
