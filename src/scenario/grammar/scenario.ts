import * as z from "zod";
import { DURATION, FRACTION, POSITIVE_DURATION } from "../quantity-kind.ts";
import { day } from "./date.ts";
import { initialGrammar } from "./initial.ts";
import { text } from "./leaf.ts";
import { lineGrammar, variabilityGrammar } from "./line.ts";
import { collectionOf } from "./name.ts";
import { factorGrammar, laneGrammar, regionGrammar, vendorGrammar } from "./place.ts";
import { productGrammar } from "./product.ts";
import { qualificationGrammar } from "./qualification.ts";
import { certain, quantity } from "./quantity.ts";
import { segmentGrammar } from "./segment.ts";
import { shockGrammar } from "./shock.ts";
import { memoryGrammar, packageGrammar, partGrammar, processGrammar, systemGrammar } from "./technology.ts";
import type { Vocabulary } from "./vocabulary.ts";

/**
 * The whole grammar of a scenario, once its parents are merged in: what validates it, what the JSON Schema and the
 * reference are generated from. Built for a vocabulary, so that unknown names are found like any other mistake.
 */
export function scenarioGrammar(vocabulary: Vocabulary) {
  return z
    .strictObject({
      name: text("the question the scenario answers"),
      extends: text(
        "a scenario of the same folder or a shipped one, of which this says only what differs",
      ).optional(),
      notes: text("free text").optional(),
      source: text("who says so, of all that states no source of its own").optional(),
      start: day("first", "first day of the horizon"),
      end: day("last", "last day of the horizon"),
      asOf: day("last", "last day of the facts; all later is assumption"),
      warmup: certain(DURATION, "how long the clock runs before the start, 18 months by default").optional(),
      slot: certain(
        POSITIVE_DURATION,
        "length of the grid of decisions, 1 day by default, at most 28 days",
      ).optional(),
      planning: z
        .strictObject({
          foresight: certain(
            FRACTION,
            "0: orders are expected to stay as they are, 1 (default): their trend is carried on",
          ).optional(),
          clearing: certain(
            POSITIVE_DURATION,
            "time over which a backlog is worked off, 3 months by default",
          ).optional(),
          cover: quantity(
            DURATION,
            vocabulary,
            "stock of any part held beyond planned use, 2 weeks by default",
          ).optional(),
        })
        .meta({ description: "How the monthly plan looks ahead." })
        .optional(),
      variability: variabilityGrammar().optional(),
      factors: collectionOf(factorGrammar(vocabulary), "Shared uncertain multipliers."),
      regions: collectionOf(regionGrammar(), "Regions of the world."),
      lanes: collectionOf(laneGrammar(vocabulary), "Ways between regions."),
      vendors: collectionOf(vendorGrammar(), "Who designs and sells products."),
      processes: collectionOf(processGrammar(vocabulary), "Logic technologies."),
      memories: collectionOf(memoryGrammar(vocabulary), "Memory generations."),
      parts: collectionOf(partGrammar(vocabulary), "Whatever else is needed."),
      packages: collectionOf(packageGrammar(vocabulary), "Package technologies."),
      systems: collectionOf(systemGrammar(vocabulary), "What turns packages into finished units."),
      lines: collectionOf(
        lineGrammar(vocabulary),
        "Fabs, HBM makers, packaging sites, board and rack lines.",
      ),
      products: collectionOf(productGrammar(vocabulary), "What customers order and receive."),
      segments: collectionOf(segmentGrammar(vocabulary), "Groups of customers."),
      qualifications: collectionOf(
        qualificationGrammar(vocabulary),
        "When a vendor may use a supplier's item.",
      ),
      initial: initialGrammar(vocabulary).optional(),
      shocks: collectionOf(shockGrammar(vocabulary), "What may happen."),
    })
    .meta({
      title: "Chokepoint scenario",
      description: "A supply chain of AI accelerators and what may happen to it.",
    });
}

/** A scenario that keeps the grammar: base units, absolute dates, names that exist. */
export type Scenario = z.output<ReturnType<typeof scenarioGrammar>>;
