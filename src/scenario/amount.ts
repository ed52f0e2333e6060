import { Mistake } from "./mistake.ts";
import { leadingNumeral } from "./numeral.ts";
import type { QuantityKind } from "./quantity-kind.ts";
import { NO_UNIT, parseUnit, type Unit } from "./unit.ts";

/** One number with its unit, as written. */
export interface Amount {
  readonly value: number;
  readonly percent: boolean;
  readonly unit: Unit | null;
  /** As written; may be empty. */
  readonly unitText: string;
}

/** @throws Mistake where the text is no number, or its unit none */
export function amountOf(text: string): Amount {
  const head = leadingNumeral(text);
  if (head === null) {
    throw new Mistake(
      `${JSON.stringify(text)} is not a number`,
      "a number such as 12k, 1.5M, 92% or $30B, or a distribution such as 2 to 5",
    );
  }
  const { numeral, rest } = head;
  if (!Number.isFinite(numeral.value)) throw new Mistake(`${JSON.stringify(text)} is too large a number`);
  let name = rest;
  if (numeral.dollars) name = rest === "" ? "$" : `$${rest.replace(/^per\b/, " per")}`;
  if (/^,\d/.test(rest)) {
    throw new Mistake(`${JSON.stringify(text)} has a comma in a number`, "", "write 20000 or 20k");
  }
  return {
    value: numeral.value,
    percent: numeral.percent,
    unit: name === "" ? null : parseUnit(name),
    unitText: name,
  };
}

/** Turns amounts into base units, all of one dimension. */
export class AmountReader {
  dimension = "";
  scale = 1;
  /** Whether all numbers read so far have the same unit. */
  oneUnit = true;
  private reads = 0;
  private readonly kind: QuantityKind;
  private readonly fallback: Unit | null;

  constructor(kind: QuantityKind, fallback: Unit | null) {
    this.kind = kind;
    this.fallback = fallback;
  }

  read(text: string): number {
    const amount = amountOf(text);
    const unit = this.unitOf(amount, text);
    if (unit.dimension !== "") {
      if (this.dimension !== "" && this.dimension !== unit.dimension)
        throw new Mistake("its numbers have units of different kinds");
      this.dimension = unit.dimension;
    }
    this.oneUnit &&= this.reads === 0 || this.scale === unit.scale;
    this.reads++;
    this.scale = unit.scale;
    return amount.value * unit.scale;
  }

  /** A number that never has a unit, such as a shape or a weight. */
  plain(text: string): number {
    const amount = amountOf(text);
    if (amount.unit !== null) throw new Mistake(`${JSON.stringify(text)} is a pure number and has no unit`);
    return amount.value;
  }

  private unitOf(amount: Amount, text: string): Unit {
    const { dimensions, noun, example } = this.kind;
    const pure = dimensions.includes("");
    if (amount.percent && !pure)
      throw new Mistake(`${text} is a share, not ${noun}`, `for example ${example}`);
    const unit = amount.unit ?? (amount.percent ? NO_UNIT : this.fallback);
    if (unit === null) {
      if (pure || amount.value === 0) return NO_UNIT;
      throw new Mistake(`${text} has no unit`, `${noun} with its unit, for example ${example}`);
    }
    if (!dimensions.includes(unit.dimension)) {
      throw new Mistake(
        unit.dimension === "" ? `${text} has no unit` : `${unitCalled(amount)} does not measure ${noun}`,
        `for example ${example}`,
        unitHint(unit.dimension, dimensions),
      );
    }
    return unit;
  }
}

function unitCalled(amount: Amount): string {
  return amount.unitText === "" ? "the unit" : JSON.stringify(amount.unitText);
}

function unitHint(dimension: string, dimensions: readonly string[]): string {
  if (dimensions.includes(`${dimension}/time`)) return "it is a rate: add /month, /quarter or /year";
  if (dimensions.includes("") && dimensions.length === 1) return "it is written without a unit";
  return "";
}
