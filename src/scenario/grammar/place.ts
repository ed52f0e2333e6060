import * as z from "zod";
import { Mistake } from "../mistake.ts";
import { DURATION, SHARED_FACTOR } from "../quantity-kind.ts";
import { entityKeys } from "./entity.ts";
import { leaf } from "./leaf.ts";
import { freeName, nameOf } from "./name.ts";
import { quantity, readQuantity } from "./quantity.ts";
import type { Vocabulary } from "./vocabulary.ts";

export function regionGrammar() {
  return z.strictObject(entityKeys()).meta({ description: "A region of the world." });
}

export function laneGrammar(vocabulary: Vocabulary) {
  return z
    .strictObject({
      ...entityKeys(),
      from: nameOf("region", vocabulary, "the region it starts from"),
      to: nameOf("region", vocabulary, "the region it leads to"),
      transit: quantity(DURATION, vocabulary, "time in transit"),
    })
    .meta({ description: "A way from one region to another; without one goods arrive at once." });
}

export function vendorGrammar() {
  return z
    .strictObject({
      ...entityKeys(),
      buysThrough: freeName("who holds its shares at lines; by default itself").optional(),
    })
    .meta({ description: "Who designs and sells products." });
}

/** An uncertain multiplier shared by whatever names it. */
export function factorGrammar(vocabulary: Vocabulary) {
  return z
    .strictObject({
      ...entityKeys(),
      value: leaf(
        {
          description: `the multiplier, median about 1, drawn once per trial (e.g. ${SHARED_FACTOR.example})`,
          type: ["string", "number", "object"],
        },
        (raw, note) => {
          const stated = readQuantity(raw, SHARED_FACTOR, vocabulary, note);
          if (stated.factors.length === 0) return stated;
          throw new Mistake(
            "a shared factor cannot be multiplied by another",
            "both factors at each quantity",
          );
        },
      ),
    })
    .meta({ description: "An uncertain multiplier shared by all quantities that name it." });
}
