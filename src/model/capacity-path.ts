import { DAYS_PER_MONTH } from "../engine/calendar.ts";
import { Addition } from "./addition.ts";
import type { Line, Model, Timeline } from "./model.ts";
import { SIZE_FACTOR_BENDS, sizeFactor } from "./size-factor.ts";
import { ResolvedTimeline } from "./timeline.ts";
import { medianDraws, resolve } from "./value.ts";

/**
 * A line's capacity over time, before outages and background: as it happens in a trial, and as it is announced.
 *
 * Up to `asOf` it is the capacity timeline. After it every step of the timeline is a committed project: it opens
 * evenly between its two dates (at once where the timeline has steps), both moved by the line's slip, but never
 * before `asOf`; an increase is multiplied by its size factor. What is announced of a step is its size at the
 * parameters' medians. Explicit projects open at decision + phases along an S-curve; their phases and size are
 * their own, so slip and size factor don't touch them. A reduction takes at most what is there.
 *
 * One object a line, reset for each trial. Time is mostly asked forward.
 */
export class CapacityPath {
  private readonly line: Line;
  private readonly asOf: number;
  private readonly announcedPath: ResolvedTimeline;
  private readonly path: ResolvedTimeline;
  /** Dates of the path from `asOf` on; one step between each and the next. */
  private readonly dates: readonly number[];
  /** In the order in which they open. */
  private readonly steps: readonly Addition[];
  private readonly projects: readonly Addition[];

  /** Capacity at `asOf`: what later steps add to. */
  private installed = 0.5;
  /** Steps before this one are complete. */
  private first = 0;
  private completed = 0.5;

  constructor(line: Line, model: Model, medians: Float64Array = medianDraws(model.parameters)) {
    this.line = line;
    this.asOf = model.asOf;
    this.announcedPath = new ResolvedTimeline(line.capacity, medians);
    this.path = new ResolvedTimeline(line.capacity, medians);
    this.dates = datesFrom(line.capacity, model.asOf);
    this.steps = this.dates.slice(1).map(() => new Addition("linear", -Infinity));
    this.projects = line.projects.map(({ decided }) => new Addition("s-curve", decided));
    this.steps.forEach((step, i) => {
      const { from, to } = this.span(i);
      step.announcedFrom = from;
      step.announcedRamp = to - from;
      step.announcedSize = this.announcedPath.at(this.dates[i + 1]) - this.announcedPath.at(this.dates[i]);
    });
    this.projects.forEach((addition, i) => {
      const project = line.projects[i];
      addition.announcedFrom = project.decided + project.announced;
      addition.announcedRamp = resolve(project.ramp, medians);
      addition.announcedSize = resolve(project.size, medians);
    });
    this.reset(medians);
  }

  /** Begins a trial with its draws, one per `Model.parameters`. */
  reset(draws: Float64Array): void {
    this.path.reset(draws);
    this.installed = this.path.at(this.asOf);
    this.first = 0;
    this.completed = 0;
    const slip = resolve(this.line.slip, draws);
    const z = resolve(this.line.size, draws);
    this.steps.forEach((step, i) => {
      const { from, to } = this.span(i);
      const size = this.path.at(this.dates[i + 1]) - this.path.at(this.dates[i]);
      const opens = Math.max(this.asOf, from + slip);
      const complete = Math.max(this.asOf, to + slip);
      const factor = size > 0 ? sizeFactor(z, from - this.asOf, to - this.asOf) : 1;
      step.schedule(opens, complete - opens, size * factor);
    });
    this.projects.forEach((addition, i) => {
      const { decided, phases, ramp, size } = this.line.projects[i];
      let opens = decided;
      for (const phase of phases) opens += resolve(phase, draws);
      addition.schedule(opens, resolve(ramp, draws), resolve(size, draws));
    });
  }

  /** Installed capacity at day t, wafers per day. After a `delay`, t is not before it. */
  rate(t: number): number {
    let rate = t < this.asOf ? this.path.at(t) : this.installed + this.openedSteps(t);
    for (const project of this.projects) rate += project.opened(t);
    return Math.max(0, rate);
  }

  /**
   * The capacity expected at day `now` for day t >= now, wafers per day: what is installed and what is announced,
   * and nothing of this trial that can't be seen yet. An announced date that has passed without capacity is
   * announced a quarter later each time; a project is known from its decision on. Before `asOf` the facts up to
   * `asOf` count as announced.
   */
  announced(now: number, t: number): number {
    this.openedSteps(now);
    let rate = t < this.asOf ? this.path.at(t) : this.installed + this.completed;
    if (t >= this.asOf)
      for (let i = this.first; i < this.steps.length; i++) {
        const step = this.steps[i];
        // Neither this one nor those after it are expected by then.
        if (step.announcedFrom > t && !step.hasOpened(now)) break;
        rate += step.expected(now, t);
      }
    for (const project of this.projects) rate += project.expected(now, t);
    return Math.max(0, rate);
  }

  /** Everything not yet open at day `now` is later by `by` days [0, inf): not announced, only seen. */
  delay(now: number, by: number): void {
    for (const step of this.steps) step.delay(now, by);
    for (const project of this.projects) project.delay(now, by);
  }

  /** Capacity decided and still to open at day t, wafers per day. All steps of an announced path are decided. */
  underConstruction(t: number): number {
    let rate = 0;
    for (const step of this.steps) rate += step.underConstruction(t);
    for (const project of this.projects) rate += project.underConstruction(t);
    return rate;
  }

  /** Capacity that steps of the path have opened by day t; leaves the cursor at the first incomplete one. */
  private openedSteps(t: number): number {
    const { steps } = this;
    if (this.first > 0 && !steps[this.first - 1].isComplete(t)) {
      this.first = 0;
      this.completed = 0;
    }
    while (this.first < steps.length && steps[this.first].isComplete(t)) {
      this.completed += steps[this.first].opened(t);
      this.first++;
    }
    return this.first < steps.length ? this.completed + steps[this.first].opened(t) : this.completed;
  }

  /** The announced days between which a step opens; the same day where the timeline has steps. */
  private span(step: number): { from: number; to: number } {
    const to = this.dates[step + 1];
    return { from: this.line.capacity.shape === "step" ? to : this.dates[step], to };
  }
}

/**
 * `asOf` and the later dates of a timeline, with those put between that make an even opening right: where the
 * size factor bends, and monthly where growth is geometric.
 */
function datesFrom(timeline: Timeline, asOf: number): number[] {
  const { shape, times } = timeline;
  const last = times[times.length - 1];
  if (last <= asOf) return [asOf];
  const first = Math.max(times[0], asOf);
  const dates = new Set([asOf, ...times.filter((t) => t > asOf)]);
  if (shape !== "step")
    for (const bend of SIZE_FACTOR_BENDS)
      if (asOf + bend > first && asOf + bend < last) dates.add(asOf + bend);
  if (shape === "geometric") for (let t = first; t < last; t += DAYS_PER_MONTH) dates.add(t);
  return [...dates].sort((a, b) => a - b);
}
