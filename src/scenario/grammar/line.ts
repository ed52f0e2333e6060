import * as z from "zod";
import { Mistake } from "../mistake.ts";
import {
  CAPITAL,
  DELAY,
  DURATION,
  FRACTION,
  LINE_RATE,
  MONEY,
  POSITIVE_DURATION,
  POSITIVE_FRACTION,
} from "../quantity-kind.ts";
import { day } from "./date.ts";
import { entityKeys } from "./entity.ts";
import { leaf, shown } from "./leaf.ts";
import { mapOf } from "./map-of.ts";
import { collectionOf, freeName, NAME, nameOf, namesOf } from "./name.ts";
import { certain, quantity, sourced } from "./quantity.ts";
import { readTimeline, type StatedTimeline, timeline } from "./timeline.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** Where a line's size factor comes from: none, a draw of its own, or one shared by name. */
export type StatedSize = "off" | "on" | { readonly shared: string };

/** A buyer's share of a line, or all that the others leave. */
export type StatedShare = StatedTimeline | "rest";

export function variabilityGrammar() {
  return z
    .strictObject({
      cycle: z
        .strictObject({
          slot: certain(FRACTION, "coefficient of variation of each slot's own cycle time").optional(),
          month: certain(FRACTION, "coefficient of variation of the month's factor on cycle time").optional(),
        })
        .optional(),
      yield: z
        .strictObject({
          day: certain(FRACTION, "spread of a day's yield m, as a share of sqrt(m (1 - m))").optional(),
          month: certain(FRACTION, "spread of a month's yield m, as a share of sqrt(m (1 - m))").optional(),
        })
        .optional(),
      persistence: certain(FRACTION, "autocorrelation from one month to the next").optional(),
    })
    .meta({ description: "How a line's cycle times and yields scatter around their means." });
}

export function lineGrammar(vocabulary: Vocabulary) {
  return z
    .strictObject({
      ...entityKeys(),
      stage: freeName("logic, memory, packaging, system, part, or a name of one's own"),
      makes: namesOf(
        "technology",
        vocabulary,
        "the processes, memories, packages, systems or parts it can make",
      ),
      site: freeName("where it stands; lines of one site are hit together").optional(),
      region: nameOf("region", vocabulary, "the region it stands in"),
      operator: freeName("who runs it"),
      capacity: timeline(LINE_RATE, vocabulary, "announced installed capacity"),
      slip: quantity(DELAY, vocabulary, "by how much what opens after asOf is late").optional(),
      size: leaf(
        {
          description:
            "the size factor on additions after asOf: on (default), off, or a name that lines share one draw by",
          type: ["string", "boolean"],
        },
        readSize,
      ).optional(),
      background: timeline(FRACTION, vocabulary, "share taken by others before any contract").optional(),
      cycleTime: quantity(POSITIVE_DURATION, vocabulary, "mean time from start to finish"),
      shares: mapOf(
        "buyer",
        vocabulary,
        "shares of capacity by buyer, and `others: rest` for the rest",
        (raw, note): StatedShare => (raw === "rest" ? "rest" : readTimeline(raw, FRACTION, vocabulary, note)),
        ["others"],
      ).optional(),
      yield: quantity(
        POSITIVE_FRACTION,
        vocabulary,
        "multiplies every yield here: a site's own, 100% by default",
      ).optional(),
      variability: variabilityGrammar().optional(),
      capital: sourced(
        CAPITAL,
        vocabulary,
        "what more capacity here costs: for gain per dollar in relax, it changes nothing that is simulated",
      ).optional(),
      projects: collectionOf(
        projectGrammar(vocabulary),
        "Capacity decided or to be decided, beside the timeline.",
      ),
    })
    .meta({ description: "A fab, an HBM maker, a packaging site, a board or rack line." });
}

function projectGrammar(vocabulary: Vocabulary) {
  return z
    .strictObject({
      ...entityKeys(),
      size: quantity(LINE_RATE, vocabulary, "capacity added at the end of the ramp"),
      decided: day("first", "day of the decision"),
      phases: z
        .record(z.string().regex(NAME), quantity(DURATION, vocabulary, "length of the phase"))
        .meta({ description: "lengths of construction, tools, qualification ..., one after the other" }),
      ramp: quantity(DURATION, vocabulary, "from first output to full capacity, an S-curve").optional(),
      capital: quantity(MONEY, vocabulary, "what it costs").optional(),
    })
    .meta({ description: "Capacity decided at a date: phases of uncertain length, then a ramp." });
}

function readSize(raw: unknown): StatedSize {
  if (raw === true || raw === "on") return "on";
  if (raw === false || raw === "off") return "off";
  if (typeof raw === "string" && NAME.test(raw)) return { shared: raw };
  throw new Mistake(`${shown(raw)} is not a size factor`, "on, off, or a name that several lines share");
}
