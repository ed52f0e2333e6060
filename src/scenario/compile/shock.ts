import type { Action, Effect, Recovery, Selection, Shock, When } from "../../model/model.ts";
import type { Distribution } from "../../random/distribution.ts";
import { distributionOfQuantity } from "../affine.ts";
import type { Scenario } from "../grammar/scenario.ts";
import type { StatedWhen } from "../grammar/shock.ts";
import { Mistake } from "../mistake.ts";
import type { Quantity } from "../quantity.ts";
import { indexOf } from "./index-of.ts";
import type { Context, Ledger } from "./ledger.ts";
import type { Indices } from "./line.ts";

type StatedShock = Scenario["shocks"][string];
type StatedEffects = Omit<NonNullable<StatedShock["branches"]>[string], "probability">;

/** Compiles a shock that selects what `where` says. */
export function compileShock(
  id: string,
  shock: StatedShock,
  where: Selection,
  indices: Indices,
  ledger: Ledger,
): Shock {
  const path = ["shocks", id];
  const reader = new EffectReader(ledger);
  const delay = reader.draw([...path, "delay"], shock.delay, 0);
  const effects = reader.effects(path, shock, delay, 1, "");
  let total = 0;
  for (const [name, branch] of Object.entries(shock.branches ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))) {
    total += branch.probability;
    const here = [...path, "branches", name];
    const own = reader.effects(here, branch, delay, branch.probability, name);
    if (own.length === 0) ledger.report(here, { rule: "does nothing", expected: EFFECTS });
    effects.push(...own);
  }
  if (total > 1 + 1e-9) {
    ledger.report([...path, "branches"], {
      rule: `the probabilities of the branches add to ${Math.round(total * 1000) / 10}%`,
      expected: "at most 100%",
    });
  }
  if (effects.length === 0) ledger.report(path, { rule: "does nothing", expected: EFFECTS });
  checkTargets(path, effects, where, ledger);
  return {
    id,
    when: whenOf(path, shock.when, shock, indices, ledger),
    where,
    effects,
    tags: shock.tags ?? [],
  };
}

const EFFECTS = "one of outage, scrap, capacity, yield, cycleTime, projectDelay, qualification, demand";

/** Says what an effect has nothing to act on: lines, qualifications, or customers and products. */
function checkTargets(
  path: readonly string[],
  effects: readonly Effect[],
  where: Selection,
  ledger: Ledger,
): void {
  const here = [...path, "where"];
  for (const kind of new Set(effects.map(({ action }) => action.kind))) {
    switch (kind) {
      case "demand":
        if (where.segments.length + where.products.length === 0)
          ledger.report(here, { rule: "selects no segment and no product, so `demand` changes nothing" });
        break;
      case "qualification":
        if (where.items.length + where.vendors.length === 0)
          ledger.report(here, { rule: "selects no item and no vendor, so `qualification` changes nothing" });
        break;
      default:
        if (where.lines.length === 0)
          ledger.report(here, { rule: `selects no line, so \`${kind}\` does nothing` });
    }
  }
}

function whenOf(
  path: readonly string[],
  when: StatedWhen,
  shock: StatedShock,
  indices: Indices,
  ledger: Ledger,
): When {
  const context = (unit: string): Context => ({ unit, provenance: shock });
  switch (when.kind) {
    case "date":
      return { kind: "date", date: ledger.date([...path, "when"], when.date, context("days")) };
    case "rate":
      return { kind: "rate", rate: ledger.value([...path, "when"], when.rate, context("per day")) };
    case "after":
      return {
        kind: "after",
        shock: indexOf(indices.shocks, when.shock),
        delay: when.delay === null ? constant(0) : distributionOfQuantity(when.delay),
        probability:
          when.probability === null
            ? 1
            : ledger.value([...path, "when", "probability"], when.probability, context("fraction")),
      };
  }
}

function constant(number: number): Distribution {
  return { kind: "constant", numbers: [number] };
}

class EffectReader {
  private readonly ledger: Ledger;

  constructor(ledger: Ledger) {
    this.ledger = ledger;
  }

  /** What is drawn at each occurrence; `otherwise` where it is not stated. */
  draw(path: readonly string[], stated: Quantity | undefined, otherwise: number): Distribution {
    if (stated === undefined) return constant(otherwise);
    try {
      return distributionOfQuantity(stated);
    } catch (error) {
      if (!(error instanceof Mistake)) throw error;
      this.ledger.report(path, { rule: error.rule, expected: error.expected, hint: error.hint });
      return constant(otherwise);
    }
  }

  effects(
    path: readonly string[],
    stated: StatedEffects,
    delay: Distribution,
    probability: number,
    branch: string,
  ): Effect[] {
    return this.actions(path, stated).map((action) => ({ delay, probability, branch, action }));
  }

  private actions(path: readonly string[], stated: StatedEffects): Action[] {
    const actions: Action[] = [];
    const draw = (keys: string, quantity: Quantity | undefined, otherwise: number): Distribution =>
      this.draw([...path, ...keys.split(".")], quantity, otherwise);
    const { scrap, outage, capacity, yield: good, cycleTime, projectDelay, qualification, demand } = stated;
    if (scrap !== undefined) actions.push({ kind: "scrap", share: draw("scrap", scrap, 0) });
    if (outage !== undefined) {
      actions.push({
        kind: "outage",
        depth: draw("outage.depth", outage.depth, 1),
        length: draw("outage.length", outage.length, 0),
        startsOnly: outage.startsOnly ?? false,
        recovery: this.recovery([...path, "outage", "recovery"], outage.recovery),
      });
    }
    for (const [kind, effect] of [
      ["capacity", capacity],
      ["yield", good],
      ["cycleTime", cycleTime],
    ] as const) {
      if (effect === undefined) continue;
      actions.push({
        kind,
        factor: draw(`${kind}.factor`, effect.factor, 1),
        length: draw(`${kind}.length`, effect.length, Number.POSITIVE_INFINITY),
      });
    }
    if (projectDelay !== undefined)
      actions.push({ kind: "projectDelay", by: draw("projectDelay", projectDelay, 0) });
    if (qualification !== undefined)
      actions.push({ kind: "qualification", by: draw("qualification", qualification, 0) });
    if (demand !== undefined) {
      actions.push({
        kind: "demand",
        factor: draw("demand.factor", demand.factor, 1),
        length: draw("demand.length", demand.length, Number.POSITIVE_INFINITY),
        cancelled: draw("demand.cancelled", demand.cancelled, 0),
      });
    }
    return actions;
  }

  private recovery(
    path: readonly string[],
    stated: NonNullable<StatedEffects["outage"]>["recovery"],
  ): Recovery {
    if (stated === undefined || stated.shape === "step") return { shape: "step" };
    const { shape, time, points } = stated;
    if (shape === "curve") {
      if (points === undefined)
        this.ledger.report(path, { rule: "a curve has no points", expected: "points: { 0 days: 0%, ... }" });
      const curve = points ?? [];
      return { shape, days: curve.map(([days]) => days), availability: curve.map(([, share]) => share) };
    }
    if (time === undefined)
      this.ledger.report(path, { rule: `a ${shape} recovery has no time`, expected: "time: 3 days" });
    return { shape, time: this.draw([...path, "time"], time, 1) };
  }
}
