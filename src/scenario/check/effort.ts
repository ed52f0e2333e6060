import { DAYS_PER_MONTH } from "../../engine/calendar.ts";
import type { Model } from "../../model/model.ts";
import type { Report } from "../compile/ledger.ts";
import { LIMITS } from "../limits.ts";

/** Refuses what would take hours a trial. */
export function checkEffort(model: Model, report: Report): void {
  const events = estimatedEvents(model);
  if (events <= LIMITS.events) return;
  report(["slot"], {
    rule: `a trial would have about ${(events / 1e6).toFixed(1)} M events, and at most ${LIMITS.events / 1e6} M are run`,
    hint: "a longer slot (such as 1 week), a shorter horizon, or fewer orders a month",
  });
}

/**
 * Events of a trial, estimated from above: each line may start and finish one lot a slot, and each order is placed
 * and delivered once.
 */
function estimatedEvents(model: Model): number {
  const days = model.end + model.warmup;
  const lots = (days / model.slot) * (1 + 2 * model.lines.length);
  let orders = 0;
  for (const { mix, ordersPerMonth } of model.segments)
    orders += 2 * mix.length * ordersPerMonth * (days / DAYS_PER_MONTH);
  return lots + orders;
}
