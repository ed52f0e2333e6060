import { type Distribution, distributionOf, problemOf } from "../random/distribution.ts";
import { parseDate } from "./date.ts";
import { parseExpression } from "./expression.ts";
import { Mistake } from "./mistake.ts";

/** A date of a scenario: a day number (days since 1970-01-01), or that plus a draw in days. */
export interface DateValue {
  readonly day: number;
  readonly distribution: Distribution | null;
}

/** Standard normal point of 95 %. */
const Z95 = 1.6448536269514722;

/**
 * `2026-08` or an uncertain date: `2027-03 to 2027-09`, `triangular(2027-01, 2027-03, 2027-09)`,
 * `quantiles(p10 2026-11, p50 2027-01, p90 2027-08)`.
 *
 * @param edge which day of a month, quarter or year is meant: the first as a start, the last as an end
 * @throws Mistake
 */
export function parseDateValue(text: string, edge: "first" | "last"): DateValue {
  const expression = parseExpression(text);
  const days = (): number[] => expression.arguments.map((argument) => parseDate(argument.text)[edge]);
  switch (expression.form) {
    case "constant":
      return { day: days()[0], distribution: null };
    case "range": {
      const [low, high] = days();
      if (!(low < high)) throw new Mistake("the first date of the range is not before the second");
      const mid = (low + high) / 2;
      const deviation = (high - low) / (2 * Z95);
      return uncertain(
        mid,
        distributionOf("normal", [0, deviation], boundsFrom(expression.bounds, edge, mid)),
      );
    }
    case "uniform":
    case "triangular":
    case "pert":
    case "quantiles": {
      const dates = days();
      // Counted back from the last date, so that no number is positive and quantiles stay linear in days.
      const origin = Math.max(...dates);
      const numbers = dates.map((date) => date - origin);
      return uncertain(
        origin,
        distributionOf(expression.form, numbers, boundsFrom(expression.bounds, edge, origin)),
      );
    }
    default:
      throw new Mistake(
        `${expression.form} is not a distribution of dates`,
        "a date, or uniform, triangular, pert, quantiles or a to b of dates",
      );
  }
}

function uncertain(day: number, distribution: Distribution): DateValue {
  const problem = problemOf(distribution);
  if (problem !== null) throw new Mistake(`there is no such distribution of dates: ${problem} (in days)`);
  return { day, distribution };
}

function boundsFrom(
  bounds: readonly [string, string] | null,
  edge: "first" | "last",
  origin: number,
): readonly [number, number] | undefined {
  if (bounds === null) return undefined;
  return [parseDate(bounds[0])[edge] - origin, parseDate(bounds[1])[edge] - origin];
}
