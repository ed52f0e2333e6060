import type * as z from "zod";
import { Mistake } from "../mistake.ts";
import { FRACTION, POSITIVE_DURATION, type QuantityKind } from "../quantity-kind.ts";
import { readDate, type StatedDate } from "./date.ts";
import { leaf, type Note } from "./leaf.ts";
import { isMap, unknownKey } from "./long-form.ts";
import { readQuantity, type StatedQuantity } from "./quantity.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** A quantity that is learnt: mature - (mature - start) 2^(-(t - from) / halfLife), or one that stays as it is. */
export type StatedLearning =
  | { readonly kind: "constant"; readonly value: StatedQuantity }
  | {
      readonly kind: "learning";
      readonly start: StatedQuantity;
      readonly mature: StatedQuantity;
      readonly from: StatedDate;
      readonly halfLife: StatedQuantity;
    };

const KEYS = ["start", "mature", "from", "halfLife"] as const;

export function learning(
  kind: QuantityKind,
  vocabulary: Vocabulary,
  description: string,
): z.ZodType<StatedLearning> {
  return leaf(
    {
      description: `${description} (${kind.noun}, e.g. ${kind.example}, or { start, mature, from, halfLife }: learnt from a date on, the gap to maturity halved every half-life)`,
      type: ["string", "number", "object"],
    },
    (raw, note) => readLearning(raw, kind, vocabulary, note),
  );
}

/** A good share: constant, or learnt. */
export function goodShare(vocabulary: Vocabulary, description: string): z.ZodType<StatedLearning> {
  return learning(FRACTION, vocabulary, description);
}

function readLearning(raw: unknown, kind: QuantityKind, vocabulary: Vocabulary, note: Note): StatedLearning {
  if (!isMap(raw) || "value" in raw) {
    return { kind: "constant", value: readQuantity(raw, kind, vocabulary, note) };
  }
  for (const key of Object.keys(raw)) if (!KEYS.some((known) => known === key)) note(unknownKey(key, KEYS));
  const missing = KEYS.filter((key) => !(key in raw));
  if (missing.length > 0) throw new Mistake(`has no ${missing.join(", no ")}`, `{ ${KEYS.join(", ")} }`);
  const read = <T>(key: string, reader: (value: unknown, under: Note) => T): T | null => {
    try {
      return reader(raw[key], (mistake) => note(mistake.under(key)));
    } catch (error) {
      if (!(error instanceof Mistake)) throw error;
      note(error.under(key));
      return null;
    }
  };
  const start = read("start", (value, under) => readQuantity(value, kind, vocabulary, under));
  const mature = read("mature", (value, under) => readQuantity(value, kind, vocabulary, under));
  const from = read("from", (value, under) => readDate(value, "first", vocabulary, under));
  const halfLife = read("halfLife", (value, under) =>
    readQuantity(value, POSITIVE_DURATION, vocabulary, under),
  );
  if (start === null || mature === null || from === null || halfLife === null) return NOTHING;
  return { kind: "learning", start, mature, from, halfLife };
}

/** Stands for a value whose mistakes are noted; no scenario with a mistake is compiled. */
const NOTHING: StatedLearning = {
  kind: "constant",
  value: { constant: 0, scale: 0, distribution: null, dimension: "", factors: [], provenance: null },
};
