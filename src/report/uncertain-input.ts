import type { Model, Parameter } from "../model/model.ts";
import type { Trials } from "./trials.ts";

/**
 * An uncertain input as a sensitivity analysis sees it: one independent draw. The dates of a timeline share a draw, so
 * they are one input under the timeline's path; what one of them does can't be told from what the others do.
 */
export interface UncertainInput {
  /** Index in `Model.columns`. */
  readonly column: number;
  /** Where it stands in the scenario. */
  readonly path: string;
  /** Indices of the parameters it moves, at least one. */
  readonly parameters: readonly number[];
  /** As stated; several joined by a semicolon. Empty: none. */
  readonly source: string;
  readonly dated: string;
  /** The lowest stated of its parameters; empty: none. */
  readonly confidence: string;
}

/** All of a model, in the order of its columns. */
export function uncertainInputs({
  columns,
  parameters,
}: Pick<Model, "columns" | "parameters">): UncertainInput[] {
  return columns.map((path, column) => {
    const moved = Array.from(parameters.keys()).filter((index) => parameters[index].column === column);
    const own = moved.map((index) => parameters[index]);
    return {
      column,
      path,
      parameters: moved,
      source: stated(own, "source"),
      dated: stated(own, "dated"),
      confidence:
        (["low", "medium", "high"] as const).find((level) =>
          own.some(({ confidence }) => confidence === level),
        ) ?? "",
    };
  });
}

function stated(parameters: readonly Parameter[], what: "source" | "dated"): string {
  return [...new Set(parameters.flatMap((parameter) => parameter[what] ?? []))].join("; ");
}

/**
 * What was drawn for an input in each trial: the values of the first of its parameters that varies. The others rise and
 * fall with it, so their ranks are the same.
 */
export function inputValues(
  trials: Pick<Trials, "readScalar">,
  { parameters }: UncertainInput,
): Float64Array {
  let values: Float64Array = new Float64Array(0);
  for (const index of parameters) {
    values = trials.readScalar(index);
    if (values.some((value) => value !== values[0])) break;
  }
  return values;
}
