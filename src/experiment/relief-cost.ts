import type { Estimate } from "../analysis/confidence-interval.ts";
import { monthStarts } from "../engine/calendar.ts";
import { CapacityPath } from "../model/capacity-path.ts";
import type { Model } from "../model/model.ts";
import { capacityFactors, type Relief, scaled } from "./relief.ts";

/**
 * What changes of capacity cost, where lines say what more of theirs does. Capacity is bought once: a percent more from
 * a day on costs a percent of the largest capacity from that day to the horizon, as it is announced (uncertain inputs at
 * their medians). Cost of running it, and of money over time, is not in it.
 */
export class ReliefCost {
  /** Dollars for doubling a line, by line: only of those that state it. */
  private readonly doubling: ReadonlyMap<string, number>;

  /** @param from day number of the first day of the changed capacities */
  constructor(model: Model, from: number) {
    this.doubling = new Map(
      model.lines.flatMap((line) =>
        line.capital === null ? [] : [[line.id, line.capital * largestCapacity(line, model, from)]],
      ),
    );
  }

  /**
   * Dollars, negative for less capacity; null: a line that is changed does not state what more of it costs.
   *
   * @param before reliefs that are there already: more of a line that has more already costs more
   */
  of(reliefs: readonly Relief[], before: readonly Relief[] = []): number | null {
    const had = capacityFactors(before);
    const has = capacityFactors([...before, ...reliefs]);
    let dollars = 0;
    for (const line of new Set(reliefs.flatMap(({ set }) => set.lines))) {
      const doubling = this.doubling.get(line);
      if (doubling === undefined) return null;
      dollars += doubling * ((has.get(line) ?? 1) - (had.get(line) ?? 1));
    }
    return dollars;
  }
}

/**
 * H100-equivalents for each dollar; of less capacity what a dollar less takes away. The interval is that of the gain:
 * the cost is taken as it is stated. null: there is no gain, or no cost or none stated.
 */
export function gainPerDollar(gain: Estimate | null, cost: number | null): Estimate | null {
  return gain === null || cost === null || cost === 0 ? null : scaled(gain, 1 / cost);
}

/** Wafers a day, on the first of a month or on the last day. */
function largestCapacity(line: Model["lines"][number], model: Model, from: number): number {
  const { epoch, end } = model;
  const path = new CapacityPath(line, model);
  const days = [...monthStarts(from, epoch + end).slice(1), epoch + end - 1];
  return Math.max(...[from, ...days].map((day) => path.rate(day - epoch)));
}
