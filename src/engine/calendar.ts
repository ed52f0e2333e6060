/** Days since 1970-01-01 of a civil date (proleptic Gregorian). Source: Hinnant, "chrono-compatible date algorithms". */
export function dayNumber(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146097 + dayOfEra - 719468;
}

/** The civil date of a day number: [year, month 1-12, day 1-31]. */
export function civilDate(dayNumber: number): [year: number, month: number, day: number] {
  const z = Math.floor(dayNumber) + 719468;
  const era = Math.floor(z / 146097);
  const dayOfEra = z - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1;
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return [yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day];
}

export const DAYS_PER_WEEK = 7;
/** A mean month of the Gregorian calendar, days. Rates per month use it; reporting months are true ones. */
export const DAYS_PER_MONTH = 365.25 / 12;

/** `2027-04-09` of a day number; the time of day is dropped. */
export function isoDate(day: number): string {
  const [y, m, d] = civilDate(day);
  return `${y}-${String(m).padStart(2, "0")}-${String(d).padStart(2, "0")}`;
}

/** `2027-04` of a day number. */
export function isoMonth(day: number): string {
  return isoDate(day).slice(0, 7);
}

/** First days of the calendar months that overlap [from, to), ascending, as day numbers. */
export function monthStarts(from: number, to: number): number[] {
  const [year, month] = civilDate(from);
  const starts: number[] = [];
  for (let k = 0; ; k++) {
    const index = month - 1 + k;
    const first = dayNumber(year + Math.floor(index / 12), (index % 12) + 1, 1);
    if (first >= to) return starts;
    starts.push(first);
  }
}
