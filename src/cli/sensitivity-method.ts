import {
  type Studied,
  sobolVariants,
  tornadoVariants,
  trajectoryVariants,
} from "../experiment/sensitivity-study.ts";
import { trajectoryMoves } from "../experiment/trajectory.ts";
import { type OutcomeFigure, outcomeValues } from "../report/outcome.ts";
import type { SensitivityAnswer } from "../report/sensitivity/answer.ts";
import type { Asked } from "../report/sensitivity/asked.ts";
import {
  givenDataAnswer,
  givenDataRows,
  givenDataSensitivity,
  SENSITIVITY_TABLE,
} from "../report/sensitivity/given-data.ts";
import { rankedInputs } from "../report/sensitivity/input-rank.ts";
import { inputEffects, MORRIS_TABLE, morrisAnswer, morrisRows } from "../report/sensitivity/morris.ts";
import { inputShares, SOBOL_TABLE, sobolAnswer, sobolRows } from "../report/sensitivity/sobol.ts";
import { TORNADO_TABLE, tornadoAnswer, tornadoBars, tornadoRows } from "../report/sensitivity/tornado.ts";
import type { StudyResults } from "../report/study-results.ts";
import type { Trials } from "../report/trials.ts";
import type { UncertainInput } from "../report/uncertain-input.ts";
import type { Study } from "./run-study.ts";
import { UsageError } from "./usage-error.ts";

/** What a method that has trials of its own runs, and what it finds in them. */
export type MethodStudy = Pick<Study<SensitivityAnswer>, "variants" | "trials" | "find">;

/** Trials of each variant of a tornado, and trajectories, where nobody says. */
const TORNADO_TRIALS = 50;
const TRAJECTORIES = 10;

/** From the trials of the run as they are: nothing more to run. */
export function givenDataFound(
  asked: Asked,
  base: Trials,
): Pick<StudyResults<SensitivityAnswer>, "tables" | "figures" | "answer"> {
  const found = givenDataSensitivity(asked, base);
  return {
    tables: [[SENSITIVITY_TABLE, givenDataRows(asked, found)]],
    figures: [],
    answer: givenDataAnswer(asked, found),
  };
}

/** The inputs that rank highest with the outcome in the run's own trials, one at a time. */
export function tornadoStudy(asked: Asked, studied: Studied, base: Trials, inputs: number): MethodStudy {
  const chosen = highest(asked, base, inputs);
  return {
    variants: tornadoVariants(studied, columnsOf(chosen)),
    trials: TORNADO_TRIALS,
    find: (stores) => {
      const bars = tornadoBars(
        chosen.map((input, place) => ({
          input,
          low: finiteOutcome(stores[2 * place], asked.outcome),
          high: finiteOutcome(stores[2 * place + 1], asked.outcome),
        })),
      );
      return {
        tables: [[TORNADO_TABLE, tornadoRows(asked, bars)]],
        figures: [],
        answer: tornadoAnswer(asked, bars, stores[0].trials),
      };
    },
  };
}

/** All inputs along trajectories. */
export function morrisStudy(asked: Asked, studied: Studied): MethodStudy {
  const { columns } = studied.model;
  return {
    variants: trajectoryVariants(studied),
    trials: TRAJECTORIES,
    find: (stores) => {
      const [{ trials, range }] = stores;
      const points = stores.map((store) => finiteOutcome(store, asked.outcome));
      const places = Array.from({ length: trials }, (_, place) => place);
      const effects = inputEffects(
        asked,
        places.map((place) => trajectoryMoves(asked.run.seed, range.from + place, columns)),
        places.map((place) => Float64Array.from(points, (point) => point[place])),
      );
      return {
        tables: [[MORRIS_TABLE, morrisRows(asked, effects)]],
        figures: [],
        answer: morrisAnswer(asked, effects, trials),
      };
    },
  };
}

/**
 * The inputs that rank highest, redrawn one at a time.
 *
 * @param base has at least the trials that are run, from the same one on
 */
export function sobolStudy(
  asked: Asked,
  studied: Studied,
  base: Trials,
  inputs: number,
  rows: number,
): MethodStudy {
  const chosen = highest(asked, base, inputs);
  return {
    variants: sobolVariants(studied, columnsOf(chosen)),
    trials: rows,
    find: (stores) => {
      const own = finiteOutcome(base, asked.outcome).subarray(0, rows);
      const redrawn = stores.map((store) => finiteOutcome(store, asked.outcome));
      const shares = inputShares(asked, chosen, own, redrawn);
      return {
        tables: [[SOBOL_TABLE, sobolRows(asked, shares)]],
        figures: [],
        answer: sobolAnswer(asked, shares, rows),
      };
    },
  };
}

/** @throws UsageError as `finiteOutcome`, before anything is run for it */
function highest(asked: Asked, base: Trials, inputs: number): UncertainInput[] {
  finiteOutcome(base, asked.outcome);
  return rankedInputs(asked, base)
    .slice(0, inputs)
    .map(({ input }) => input);
}

function columnsOf(inputs: readonly UncertainInput[]): number[] {
  return inputs.map(({ column }) => column);
}

/** @throws UsageError where the outcome does not exist in some trial: there is no mean of it */
function finiteOutcome(trials: Trials, outcome: OutcomeFigure): Float64Array {
  const values = outcomeValues(trials, outcome);
  if (values.every(Number.isFinite)) return values;
  throw new UsageError(
    `${outcome.name} does not exist in every trial, so there is no mean of it. ` +
      "--method given-data takes it as it is, or choose another --metric",
  );
}
