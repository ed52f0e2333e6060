import type { Series } from "./series.ts";

/** What is measured, whatever it is a figure of. Every metric has one definition, here. */
export type Metric = Pick<Series, "metric" | "unit" | "aggregate" | "meaning">;

function flow(metric: string, unit: string, meaning: string): Metric {
  return { metric, unit, aggregate: "sum", meaning };
}

function level(metric: string, unit: string, meaning: string): Metric {
  return { metric, unit, aggregate: "last", meaning };
}

function ratio(metric: string, meaning: string): Metric {
  return { metric, unit: "fraction", aggregate: "ratio", meaning };
}

// ---- demand and supply

export const ORDERED_UNITS = flow("ordered_units", "units", "Units ordered.");
export const ORDERED_COMPUTE = flow("ordered_h100e", "H100e", "H100-equivalents ordered.");
export const DELIVERED_UNITS = flow("delivered_units", "units", "Units delivered to customers.");
export const DELIVERED_COMPUTE = flow("delivered_h100e", "H100e", "H100-equivalents delivered to customers.");
export const FILL_RATE = ratio("fill_rate", "Delivered over ordered, in H100-equivalents.");
export const BACKLOG_UNITS = level("backlog_units", "units", "Units ordered and not delivered.");
export const BACKLOG_COMPUTE = level("backlog_h100e", "H100e", "H100-equivalents ordered and not delivered.");
export const CANCELLED_UNITS = flow("cancelled_units", "units", "Units of orders cancelled.");
export const SWITCHED_UNITS = flow(
  "switched_units",
  "units",
  "Units of orders that moved to another product, counted at the product they left.",
);
export const SWITCHED_IN_UNITS = flow(
  "switched_in_units",
  "units",
  "Units of orders that came from other products.",
);
export const SWITCHED_OUT_UNITS = flow(
  "switched_out_units",
  "units",
  "Units of orders that left for other products.",
);
export const FINISHED_UNITS = level("finished_units", "units", "Finished units not yet sold.");
export const LEAD_TIME: Metric = {
  metric: "lead_time_days",
  unit: "days",
  aggregate: "duration",
  meaning:
    "Days until half of the uncancelled units ordered in the month were delivered; not there yet at the horizon counts as longer than all others.",
};
export const QUOTED_LEAD_TIME: Metric = {
  metric: "quoted_lead_time_days",
  unit: "days",
  aggregate: "mean",
  meaning:
    "Lead time quoted at the end of the month: backlog over mean shipments of three months, plus the last stage's cycle time.",
};

/** By vendor and what limited it. */
export const CONSTRAINED_COMPUTE = flow(
  "constrained_h100e",
  "H100e",
  "H100-equivalents delivered whose supply was limited by this term (a line, background load or outages of a stage, orders, the plan, what was there at the start, a late opening).",
);

// ---- lines

export const CAPACITY = flow("capacity_wafers", "wafers", "Installed capacity of the month.");
export const AVAILABLE = flow(
  "available_wafers",
  "wafers",
  "Capacity of the month left to contracts: net of background and outages.",
);
export const STARTED = flow("started_wafers", "wafers", "Wafers started.");
export const UTILISATION = ratio(
  "utilisation",
  "Started over available; above 1 only by what was carried from the month before.",
);
export const DOWN = flow(
  "down_wafers",
  "wafers",
  "Capacity lost to outages and to shocks on capacity, the part of the background included.",
);
export const IDLE_POSITION = flow(
  "idle_position_wafers",
  "wafers",
  "Capacity left over because all targets were reached.",
);
export const IDLE_INPUT = flow("idle_input_wafers", "wafers", "Capacity left over for want of inputs.");
export const IDLE_CLOSED = flow(
  "idle_closed_wafers",
  "wafers",
  "Capacity left over because no recipe was open or wanted.",
);
export const IN_PROCESS = level("in_process_wafers", "wafers", "Wafers in process.");
export const GROSS_UNITS = flow("gross_units", "units", "Output finished, before yield.");
export const GOOD_UNITS = flow("good_units", "units", "Good output finished.");
export const YIELD = ratio("yield", "Good over gross output.");
export const BUILDING = level(
  "building_wafers_per_day",
  "wafers/day",
  "Capacity decided and not yet open, on the last day.",
);

export const ANNOUNCED = level(
  "announced_wafers_per_day",
  "wafers/day",
  "Capacity expected a year after the last day, by what is announced on it.",
);

// ---- items, each in its own unit

export const MADE_UNITS = flow("made_units", "units", "Good units finished.");
export const USED_UNITS = flow("used_units", "units", "Units taken by starts of the next stage.");
export const STOCK_UNITS = level("stock_units", "units", "Units in stock on the last day.");
export const MEAN_STOCK_UNITS: Metric = {
  metric: "mean_stock_units",
  unit: "units",
  aggregate: "mean",
  meaning: "Units in stock, mean over time.",
};
export const COVER_WEEKS = level(
  "cover_weeks",
  "weeks",
  "Units in stock on the last day over the use a week that is planned; none where no use is planned.",
);
export const STOCKOUT_DAYS = flow(
  "stockout_days",
  "days",
  "Days on which nothing was in stock though use was planned.",
);
export const IN_TRANSIT_UNITS = level("in_transit_units", "units", "Units between regions.");
