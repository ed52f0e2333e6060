import type { Series } from "../model/series.ts";
import type { LineSet } from "./line-set.ts";
import type { TrialStore } from "./trial-store.ts";

/** How lines bind, over the trials that keep monthly details. */
export interface BindingShares {
  /**
   * By line: share of all that is delivered that its own contracts held back, without background load and outages,
   * by the constraint trace. Absent: nothing. [0, 1]
   */
  readonly held: ReadonlyMap<string, number>;
  /** By line: share of its months without idle capacity. Absent: it has no capacity. [0, 1] */
  readonly full: ReadonlyMap<string, number>;
  /** Share of all that is delivered that demand held back. [0, 1] */
  readonly orders: number;
}

/** The same of a set of lines: what they held back together, and the months of the line with most of them. */
export interface SetBinding {
  readonly set: LineSet;
  readonly held: number;
  readonly full: number;
}

/** Below this share of deliveries and of months a set is said not to bind: more of it can't be worth much. */
const LEAST_HELD = 0.005;
const LEAST_FULL = 0.05;
/** What may be idle in a month that counts as full: slots are as coarse as a day. */
const IDLE = 0.01;

const IDLE_METRICS = ["idle_position_wafers", "idle_input_wafers", "idle_closed_wafers"];

/** Over the whole horizon; sums over trials, so that trials that deliver more weigh more. */
export function bindingShares(store: Pick<TrialStore, "shape" | "readSeries">): BindingShares {
  const amounts = new Map<string, number>();
  let total = 0;
  let orders = 0;
  const { series } = store.shape;
  series.forEach(({ metric, keys }, index) => {
    if (metric !== "constrained_h100e" || keys.vendor !== undefined) return;
    let sum = 0;
    for (const value of store.readSeries(index).values) sum += value;
    total += sum;
    if (keys.line !== undefined) amounts.set(keys.line, sum);
    if (keys.constraint === "orders") orders = sum;
  });
  const share = (amount: number): number => (total > 0 ? amount / total : 0);
  const held = new Map([...amounts].map(([line, amount]) => [line, share(amount)]));
  return { held, full: fullMonths(store), orders: share(orders) };
}

/**
 * Upstream of two lines of one pace the trace blames the first, and the other never: so a line that has no idle
 * capacity binds too.
 */
function fullMonths(store: Pick<TrialStore, "shape" | "readSeries">): Map<string, number> {
  const { series } = store.shape;
  const shares = new Map<string, number>();
  series.forEach(({ metric, keys: { line } }, index) => {
    if (metric !== "capacity_wafers" || line === undefined) return;
    const capacity = store.readSeries(index).values;
    const idle = new Float64Array(capacity.length);
    series.forEach((other: Series, place) => {
      if (other.keys.line !== line || !IDLE_METRICS.includes(other.metric)) return;
      store.readSeries(place).values.forEach((value, month) => {
        idle[month] += value;
      });
    });
    let months = 0;
    let full = 0;
    capacity.forEach((wafers, month) => {
      if (!(wafers > 0)) return;
      months++;
      if (idle[month] <= IDLE * wafers) full++;
    });
    if (months > 0) shares.set(line, full / months);
  });
  return shares;
}

export function setBinding(set: LineSet, shares: BindingShares): SetBinding {
  let held = 0;
  let full = 0;
  for (const line of set.lines) {
    held += shares.held.get(line) ?? 0;
    full = Math.max(full, shares.full.get(line) ?? 0);
  }
  return { set, held, full };
}

export function binds({ held, full }: SetBinding): boolean {
  return held >= LEAST_HELD || full >= LEAST_FULL;
}

/** Why a set is said not to bind. */
export const NOT_BINDING = `holds back less than ${100 * LEAST_HELD}% of deliveries and is full in fewer than ${100 * LEAST_FULL}% of months`;
