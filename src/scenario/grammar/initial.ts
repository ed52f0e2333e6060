import * as z from "zod";
import { DURATION, OUTSTANDING, PIECES } from "../quantity-kind.ts";
import { mapOf, readMap } from "./map-of.ts";
import { readQuantity } from "./quantity.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** What a warm-up cannot know, set at the start. */
export function initialGrammar(vocabulary: Vocabulary) {
  return z
    .strictObject({
      backlog: mapOf("segment", vocabulary, "unserved orders by segment and product", (raw, note) =>
        readMap(raw, "product", vocabulary, "unserved orders by product", note, (units, under) =>
          readQuantity(units, OUTSTANDING, vocabulary, under),
        ),
      ).optional(),
      finished: mapOf("product", vocabulary, "finished units in stock by product", (raw, note) =>
        readQuantity(raw, PIECES, vocabulary, note),
      ).optional(),
      cover: mapOf("item", vocabulary, "stock of parts as time of planned use", (raw, note) =>
        readQuantity(raw, DURATION, vocabulary, note),
      ).optional(),
      bank: mapOf("vendor", vocabulary, "parts that a vendor holds, by item", (raw, note) =>
        readMap(raw, "item", vocabulary, "parts by item", note, (pieces, under) =>
          readQuantity(pieces, PIECES, vocabulary, under),
        ),
      ).optional(),
    })
    .meta({ description: "The state at the start." });
}
