import { INITIAL, lineCause, lineOfCause, monthOfCause, OPENING } from "./cause.ts";
import { CAUSES, type ConstraintTerms } from "./constraint-term.ts";
import type { RecipeState } from "./item.ts";
import type { LineState } from "./line.ts";
import type { Network } from "./network.ts";
import type { Recorder } from "./recorder.ts";

/** A line binds when no slot was left with room for another lot for this long, days. */
export const SATURATION = 90;
/** Months over which a line's capacity is split into contracts, background and outages. */
const SPLIT_MONTHS = 3;

/**
 * The constraint trace: each lot carries a cause from its start, each delivery is booked to the cause of the
 * unit delivered. With pipelines of half a year today's empty stock was caused half a year ago, so causes are
 * kept by lot and not by the state of lines at the time of delivery.
 */
export class ConstraintTrace {
  private readonly network: Network;
  private readonly terms: ConstraintTerms;
  private readonly recorder: Recorder;
  private readonly window: number;
  private months = 1;
  /** By item: every line on which it, or what serves instead of it, can be made. */
  private readonly alternatives: readonly (readonly RecipeState[])[];

  // The youngest input of the lot being started.
  private inputTime = Number.NEGATIVE_INFINITY;
  private inputCause = INITIAL;
  private opening = Number.NEGATIVE_INFINITY;

  constructor(network: Network, terms: ConstraintTerms, recorder: Recorder, window: number) {
    this.network = network;
    this.terms = terms;
    this.recorder = recorder;
    this.window = window;
    const equals = network.items.map((item) => new Set([item]));
    for (const group of network.groups) {
      for (const account of group) for (const other of group) equals[account.item.index].add(other.item);
    }
    this.alternatives = equals.map((set) => [...set].flatMap((item) => item.recipes));
  }

  reset(months: number): void {
    this.months = months;
  }

  /** Before a lot of `recipe` takes its inputs. */
  open(recipe: RecipeState): void {
    this.inputTime = Number.NEGATIVE_INFINITY;
    this.inputCause = INITIAL;
    this.opening = recipe.opens;
  }

  /** An input was taken: the arrival and cause of its youngest layer, and since when it is qualified. */
  input(time: number, cause: number, qualified: number): void {
    if (time >= this.inputTime) {
      this.inputTime = time;
      this.inputCause = cause;
    }
    if (qualified > this.opening) this.opening = qualified;
  }

  /** The cause of the lot being started; `byPosition` says that it stops because its target is reached. */
  cause(recipe: RecipeState, byPosition: boolean, now: number, month: number): number {
    const byPlan = recipe.item.planCause;
    const planned = byPlan >= 0 ? byPlan : lineCause(-1 - byPlan, month, this.months);
    if (byPosition) return planned;
    if (recipe.line.saturated(now, this.window) && this.allSaturated(recipe, now)) {
      return lineCause(recipe.line.index, month, this.months);
    }
    if (this.inputTime === Number.NEGATIVE_INFINITY) {
      return this.opening > recipe.line.lastFree ? OPENING : planned;
    }
    return this.opening > this.inputTime ? OPENING : this.inputCause;
  }

  /** A cause in words, for the event log: `orders`, `plan`, `initial`, `opening`, or the line that limited. */
  nameOf(cause: number): string {
    const line = lineOfCause(cause, this.months);
    return line < 0 ? CAUSES[cause] : this.network.lines[line].source.id;
  }

  /** Books `compute` H100-equivalents of `vendor`, delivered now, to a cause. */
  delivered(vendor: number, compute: number, cause: number): void {
    const line = lineOfCause(cause, this.months);
    if (line < 0) {
      this.book(vendor, this.terms.ofCause(cause), compute);
      return;
    }
    const source = this.network.lines[line];
    const month = monthOfCause(cause, this.months);
    let contracts = 0;
    let background = 0;
    let down = 0;
    for (let m = Math.max(0, month - SPLIT_MONTHS + 1); m <= month; m++) {
      contracts += source.usage[3 * m];
      background += source.usage[3 * m + 1];
      down += source.usage[3 * m + 2];
    }
    const all = contracts + background + down;
    const each = all > 0 ? compute / all : 0;
    this.book(vendor, this.terms.ofLine(line), all > 0 ? each * contracts : compute);
    if (background > 0) this.book(vendor, this.terms.ofBackground(source.source.stage), each * background);
    if (down > 0) this.book(vendor, this.terms.ofOutages(source.source.stage), each * down);
  }

  private book(vendor: number, term: number, compute: number): void {
    const handle = this.terms.handle(vendor, term);
    if (handle < 0) {
      throw new Error(
        `a delivery of vendor ${vendor} is booked to a line that has no part in it (term ${term})`,
      );
    }
    this.recorder.add(handle, compute);
    this.recorder.add(this.terms.handleOfAll(term), compute);
  }

  /** Whether every open line that makes the item, or another that serves as well, is saturated. */
  private allSaturated(recipe: RecipeState, now: number): boolean {
    for (const other of this.alternatives[recipe.item.index]) {
      if (now < other.opens || now >= other.closes) continue;
      if (!other.line.saturated(now, this.window) && runs(other.line)) return false;
    }
    return true;
  }
}

/** A line without capacity is no alternative. */
function runs(line: LineState): boolean {
  return line.gross > 0;
}
