import type * as z from "zod";
import { type Change, isRelative, parseChange } from "../change.ts";
import { Mistake } from "../mistake.ts";
import { parseQuantity, type Quantity } from "../quantity.ts";
import type { QuantityKind } from "../quantity-kind.ts";
import type { Unit } from "../unit.ts";
import { leaf, type Note, shown } from "./leaf.ts";
import { isMap, LONG_FORM_KEYS, type Provenance, readSurroundings, unknownKey } from "./long-form.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** A number as a scenario states it: (constant + scale x draw) x shared factors. */
export interface StatedQuantity extends Quantity {
  /** Names of shared factors. */
  readonly factors: readonly string[];
  /** Its own source, where it is not its entity's. */
  readonly provenance: Provenance | null;
}

/** A number known beforehand, or one drawn once per trial. */
export function quantity(
  kind: QuantityKind,
  vocabulary: Vocabulary,
  description: string,
): z.ZodType<StatedQuantity> {
  return leaf(
    {
      description: `${description} (${kind.noun}, e.g. ${kind.example})`,
      type: ["string", "number", "object"],
    },
    (raw, note) => readQuantity(raw, kind, vocabulary, note),
  );
}

/** A number drawn at each occurrence: no shared factors, nothing relative. */
export function draw(kind: QuantityKind, vocabulary: Vocabulary, description: string): z.ZodType<Quantity> {
  return leaf(
    {
      description: `${description} (${kind.noun}, e.g. ${kind.example}; drawn at each occurrence)`,
      type: ["string", "number", "object"],
    },
    (raw, note) => {
      const stated = readQuantity(raw, kind, vocabulary, note);
      if (stated.factors.length === 0) return stated;
      throw new Mistake("what is drawn at each occurrence cannot have a shared factor");
    },
  );
}

/** A number without uncertainty, which may have a source of its own. */
export function sourced(
  kind: QuantityKind,
  vocabulary: Vocabulary,
  description: string,
): z.ZodType<StatedQuantity> {
  return leaf(
    {
      description: `${description} (${kind.noun}, e.g. ${kind.example}; without uncertainty)`,
      type: ["string", "number", "object"],
    },
    (raw, note) => {
      const stated = readQuantity(raw, kind, vocabulary, note);
      if (stated.distribution === null && stated.factors.length === 0) return stated;
      throw new Mistake("this cannot be uncertain", `a number such as ${kind.example}`);
    },
  );
}

/** A number without uncertainty. */
export function certain(kind: QuantityKind, description: string): z.ZodType<number> {
  return leaf(
    { description: `${description} (${kind.noun}, e.g. ${kind.example})`, type: ["string", "number"] },
    (raw) => {
      const amount = readAmount(raw, kind, null, null);
      if (amount.distribution !== null)
        throw new Mistake("this cannot be uncertain", `a number such as ${kind.example}`);
      return amount.constant;
    },
  );
}

/** @throws Mistake where the value itself cannot be read; what stands beside it is noted */
export function readQuantity(
  raw: unknown,
  kind: QuantityKind,
  vocabulary: Vocabulary,
  note: Note,
  unit: Unit | null = null,
): StatedQuantity {
  if (!isMap(raw)) return { ...readAmount(raw, kind, vocabulary, unit), factors: [], provenance: null };
  for (const key of Object.keys(raw))
    if (!LONG_FORM_KEYS.some((known) => known === key)) note(unknownKey(key, LONG_FORM_KEYS));
  const beside = readSurroundings(raw, vocabulary, note);
  if (!("value" in raw)) throw new Mistake("has no value", `{ value: ${kind.example}, factor: ... }`);
  let stated: Quantity;
  try {
    stated = readAmount(raw["value"], kind, vocabulary, unit);
  } catch (error) {
    throw error instanceof Mistake ? error.under("value") : error;
  }
  for (const text of beside.changes) {
    try {
      stated = changed(stated, parseChange(text, kind, unit));
    } catch (error) {
      throw error instanceof Mistake ? error.under("then") : error;
    }
  }
  return { ...stated, factors: beside.factors, provenance: beside.provenance };
}

function readAmount(
  raw: unknown,
  kind: QuantityKind,
  vocabulary: Vocabulary | null,
  unit: Unit | null,
): Quantity {
  if (typeof raw !== "string" && typeof raw !== "number")
    throw new Mistake(`${shown(raw)} is not ${kind.noun}`, `for example ${kind.example}`);
  if (typeof raw === "number" && !Number.isFinite(raw))
    throw new Mistake(`${raw} is not a finite number`, `for example ${kind.example}`);
  const text = String(raw).trim();
  if (isRelative(text)) {
    throw new Mistake(
      `${shown(text)} is relative, but there is no value to change`,
      `for example ${kind.example}`,
      "the scenario this one extends has no such value",
    );
  }
  return parseQuantity(text, kind, unit, (file, column) => vocabulary?.column(file, column) ?? []);
}

/** The quantity with a change that holds for all time. */
function changed(quantity: Quantity, change: Change): Quantity {
  if (change.from !== null) throw new Mistake("only a timeline changes `from` a date");
  switch (change.kind) {
    case "times":
      return {
        ...quantity,
        constant: quantity.constant * change.factor,
        scale: quantity.scale * change.factor,
      };
    case "plus":
      return { ...quantity, constant: quantity.constant + change.amount };
    case "shift":
      throw new Mistake("only dates and timelines become later or sooner", "times 1.3 or plus ...");
  }
}
