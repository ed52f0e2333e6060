import { quantile } from "../random/distribution.ts";
import { Stream } from "../random/stream.ts";
import { drawAction, type Impact, type Targets, type TimedImpact, targetsOf } from "./effect.ts";
import type { Effect, Model, Shock } from "./model.ts";
import { resolve } from "./value.ts";

/** A shock that happens in a trial. */
export interface DrawnOccurrence {
  /** Index in `Model.shocks`. */
  readonly shock: number;
  /** Days since start. */
  readonly time: number;
  /** The largest share scrapped if it scraps, else the longest outage in days, else the first factor or delay. */
  readonly severity: number;
}

/** Something that a shock does at a moment. */
export interface Change {
  /** Not before the clock starts. */
  readonly time: number;
  /** Index in `ShockHistory.occurrences`. */
  readonly occurrence: number;
  readonly impact: Impact;
}

export interface ShockHistory {
  /** By time, then by shock. */
  readonly occurrences: readonly DrawnOccurrence[];
  /** By time; at one moment by occurrence, then in the order of the effects. */
  readonly changes: readonly Change[];
}

/**
 * All shocks of a trial. Nothing in the trial acts back on them, so they are known before it starts.
 *
 * Each shock draws from the stream `shock/ID/occurrences`, as many uniforms for each occurrence whatever comes of
 * it: when it happens (for a rate, the time since the one before; for one after another, whether and how long
 * after), which branch acts, one for the delays of all effects, and the magnitudes of every effect. These draws are
 * process uncertainty; dates, rates and the probability of following are parameters.
 *
 * @param draws one per `Model.parameters`
 * @param start day on which the clock starts: what changed before holds from then on, what was lost is forgotten
 * @throws RangeError where a magnitude is impossible; Error where a shock follows itself
 */
export function shockHistory(
  model: Model,
  draws: Float64Array,
  seed: string,
  trial: number,
  start: number,
): ShockHistory {
  const drawn = new ShockDraws(model, draws, seed, trial);
  const all = model.shocks.flatMap((_, shock) => drawn.occurrencesOf(shock));
  all.sort((a, b) => a.time - b.time || a.shock - b.shock);
  const changes: Change[] = [];
  all.forEach(({ impacts }, occurrence) => {
    for (const { time, impact } of impacts) {
      if (time >= model.end || (time < start && isLoss(impact))) continue;
      changes.push({ time: Math.max(start, time), occurrence, impact });
    }
  });
  changes.sort((a, b) => a.time - b.time);
  return { occurrences: all.map(({ shock, time, severity }) => ({ shock, time, severity })), changes };
}

/** Whether it takes something away once, rather than changing how things are from then on. */
function isLoss(impact: Impact): boolean {
  return impact.kind === "scrap" || impact.kind === "cancellation";
}

interface OccurrenceWithImpacts extends DrawnOccurrence {
  readonly impacts: readonly TimedImpact[];
}

/** The draws of one trial, shock by shock: one that follows another after the other. */
class ShockDraws {
  private readonly model: Model;
  private readonly draws: Float64Array;
  private readonly seed: string;
  private readonly trial: number;
  private readonly known: (readonly OccurrenceWithImpacts[] | "being drawn" | undefined)[] = [];
  private factors = 0;

  constructor(model: Model, draws: Float64Array, seed: string, trial: number) {
    this.model = model;
    this.draws = draws;
    this.seed = seed;
    this.trial = trial;
  }

  /** By time before the horizon; what follows another in the other's order. */
  occurrencesOf(index: number): readonly OccurrenceWithImpacts[] {
    const shock = this.model.shocks[index];
    const known = this.known[index];
    if (known === "being drawn") throw new Error(`shock ${shock.id} follows itself`);
    if (known !== undefined) return known;
    this.known[index] = "being drawn";
    const stream = new Stream(this.seed, this.trial, `shock/${shock.id}/occurrences`);
    const targets = targetsOf(shock.where, this.model);
    const occurrences = this.draw(index, shock, targets, () => stream.double());
    this.known[index] = occurrences;
    return occurrences;
  }

  private draw(index: number, shock: Shock, targets: Targets, next: () => number): OccurrenceWithImpacts[] {
    const { model, draws } = this;
    const { when } = shock;
    const occurrences: OccurrenceWithImpacts[] = [];
    const happen = (time: number) => {
      const { impacts, severity } = this.drawEffects(shock, targets, time, next);
      return { shock: index, time, severity, impacts };
    };
    switch (when.kind) {
      case "date": {
        const time = resolve(when.date, draws);
        if (time < model.end) occurrences.push(happen(time));
        return occurrences;
      }
      case "rate": {
        const rate = resolve(when.rate, draws);
        if (!(rate >= 0)) throw new RangeError(`shock ${shock.id}: its rate is drawn as ${rate} a day`);
        if (rate === 0) return occurrences;
        let time = Math.max(0, model.asOf);
        for (;;) {
          time -= Math.log(next()) / rate;
          if (time >= model.end) return occurrences;
          occurrences.push(happen(time));
        }
      }
      case "after": {
        const probability = resolve(when.probability, draws);
        for (const cause of this.occurrencesOf(when.shock)) {
          const follows = next() < probability;
          const occurrence = happen(cause.time + quantile(when.delay, next()));
          if (follows && occurrence.time < model.end) occurrences.push(occurrence);
        }
        return occurrences;
      }
    }
  }

  /** What one occurrence does: effects without a branch always, and those of at most one branch. */
  private drawEffects(
    shock: Shock,
    targets: Targets,
    time: number,
    next: () => number,
  ): { impacts: TimedImpact[]; severity: number } {
    const branch = chooseBranch(shock.effects, next());
    const delay = next();
    const impacts: TimedImpact[] = [];
    let share = 0;
    let outage = 0;
    let other = 0;
    for (const effect of shock.effects) {
      const at = time + quantile(effect.delay, delay);
      const drawn = drawAction(shock, effect.action, targets, at, next, this.factors++, this.model.slot);
      if (effect.branch !== "" && effect.branch !== branch) continue;
      impacts.push(...drawn.impacts);
      switch (effect.action.kind) {
        case "scrap":
          share = Math.max(share, drawn.severity);
          break;
        case "outage":
          outage = Math.max(outage, drawn.severity);
          break;
        default:
          if (other === 0) other = drawn.severity;
      }
    }
    return { impacts, severity: share || outage || other };
  }
}

/** The branch that acts, by one uniform draw: each with its probability, in the order of the effects; null for none. */
function chooseBranch(effects: readonly Effect[], u: number): string | null {
  let upTo = 0;
  const seen = new Set([""]);
  for (const { branch, probability } of effects) {
    if (seen.has(branch)) continue;
    seen.add(branch);
    upTo += probability;
    if (u < upTo) return branch;
  }
  return null;
}
