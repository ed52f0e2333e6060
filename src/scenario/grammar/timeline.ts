import type * as z from "zod";
import { quantile } from "../../random/distribution.ts";
import { type Change, parseChange } from "../change.ts";
import { looksLikeDate, parseDate } from "../date.ts";
import { Mistake } from "../mistake.ts";
import { nearestName } from "../nearest-name.ts";
import type { QuantityKind } from "../quantity-kind.ts";
import { parseUnit, type Unit } from "../unit.ts";
import { leaf, type Note, shown } from "./leaf.ts";
import { isMap, LONG_FORM_KEYS, readSurroundings, unknownKey } from "./long-form.ts";
import { readQuantity, type StatedQuantity } from "./quantity.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** A quantity over time as a scenario states it. */
export interface StatedTimeline {
  readonly shape: "linear" | "step" | "geometric";
  /** Whether each date has a uniform of its own instead of one for all. */
  readonly independent: boolean;
  /** In order of time; one without a date is the value at all times. */
  readonly points: readonly StatedPoint[];
  /** Names of shared factors that multiply all values. */
  readonly factors: readonly string[];
  readonly changes: readonly Change[];
  /** Of its unit, the same at all dates. */
  readonly dimension: string;
}

export interface StatedPoint {
  /** The date as written; empty for the value at all times. */
  readonly key: string;
  /** Day number, days since 1970-01-01; null for the value at all times. */
  readonly day: number | null;
  readonly quantity: StatedQuantity;
}

const SHAPES = ["linear", "step", "geometric"] as const;
const KEYS = ["unit", "shape", "independent", ...LONG_FORM_KEYS] as const;

export function timeline(
  kind: QuantityKind,
  vocabulary: Vocabulary,
  description: string,
): z.ZodType<StatedTimeline> {
  return leaf(
    {
      description: `${description} (${kind.noun}, e.g. ${kind.example}; or dates with values, and unit, shape: ${SHAPES.join("|")}, independent: true, factor)`,
      type: ["string", "number", "object"],
    },
    (raw, note) => readTimeline(raw, kind, vocabulary, note),
  );
}

/** @throws Mistake where it is no timeline; those of single dates are noted */
export function readTimeline(
  raw: unknown,
  kind: QuantityKind,
  vocabulary: Vocabulary,
  note: Note,
): StatedTimeline {
  if (!isMap(raw)) {
    const quantity = readQuantity(raw, kind, vocabulary, note);
    return {
      shape: "linear",
      independent: false,
      points: [{ key: "", day: null, quantity }],
      factors: [],
      changes: [],
      dimension: quantity.dimension,
    };
  }
  const unit = unitOf(raw, kind, note);
  const beside = readSurroundings(raw, vocabulary, note);
  const points: StatedPoint[] = [];
  const under =
    (key: string): Note =>
    (mistake) =>
      note(mistake.under(key));
  for (const [key, value] of Object.entries(raw)) {
    if (KEYS.some((known) => known === key)) continue;
    let day: number | null = null;
    try {
      if (!/^\d/.test(key)) throw strayKey(key);
      day = parseDate(key).first;
    } catch (error) {
      if (!(error instanceof Mistake)) throw error;
      note(error.asKey(key));
      continue;
    }
    try {
      points.push({ key, day, quantity: readQuantity(value, kind, vocabulary, under(key), unit) });
    } catch (error) {
      if (!(error instanceof Mistake)) throw error;
      note(error.under(key));
    }
  }
  if ("value" in raw) {
    if (points.length > 0)
      throw new Mistake("has both dates and a value for all times", "the one or the other");
    try {
      const quantity = readQuantity(raw["value"], kind, vocabulary, under("value"), unit);
      points.push({ key: "", day: null, quantity });
    } catch (error) {
      throw error instanceof Mistake ? error.under("value") : error;
    }
  } else if (points.length === 0) {
    throw new Mistake("has no dates", `2026-01: ${kind.example}`);
  }
  points.sort((a, b) => (a.day ?? 0) - (b.day ?? 0));
  for (let k = 1; k < points.length; k++) {
    if (points[k].day === points[k - 1].day)
      note(
        new Mistake(
          `is the same day as ${points[k - 1].key}`,
          "one value per day",
          "",
          [points[k].key],
          true,
        ),
      );
  }
  return {
    shape: shapeOf(raw, points, note),
    independent: independentOf(raw, note),
    points,
    factors: beside.factors,
    changes: beside.changes.flatMap((text) => {
      try {
        return [parseChange(text, kind, unit)];
      } catch (error) {
        if (!(error instanceof Mistake)) throw error;
        note(error.under("then"));
        return [];
      }
    }),
    dimension: dimensionOf(points, note),
  };
}

function unitOf(map: Readonly<Record<string, unknown>>, kind: QuantityKind, note: Note): Unit | null {
  const raw = map["unit"];
  if (raw === undefined) return null;
  try {
    if (typeof raw !== "string") throw new Mistake(`${shown(raw)} is not a unit`);
    const unit = parseUnit(raw);
    if (kind.dimensions.includes(unit.dimension)) return unit;
    throw new Mistake(`${raw} does not measure ${kind.noun}`, `for example that of ${kind.example}`);
  } catch (error) {
    if (!(error instanceof Mistake)) throw error;
    note(error.under("unit"));
    // Values without unit would only repeat the mistake.
    return { dimension: kind.dimensions[0], scale: 1 };
  }
}

function shapeOf(
  map: Readonly<Record<string, unknown>>,
  points: readonly StatedPoint[],
  note: Note,
): StatedTimeline["shape"] {
  const raw = map["shape"];
  if (raw === undefined) return "linear";
  const shape = SHAPES.find((candidate) => candidate === raw);
  if (shape === undefined) {
    const near = typeof raw === "string" ? nearestName(raw, SHAPES) : null;
    note(
      new Mistake(
        `${shown(raw)} is not a shape`,
        SHAPES.join(", "),
        near === null ? "" : `did you mean ${near}?`,
        ["shape"],
      ),
    );
    return "linear";
  }
  if (shape === "geometric") {
    for (const { key, quantity } of points) {
      const least =
        quantity.constant +
        (quantity.distribution === null ? 0 : quantity.scale * quantile(quantity.distribution, 1e-12));
      if (least <= 0) note(new Mistake("a geometric timeline cannot be 0", "a value above 0", "", [key]));
    }
  }
  return shape;
}

function independentOf(map: Readonly<Record<string, unknown>>, note: Note): boolean {
  const raw = map["independent"];
  if (raw === undefined || typeof raw === "boolean") return raw ?? false;
  note(new Mistake(`${shown(raw)} is neither true nor false`, "true or false", "", ["independent"]));
  return false;
}

function dimensionOf(points: readonly StatedPoint[], note: Note): string {
  let dimension = "";
  for (const { key, quantity } of points) {
    if (quantity.dimension === "" || quantity.dimension === dimension) continue;
    if (dimension !== "")
      note(new Mistake("its unit is of another kind than that of the dates before", "", "", [key]));
    dimension = quantity.dimension;
  }
  return dimension;
}

function strayKey(key: string): Mistake {
  if (looksLikeDate(key)) return new Mistake(`${shown(key)} is not a date`);
  const { rule, expected, hint } = unknownKey(key, KEYS);
  return new Mistake(rule, expected === "" ? "" : `a date, or ${expected}`, hint);
}
