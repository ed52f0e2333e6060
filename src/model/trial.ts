import { DAYS_PER_MONTH, isoMonth, monthStarts } from "../engine/calendar.ts";
import { Simulation } from "../engine/event-list.ts";
import { drawParameters } from "../random/parameter.ts";
import { Stream } from "../random/stream.ts";
import { checkConservation } from "./conservation.ts";
import { ConstraintTrace, SATURATION } from "./constraint.ts";
import { weighAccounts } from "./contract-weight.ts";
import { Dealing } from "./dealing.ts";
import { MOST_MONTHS } from "./explosion.ts";
import { Forecast } from "./forecast.ts";
import { setInitialStocks } from "./initial-state.ts";
import { Measures } from "./measure.ts";
import type { Model } from "./model.ts";
import { Network } from "./network.ts";
import { outcomesOf, writeOutcomes } from "./outcome.ts";
import { Plan } from "./plan.ts";
import { Production } from "./production.ts";
import { Recorder } from "./recorder.ts";
import { Sales } from "./sales.ts";
import type { PreparedTrial, TrialOptions, TrialRecord, TrialShape } from "./series.ts";
import { ShockRun } from "./shock-run.ts";
import { StockWatch } from "./stock-watch.ts";
import { resolve } from "./value.ts";

/** Event types; each has the priority of its place in the order of one instant. */
const MONTH = 0;
const SHOCK = 1;
const COMPLETION = 2;
const ARRIVAL = 3;
const SHIPMENT = 4;
const LAUNCH = 5;
const INITIAL_STATE = 6;
const REVIEW = 7;
const ORDER = 8;
const SLOT = 9;

/** How far ahead announced capacity is reported, days. */
const AHEAD = 365;
/**
 * Makes a model ready to run.
 *
 * @param saturation days without a free slot after which a line binds; 90 unless a test asks otherwise
 */
export function prepareTrial(model: Model, saturation = SATURATION): PreparedTrial {
  return new Trial(model, saturation);
}

/**
 * One run of the supply chain from the start of the warm-up to the horizon: wires the parts to the clock and
 * to the recorder, and holds none of their rules.
 */
class Trial implements PreparedTrial {
  readonly shape: TrialShape;
  private readonly model: Model;
  private readonly simulation = new Simulation();
  private readonly network: Network;
  private readonly measures: Measures;
  private readonly recorder: Recorder;
  private readonly trace: ConstraintTrace;
  private readonly stocks: StockWatch;
  private readonly dealing: Dealing;
  private readonly forecast: Forecast;
  private readonly plan: Plan;
  private readonly sales: Sales;
  private readonly production: Production;
  private readonly shocks: ShockRun;
  private readonly draws: Float64Array;

  /** First day of the clock and of each of its months; the months before `start` are not recorded. */
  private readonly clockStart: number;
  private readonly monthsFrom: readonly number[];
  private readonly unrecorded: number;

  private options: TrialOptions = { checked: false, trace: null };
  private reviewed = 0.5;
  private ordersFrom = 0.5;

  constructor(model: Model, saturation: number) {
    this.model = model;
    this.clockStart = -Math.ceil(model.warmup / model.slot) * model.slot;
    this.monthsFrom = monthStarts(model.epoch + Math.floor(this.clockStart), model.epoch + model.end).map(
      (day) => day - model.epoch,
    );
    // As many months after the horizon as a plan looks ahead: lots in process may be due there.
    const dueFrom = monthStarts(
      model.epoch + Math.floor(this.clockStart),
      model.epoch + model.end + MOST_MONTHS * DAYS_PER_MONTH,
    ).map((day) => day - model.epoch);
    this.unrecorded = this.monthsFrom.filter((day) => day <= 0).length - 1;
    const labels = this.monthsFrom.slice(this.unrecorded).map((day) => isoMonth(model.epoch + day));

    this.network = new Network(model);
    this.measures = new Measures(model, this.network);
    this.recorder = new Recorder(this.measures.series, labels.length);
    this.shape = {
      months: labels.length,
      monthLabels: labels,
      parameters: model.parameters.length,
      outcomes: outcomesOf(labels),
      series: this.measures.series,
      headlineRows: this.recorder.headlineRows,
      detailRows: this.recorder.detailRows,
    };
    this.draws = new Float64Array(model.parameters.length);
    this.trace = new ConstraintTrace(this.network, this.measures.constrained, this.recorder, saturation);
    this.stocks = new StockWatch(this.network.items, this.measures, model.slot);
    this.dealing = new Dealing(
      this.simulation,
      { type: ARRIVAL, priority: ARRIVAL },
      this.network.legs,
      this.network.legsOf,
      DAYS_PER_MONTH,
    );
    this.forecast = new Forecast(model, this.monthsFrom.length);
    this.plan = new Plan(this.network, this.forecast, DAYS_PER_MONTH, model.planning.clearing);
    this.sales = new Sales(
      model,
      this.network,
      this.simulation,
      { type: SHIPMENT, priority: SHIPMENT },
      this.measures,
      this.recorder,
      this.trace,
      this.forecast,
      this.clockStart,
    );
    this.production = new Production(
      dueFrom,
      this.network,
      this.simulation,
      { type: COMPLETION, priority: COMPLETION },
      this.measures,
      this.recorder,
      this.trace,
      this.sales,
      this.dealing,
    );
    this.shocks = new ShockRun(model, this.network, this.sales, this.simulation, {
      type: SHOCK,
      priority: SHOCK,
    });
    this.simulation.on(MONTH, () => this.turnMonth());
    this.simulation.on(SHOCK, () => this.shock());
    this.simulation.on(COMPLETION, (line) => this.production.complete(this.network.lines[line]));
    this.simulation.on(ARRIVAL, (leg) => this.dealing.arrive(leg));
    this.simulation.on(SHIPMENT, (lane) => this.sales.arrive(lane));
    this.simulation.on(LAUNCH, (product) => this.sales.sell(product));
    this.simulation.on(INITIAL_STATE, () => this.setInitialState());
    this.simulation.on(REVIEW, () => this.review());
    this.simulation.on(ORDER, (segment) => this.order(segment));
    this.simulation.on(SLOT, () => this.slot());
  }

  run(
    seed: string,
    number: number,
    uniforms: Float64Array,
    options: TrialOptions,
    record: TrialRecord,
  ): void {
    this.reset(seed, number, uniforms, options);
    this.simulation.run(this.model.end);
    this.closeMonth(this.model.end);
    this.finish(record);
  }

  private reset(seed: string, number: number, uniforms: Float64Array, options: TrialOptions): void {
    const { model, draws, simulation, clockStart } = this;
    this.options = options;
    drawParameters(model.parameters, uniforms, draws);
    simulation.reset(clockStart);
    simulation.afterEvent = options.checked ? () => this.check() : null;
    this.production.reset(options);
    this.recorder.reset();
    this.network.reset(draws, clockStart, this.monthsFrom.length, this.production.dueMonths);
    this.trace.reset(this.monthsFrom.length);
    this.stocks.reset();
    this.forecast.reset(draws, clockStart);
    this.plan.reset();
    this.sales.reset(seed, number, draws, options);
    for (const line of this.network.lines) {
      line.noise.reset(seed, number);
      line.background = line.backgroundAt(clockStart);
      line.openTags(
        model.slot,
        (buyer) => new Stream(seed, number, `line/${line.source.id}/buyer/${model.buyers[buyer].id}`),
      );
    }
    this.shocks.reset(seed, number, draws, clockStart);
    this.ordersFrom = Math.min(0, clockStart + this.plan.longestPath);

    this.monthsFrom.forEach((day, k) => {
      if (k > 0) simulation.schedule(day, MONTH, MONTH, k);
      const grid = clockStart + Math.ceil((Math.max(day, clockStart) - clockStart) / model.slot) * model.slot;
      if (grid <= model.end) simulation.schedule(grid, REVIEW, REVIEW, k);
    });
    this.enterMonth();
    if (0 > clockStart) simulation.schedule(0, INITIAL_STATE, INITIAL_STATE, 0);
    model.products.forEach((product, p) => {
      const launch = resolve(product.launch, draws);
      if (launch > clockStart && launch <= model.end) simulation.schedule(launch, LAUNCH, LAUNCH, p);
    });
    for (let s = 0; s < model.segments.length; s++) this.scheduleOrder(s);
    simulation.schedule(clockStart + model.slot, SLOT, SLOT, 0);
    if (clockStart === 0) {
      // What is planned to be used must be known before stocks can be set in days of it.
      this.review();
      this.setInitialState();
    }
  }

  private get month(): number {
    return this.production.month;
  }

  // ---- the grid

  private slot(): void {
    const now = this.simulation.now;
    const { slot } = this.model;
    for (const line of this.network.lines) {
      line.decide(now, slot, this.reviewed, DAYS_PER_MONTH, this.production);
    }
    if (this.recorder.month >= 0) this.stocks.look();
    this.sales.expire(now);
    if (now + slot < this.model.end) this.simulation.schedule(now + slot, SLOT, SLOT, 0);
  }

  // ---- orders, reviews, months

  private scheduleOrder(segment: number): void {
    const time = this.sales.nextOrder(segment);
    if (time <= this.model.end) this.simulation.schedule(time, ORDER, ORDER, segment);
  }

  private order(segment: number): void {
    const now = this.simulation.now;
    const days = this.monthsFrom[this.month + 1] - Math.max(this.monthsFrom[this.month], this.clockStart);
    const length = Number.isNaN(days) ? this.model.end - this.monthsFrom[this.month] : days;
    this.sales.order(segment, now, this.month, length, now >= this.ordersFrom);
    this.scheduleOrder(segment);
  }

  private review(): void {
    const now = this.simulation.now;
    for (const item of this.network.items) weighAccounts(item, now);
    this.plan.review(now, this.month, this.sales);
    this.reviewed = now;
    for (const item of this.network.items) {
      if (item.source.product < 0) this.dealing.dealAgain(item);
    }
    this.options.trace?.({
      time: now,
      event: "review",
      entity: "plan",
      item: "",
      quantity: this.month,
      note: "",
    });
  }

  private turnMonth(): void {
    this.closeMonth(this.simulation.now);
    this.sales.turnMonth(this.month);
    this.production.month++;
    this.enterMonth();
  }

  private enterMonth(): void {
    const now = this.simulation.now;
    const from = this.monthsFrom[this.month];
    const to = this.month + 1 < this.monthsFrom.length ? this.monthsFrom[this.month + 1] : this.model.end;
    this.recorder.enter(now >= 0 ? this.month - this.unrecorded : -1);
    for (const line of this.network.lines) {
      line.background = line.backgroundAt((from + to) / 2);
      line.noise.month(this.month);
      line.turnTo(now, to);
    }
    this.network.learn((from + to) / 2);
  }

  /** Books what is known only at a month's end: capacity used and levels. */
  private closeMonth(now: number): void {
    const { measures, recorder } = this;
    for (const line of this.network.lines) {
      line.accrue(now, this.month);
      recorder.add(measures.capacityOfLine[line.index], line.gross);
      recorder.add(measures.downOfLine[line.index], line.down);
      recorder.add(measures.availableOfLine[line.index], (line.gross - line.down) * (1 - line.background));
      line.gross = 0;
      line.down = 0;
    }
    const month = recorder.month;
    this.stocks.closeMonth(recorder, month);
    if (month < 0) return;
    for (const line of this.network.lines) {
      let wafers = 0;
      for (let k = 0; k < line.pipeline.size; k++) wafers += line.pipeline.wafers[line.pipeline.lotAt(k)];
      recorder.set(measures.inProcessOfLine[line.index], month, wafers);
      recorder.set(measures.buildingOfLine[line.index], month, line.path.underConstruction(now));
      recorder.set(measures.announcedOfLine[line.index], month, line.path.announced(now, now + AHEAD));
    }
    this.sales.closeMonth(month);
  }

  // ---- the state at the start

  private setInitialState(): void {
    const { model, draws } = this;
    this.recorder.enter(0);
    for (const line of this.network.lines) {
      line.accrue(this.simulation.now, this.month);
      line.gross = 0;
      line.down = 0;
    }
    setInitialStocks(model.initial, this.network, draws, this.simulation.now);
    this.sales.setInitialBacklog(draws);
  }

  // ---- shocks

  private shock(): void {
    for (const line of this.network.lines) line.accrue(this.simulation.now, this.month);
    for (const line of this.shocks.happen()) this.production.awaitCompletion(line);
  }

  // ---- the end

  private finish(record: TrialRecord): void {
    const { recorder, measures, shape } = this;
    this.sales.finishLeadTimes(shape.months);
    recorder.write(record);
    record.scalars.set(this.draws);
    writeOutcomes(record.scalars, this.draws.length, recorder, measures, shape.monthLabels);
    record.occurrences.length = 0;
    record.occurrences.push(...this.shocks.occurrences());
  }

  private check(): void {
    checkConservation(
      this.network,
      (product) => this.sales.account(product),
      (product) => this.sales.backlog(product),
    );
  }
}
