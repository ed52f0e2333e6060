/** Whether more of a figure is better or worse for those who wait for accelerators. */
export type Direction = "more" | "less";

/** A figure that is not listed is neither: more orders are no gain, a constraint is no fault. */
const BETTER: Readonly<Record<string, Direction>> = {
  delivered_units: "more",
  delivered_h100e: "more",
  fill_rate: "more",
  lead_time_days: "less",
  backlog_units: "less",
  backlog_h100e: "less",
  cancelled_units: "less",
};

/** Which way a metric is better; null: neither. */
export function betterWay(metric: string): Direction | null {
  return Object.hasOwn(BETTER, metric) ? BETTER[metric] : null;
}
