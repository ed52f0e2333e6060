import type { Stream } from "../random/stream.ts";
import type { CapacityPath } from "./capacity-path.ts";
import type { RecipeState } from "./item.ts";
import type { Line } from "./model.ts";
import { Pipeline } from "./pipeline.ts";
import type { ResolvedTimeline } from "./timeline.ts";
import type { LineNoise } from "./variability.ts";

/** A lot is at least this share of a slot's capacity, and no more than this is carried to the next slot. */
const SMALLEST_LOT = 1 / 8;

/** Why capacity of a slot was left over. */
export type IdleCause = "position" | "input" | "closed";

/** One buyer at one line. */
export class BuyerState {
  readonly buyer: number;
  readonly recipes: RecipeState[] = [];
  /** Those that are or come open before the next review. */
  readonly current: RecipeState[] = [];
  /** Contract weight; null for a buyer that shares in what the contracts leave. */
  contract: ResolvedTimeline | null = null;
  /** Weight in force, set at each review. */
  weight = 0.5;
  /** Start-time fair queueing: virtual time at which what it was given so far ends. */
  finishTag = 0.5;
  /** The recipe it would run now, how many wafers of it, and whether its target stops it there. */
  candidate: RecipeState | null = null;
  wafers = 0.5;
  byPosition = false;
  /** Whether some recipe is open, and whether one has room but no inputs. */
  open = false;
  starved = false;

  constructor(buyer: number) {
    this.buyer = buyer;
  }
}

/**
 * A line in a trial: a fab, an HBM maker, a CoWoS site, a board line.
 *
 * It decides once per slot of the grid. A slot's budget is the capacity of the slot just ended, net of
 * background; it goes to the buyers whose recipes are ready by start-time fair queueing (Goyal, Vin and Cheng,
 * 1996): the least start tag max(own finish tag, the line's tag) is served, so no credit is banked by a buyer
 * that was not ready, and shares under saturation equal the contract weights.
 */
export class LineState {
  readonly index: number;
  readonly source: Line;
  readonly buyers: BuyerState[] = [];
  /** Buyers with a recipe that is or comes open before the next review, in the same order. */
  private readonly active: BuyerState[] = [];
  readonly pipeline = new Pipeline();
  readonly path: CapacityPath;
  readonly noise: LineNoise;

  /** Share of the capacity that is background, over time and this month. */
  backgroundPath: ResolvedTimeline | null = null;
  background = 0.5;
  /** Products of the factors of the shocks in force; exactly 1 without one, from `reset` on. */
  availability = 0.5;
  startsFactor = 0.5;
  capacityFactor = 0.5;
  yieldFactor = 0.5;
  cycleFactor = 0.5;

  /** Integral of the availability: the clock of the lots in process, days. */
  workTime = 0.5;
  /** The same in the middle of the slot just ended: where its lots, which began throughout it, count from. */
  slotMiddle = 0.5;
  /** Event handle of the next completion, -1 for none. */
  completion = -1;
  /** Last day on which a slot was left with room for another lot. */
  lastFree = 0.5;

  /** Capacity of this month and what became of it, wafers: gross, background, lost to outages. */
  gross = 0.5;
  down = 0.5;
  /** Capacity lost to the shocks in force, wafers, over the trial. */
  lost = 0.5;
  /** Wafers started in all. */
  started = 0.5;
  /** The same by month of the clock, for splitting a cause: contracts, background, down. */
  usage: Float64Array = new Float64Array(0);

  private decidedAt = 0.5;
  private rate = 0.5;
  private accruedTo = 0.5;
  private offered = 0.5;
  private carried = 0.5;
  private lineTag = 0.5;

  constructor(index: number, source: Line, path: CapacityPath, noise: LineNoise) {
    this.index = index;
    this.source = source;
    this.path = path;
    this.noise = noise;
  }

  /** Makes the line ready for a trial whose clock starts at `start`; tags are set by `openTags`. */
  reset(start: number, slot: number, months: number): void {
    this.pipeline.reset();
    this.availability = 1;
    this.startsFactor = 1;
    this.capacityFactor = 1;
    this.yieldFactor = 1;
    this.cycleFactor = 1;
    this.workTime = 0;
    this.slotMiddle = 0;
    this.decidedAt = 0;
    this.completion = -1;
    this.lastFree = start;
    this.gross = 0;
    this.down = 0;
    this.lost = 0;
    this.started = 0;
    this.rate = this.path.rate(start + slot / 2);
    this.accruedTo = start;
    this.offered = 0;
    this.carried = 0;
    this.lineTag = 0;
    if (this.usage.length !== 3 * months) this.usage = new Float64Array(3 * months);
    else this.usage.fill(0);
  }

  /** Leaves out the recipes that are shut from `from` to `to`. */
  turnTo(from: number, to: number): void {
    this.active.length = 0;
    for (const buyer of this.buyers) {
      buyer.current.length = 0;
      for (const recipe of buyer.recipes) {
        if (recipe.opens < to && recipe.closes > from) buyer.current.push(recipe);
      }
      if (buyer.current.length > 0) this.active.push(buyer);
    }
  }

  /** Initial finish tags, uniform over one slot's service, from each buyer's own stream. */
  openTags(slot: number, streamOf: (buyer: number) => Stream): void {
    for (const buyer of this.buyers) {
      const weight = buyer.weight > 0 ? buyer.weight : 1;
      buyer.finishTag = (streamOf(buyer.buyer).next() * this.rate * slot) / weight;
    }
  }

  /** Brings work time and the slot's budget up to `now`, before anything about the line changes. */
  accrue(now: number, month: number): void {
    const days = now - this.accruedTo;
    if (days <= 0) return;
    this.accruedTo = now;
    this.workTime += this.availability * days;
    const gross = this.rate * days;
    const up = this.capacityFactor * this.availability * this.startsFactor;
    this.gross += gross;
    const down = Math.max(0, gross * (1 - up));
    this.down += down;
    this.lost += down * (1 - this.background);
    this.offered += gross * up;
    const usage = this.usage;
    usage[3 * month] += gross * up * (1 - this.background);
    usage[3 * month + 1] += gross * up * this.background;
    usage[3 * month + 2] += down;
  }

  /** Share of the capacity that is background at a date. */
  backgroundAt(date: number): number {
    return this.backgroundPath === null ? 0 : this.backgroundPath.at(date);
  }

  /** Whether no slot was left with room for another lot for `days`. */
  saturated(now: number, days: number): boolean {
    return now - this.lastFree >= days;
  }

  /**
   * The decision at a grid point.
   *
   * @param slot       length of the slot, days
   * @param reviewed   day of the last review
   * @param interval   days from review to review
   */
  decide(now: number, slot: number, reviewed: number, interval: number, trial: LotDecision): void {
    this.accrue(now, trial.month);
    this.slotMiddle = (this.decidedAt + this.workTime) / 2;
    this.decidedAt = this.workTime;
    this.noise.slot();
    const offered = this.offered * (1 - this.background);
    const full = this.rate * slot * (1 - this.background);
    this.offered = 0;
    this.rate = this.path.rate(now + slot / 2);
    if (offered <= 0) return;
    const smallest = full < 1 ? 1 : full * SMALLEST_LOT;
    let budget = this.carried + offered;
    if (budget < smallest) {
      this.carried = budget;
      return;
    }
    const phase = (now - reviewed) / interval;
    for (const buyer of this.active) this.choose(buyer, now, smallest, phase, interval);
    while (budget >= smallest) {
      let best: BuyerState | null = null;
      let bestTag = Number.POSITIVE_INFINITY;
      for (const buyer of this.active) {
        if (buyer.candidate === null || buyer.weight <= 0) continue;
        const tag = Math.max(buyer.finishTag, this.lineTag);
        if (tag < bestTag) {
          bestTag = tag;
          best = buyer;
        }
      }
      if (best === null || best.candidate === null) break;
      const wafers = Math.min(best.wafers, budget);
      trial.start(best.candidate, wafers, best.byPosition && wafers === best.wafers);
      if (wafers < smallest) best.candidate.waitingSince = Number.NaN;
      this.started += wafers;
      best.finishTag = bestTag + wafers / best.weight;
      this.lineTag = bestTag;
      budget -= wafers;
      this.choose(best, now, smallest, phase, interval);
    }
    if (budget >= smallest) {
      this.lastFree = now;
      trial.idle(this, budget - smallest, this.idleCause());
      this.carried = smallest;
    } else {
      this.carried = budget > 1e-12 * full ? budget : 0;
    }
  }

  /** Why nobody takes what is left of the slot. */
  private idleCause(): IdleCause {
    let cause: IdleCause = "closed";
    for (const buyer of this.active) {
      if (buyer.starved) return "input";
      if (buyer.open) cause = "position";
    }
    return cause;
  }

  /**
   * Sets what `buyer` would start now: among its open recipes with room and inputs the one that is furthest
   * behind its target in days of planned use.
   *
   * @param phase share of the time from the last review to the next that has passed
   */
  private choose(buyer: BuyerState, now: number, smallest: number, phase: number, interval: number): void {
    let candidate: RecipeState | null = null;
    let most = 0;
    let byPosition = false;
    let open = false;
    let starved = false;
    let urgency = Number.NEGATIVE_INFINITY;
    for (const recipe of buyer.current) {
      if (now < recipe.opens || now >= recipe.closes) continue;
      open = true;
      const item = recipe.item;
      const room = item.target + (item.targetNext - item.target) * phase - item.position;
      if (room <= 0) {
        recipe.waitingSince = Number.NaN;
        continue;
      }
      const ready = recipe.wafersReady(now);
      const wanted = room / recipe.good;
      const wafers = Math.min(ready, wanted);
      if (ready < smallest && ready < wanted) starved = true;
      if (wafers < smallest) {
        // Too little for a lot: it waits one review at most, then what is there starts.
        if (Number.isNaN(recipe.waitingSince)) recipe.waitingSince = now;
        if (now - recipe.waitingSince < interval || wafers <= smallest * 1e-6) continue;
      } else {
        recipe.waitingSince = Number.NaN;
      }
      const behind = room / Math.max(item.plannedUse, 1e-9);
      if (candidate === null || behind > urgency) {
        urgency = behind;
        candidate = recipe;
        most = wafers;
        byPosition = wanted <= ready;
      }
    }
    buyer.candidate = candidate;
    buyer.wafers = most;
    buyer.byPosition = byPosition;
    buyer.open = open;
    buyer.starved = starved;
  }
}

/** What a line asks of the trial while it decides. */
export interface LotDecision {
  /** Month of the clock. */
  readonly month: number;
  /** Starts a lot; `byPosition` says that it ends where the recipe's target is reached. */
  start(recipe: RecipeState, wafers: number, byPosition: boolean): void;
  /** `wafers` of a slot's budget found no taker. */
  idle(line: LineState, wafers: number, cause: IdleCause): void;
}
