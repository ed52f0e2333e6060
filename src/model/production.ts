import type { Simulation } from "../engine/event-list.ts";
import type { ConstraintTrace } from "./constraint.ts";
import type { Dealing } from "./dealing.ts";
import type { RecipeState } from "./item.ts";
import type { IdleCause, LineState, LotDecision } from "./line.ts";
import type { Measures } from "./measure.ts";
import type { Network } from "./network.ts";
import type { Recorder } from "./recorder.ts";
import type { Sales } from "./sales.ts";
import type { TrialOptions } from "./series.ts";

/** Rounding of work time, days: lots due within it are done. */
const INSTANT = 1e-9;

/**
 * Between lines and stocks: a lot that a line decides on takes its inputs, waits in the line's pipeline and gives what
 * is good of it to those who sell or use it; every step is recorded, with what limited it.
 */
export class Production implements LotDecision {
  /** Month of the clock, the warm-up's first being 0. */
  month = 0;

  /** First days of the months in which lots may be due. */
  private readonly dueFrom: readonly number[];
  private readonly network: Network;
  private readonly simulation: Simulation;
  private readonly completion: { readonly type: number; readonly priority: number };
  private readonly measures: Measures;
  private readonly recorder: Recorder;
  private readonly trace: ConstraintTrace;
  private readonly sales: Sales;
  private readonly dealing: Dealing;
  private options: TrialOptions = { checked: false, trace: null };

  /** @param dueFrom first days of the months of the clock and of those after the horizon in which lots may be due */
  constructor(
    dueFrom: readonly number[],
    network: Network,
    simulation: Simulation,
    completion: { readonly type: number; readonly priority: number },
    measures: Measures,
    recorder: Recorder,
    trace: ConstraintTrace,
    sales: Sales,
    dealing: Dealing,
  ) {
    this.dueFrom = dueFrom;
    this.network = network;
    this.simulation = simulation;
    this.completion = completion;
    this.measures = measures;
    this.recorder = recorder;
    this.trace = trace;
    this.sales = sales;
    this.dealing = dealing;
  }

  /** How many months lots may be due in. */
  get dueMonths(): number {
    return this.dueFrom.length;
  }

  reset(options: TrialOptions): void {
    this.options = options;
    this.month = 0;
  }

  start(recipe: RecipeState, wafers: number, byPosition: boolean): void {
    const now = this.simulation.now;
    const { line, item } = recipe;
    this.trace.open(recipe);
    for (const input of recipe.inputs) {
      let left = wafers * input.quantity;
      for (const place of input.choices) {
        if (left <= 0) break;
        if (place.account.qualified > now || place.stock.quantity <= 0) continue;
        const taken = place.stock.take(left);
        left -= taken;
        const part = place.account.item;
        part.used += taken;
        part.position -= taken;
        this.recorder.add(this.measures.usedOfItem[part.index], taken);
        this.trace.input(place.stock.takenTime, place.stock.takenCause, place.account.qualified);
      }
    }
    const cause = this.trace.cause(recipe, byPosition, now, this.month);
    const expected = wafers * recipe.good;
    if (Number.isNaN(recipe.monthYield)) recipe.monthYield = line.noise.monthYield(recipe.meanYield);
    const good = wafers * recipe.output * line.noise.slotYield(recipe.monthYield);
    const done = this.monthOf(now + recipe.cycleTime);
    const cycle = recipe.cycleTime * line.noise.cycleFactor * line.cycleFactor;
    const lot = line.pipeline.start(
      line.slotMiddle + cycle,
      wafers,
      expected,
      good,
      recipe.index,
      cause,
      done,
    );
    recipe.started += wafers;
    item.position += expected;
    item.inProcess += expected;
    item.due[done] += expected;
    this.recorder.add(this.measures.startedOfLine[line.index], wafers);
    if (line.pipeline.first === lot) this.awaitCompletion(line);
    this.options.trace?.({
      time: now,
      event: "start",
      entity: line.source.id,
      item: item.source.id,
      quantity: wafers,
      note: `limited by ${this.trace.nameOf(cause)}`,
    });
  }

  idle(line: LineState, wafers: number, cause: IdleCause): void {
    const { measures, recorder } = this;
    switch (cause) {
      case "position":
        recorder.add(measures.idlePositionOfLine[line.index], wafers);
        return;
      case "input":
        recorder.add(measures.idleInputOfLine[line.index], wafers);
        return;
      case "closed":
        recorder.add(measures.idleClosedOfLine[line.index], wafers);
        return;
    }
  }

  /** Puts the completion of the line's first lot into the event list, where availability lets it end. */
  awaitCompletion(line: LineState): void {
    if (line.completion >= 0) this.simulation.cancel(line.completion);
    line.completion = -1;
    if (line.pipeline.size === 0 || line.availability <= 0) return;
    const now = this.simulation.now;
    const wait = (line.pipeline.due[line.pipeline.first] - line.workTime) / line.availability;
    const { priority, type } = this.completion;
    line.completion = this.simulation.schedule(now + Math.max(0, wait), priority, type, line.index);
  }

  /** Lots of a line are due. */
  complete(line: LineState): void {
    const now = this.simulation.now;
    line.completion = -1;
    line.accrue(now, this.month);
    const { pipeline } = line;
    while (pipeline.size > 0 && pipeline.due[pipeline.first] <= line.workTime + INSTANT) {
      this.finishLot(line, pipeline.finish());
    }
    this.awaitCompletion(line);
  }

  private finishLot(line: LineState, lot: number): void {
    const { pipeline } = line;
    const recipe = this.network.recipes[pipeline.recipe[lot]];
    const { item } = recipe;
    const expected = pipeline.expected[lot];
    const wafers = pipeline.wafers[lot];
    const cause = pipeline.cause[lot];
    const good = pipeline.good[lot] * line.yieldFactor;
    recipe.finished += wafers;
    item.inProcess -= expected;
    item.due[pipeline.month[lot]] -= expected;
    item.made += good;
    item.position += good - expected;
    const { measures, recorder } = this;
    recorder.add(measures.grossOfLine[line.index], wafers * recipe.output);
    recorder.add(measures.goodOfLine[line.index], good);
    recorder.add(measures.goodOfRecipe[recipe.index], good);
    recorder.add(measures.madeOfItem[item.index], good);
    this.options.trace?.({
      time: this.simulation.now,
      event: "finish",
      entity: line.source.id,
      item: item.source.id,
      quantity: good,
      note: `limited by ${this.trace.nameOf(cause)}`,
    });
    if (good <= 0) return;
    if (item.source.product >= 0) {
      this.sales.finish(item, line.source.region, good, cause);
    } else {
      this.dealing.deal(item, line.source.region, good, cause);
    }
  }

  /** The month that a day from now on lies in, the horizon no bar. */
  private monthOf(day: number): number {
    let month = this.month;
    while (month + 1 < this.dueFrom.length && this.dueFrom[month + 1] <= day) month++;
    return month;
  }
}
