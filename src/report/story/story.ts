import { isoDate } from "../../engine/calendar.ts";
import { type Design, INDEPENDENT } from "../../experiment/design.ts";
import { replayTrial } from "../../experiment/replay.ts";
import type { Model } from "../../model/model.ts";
import type { PreparedTrial } from "../../model/series.ts";
import { calendarOf } from "../timespan.ts";
import type { Happening } from "./happening.ts";
import { Leaving } from "./leaving.ts";
import { limits } from "./limit.ts";
import { additions, launches, qualifications } from "./opening.ts";
import { shocks } from "./struck.ts";
import { TrialFigures } from "./trial-figures.ts";
import { TrialShares } from "./trial-shares.ts";

/** What happened in one trial, in the order of time. */
export interface Story {
  readonly trial: number;
  /** H100-equivalents delivered over the horizon. */
  readonly delivered: number;
  readonly sentences: readonly { readonly date: string; readonly text: string }[];
}

const MOST_SENTENCES = 8;
/** About the share of all deliveries that something must concern to be told. */
const LEAST_WEIGHT = 0.005;

/**
 * Runs a trial again and tells what made it what it is, by rules: what limited it and when that changed, what
 * struck it, what opened late, who left. The weightiest sentences stay.
 */
export function storyOf(
  model: Model,
  seed: string,
  trial: number,
  prepared: PreparedTrial,
  design: Design = INDEPENDENT,
): Story {
  const leaving = new Leaving(model);
  const options = { checked: false, trace: leaving.take.bind(leaving) };
  const record = replayTrial(model, seed, trial, options, prepared, design);
  const figures = new TrialFigures(prepared.shape, record);
  const firstDays = [0];
  for (const [month, length] of calendarOf(model).days.entries()) firstDays.push(firstDays[month] + length);
  const share = new TrialShares(model, figures, firstDays);
  const draws = record.scalars.subarray(0, model.parameters.length);
  const delayed = delayedBy(model, new Set(record.occurrences.map(({ shock }) => shock)));
  const all = [
    ...limits(figures, prepared.shape.monthLabels, firstDays),
    ...shocks(model, record.occurrences, share.capacityOf, share.ofLine),
    ...launches(model, draws, share.ofProduct),
    ...qualifications(model, draws, (item) => delayed.items.has(item), share.ofVendor),
    ...additions(model, draws, (line) => delayed.lines.has(line), share.ofLine),
    ...leaving.happenings(share.ofUnits),
  ];
  return {
    trial,
    delivered: share.delivered,
    sentences: weightiest(all).map(({ day, text }) => ({
      date: isoDate(model.epoch + Math.floor(day)),
      text,
    })),
  };
}

/** Of equal weights the earlier; in the order of time. */
function weightiest(all: readonly Happening[]): Happening[] {
  return all
    .filter(({ weight }) => weight >= LEAST_WEIGHT)
    .toSorted((a, b) => b.weight - a.weight || a.day - b.day)
    .slice(0, MOST_SENTENCES)
    .sort((a, b) => a.day - b.day);
}

/** Lines and items whose openings some shock of the trial put off, so that their drawn dates are not the real ones. */
function delayedBy(
  { shocks }: Model,
  happened: ReadonlySet<number>,
): { readonly lines: ReadonlySet<number>; readonly items: ReadonlySet<number> } {
  const lines = new Set<number>();
  const items = new Set<number>();
  for (const shock of happened) {
    const { where, effects } = shocks[shock];
    for (const { action } of effects) {
      if (action.kind === "projectDelay") for (const line of where.lines) lines.add(line);
      if (action.kind === "qualification") for (const item of where.items) items.add(item);
    }
  }
  return { lines, items };
}
