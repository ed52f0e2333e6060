import { isoMonth } from "../../engine/calendar.ts";
import type { Model } from "../../model/model.ts";
import type { TraceEvent } from "../../model/series.ts";
import { shortNumber } from "../number-format.ts";
import type { Happening } from "./happening.ts";

interface Move {
  readonly from: string;
  /** `to h200`, or empty where the order is cancelled. */
  readonly note: string;
  readonly first: number;
  units: number;
  /** Units by month. */
  readonly months: Map<string, number>;
}

/** Customers who lose their patience, product by product. Takes a trial's events as they happen. */
export class Leaving {
  private readonly model: Model;
  private readonly moves = new Map<string, Move>();

  constructor(model: Model) {
    this.model = model;
  }

  take({ time, event, item, quantity, note }: TraceEvent): void {
    if (time < 0 || (event !== "switch" && event !== "cancel")) return;
    const key = `${item}\0${note}`;
    const known = this.moves.get(key) ?? { from: item, note, first: time, units: 0, months: new Map() };
    const month = isoMonth(this.model.epoch + Math.floor(time));
    known.units += quantity;
    known.months.set(month, (known.months.get(month) ?? 0) + quantity);
    this.moves.set(key, known);
  }

  /** @param shareOf what some units of a product are of all that is delivered, in compute */
  happenings(shareOf: (product: string, units: number) => number): Happening[] {
    return [...this.moves.values()].map(({ from, note, first, units, months }) => {
      const peak = [...months].reduce((best, one) => (one[1] > best[1] ? one : best));
      const verb = note === "" ? `cancel orders of ${from}` : `switch from ${from} ${note}`;
      const most = months.size === 1 ? "" : `, most in ${peak[0]}`;
      return {
        day: first,
        weight: shareOf(from, units),
        text: `Customers tired of waiting begin to ${verb}: ${shortNumber(units)} units by the horizon${most}`,
      };
    });
  }
}
