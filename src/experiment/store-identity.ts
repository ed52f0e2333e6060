import { createHash } from "node:crypto";
import type { TrialShape } from "../model/series.ts";
import { type Design, designText } from "./design.ts";

/**
 * What trials of one store have in common; trials of two stores may be put side by side in one only if all of
 * it is equal. Every block carries it.
 */
export interface StoreIdentity {
  /** Hash of the resolved scenario. */
  readonly scenario: string;
  readonly seed: string;
  /** Version of the program: another one may number, draw or compute differently. */
  readonly version: string;
  readonly design: Design;
}

/** The identity as a block carries it: with a hash of the table of series, which says what its rows are. */
export interface BlockIdentity extends Omit<StoreIdentity, "design"> {
  readonly design: string;
  readonly series: string;
}

export function blockIdentity(identity: StoreIdentity, shape: TrialShape): BlockIdentity {
  const { scenario, seed, version, design } = identity;
  return { scenario, seed, version, design: designText(design), series: seriesHash(shape) };
}

/** SHA-256 of everything that gives a stored number its place and meaning; explanations don't count. */
function seriesHash(shape: TrialShape): string {
  const places = {
    months: shape.monthLabels,
    parameters: shape.parameters,
    outcomes: shape.outcomes.map(({ name, unit }) => [name, unit]),
    series: shape.series.map(({ metric, keys, unit, aggregate, tier, of }) => [
      metric,
      Object.entries(keys).sort(([a], [b]) => (a < b ? -1 : 1)),
      unit,
      aggregate,
      tier,
      of ?? null,
    ]),
  };
  return createHash("sha256").update(JSON.stringify(places)).digest("hex");
}

/** How a block's identity differs from the one expected, for people; null: not at all. */
export function differenceOf(found: BlockIdentity, expected: BlockIdentity): string | null {
  if (found.scenario !== expected.scenario)
    return `is of another scenario (hash ${brief(found.scenario)}, not ${brief(expected.scenario)})`;
  if (found.seed !== expected.seed) return `is of seed ${found.seed}, not ${expected.seed}`;
  if (found.version !== expected.version)
    return `was written by version ${found.version}, this is ${expected.version}`;
  if (found.design !== expected.design)
    return `has trials of another design (${found.design}, not ${expected.design})`;
  if (found.series !== expected.series) return "holds other series than this program's";
  return null;
}

function brief(hash: string): string {
  return hash.slice(0, 12);
}
