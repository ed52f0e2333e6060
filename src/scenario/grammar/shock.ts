import * as z from "zod";
import { isRelative } from "../change.ts";
import { looksLikeDate } from "../date.ts";
import { Mistake } from "../mistake.ts";
import { DURATION, FRACTION, POSITIVE_DURATION, RATIO, YEARLY_RATE } from "../quantity-kind.ts";
import { readDate, type StatedDate } from "./date.ts";
import { entityKeys } from "./entity.ts";
import { leaf, type Note, shown, truth } from "./leaf.ts";
import { isMap, unknownKey } from "./long-form.ts";
import { checkName, NAME, oneOf } from "./name.ts";
import { certain, draw, readQuantity, type StatedQuantity } from "./quantity.ts";
import type { NameKind, Vocabulary } from "./vocabulary.ts";

export type StatedWhen =
  | { readonly kind: "date"; readonly date: StatedDate }
  | { readonly kind: "rate"; readonly rate: StatedQuantity }
  | {
      readonly kind: "after";
      readonly shock: string;
      readonly delay: StatedQuantity | null;
      readonly probability: StatedQuantity | null;
    };

/** Names by the key they were given under, null for all that have the key; `everything` for "*" alone. */
export interface StatedWhere {
  readonly everything: boolean;
  readonly keys: ReadonlyMap<WhereKey, readonly string[] | null>;
}

const WHERE_KEYS = [
  "region",
  "site",
  "operator",
  "line",
  "stage",
  "technology",
  "item",
  "supplier",
  "vendor",
  "product",
  "segment",
  "use",
  "tag",
] as const;

export type WhereKey = (typeof WHERE_KEYS)[number];

export function shockGrammar(vocabulary: Vocabulary) {
  return z
    .strictObject({
      ...entityKeys(),
      when: leaf(
        {
          description: "a date, a rate such as 0.07 per year, or { after, delay, probability }",
          type: ["string", "number", "object"],
        },
        (raw, note) => readWhen(raw, vocabulary, note),
      ),
      where: leaf(
        {
          description: `what it hits: "*", or a map of ${WHERE_KEYS.join(", ")}; keys narrow, lists widen`,
          type: ["string", "object"],
        },
        (raw, note) => readWhere(raw, vocabulary, note),
      ),
      delay: draw(DURATION, vocabulary, "from the occurrence to its effects").optional(),
      ...effectKeys(vocabulary),
      branches: z
        .record(
          z.string().regex(NAME),
          z.strictObject({
            probability: certain(FRACTION, "probability of the branch"),
            ...effectKeys(vocabulary),
          }),
        )
        .meta({ description: "Of these at most one happens, beside the above." })
        .optional(),
    })
    .meta({ description: "Something that happens: at a date, at a rate, or after another." });
}

/** What an occurrence does. */
function effectKeys(vocabulary: Vocabulary) {
  const length = () => draw(POSITIVE_DURATION, vocabulary, "how long; for good without").optional();
  return {
    scrap: draw(FRACTION, vocabulary, "share of the work in process that is lost at once").optional(),
    outage: z
      .strictObject({
        depth: draw(FRACTION, vocabulary, "share of the capacity that stands, 100% by default").optional(),
        length: draw(DURATION, vocabulary, "how long, before it recovers"),
        startsOnly: truth("whether lots in process go on").optional(),
        recovery: recoveryGrammar(vocabulary).optional(),
      })
      .meta({ description: "Lines stand, wholly or in part, then recover." })
      .optional(),
    capacity: z
      .strictObject({ factor: draw(RATIO, vocabulary, "multiplies the capacity"), length: length() })
      .optional(),
    yield: z
      .strictObject({
        factor: draw(FRACTION, vocabulary, "multiplies the yield of lots that finish"),
        length: length(),
      })
      .optional(),
    cycleTime: z
      .strictObject({
        factor: draw(RATIO, vocabulary, "multiplies the cycle time of lots that start"),
        length: length(),
      })
      .optional(),
    projectDelay: draw(DURATION, vocabulary, "what is not yet open is later by this").optional(),
    qualification: draw(DURATION, vocabulary, "qualifications not yet granted are later by this").optional(),
    demand: z
      .strictObject({
        factor: draw(RATIO, vocabulary, "multiplies the demand, 1 by default").optional(),
        length: length(),
        cancelled: draw(FRACTION, vocabulary, "share of the backlog cancelled at once").optional(),
      })
      .optional(),
  };
}

function recoveryGrammar(vocabulary: Vocabulary) {
  return z
    .strictObject({
      shape: oneOf(["step", "linear", "exponential", "curve"], "how it comes back, step by default"),
      time: draw(
        POSITIVE_DURATION,
        vocabulary,
        "linear: until all is back; exponential: until 1/e of it is missing",
      ).optional(),
      points: leaf(
        { description: "curve: availability by time since the outage's end", type: ["object"] },
        readPoints,
      ).optional(),
    })
    .meta({ description: "How capacity comes back after an outage." });
}

function readPoints(raw: unknown, note: Note): readonly (readonly [days: number, availability: number])[] {
  if (!isMap(raw))
    throw new Mistake(`${shown(raw)} is not a curve`, "{ 0 days: 0%, 13 days: 50%, 68 days: 100% }");
  const points: [number, number][] = [];
  for (const [key, value] of Object.entries(raw)) {
    try {
      const nowhere: Vocabulary = { namesOf: () => [], column: () => [] };
      const days = readQuantity(key, DURATION, nowhere, note);
      const availability = readQuantity(value, FRACTION, nowhere, note);
      if (days.distribution !== null || availability.distribution !== null)
        throw new Mistake("a curve has numbers, no distributions");
      points.push([days.constant, availability.constant]);
    } catch (error) {
      if (!(error instanceof Mistake)) throw error;
      note(error.under(key));
    }
  }
  points.sort((a, b) => a[0] - b[0]);
  if (points.length > 0 && points[0][0] !== 0) throw new Mistake("the curve does not begin at 0 days");
  if (points.at(-1)?.[1] !== 1) throw new Mistake("the curve does not end at 100%", "its last point at 100%");
  return points;
}

function readWhen(raw: unknown, vocabulary: Vocabulary, note: Note): StatedWhen {
  if (isMap(raw) && !("value" in raw)) {
    const keys = ["after", "delay", "probability"];
    for (const key of Object.keys(raw)) if (!keys.includes(key)) note(unknownKey(key, [...keys, "value"]));
    if (!("after" in raw))
      throw new Mistake("has no `after`", "{ after: other-shock, delay: 3 days, probability: 30% }");
    const part = <T>(key: string, read: (value: unknown) => T): T | null => {
      if (!(key in raw)) return null;
      try {
        return read(raw[key]);
      } catch (error) {
        throw error instanceof Mistake ? error.under(key) : error;
      }
    };
    const shock = part("after", (value) => checkName(value, "shock", vocabulary)) ?? "";
    const delay = part("delay", (value) => readQuantity(value, DURATION, vocabulary, note));
    if (delay !== null && delay.factors.length > 0)
      throw new Mistake("a delay drawn each time has no shared factor");
    return {
      kind: "after",
      shock,
      delay,
      probability: part("probability", (value) => readQuantity(value, FRACTION, vocabulary, note)),
    };
  }
  const value = isMap(raw) ? raw["value"] : raw;
  const text = String(value).trim();
  if (/\bper\b|\//.test(text))
    return { kind: "rate", rate: readQuantity(raw, YEARLY_RATE, vocabulary, note) };
  if (looksLikeDate(text) || /\d{4}-/.test(text) || isRelative(text))
    return { kind: "date", date: readDate(raw, "first", vocabulary, note) };
  throw new Mistake(
    `${shown(value)} is neither a date nor a rate`,
    "2028-03-01, 0.07 per year, or { after: other-shock, delay: 3 days, probability: 30% }",
  );
}

function readWhere(raw: unknown, vocabulary: Vocabulary, note: Note): StatedWhere {
  if (raw === "*") return { everything: true, keys: new Map() };
  if (!isMap(raw))
    throw new Mistake(`${shown(raw)} is not a place`, '"*", or a map such as { tag: south-taiwan }');
  const keys = new Map<WhereKey, readonly string[] | null>();
  for (const [name, value] of Object.entries(raw)) {
    const key = WHERE_KEYS.find((known) => known === name);
    if (key === undefined) {
      note(unknownKey(name, WHERE_KEYS));
      continue;
    }
    if (value === "*") {
      keys.set(key, null);
      continue;
    }
    const names: string[] = [];
    for (const entry of Array.isArray(value) ? value : [value]) {
      try {
        names.push(checkName(entry, kindOf(key), vocabulary));
      } catch (error) {
        if (!(error instanceof Mistake)) throw error;
        note(error.under(name));
      }
    }
    keys.set(key, names);
  }
  if (Object.keys(raw).length === 0)
    throw new Mistake("is empty", '"*", or a map such as { tag: south-taiwan }');
  return { everything: false, keys };
}

function kindOf(key: WhereKey): NameKind {
  return key === "supplier" ? "operator" : key;
}
