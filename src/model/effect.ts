import { quantile } from "../random/distribution.ts";
import type { Action, Model, Selection, Shock } from "./model.ts";
import { recoverySteps } from "./recovery.ts";

/** What a factor multiplies at a line. */
export type LineQuantity = "availability" | "starts" | "capacity" | "yield" | "cycleTime";

/** What a shock does at one moment to all it selects at once. Lists are of indices in `Model`, rising. */
export type Impact =
  | {
      /** Factor number `factor` of a quantity becomes `value` at these lines, 1 where it ends. [0, inf) */
      readonly kind: "line-factor";
      readonly quantity: LineQuantity;
      readonly lines: readonly number[];
      readonly factor: number;
      readonly value: number;
    }
  | {
      /** Factor number `factor` on the demand of each segment for each product becomes `value`. [0, inf) */
      readonly kind: "demand-factor";
      readonly segments: readonly number[];
      readonly products: readonly number[];
      readonly factor: number;
      readonly value: number;
    }
  | {
      /** A share of the work in process is lost. (0, 1] */
      readonly kind: "scrap";
      readonly lines: readonly number[];
      readonly share: number;
    }
  | {
      /** What isn't open at these lines is later by so many days. (0, inf) */
      readonly kind: "project-delay";
      readonly lines: readonly number[];
      readonly by: number;
    }
  | {
      /** Those of these qualifications that aren't granted are later by so many days. (0, inf) */
      readonly kind: "qualification";
      readonly qualifications: readonly number[];
      readonly by: number;
    }
  | {
      /** A share of what these segments have on order of these products is cancelled. (0, 1] */
      readonly kind: "cancellation";
      readonly segments: readonly number[];
      readonly products: readonly number[];
      readonly share: number;
    };

export interface TimedImpact {
  readonly time: number;
  readonly impact: Impact;
}

/** What an action of one occurrence comes to: nothing where it is null (a depth of 0, a factor of 1). */
export interface DrawnAction {
  /** In order of time. */
  readonly impacts: readonly TimedImpact[];
  /** Of an action that scraps the share, of an outage its days, else the factor (or delay) drawn. */
  readonly severity: number;
}

/** Whom a shock hits, as indices in `Model`. */
export interface Targets {
  readonly lines: readonly number[];
  readonly segments: readonly number[];
  readonly products: readonly number[];
  readonly qualifications: readonly number[];
}

/**
 * Selected segments are hit in all products unless products are selected too, and the other way round; so are items
 * and vendors in their qualifications.
 */
export function targetsOf(where: Selection, model: Model): Targets {
  const demand = where.segments.length + where.products.length > 0;
  const qualified = where.items.length + where.vendors.length > 0;
  const all = (array: readonly unknown[]) => array.map((_, index) => index);
  const narrows = (chosen: readonly number[], index: number) => chosen.length === 0 || chosen.includes(index);
  return {
    lines: where.lines,
    segments: demand && where.segments.length === 0 ? all(model.segments) : where.segments,
    products: demand && where.products.length === 0 ? all(model.products) : where.products,
    qualifications: all(model.qualifications).filter((index) => {
      const { item, vendor } = model.qualifications[index];
      return qualified && narrows(where.items, item) && narrows(where.vendors, vendor);
    }),
  };
}

/**
 * Draws the magnitudes of an action that begins at day `at`: always as many uniforms, whatever they are.
 *
 * @param next   the shock's stream, (0, 1)
 * @param factor a number for its factor that no other action of the trial has
 * @param slot   recoveries are stepped at multiples of it, days
 * @throws RangeError where a share leaves [0, 1], or a factor or a length is negative
 */
export function drawAction(
  shock: Shock,
  action: Action,
  targets: Targets,
  at: number,
  next: () => number,
  factor: number,
  slot: number,
): DrawnAction {
  const { lines, segments, products, qualifications } = targets;
  const draw = (
    what: string,
    of: Parameters<typeof quantile>[0],
    most = Number.POSITIVE_INFINITY,
  ): number => {
    const value = quantile(of, next());
    if (value >= 0 && value <= most) return value;
    throw new RangeError(
      `shock ${shock.id}: the ${what} of its ${action.kind} is drawn as ${value}, not in [0, ${most}]`,
    );
  };
  const impacts: TimedImpact[] = [];
  const add = (time: number, impact: Impact) => impacts.push({ time, impact });
  const lineFactor = (quantity: LineQuantity, time: number, value: number) =>
    add(time, { kind: "line-factor", quantity, lines, factor, value });
  const demandFactor = (time: number, value: number) =>
    add(time, { kind: "demand-factor", segments, products, factor, value });

  switch (action.kind) {
    case "outage": {
      const depth = draw("depth", action.depth, 1);
      const length = draw("length", action.length);
      const { recovery } = action;
      const u = next();
      const time = "time" in recovery ? quantile(recovery.time, u) : 0;
      const quantity = action.startsOnly ? "starts" : "availability";
      const back = Number.isFinite(length) ? recoverySteps(recovery, at + length, time, slot) : null;
      if (depth === 0 || (length === 0 && back?.times.length === 1)) return { impacts, severity: length };
      if (length > 0) lineFactor(quantity, at, 1 - depth);
      back?.times.forEach((day, k) => {
        lineFactor(quantity, day, 1 - depth * back.missing[k]);
      });
      return { impacts, severity: length };
    }
    case "scrap": {
      const share = draw("share", action.share, 1);
      if (share > 0) add(at, { kind: "scrap", lines, share });
      return { impacts, severity: share };
    }
    case "yield":
    case "cycleTime":
    case "capacity": {
      const value = draw("factor", action.factor);
      const length = draw("length", action.length);
      if (value !== 1 && length > 0) {
        lineFactor(action.kind, at, value);
        if (length < Number.POSITIVE_INFINITY) lineFactor(action.kind, at + length, 1);
      }
      return { impacts, severity: value };
    }
    case "projectDelay": {
      const by = draw("length", action.by);
      if (by > 0) add(at, { kind: "project-delay", lines, by });
      return { impacts, severity: by };
    }
    case "qualification": {
      const by = draw("length", action.by);
      if (by > 0) add(at, { kind: "qualification", qualifications, by });
      return { impacts, severity: by };
    }
    case "demand": {
      const value = draw("factor", action.factor);
      const length = draw("length", action.length);
      const share = draw("cancelled share", action.cancelled, 1);
      if (share > 0) add(at, { kind: "cancellation", segments, products, share });
      if (value !== 1 && length > 0) {
        demandFactor(at, value);
        if (length < Number.POSITIVE_INFINITY) demandFactor(at + length, 1);
      }
      return { impacts, severity: value };
    }
  }
}
