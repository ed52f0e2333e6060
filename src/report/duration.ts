import { shortNumber } from "./number-format.ts";

/** The unit that durations about this long are told in: `4 days` rather than `0.571 weeks`. */
export interface DurationUnit {
  readonly days: number;
  /** `days`, `weeks` */
  readonly name: string;
}

const DAYS: DurationUnit = { days: 1, name: "days" };
const WEEKS: DurationUnit = { days: 7, name: "weeks" };
/** From so many days on it is weeks. */
const FEWEST = 14;

function durationUnit(days: number): DurationUnit {
  return days < FEWEST ? DAYS : WEEKS;
}

/** The unit of a median and its range: days where the range begins within a week, or it would begin with `0.571 weeks`. */
export function bandUnit(median: number | null, low: number | null): DurationUnit {
  if (low !== null && low > 0 && low < WEEKS.days) return DAYS;
  return durationUnit(median ?? Number.POSITIVE_INFINITY);
}

/** A number of the unit, three significant figures. */
export function durationIn(days: number, unit: DurationUnit): string {
  return shortNumber(days / unit.days);
}

/** `1 week`, `30.1 weeks` */
export function counted(count: string, { name }: DurationUnit): string {
  return `${count} ${count === "1" ? name.slice(0, -1) : name}`;
}

/** `4 days`, `30.1 weeks` */
export function durationWords(days: number): string {
  const unit = durationUnit(days);
  return counted(durationIn(days, unit), unit);
}

/** In whole days or weeks, at least a day: where the model is no finer. */
export function roundedDuration(days: number): string {
  const unit = durationUnit(days);
  return counted(String(Math.max(1, Math.round(days / unit.days))), unit);
}
