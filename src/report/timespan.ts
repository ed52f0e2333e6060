import { calendarPeriods, type Period } from "../analysis/period.ts";
import { isoDate, isoMonth, monthStarts } from "../engine/calendar.ts";
import type { Model } from "../model/model.ts";

/** A month or a period of whole months, with the days of it that were simulated. */
export interface Timespan {
  readonly kind: "month" | "to-date" | Period["kind"];
  /** `2027-04`, `2027-Q2`, `2027`, `2026-10..2031-12` */
  readonly label: string;
  /** Places of its months, ascending. */
  readonly months: readonly number[];
  /** First and last day, `2027-04-01`. */
  readonly first: string;
  readonly last: string;
}

/** What a model's months are and what they add up to. */
export interface Calendar {
  readonly months: readonly Timespan[];
  /** Quarters, years, horizon. */
  readonly periods: readonly Timespan[];
  /** Simulated days of each month. */
  readonly days: readonly number[];
}

export function calendarOf({ epoch, end }: Pick<Model, "epoch" | "end">): Calendar {
  const over = epoch + end;
  const starts = monthStarts(epoch, over);
  const edges = [epoch, ...starts.slice(1), over];
  const spanOf = (kind: Timespan["kind"], label: string, months: readonly number[]): Timespan => ({
    kind,
    label,
    months,
    first: isoDate(edges[months[0]]),
    last: isoDate(edges[months[months.length - 1] + 1] - 1),
  });
  const labels = starts.map(isoMonth);
  return {
    months: labels.map((label, month) => spanOf("month", label, [month])),
    periods: calendarPeriods(labels).map(({ kind, label, months }) => spanOf(kind, label, months)),
    days: starts.map((_, month) => edges[month + 1] - edges[month]),
  };
}
