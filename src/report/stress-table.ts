import { isoDate } from "../engine/calendar.ts";
import type { LineSet } from "../experiment/line-set.ts";
import type { OutageEffect, StressedCase, Wait } from "../experiment/stress.ts";
import { dateColumn, figureColumn, integerColumn, SCENARIO_COLUMN, textColumn } from "./column.ts";
import { estimateCells } from "./difference-column.ts";
import type { Cell, Column, Table } from "./table.ts";

const NEVER = "empty where it has not come";

/** Every outage of a stress test, for all customers and for each vendor and segment. */
export const STRESS_TABLE: Table = {
  file: "stress.csv",
  row: "outage, and who loses: all, a vendor or a customer segment",
  columns: [
    SCENARIO_COLUMN,
    textColumn("kind", "What stands: a line, site, region or supplier, by the first of its names."),
    textColumn("name", "Its name."),
    textColumn("also", "Other names that select exactly the same lines."),
    textColumn("lines", "Ids of the lines that stand."),
    integerColumn(
      "weeks",
      "weeks",
      "How long they stand: no starts, work in process frozen, none of it lost.",
    ),
    dateColumn("from", "First day of the outage."),
    integerColumn("rank", "", "Among the outages of this length, by worst_gap_h100e of all customers."),
    textColumn("vendor", "Vendor whose deliveries these are; empty: all."),
    textColumn("segment", "Customer segment whose deliveries these are; empty: all."),
    figureColumn(
      "lost_h100e",
      "H100e",
      "H100-equivalents not delivered by the horizon that are delivered in the same trials without the outage: mean of the paired differences; negative for a gain.",
    ),
    figureColumn("lost_h100e_low", "H100e", "Lower end of its 95 % interval (Student t)."),
    figureColumn("lost_h100e_high", "H100e", "Upper end of its 95 % interval (Student t)."),
    figureColumn("lost_h100e_sd", "H100e", "Standard deviation of the paired differences over trials."),
    figureColumn(
      "lost_share",
      "fraction",
      "Mean lost over the mean delivered without the outage from its month to the horizon.",
    ),
    figureColumn("lost_share_low", "fraction", "Lower end of its 95 % interval (ratio estimator)."),
    figureColumn("lost_share_high", "fraction", "Upper end of its 95 % interval (ratio estimator)."),
    textColumn(
      "worst_month",
      "Month at whose end most is missing, on average over trials, up to a year after the outage.",
    ),
    figureColumn(
      "worst_gap_h100e",
      "H100e",
      "H100-equivalents missing at the end of that month against the same trials without the outage, what is caught up later included: mean of the paired differences.",
    ),
    figureColumn("worst_gap_h100e_low", "H100e", "Lower end of its 95 % interval (Student t)."),
    figureColumn("worst_gap_h100e_high", "H100e", "Upper end of its 95 % interval (Student t)."),
    ...waitColumns(
      "survive",
      "Days from the outage's first until the cumulative gap is above a day's deliveries (of the year from the outage on, without it), if within a year of its end",
    ),
    ...waitColumns(
      "rate_back",
      "Days from the outage's first to the first month, after the one that lacks most, that lacks at most a tenth of that; in trials that fall behind",
    ),
    ...waitColumns(
      "caught_up",
      "Days from the outage's first until the cumulative gap is again at most a day's deliveries; in trials that fall behind",
    ),
    integerColumn("trials", "trials", "Trials behind the row."),
  ],
};

function waitColumns(name: string, meaning: string): readonly Column[] {
  return [
    figureColumn(`${name}_days_p10`, "days", `${meaning}: 10 % of trials are at or below it; ${NEVER}.`),
    figureColumn(`${name}_days_p50`, "days", `${meaning}: the median; ${NEVER}.`),
    figureColumn(
      `${name}_days_p50_low`,
      "days",
      "Lower end of the 95 % interval of the median (order statistics).",
    ),
    figureColumn(
      `${name}_days_p50_high`,
      "days",
      "Upper end of the 95 % interval of the median (order statistics).",
    ),
    figureColumn(`${name}_days_p90`, "days", `${meaning}: 90 % of trials are at or below it; ${NEVER}.`),
    figureColumn(`${name}_not_yet_share`, "fraction", "Share of these trials in which it has not come."),
    integerColumn(`${name}_trials`, "trials", "Trials in which there is something to wait for."),
  ];
}

/**
 * @param scenario name of the results folder
 * @param months   labels of the months, `2027-04`
 * @param from     day number of the outages' first day
 */
export function* stressRows(
  scenario: string,
  cases: readonly StressedCase[],
  months: readonly string[],
  from: number,
): Generator<Cell[], void, undefined> {
  for (const { set, weeks, rank, effects } of cases)
    for (const effect of effects)
      yield [scenario, ...setCells(set), weeks, isoDate(from), rank, ...effectCells(effect, months)];
}

/** Kind, name, other names and lines of a set. */
export function setCells({ names, lines }: LineSet): Cell[] {
  const [{ trait, name }, ...others] = names;
  return [trait, name, others.map((other) => `${other.trait} ${other.name}`).join("; "), lines.join(" ")];
}

function effectCells(effect: OutageEffect, months: readonly string[]): Cell[] {
  const { vendor, segment, lost, sd, share, worstMonth, worst, survive, rateBack, caughtUp } = effect;
  return [
    vendor,
    segment,
    ...estimateCells(lost),
    sd,
    ...estimateCells(share),
    months[worstMonth],
    ...estimateCells(worst),
    ...[survive, rateBack, caughtUp].flatMap(waitCells),
    survive.trials,
  ];
}

function waitCells({ p10, p50, p90, notYet, trials }: Wait): Cell[] {
  const share = trials === 0 ? null : notYet;
  return [
    p10,
    p50?.value ?? null,
    p50?.interval?.low ?? null,
    p50?.interval?.high ?? null,
    p90,
    share,
    trials,
  ];
}
