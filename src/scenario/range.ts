import { Mistake } from "./mistake.ts";
import { DURATION, POSITIVE_DURATION, type QuantityKind, YEARLY_RATE } from "./quantity-kind.ts";

/** @throws Mistake where a number of this kind cannot be that */
export function checkRange(value: number, kind: QuantityKind, text: string): void {
  if (value < kind.low || value > kind.high || (kind.positive && value <= kind.low))
    throw outOfRange(value, text, kind);
}

function outOfRange(value: number, text: string, kind: QuantityKind): Mistake {
  const per = isFraction(kind) && value > 1 && value <= 100 && !text.includes("%");
  return new Mistake(
    `${text} is not possible for ${kind.noun}`,
    rangeText(kind),
    per ? `write ${text}% if that is meant` : "",
  );
}

function isFraction(kind: QuantityKind): boolean {
  return kind.high === 1 && kind.dimensions.length === 1 && kind.dimensions[0] === "";
}

/** The range of a kind as people write it; only what is small enough to be of interest. */
export function rangeText(kind: QuantityKind): string {
  if (isFraction(kind)) return `${kind.positive ? "above 0%" : "at least 0%"} and at most 100%`;
  if (kind.low < 0) return "less than a century";
  const low = kind.positive ? "above 0" : "at least 0";
  if (kind === YEARLY_RATE) return `${low} and at most 1 per day`;
  return kind === DURATION || kind === POSITIVE_DURATION
    ? `${low} and less than a century`
    : `${low}, and a plausible figure`;
}
