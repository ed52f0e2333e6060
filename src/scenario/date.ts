import { dayNumber } from "../engine/calendar.ts";
import { Mistake } from "./mistake.ts";

/** A day, month, quarter or year as written: its first and last day, days since 1970-01-01. */
export interface DateSpan {
  readonly first: number;
  readonly last: number;
}

const FORMS = /^(\d{4})(?:-(?:Q([1-4])|(\d{2})(?:-(\d{2}))?))?$/;

/** Whether `text` is written like a date (it may still be none, as 2026-13). */
export function looksLikeDate(text: string): boolean {
  return /^\d{4}(-(Q\d|\d{1,2}(-\d{1,2})?))?$/.test(text);
}

/**
 * `2026-08-15`, `2026-08`, `2026-Q3` or `2026`.
 *
 * @throws Mistake where it is no date of the years 1990 to 2100
 */
export function parseDate(text: string): DateSpan {
  const match = FORMS.exec(text);
  if (match === null) throw noDate(text);
  const year = Number(match[1]);
  if (year < 1990 || year > 2100) throw new Mistake(`the year ${year} is not within 1990 to 2100`);
  if (match[2] !== undefined) return months(year, 3 * Number(match[2]) - 2, 3);
  if (match[3] === undefined) return months(year, 1, 12);
  const month = Number(match[3]);
  if (month < 1 || month > 12) throw new Mistake(`there is no month ${match[3]}`, "01 to 12");
  const span = months(year, month, 1);
  if (match[4] === undefined) return span;
  const day = Number(match[4]);
  const days = span.last - span.first + 1;
  if (day < 1 || day > days)
    throw new Mistake(`${match[1]}-${match[3]} has no day ${match[4]}`, `01 to ${days}`);
  return { first: span.first + day - 1, last: span.first + day - 1 };
}

function months(year: number, month: number, count: number): DateSpan {
  const next = month - 1 + count;
  const first = dayNumber(year, month, 1);
  return { first, last: dayNumber(year + Math.floor(next / 12), (next % 12) + 1, 1) - 1 };
}

function noDate(text: string): Mistake {
  return new Mistake(
    `${JSON.stringify(text)} is not a date`,
    "a date such as 2026-08-15, 2026-08, 2026-Q3 or 2026",
  );
}
