import * as z from "zod";
import {
  COUNT,
  DEFECTS,
  DURATION,
  MEMORY_SIZE,
  PER_WAFER,
  POSITIVE_DURATION,
  POSITIVE_RATIO,
  WIDTH_OF_NOTHING,
} from "../quantity-kind.ts";
import { date } from "./date.ts";
import { entityKeys } from "./entity.ts";
import { whole } from "./leaf.ts";
import { goodShare, learning } from "./learning.ts";
import { certain, quantity } from "./quantity.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** What every technology may say. */
function technologyKeys(vocabulary: Vocabulary) {
  return {
    ...entityKeys(),
    from: date("first", vocabulary, "first day on which it can be started").optional(),
    cycleTime: quantity(
      POSITIVE_DURATION,
      vocabulary,
      "mean time from start to finish, where it is not that of the line",
    ).optional(),
  };
}

/** A logic technology: how defects fall on it. */
export function processGrammar(vocabulary: Vocabulary) {
  return z
    .strictObject({
      ...technologyKeys(vocabulary),
      defects: learning(DEFECTS, vocabulary, "density of defects D0"),
      clustering: quantity(
        POSITIVE_RATIO,
        vocabulary,
        "alpha of the negative binomial yield: the smaller, the more defects lie together",
      ),
      edge: certain(WIDTH_OF_NOTHING, "ring along the rim that holds nothing, 3 mm by default").optional(),
      scribe: certain(WIDTH_OF_NOTHING, "width of the saw street, 0.1 mm by default").optional(),
    })
    .meta({ description: "A logic technology." });
}

/** An HBM generation and height: what a wafer gives. */
export function memoryGrammar(vocabulary: Vocabulary) {
  return z
    .strictObject({
      ...technologyKeys(vocabulary),
      gross: quantity(PER_WAFER, vocabulary, "gross memory dies per wafer"),
      height: whole("memory dies in a stack", 1, 64),
      yield: goodShare(vocabulary, "good share of stacks: dies, bonds and test together"),
      capacity: certain(MEMORY_SIZE, "memory in a stack").optional(),
      cover: quantity(DURATION, vocabulary, "stock held beyond planned use").optional(),
    })
    .meta({ description: "A memory generation: stacks of HBM." });
}

/** Anything else that is needed: a substrate, a sheet of glass. */
export function partGrammar(vocabulary: Vocabulary) {
  return z
    .strictObject({
      ...technologyKeys(vocabulary),
      perWafer: quantity(
        COUNT,
        vocabulary,
        "parts that one unit of a line's capacity gives, 1 by default",
      ).optional(),
      yield: goodShare(vocabulary, "good share, 100% by default").optional(),
      cover: quantity(DURATION, vocabulary, "stock held beyond planned use").optional(),
    })
    .meta({ description: "A part made by lines of that technology and shared by all who need it." });
}

/** A package technology. */
export function packageGrammar(vocabulary: Vocabulary) {
  return z
    .strictObject({
      ...technologyKeys(vocabulary),
      yield: goodShare(vocabulary, "good share of packages; a failed one loses its dies and stacks"),
      cover: quantity(DURATION, vocabulary, "stock of packages held beyond planned use").optional(),
    })
    .meta({ description: "A package technology." });
}

/** What turns packages into finished units: a board, a rack. */
export function systemGrammar(vocabulary: Vocabulary) {
  return z
    .strictObject({
      ...technologyKeys(vocabulary),
      yield: goodShare(vocabulary, "good share of units, 100% by default").optional(),
      perWafer: quantity(
        PER_WAFER,
        vocabulary,
        "units that one unit of a line's capacity gives (72 for a line counted in racks of 72), 1 by default",
      ).optional(),
      cover: quantity(DURATION, vocabulary, "stock of finished units held beyond planned use").optional(),
    })
    .meta({ description: "What turns packages into finished units." });
}
