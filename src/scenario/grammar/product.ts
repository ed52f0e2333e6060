import * as z from "zod";
import { Mistake } from "../mistake.ts";
import { AREA, COMPUTE, COUNT, DURATION, FRACTION, LENGTH, PER_WAFER } from "../quantity-kind.ts";
import { date } from "./date.ts";
import { entityKeys } from "./entity.ts";
import { leaf, type Note, shown, whole } from "./leaf.ts";
import { goodShare } from "./learning.ts";
import { mapOf } from "./map-of.ts";
import { checkName, collectionOf, nameOf, namesOf } from "./name.ts";
import { certain, quantity, readQuantity } from "./quantity.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** What a unit is made of; a route says what differs from the product's own. */
function billKeys(vocabulary: Vocabulary) {
  return {
    dies: collectionOf(dieGrammar(vocabulary), "Logic dies by name.").removeDefault().optional(),
    memory: z
      .strictObject({
        generation: nameOf("memory", vocabulary, "memory generation"),
        stacks: certain(COUNT, "stacks in a package"),
        suppliers: namesOf(
          "operator",
          vocabulary,
          "who may supply, preferred first; by default all, the largest capacity first",
        ).optional(),
      })
      .meta({ description: "Its memory; none without." })
      .optional(),
    package: packageUse(vocabulary).optional(),
    system: systemUse(vocabulary).optional(),
  };
}

export function productGrammar(vocabulary: Vocabulary) {
  return z
    .strictObject({
      ...entityKeys(),
      ...billKeys(vocabulary),
      vendor: nameOf("vendor", vocabulary, "who sells it"),
      compute: certain(COMPUTE, "compute of a unit"),
      launch: date("first", vocabulary, "first delivery"),
      end: date("last", vocabulary, "last day of orders").optional(),
      cover: quantity(DURATION, vocabulary, "stock of finished units held beyond planned use").optional(),
      routes: collectionOf(routeGrammar(vocabulary), "Other ways to make the same thing."),
    })
    .meta({ description: "What customers order and receive. A unit is a package, never a die." });
}

function routeGrammar(vocabulary: Vocabulary) {
  return z
    .strictObject({
      ...entityKeys(),
      ...billKeys(vocabulary),
      from: date("first", vocabulary, "first day of its starts").optional(),
      until: date("last", vocabulary, "last day of its starts").optional(),
      preference: whole("smaller is preferred; the product's own way has 1", 1, 1000).optional(),
    })
    .meta({ description: "Another way to make the product: what differs from the product's own." });
}

function dieGrammar(vocabulary: Vocabulary) {
  return z
    .strictObject({
      process: nameOf("process", vocabulary, "its logic technology"),
      width: certain(LENGTH, "width").optional(),
      height: certain(LENGTH, "height").optional(),
      area: certain(AREA, "area, where width and height are not known").optional(),
      gross: quantity(
        PER_WAFER,
        vocabulary,
        "gross dies per wafer, where it is known; the area is still needed for the yield",
      ).optional(),
      count: certain(COUNT, "dies in a unit, 1 by default").optional(),
      harvest: quantity(
        FRACTION,
        vocabulary,
        "share of the defective dies sold with disabled units",
      ).optional(),
      cover: quantity(DURATION, vocabulary, "stock held beyond planned use").optional(),
      notes: leaf({ description: "free text", type: ["string"] }, (raw) => String(raw)).optional(),
    })
    .meta({ description: "A logic die: process, and width and height, or area." });
}

function packageUse(vocabulary: Vocabulary) {
  return z
    .strictObject({
      technology: nameOf("package", vocabulary, "package technology"),
      perWafer: quantity(PER_WAFER, vocabulary, "packages per wafer").optional(),
      width: certain(LENGTH, "width of the interposer, instead of perWafer").optional(),
      height: certain(LENGTH, "height of the interposer").optional(),
      parts: partsOf(vocabulary).optional(),
      yield: goodShare(vocabulary, "good share, where it is not the technology's").optional(),
      cover: quantity(DURATION, vocabulary, "stock of packages held beyond planned use").optional(),
    })
    .meta({ description: "Its package; none without: dies go straight into the system." });
}

function partsOf(vocabulary: Vocabulary) {
  return mapOf("part", vocabulary, "parts by name and how many of each", (raw, note) =>
    readQuantity(raw, COUNT, vocabulary, note),
  );
}

function systemUse(vocabulary: Vocabulary) {
  const grammar = z.strictObject({
    technology: nameOf("system", vocabulary, "system technology"),
    parts: partsOf(vocabulary).optional(),
    yield: goodShare(vocabulary, "good share, where it is not the technology's").optional(),
  });
  const short = leaf(
    { description: "system technology", type: ["string"] },
    (raw: unknown, _note: Note): z.output<typeof grammar> => {
      if (typeof raw !== "string")
        throw new Mistake(`${shown(raw)} is not a system`, "its name, or { technology, parts, yield }");
      return { technology: checkName(raw, "system", vocabulary) };
    },
  );
  return z.union([short, grammar]).meta({
    description: "What turns the package into a finished unit; none without: the package is the unit.",
  });
}
