import type { Simulation } from "../engine/event-list.ts";
import type { Impact, LineQuantity } from "./effect.ts";
import { FactorProduct } from "./factor-product.ts";
import type { LineState } from "./line.ts";
import type { Model } from "./model.ts";
import type { Network } from "./network.ts";
import type { Sales } from "./sales.ts";
import type { Occurrence } from "./series.ts";
import { type Change, type DrawnOccurrence, shockHistory } from "./shock.ts";

const NO_LINES: readonly LineState[] = [];

/**
 * The shocks of a trial as they happen: applies the changes of the drawn history one moment after another, and
 * keeps the account of what each occurrence took.
 *
 * Inputs, goods on their way and finished stock are not hit by effects on a line: an outage freezes the lots in
 * process, a scrap takes a share of each of them with the inputs they hold.
 */
export class ShockRun {
  private readonly model: Model;
  private readonly network: Network;
  private readonly sales: Sales;
  private readonly simulation: Simulation;
  private readonly event: { readonly type: number; readonly priority: number };
  private readonly factors: Readonly<Record<LineQuantity, FactorProduct>>;
  private readonly demand: FactorProduct;

  private happened: readonly DrawnOccurrence[] = [];
  private changes: readonly Change[] = [];
  private next = 0;
  private capacityLost = new Float64Array(0);
  private workLost = new Float64Array(0);
  /** By line: the depth of each factor that takes capacity now, by occurrence; and what it had lost till then. */
  private readonly taking: Map<number, { occurrence: number; depth: number }>[];
  private readonly lostTill: Float64Array;

  constructor(
    model: Model,
    network: Network,
    sales: Sales,
    simulation: Simulation,
    event: { readonly type: number; readonly priority: number },
  ) {
    this.model = model;
    this.network = network;
    this.sales = sales;
    this.simulation = simulation;
    this.event = event;
    const lines = network.lines.length;
    this.factors = {
      availability: new FactorProduct(lines),
      starts: new FactorProduct(lines),
      capacity: new FactorProduct(lines),
      yield: new FactorProduct(lines),
      cycleTime: new FactorProduct(lines),
    };
    this.demand = new FactorProduct(model.segments.length * model.products.length);
    this.taking = network.lines.map(() => new Map());
    this.lostTill = new Float64Array(lines);
  }

  /** Draws the history of a trial whose clock starts at `start` and schedules its first change. */
  reset(seed: string, trial: number, draws: Float64Array, start: number): void {
    const history = shockHistory(this.model, draws, seed, trial, start);
    this.happened = history.occurrences;
    this.changes = history.changes;
    this.next = 0;
    this.capacityLost = new Float64Array(this.happened.length);
    this.workLost = new Float64Array(this.happened.length);
    for (const factor of Object.values(this.factors)) factor.reset();
    this.demand.reset();
    for (const taking of this.taking) taking.clear();
    this.lostTill.fill(0);
    this.schedule();
  }

  /**
   * Applies all changes of this moment. Lines must have accrued up to now.
   *
   * @returns the lines whose next completion is no longer when it was
   */
  happen(): readonly LineState[] {
    const { now } = this.simulation;
    const moved = new Set<LineState>();
    while (this.next < this.changes.length && this.changes[this.next].time <= now) {
      const { impact, occurrence } = this.changes[this.next++];
      this.apply(impact, occurrence, now, moved);
    }
    this.schedule();
    return moved.size === 0 ? NO_LINES : [...moved];
  }

  /** What happened, with what it took: after the trial. */
  occurrences(): Occurrence[] {
    for (const line of this.network.lines) this.settle(line);
    return this.happened.map(({ shock, time, severity }, k) => ({
      shock,
      time,
      severity,
      capacityLost: this.capacityLost[k],
      workLost: this.workLost[k],
    }));
  }

  private schedule(): void {
    if (this.next === this.changes.length) return;
    const { type, priority } = this.event;
    this.simulation.schedule(this.changes[this.next].time, priority, type, 0);
  }

  private apply(impact: Impact, occurrence: number, now: number, moved: Set<LineState>): void {
    switch (impact.kind) {
      case "line-factor":
        for (const index of impact.lines) {
          const line = this.network.lines[index];
          const product = this.factors[impact.quantity].set(index, impact.factor, impact.value);
          this.setFactor(line, impact.quantity, product);
          if (impact.quantity === "availability") moved.add(line);
          if (impact.quantity === "yield" || impact.quantity === "cycleTime") continue;
          this.settle(line);
          if (impact.value >= 1) this.taking[index].delete(impact.factor);
          else this.taking[index].set(impact.factor, { occurrence, depth: 1 - impact.value });
        }
        return;
      case "demand-factor":
        for (const segment of impact.segments) {
          for (const product of impact.products) {
            const target = segment * this.model.products.length + product;
            const factor = this.demand.set(target, impact.factor, impact.value);
            this.sales.setDemandFactor(segment, product, factor);
          }
        }
        return;
      case "scrap":
        for (const index of impact.lines) {
          const line = this.network.lines[index];
          this.workLost[occurrence] += this.scrap(line, impact.share);
        }
        return;
      case "project-delay":
        for (const index of impact.lines) this.network.lines[index].path.delay(now, impact.by);
        return;
      case "qualification":
        for (const index of impact.qualifications) {
          const { item, vendor } = this.model.qualifications[index];
          const account = this.network.accountOf(item, vendor);
          if (account !== null && account.qualified > now) account.qualified += impact.by;
        }
        return;
      case "cancellation":
        for (const segment of impact.segments) {
          for (const product of impact.products) this.sales.cancelBacklog(segment, product, impact.share);
        }
        return;
    }
  }

  private setFactor(line: LineState, quantity: LineQuantity, product: number): void {
    switch (quantity) {
      case "availability":
        line.availability = product;
        return;
      case "starts":
        line.startsFactor = product;
        return;
      case "capacity":
        line.capacityFactor = product;
        return;
      case "yield":
        line.yieldFactor = product;
        return;
      case "cycleTime":
        line.cycleFactor = product;
        return;
    }
  }

  /** Takes a share of every lot in process at a line; returns the wafers lost. */
  private scrap(line: LineState, share: number): number {
    const { pipeline } = line;
    let wafers = 0;
    for (let k = 0; k < pipeline.size; k++) {
      const lot = pipeline.lotAt(k);
      const recipe = this.network.recipes[pipeline.recipe[lot]];
      const lost = pipeline.wafers[lot] * share;
      const units = pipeline.expected[lot] * share;
      wafers += lost;
      recipe.scrapped += lost;
      recipe.item.position -= units;
      recipe.item.inProcess -= units;
      recipe.item.due[pipeline.month[lot]] -= units;
      pipeline.wafers[lot] -= lost;
      pipeline.expected[lot] -= units;
      pipeline.good[lot] *= 1 - share;
    }
    return wafers;
  }

  /** Books the capacity a line has lost since the last change to what took it, in proportion to the depths. */
  private settle(line: LineState): void {
    const lost = line.lost - this.lostTill[line.index];
    this.lostTill[line.index] = line.lost;
    const taking = this.taking[line.index];
    let depths = 0;
    for (const { depth } of taking.values()) depths += depth;
    if (depths <= 0) return;
    for (const { occurrence, depth } of taking.values()) {
      this.capacityLost[occurrence] += (lost * depth) / depths;
    }
  }
}
