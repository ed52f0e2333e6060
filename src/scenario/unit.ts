import { DAYS_PER_MONTH } from "../engine/calendar.ts";
import { Mistake } from "./mistake.ts";
import { nearestName } from "./nearest-name.ts";

/** A unit of people: what it measures and how many base units it is. */
export interface Unit {
  /** A noun or a quotient of nouns, e.g. `time`, `wafers/time`, `1/area`; empty for a plain number. */
  readonly dimension: string;
  readonly scale: number;
}

export const NO_UNIT: Unit = { dimension: "", scale: 1 };
const DOLLAR: Unit = { dimension: "$", scale: 1 };

const noun = (dimension: string, scale = 1): Unit => ({ dimension, scale });

const TIMES: readonly (readonly [string, number])[] = [
  ["day", 1],
  ["week", 7],
  ["month", DAYS_PER_MONTH],
  ["quarter", 3 * DAYS_PER_MONTH],
  ["year", 12 * DAYS_PER_MONTH],
];

/** Things that are counted; each is a dimension of its own. */
const COUNTS = ["wafer", "board", "rack", "panel", "die", "stack", "package", "unit"] as const;

const NOUNS: ReadonlyMap<string, Unit> = new Map([
  ...TIMES.flatMap(([name, days]): [string, Unit][] => [
    [name, noun("time", days)],
    [`${name}s`, noun("time", days)],
  ]),
  ...COUNTS.flatMap((name): [string, Unit][] => [
    [name, noun(`${name}s`)],
    [`${name}s`, noun(`${name}s`)],
  ]),
  ["H100e", noun("H100e")],
  ["GB", noun("GB")],
  ["$", DOLLAR],
  ["W", noun("power", 1e-3)],
  ["kW", noun("power")],
  ["MW", noun("power", 1e3)],
  ["GW", noun("power", 1e6)],
  ["TFLOP/s", noun("TFLOP/s")],
  ["mm", noun("mm")],
  ["mm2", noun("area", 0.01)],
  ["cm2", noun("area")],
]);

/**
 * Reads `weeks`, `wafers/month`, `wafers per month`, `per year`, `/cm2`, `$ per wafer/month`. Base units: days, kW, mm, cm2; counts and
 * dollars are their own. A month is 365.25/12 days. What is divided by a quotient stands before it all: $ / (wafer/month).
 *
 * @throws Mistake where there is no such unit
 */
export function parseUnit(text: string): Unit {
  const whole = NOUNS.get(text);
  if (whole !== undefined) return whole;
  const quotient = /^(.*?)\s*(?:\/|\bper\b)\s*(.+)$/.exec(text);
  if (quotient === null) throw unknownUnit(text);
  const [, above, below] = quotient;
  const numerator = above === "" ? noun("1") : (NOUNS.get(above) ?? fail(above));
  const denominator = NOUNS.get(below) ?? parseUnit(below);
  return {
    dimension: `${numerator.dimension}/${denominator.dimension}`,
    scale: numerator.scale / denominator.scale,
  };
}

function fail(name: string): never {
  throw unknownUnit(name);
}

function unknownUnit(name: string): Mistake {
  const near = nearestName(name, [...NOUNS.keys()]);
  return new Mistake(
    `there is no unit ${JSON.stringify(name)}`,
    "",
    near === null ? "" : `did you mean ${near}?`,
  );
}
