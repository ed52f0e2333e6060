import { isoDate } from "../../engine/calendar.ts";
import type { Parameter, UncertainValue, Value } from "../../model/model.ts";
import type { Distribution } from "../../random/distribution.ts";
import { type Change, moved, type Shift } from "../change.ts";
import type { StatedTimeline } from "../grammar/timeline.ts";
import type { Complaint } from "../problem.ts";
import { plus, times } from "./value.ts";

/** A value of a timeline at a day since the start; null: at all times. */
export interface DatedValue {
  readonly day: number | null;
  readonly value: Value;
}

type Point = { readonly day: number; readonly value: Value };

/** Makes the parameter of a date between two stated ones, in the timeline's own column. */
type Between = (date: string, distribution: Distribution) => number;

/**
 * The points of a timeline after its relative changes. Each acts from its date on, or from the scenario's start:
 * what was before stands, so a point is put on the day before and on the day of the change.
 */
export function withChanges(
  points: readonly DatedValue[],
  stated: StatedTimeline,
  epoch: number,
  parameters: readonly Parameter[],
  between: Between,
  complain: (complaint: Complaint) => void,
): readonly DatedValue[] {
  if (stated.changes.length === 0) return points;
  let changed: readonly Point[] = points.map(({ day, value }) => ({ day: day ?? 0, value }));
  for (const change of stated.changes) {
    const from = change.from === null ? 0 : change.from - epoch;
    const at = (day: number): Value | null => valueAt(changed, day, stated.shape, epoch, parameters, between);
    changed =
      change.kind === "shift"
        ? shifted(changed, from, change.shift, epoch, at)
        : scaled(changed, from, change, at, complain);
  }
  return changed;
}

function scaled(
  points: readonly Point[],
  from: number,
  change: Exclude<Change, { kind: "shift" }>,
  at: (day: number) => Value | null,
  complain: (complaint: Complaint) => void,
): Point[] {
  const act = (value: Value): Value => {
    if (change.kind === "times") return times(value, change.factor);
    const sum = plus(value, change.amount);
    if (sum !== null) return sum;
    complain({
      rule: "a number cannot be added to a value that a shared factor multiplies",
      expected: "times 1.3 or plus 10%",
    });
    return value;
  };
  const before = points.filter(({ day }) => day < from);
  const after = points.filter(({ day }) => day >= from);
  const stands = at(from - 1);
  const changes = at(from);
  // Between dates that cannot be interpolated the change acts from the next date on.
  if (stands !== null && before.at(-1)?.day !== from - 1) before.push({ day: from - 1, value: stands });
  if (changes !== null && after[0]?.day !== from) after.unshift({ day: from, value: changes });
  return [...before, ...after.map(({ day, value }) => ({ day, value: act(value) }))];
}

/** Later: what holds at `from` holds on until the path goes on. Sooner: from `from` on what was to come later. */
function shifted(
  points: readonly Point[],
  from: number,
  shift: Shift,
  epoch: number,
  at: (day: number) => Value | null,
): Point[] {
  const move = (day: number): number => moved(day + epoch, shift) - epoch;
  const before = points.filter(({ day }) => day < from);
  const first = move(from);
  if (first >= from) {
    const holds = at(from);
    const after = points.filter(({ day }) => day > from).map(({ day, value }) => ({ day: move(day), value }));
    if (holds !== null) before.push({ day: from, value: holds });
    if (holds !== null && first > from) before.push({ day: first, value: holds });
    return [...before, ...after];
  }
  const jumped = from + (from - first);
  const after = points
    .filter(({ day }) => move(day) > from)
    .map(({ day, value }) => ({ day: move(day), value }));
  const stands = at(from - 1);
  const lands = at(jumped);
  if (stands !== null && before.at(-1)?.day !== from - 1) before.push({ day: from - 1, value: stands });
  if (lands !== null) before.push({ day: from, value: lands });
  return [...before, ...after];
}

/** The value at a day; null where it lies between two values that are uncertain in different ways. */
function valueAt(
  points: readonly Point[],
  day: number,
  shape: StatedTimeline["shape"],
  epoch: number,
  parameters: readonly Parameter[],
  between: Between,
): Value | null {
  const next = points.findIndex((point) => point.day > day);
  if (next === 0) return points[0].value;
  if (next < 0) return points[points.length - 1].value;
  const a = points[next - 1];
  const b = points[next];
  if (shape === "step" || a.day === day) return a.value;
  const share = (day - a.day) / (b.day - a.day);
  if (typeof a.value === "number" && typeof b.value === "number") {
    return shape === "geometric"
      ? a.value * Math.exp(share * Math.log(b.value / a.value))
      : a.value + share * (b.value - a.value);
  }
  return mixed(uncertain(a.value), uncertain(b.value), share, parameters, (distribution) =>
    between(isoDate(day + epoch), distribution),
  );
}

function uncertain(value: Value): UncertainValue {
  return typeof value === "number" ? { constant: value, scale: 0, parameter: -1, factors: [] } : value;
}

/**
 * (1 - share) a + share b of two values with the same shared factors. Where both are drawn, they are so from one
 * uniform: two of one kind are taken as that kind with numbers between theirs.
 */
function mixed(
  a: UncertainValue,
  b: UncertainValue,
  share: number,
  parameters: readonly Parameter[],
  between: (distribution: Distribution) => number,
): Value | null {
  if (a.factors.length !== b.factors.length || a.factors.some((factor, k) => factor !== b.factors[k]))
    return null;
  const constant = a.constant + share * (b.constant - a.constant);
  if (a.parameter === b.parameter || a.parameter < 0 || b.parameter < 0) {
    const scale = (1 - share) * a.scale + share * b.scale;
    return { constant, scale, parameter: Math.max(a.parameter, b.parameter), factors: a.factors };
  }
  const p = parameters[a.parameter];
  const q = parameters[b.parameter];
  const { kind, numbers, bounds } = p.distribution;
  const others = q.distribution.numbers;
  if (p.column !== q.column || kind !== q.distribution.kind || numbers.length !== others.length) return null;
  if (kind === "discrete" || kind === "empirical" || a.scale !== b.scale) return null;
  if ((bounds === undefined) !== (q.distribution.bounds === undefined)) return null;
  const mix = (x: number, y: number): number => x + share * (y - x);
  const limits = q.distribution.bounds;
  const distribution: Distribution = {
    kind,
    numbers: numbers.map((x, k) => mix(x, others[k])),
    ...(bounds === undefined || limits === undefined
      ? {}
      : { bounds: [mix(bounds[0], limits[0]), mix(bounds[1], limits[1])] as const }),
  };
  return { constant, scale: a.scale, parameter: between(distribution), factors: a.factors };
}
