import { civilDate, dayNumber, isoDate } from "../../engine/calendar.ts";
import type { Model } from "../../model/model.ts";
import { type Calendar, calendarOf, type Timespan } from "../timespan.ts";

/** When the charts of a page play. */
export interface Frame {
  readonly calendar: Calendar;
  /** What charts over time show: whole quarters, or whole months where quarters are few. */
  readonly spans: readonly Timespan[];
  /** `quarter` or `month`. */
  readonly spanName: string;
  readonly horizon: Timespan;
  /** The calendar years that are whole. */
  readonly years: readonly Timespan[];
  /** The last day of facts, `2026-06-30`. */
  readonly asOf: string;
}

const FEW = 6;

export function frameOf(model: Pick<Model, "epoch" | "end" | "asOf">): Frame {
  const calendar = calendarOf(model);
  const quarters = calendar.periods.filter((span) => span.kind === "quarter" && isWhole(span));
  const months = calendar.months.filter(isWhole);
  const inQuarters = quarters.length >= FEW || months.length === 0;
  const horizon = calendar.periods.find((span) => span.kind === "horizon");
  if (horizon === undefined) throw new Error("a calendar without a horizon");
  return {
    calendar,
    spans: inQuarters ? quarters : months,
    spanName: inQuarters ? "quarter" : "month",
    horizon,
    years: calendar.periods.filter((span) => span.kind === "year" && isWhole(span)),
    asOf: isoDate(model.epoch + model.asOf),
  };
}

/** Where the facts end, in widths of a span from the left; null where that is before or after all of them. */
export function factsEnd({ asOf, spans }: Frame): number | null {
  const day = dayOf(asOf) + 1;
  const place = spans.findIndex(({ first, last }) => dayOf(first) <= day && day <= dayOf(last));
  if (place === -1) return null;
  const from = dayOf(spans[place].first);
  return place + (day - from) / (dayOf(spans[place].last) + 1 - from);
}

/** Says where the facts end, where no mark in a chart does. */
export function factsNote(frame: Frame): string {
  const { asOf, spans } = frame;
  if (spans.length === 0 || factsEnd(frame) !== null) return "";
  return asOf < spans[0].first
    ? ` Facts end on ${asOf}: all of it is assumption.`
    : ` Facts end on ${asOf}, after all of it.`;
}

/** Whether all days of a calendar month, quarter or year were simulated. */
export function isWhole({ kind, months, first, last }: Timespan): boolean {
  const full = kind === "year" ? 12 : kind === "quarter" ? 3 : 1;
  const [, , dayAfter] = civilDate(dayOf(last) + 1);
  return months.length === full && first.endsWith("-01") && dayAfter === 1;
}

function dayOf(date: string): number {
  const [year, month, day] = date.split("-").map(Number);
  return dayNumber(year, month, day);
}
