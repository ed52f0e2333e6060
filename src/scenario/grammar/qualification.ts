import * as z from "zod";
import { DURATION, FRACTION } from "../quantity-kind.ts";
import { day } from "./date.ts";
import { entityKeys } from "./entity.ts";
import { nameOf } from "./name.ts";
import { certain, quantity } from "./quantity.ts";
import type { Vocabulary } from "./vocabulary.ts";

export function qualificationGrammar(vocabulary: Vocabulary) {
  return z
    .strictObject({
      ...entityKeys(),
      supplier: nameOf("operator", vocabulary, "who makes it"),
      item: nameOf("item", vocabulary, "memory generation or part"),
      vendor: nameOf("vendor", vocabulary, "who must qualify it"),
      sample: day("first", "day of the first sample"),
      length: quantity(DURATION, vocabulary, "from sample to qualification"),
      redesign: z
        .strictObject({
          chance: certain(FRACTION, "chance of a redesign"),
          length: quantity(DURATION, vocabulary, "what a redesign adds"),
        })
        .optional(),
    })
    .meta({ description: "When a vendor may use a supplier's item; without one it may from the start." });
}
