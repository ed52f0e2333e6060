import * as z from "zod";
import { DEMAND_RATE, DURATION, FRACTION, POSITIVE_DURATION, RATIO } from "../quantity-kind.ts";
import { entityKeys } from "./entity.ts";
import { whole } from "./leaf.ts";
import { mapOf } from "./map-of.ts";
import { nameOf, namesOf, oneOf } from "./name.ts";
import { certain, draw } from "./quantity.ts";
import { readTimeline, timeline } from "./timeline.ts";
import type { Vocabulary } from "./vocabulary.ts";

export function segmentGrammar(vocabulary: Vocabulary) {
  return z
    .strictObject({
      ...entityKeys(),
      region: nameOf("region", vocabulary, "where it takes delivery"),
      use: oneOf(["training", "inference", "both"], "what it uses them for, both by default").optional(),
      demand: timeline(DEMAND_RATE, vocabulary, "latent demand; its unit is the segment's currency"),
      mix: mapOf(
        "product",
        vocabulary,
        "shares of the demand by product, normalised over what can be ordered",
        (raw, note) => readTimeline(raw, FRACTION, vocabulary, note),
      ),
      priority: whole("smaller is served first, 1 by default", 1, 1000).optional(),
      patience: draw(
        POSITIVE_DURATION,
        vocabulary,
        "how long an order waits before it switches or is cancelled; without it for ever",
      ).optional(),
      switchTo: namesOf("product", vocabulary, "what impatient orders switch to, preferred first").optional(),
      preorder: certain(DURATION, "how long before its launch a product is ordered, 0 by default").optional(),
      orders: whole("orders a month and product, 4 by default", 1, 100).optional(),
      noise: certain(RATIO, "coefficient of variation of order sizes, 0 by default").optional(),
      persistence: certain(FRACTION, "autocorrelation of the noise by month, 0 by default").optional(),
    })
    .meta({ description: "A group of customers." });
}
