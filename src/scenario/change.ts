import { civilDate, dayNumber } from "../engine/calendar.ts";
import { looksLikeDate, parseDate } from "./date.ts";
import { Mistake } from "./mistake.ts";
import { leadingNumeral } from "./numeral.ts";
import { parseQuantity } from "./quantity.ts";
import { DELAY, type QuantityKind } from "./quantity-kind.ts";
import { parseUnit, type Unit } from "./unit.ts";

/**
 * A value relative to the parent's: `times 1.3`, `plus 5k wafers/month`, `minus 10%`, `later by 2 quarters`,
 * `sooner by 3 months`, each on a timeline also `from 2027-01`. A percentage is always one of the parent's value.
 */
export type Change =
  | { readonly kind: "times"; readonly factor: number; readonly from: number | null }
  | { readonly kind: "plus"; readonly amount: number; readonly from: number | null }
  | { readonly kind: "shift"; readonly shift: Shift; readonly from: number | null };

/** A move in time: by calendar months where whole ones were asked for, else by days. */
export interface Shift {
  readonly months: number;
  readonly days: number;
}

const WORDS = ["times", "plus", "minus", "later", "sooner"] as const;

const MONTHS: Readonly<Record<string, number>> = {
  month: 1,
  months: 1,
  quarter: 3,
  quarters: 3,
  year: 12,
  years: 12,
};

/** Whether a text is a relative value rather than a value. */
export function isRelative(text: string): boolean {
  return WORDS.some((word) => text.startsWith(`${word} `) || text === word);
}

/**
 * @param kind what is changed; null for a date
 * @param unit for an amount that states none, or null
 * @throws Mistake
 */
export function parseChange(text: string, kind: QuantityKind | null, unit: Unit | null): Change {
  const match = /^(times|plus|minus|later by|sooner by)\s+(.+?)(?:\s+from\s+(\S+))?$/.exec(text.trim());
  if (match === null) {
    throw new Mistake(
      `${JSON.stringify(text)} is not a relative value`,
      "times 1.3, plus 5k wafers/month, minus 10%, later by 2 quarters or sooner by 3 months",
    );
  }
  const [, word, amount, date] = match;
  if (date !== undefined && !looksLikeDate(date)) throw new Mistake(`${JSON.stringify(date)} is not a date`);
  const from = date === undefined ? null : parseDate(date).first;
  switch (word) {
    case "times": {
      const head = leadingNumeral(amount);
      if (head === null || head.rest !== "") throw new Mistake("`times` takes a number", "times 1.3");
      if (kind === null) throw new Mistake("a date cannot be multiplied", "later by 2 quarters");
      if (head.numeral.value < 0) throw new Mistake("`times` takes a number of at least 0", "times 1.3");
      return { kind: "times", factor: head.numeral.value, from };
    }
    case "plus":
    case "minus": {
      const sign = word === "plus" ? 1 : -1;
      if (kind === null) throw new Mistake(`\`${word}\` does not move a date`, "later by 2 quarters");
      const head = leadingNumeral(amount);
      if (head?.numeral.percent === true && head.rest === "")
        return { kind: "times", factor: 1 + sign * head.numeral.value, from };
      const quantity = parseQuantity(amount, kind, unit, () => []);
      if (quantity.distribution !== null) throw new Mistake(`\`${word}\` takes a number, not a distribution`);
      return { kind: "plus", amount: sign * quantity.constant, from };
    }
    default:
      return { kind: "shift", shift: parseShift(amount, word === "later by" ? 1 : -1), from };
  }
}

function parseShift(text: string, sign: number): Shift {
  const quantity = parseQuantity(text, DELAY, null, () => []);
  if (quantity.distribution !== null) throw new Mistake("a move in time is a length, not a distribution");
  const head = leadingNumeral(text);
  const months = head === null ? undefined : MONTHS[head.rest];
  if (head !== null && months !== undefined && Number.isInteger(head.numeral.value * months))
    return { months: sign * head.numeral.value * months, days: 0 };
  parseUnit(head?.rest ?? "");
  return { months: 0, days: Math.round(sign * quantity.constant) };
}

/** The day moved: by calendar months to the same day of the month, or to its last where it has fewer. */
export function moved(day: number, shift: Shift): number {
  if (shift.months === 0) return day + shift.days;
  const [year, month, dayOfMonth] = civilDate(day);
  const index = year * 12 + month - 1 + shift.months;
  const first = dayNumber(Math.floor(index / 12), (index % 12) + 1, 1);
  const next = dayNumber(Math.floor((index + 1) / 12), ((index + 1) % 12) + 1, 1);
  return first + Math.min(dayOfMonth, next - first) - 1 + (day - Math.floor(day));
}
