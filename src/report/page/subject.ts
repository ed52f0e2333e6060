import { civilDate, dayNumber, isoDate } from "../../engine/calendar.ts";
import type { Answer } from "../answer.ts";
import { Inks } from "../chart/ink.ts";
import { type ConstraintShare, constraintShares } from "../constraint-share.ts";
import { FigureReader } from "../figure-reader.ts";
import { type Calendar, calendarOf, type Timespan } from "../timespan.ts";
import type { RunResults } from "../trials.ts";

/** What the sections of a run's page are made from. */
export interface Subject {
  readonly run: RunResults;
  readonly answer: Answer;
  readonly calendar: Calendar;
  /** What charts over time show: whole quarters, or whole months where quarters are few. */
  readonly spans: readonly Timespan[];
  /** `quarter` or `month`. */
  readonly spanName: string;
  readonly horizon: Timespan;
  /** The calendar years that are whole. */
  readonly years: readonly Timespan[];
  readonly reader: FigureReader;
  /** What limited whom, stage by stage, in the spans and over the horizon; empty without details. */
  readonly limits: readonly ConstraintShare[];
  readonly inks: Inks;
}

const FEW = 6;

export function subjectOf(run: RunResults, answer: Answer): Subject {
  const { model, trials } = run;
  const calendar = calendarOf(model);
  const quarters = calendar.periods.filter((span) => span.kind === "quarter" && isWhole(span));
  const months = calendar.months.filter(isWhole);
  const inQuarters = quarters.length >= FEW || months.length === 0;
  const horizon = calendar.periods.find((span) => span.kind === "horizon");
  if (horizon === undefined) throw new Error("a calendar without a horizon");
  const spans = inQuarters ? quarters : months;
  return {
    run,
    answer,
    calendar,
    spans,
    spanName: inQuarters ? "quarter" : "month",
    horizon,
    years: calendar.periods.filter((span) => span.kind === "year" && isWhole(span)),
    reader: new FigureReader(trials, calendar),
    limits: [...constraintShares(trials, [...spans, horizon], calendar)].filter(
      ({ level }) => level === "stage",
    ),
    inks: new Inks(model.stages),
  };
}

/** Where the facts end, in widths of a span from the left; null where that is before or after all of them. */
export function factsEnd({ run: { model }, spans }: Subject): number | null {
  const day = model.epoch + model.asOf + 1;
  const place = spans.findIndex(({ first, last }) => dayOf(first) <= day && day <= dayOf(last));
  if (place === -1) return null;
  const from = dayOf(spans[place].first);
  return place + (day - from) / (dayOf(spans[place].last) + 1 - from);
}

/** Says where the facts end, where no mark in a chart does. */
export function factsNote(subject: Subject): string {
  if (subject.spans.length === 0 || factsEnd(subject) !== null) return "";
  const { model } = subject.run;
  const date = isoDate(model.epoch + model.asOf);
  return date < subject.spans[0].first
    ? ` Facts end on ${date}: all of it is assumption.`
    : ` Facts end on ${date}, after all of it.`;
}

/** Whether all days of a calendar month, quarter or year were simulated. */
function isWhole({ kind, months, first, last }: Timespan): boolean {
  const full = kind === "year" ? 12 : kind === "quarter" ? 3 : 1;
  const [, , dayAfter] = civilDate(dayOf(last) + 1);
  return months.length === full && first.endsWith("-01") && dayAfter === 1;
}

function dayOf(date: string): number {
  const [year, month, day] = date.split("-").map(Number);
  return dayNumber(year, month, day);
}
