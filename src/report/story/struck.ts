import type { Model, Shock } from "../../model/model.ts";
import type { Occurrence } from "../../model/series.ts";
import { percent, shortNumber } from "../number-format.ts";
import { type Happening, namesWords } from "./happening.ts";

/** Capacity of this many days is a full weight. */
const FULL_WEIGHT = 60;

/**
 * Shocks that took something away.
 *
 * @param capacityOf what contracts have of a line about a day, wafers per day
 * @param shareOf    of what a line limited in all that was delivered, [0, 1]
 */
export function shocks(
  model: Model,
  occurrences: readonly Occurrence[],
  capacityOf: (line: number, day: number) => number,
  shareOf: (line: number) => number,
): Happening[] {
  return occurrences.flatMap(({ shock, time, severity, capacityLost, workLost }) => {
    // What happens in the warm-up is no part of the story.
    if (time < 0) return [];
    const { id, where, effects } = model.shocks[shock];
    const lost = capacityLost + workLost;
    if (lost > 0) {
      const capacity = where.lines.reduce((sum, line) => sum + capacityOf(line, time), 0);
      const share = where.lines.reduce((sum, line) => sum + shareOf(line), 0);
      const names = where.lines.map((line) => model.lines[line].id);
      const days = lost / capacity;
      const text = `${id} strikes ${namesWords(names)}: ${lossWords(capacityLost, workLost)}, ${daysWords(days)} of ${names.length === 1 ? "it" : "them"}`;
      return [{ day: time, weight: share * Math.min(1, days / FULL_WEIGHT), text }];
    }
    const demand = effects.find(({ action }) => action.kind === "demand");
    if (demand === undefined || severity === 1) return [];
    return [demandShock(model, model.shocks[shock], time, severity)];
  });
}

function demandShock(model: Model, { id, where }: Shock, day: number, factor: number): Happening {
  const names = where.segments.map((segment) => model.segments[segment].id);
  const who = names.length === model.segments.length ? "all customers" : namesWords(names);
  return {
    day,
    weight: (Math.abs(1 - factor) * names.length) / model.segments.length,
    text: `${id}: orders of ${who} change to ${percent(factor)} of what they would be`,
  };
}

function lossWords(capacity: number, work: number): string {
  const parts = [
    capacity > 0 ? `${shortNumber(capacity)} wafers of capacity` : "",
    work > 0 ? `${shortNumber(work)} wafers in process` : "",
  ].filter((part) => part !== "");
  return `${parts.join(" and ")} are lost`;
}

function daysWords(days: number): string {
  if (days < 1) return "less than a day";
  const whole = Math.round(days);
  return whole === 1 ? "a day" : `${whole} days`;
}
