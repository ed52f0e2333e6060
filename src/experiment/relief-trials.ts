import { type BindingShares, bindingShares } from "./binding-share.ts";
import type { LineSet } from "./line-set.ts";
import { capacityFactors, type Relief } from "./relief.ts";
import type { Variant } from "./study.ts";
import type { TrialStore } from "./trial-store.ts";

/**
 * Runs variants on the same trials; null: interrupted.
 *
 * @param detailed whether all trials keep their monthly details, the constraint trace among them
 */
export type Ask = (variants: readonly Variant[], detailed: boolean) => Promise<readonly TrialStore[] | null>;

/** The variant whose lines have so many times their capacity, by line. */
export type Build = (id: string, factors: ReadonlyMap<string, number>) => Variant;

/** A state of the world that a sequence has come to. */
export interface ReliefState {
  /** H100-equivalents by trial. */
  readonly delivered: Float64Array;
  readonly binding: BindingShares;
}

/** What reliefs deliver, each combination run once however often it is asked for. */
export class ReliefTrials {
  private readonly sets: readonly LineSet[];
  private readonly ask: Ask;
  private readonly build: Build;
  private readonly known = new Map<string, Float64Array>();

  constructor(sets: readonly LineSet[], ask: Ask, build: Build) {
    this.sets = sets;
    this.ask = ask;
    this.build = build;
  }

  /** H100-equivalents by trial, by combination; null: interrupted. */
  async delivered(combinations: readonly (readonly Relief[])[]): Promise<Float64Array[] | null> {
    const missing = new Map<string, Variant>();
    for (const reliefs of combinations) {
      const id = this.idOf(reliefs);
      if (!this.known.has(id)) missing.set(id, this.build(id, capacityFactors(reliefs)));
    }
    if (missing.size > 0) {
      const stores = await this.ask([...missing.values()], false);
      if (stores === null) return null;
      [...missing.keys()].forEach((id, place) => {
        this.known.set(id, deliveredBy(stores[place]));
      });
    }
    return combinations.flatMap((reliefs) => this.known.get(this.idOf(reliefs)) ?? []);
  }

  /**
   * One combination with what binds in it, in a run of its own: details are large, and are kept of what a sequence
   * comes to and not of all it tries.
   */
  async traced(reliefs: readonly Relief[]): Promise<ReliefState | null> {
    const id = this.idOf(reliefs);
    const stores = await this.ask([this.build(`${id}-traced`, capacityFactors(reliefs))], true);
    if (stores === null) return null;
    const delivered = deliveredBy(stores[0]);
    this.known.set(id, delivered);
    return { delivered, binding: bindingShares(stores[0]) };
  }

  /** The same for the same changes in another order. */
  private idOf(reliefs: readonly Relief[]): string {
    if (reliefs.length === 0) return "base";
    const parts = reliefs.map(({ set, percent }) => {
      const change = `${percent > 0 ? "plus" : "minus"}-${String(Math.abs(percent)).replace(".", "p")}`;
      return reliefs.length === 1 ? `${set.id}-${change}` : `${this.sets.indexOf(set)}-${change}`;
    });
    return parts.sort().join("-and-");
  }
}

/** H100-equivalents delivered in each trial. */
function deliveredBy(store: TrialStore): Float64Array {
  const { series, months } = store.shape;
  const index = series.findIndex(
    ({ metric, keys }) => metric === "delivered_h100e" && Object.keys(keys).length === 0,
  );
  const { values, trials } = store.readSeries(index);
  const sums = new Float64Array(trials);
  for (let i = 0; i < values.length; i++) sums[Math.floor(i / months)] += values[i];
  return sums;
}
