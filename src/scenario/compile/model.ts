import { DAYS_PER_MONTH } from "../../engine/calendar.ts";
import type { Item, Model, Shock } from "../../model/model.ts";
import { distributionOfQuantity } from "../affine.ts";
import type { Scenario } from "../grammar/scenario.ts";
import { type Step, stepsOf } from "./bill.ts";
import { indexed, indexOf, stagesOf } from "./index-of.ts";
import { compileInitial } from "./initial.ts";
import { compileItems } from "./item.ts";
import { Ledger, type Report } from "./ledger.ts";
import { compileLine, type Indices } from "./line.ts";
import { compileQualification } from "./qualification.ts";
import { compileSegment } from "./segment.ts";
import { selectionOf } from "./selection.ts";
import { compileShock } from "./shock.ts";
import { type NamedRecipe, Supply } from "./supply.ts";

const WARMUP_MONTHS = 18;
const CLEARING_MONTHS = 3;

export interface Compiled {
  /** null where something was reported that keeps it from running. */
  readonly model: Model | null;
}

/**
 * Turns a scenario without what is off into the model a trial runs. Everything is taken in order of ids, so that
 * the order of a file changes nothing.
 *
 * @param scenario keys of its collections sorted
 * @param report   takes note of what the grammar cannot see: a part that nobody makes, a shock that hits nothing
 */
export function compile(scenario: Scenario, report: Report): Compiled {
  let broken = false;
  const ledger = new Ledger(scenario.start, (path, complaint) => {
    if ((complaint.severity ?? "error") === "error") broken = true;
    report(path, complaint);
  });
  for (const [name, factor] of Object.entries(scenario.factors))
    ledger.addFactor(name, distributionOfQuantity(factor.value), factor);

  const supply = new Supply(scenario, ledger);
  const steps = Object.entries(scenario.products).flatMap(([id, product]) =>
    stepsOf(id, product, scenario, ledger, (technology, preferred) =>
      supply.suppliersOf(technology, preferred),
    ),
  );
  for (const step of steps) {
    if (supply.makersOf(step.technology).length > 0) continue;
    ledger.report(["products", step.product], {
      rule: `no line makes ${step.technology}, which its ${step.kind} needs`,
      expected: `a line with \`makes: [${step.technology}]\``,
    });
  }
  if (broken) return { model: null };

  const recipes = recipesByLine(scenario, supply, steps);
  const items = compileItems(scenario, steps, recipes, supply, ledger);
  if (broken) return { model: null };
  const indices = indicesOf(scenario, items);
  const ids = Object.keys;

  const lines = Object.entries(scenario.lines).map(([id, line]) => {
    const own = recipes.get(id) ?? [];
    if (own.length === 0) {
      ledger.report(["lines", id, "makes"], {
        severity: "warning",
        rule: "makes nothing that any product needs, so the line stands idle",
      });
    }
    return compileLine(id, line, own, scenario, indices, ledger);
  });
  const products = Object.entries(scenario.products).map(([id, product]) => ({
    id,
    vendor: indexOf(indices.vendors, product.vendor),
    item: indexOf(indices.items, id),
    compute: product.compute,
    launch: ledger.date(["products", id, "launch"], product.launch, { unit: "days", provenance: product }),
    end:
      product.end === undefined
        ? Number.POSITIVE_INFINITY
        : nextDay(ledger.date(["products", id, "end"], product.end, { unit: "days", provenance: product })),
    tags: product.tags ?? [],
  }));
  const segments = Object.entries(scenario.segments).map(([id, segment]) =>
    compileSegment(id, segment, indices, ledger),
  );
  const qualifications = Object.entries(scenario.qualifications).flatMap(
    ([id, qualification]) => compileQualification(id, qualification, indices, ledger) ?? [],
  );
  const named = (name: string): string[] =>
    items.flatMap(({ id }) => (id === name || id.split("@")[0] === name ? [id] : []));
  const initial = compileInitial(scenario, indices, named, ledger);
  const selectable = {
    lines: ids(scenario.lines),
    items,
    vendors: ids(scenario.vendors),
    products: ids(scenario.products),
    segments: ids(scenario.segments),
  };
  const shocks = Object.entries(scenario.shocks).map(
    ([id, shock]): Shock =>
      compileShock(id, shock, selectionOf(shock.where, scenario, selectable), indices, ledger),
  );
  if (broken) return { model: null };

  return {
    model: {
      name: scenario.name,
      epoch: scenario.start,
      end: scenario.end + 1 - scenario.start,
      asOf: scenario.asOf - scenario.start,
      warmup: scenario.warmup ?? WARMUP_MONTHS * DAYS_PER_MONTH,
      slot: scenario.slot ?? 1,
      planning: {
        foresight: scenario.planning?.foresight ?? 1,
        clearing: scenario.planning?.clearing ?? CLEARING_MONTHS * DAYS_PER_MONTH,
      },
      columns: ledger.columns,
      parameters: ledger.parameters,
      regions: ids(scenario.regions).map((id) => ({ id })),
      lanes: Object.entries(scenario.lanes).map(([id, lane]) => ({
        id,
        from: indexOf(indices.regions, lane.from),
        to: indexOf(indices.regions, lane.to),
        transit: ledger.value(["lanes", id, "transit"], lane.transit, { unit: "days", provenance: lane }),
      })),
      stages: [...indices.stages.keys()],
      vendors: ids(scenario.vendors).map((id) => ({ id })),
      buyers: [...indices.buyers.keys()].map((id) => ({ id })),
      items,
      lines,
      products,
      segments,
      qualifications,
      shocks,
      initial,
    },
  };
}

function nextDay(value: Model["products"][number]["end"]): Model["products"][number]["end"] {
  return typeof value === "number" ? value + 1 : { ...value, constant: value.constant + 1 };
}

function recipesByLine(
  scenario: Scenario,
  supply: Supply,
  steps: readonly Step[],
): ReadonlyMap<string, readonly NamedRecipe[]> {
  const recipes = new Map<string, NamedRecipe[]>();
  const add = (line: string, recipe: NamedRecipe | null): void => {
    if (recipe !== null) recipes.set(line, [...(recipes.get(line) ?? []), recipe]);
  };
  const order = ["die", "package", "system"] as const;
  for (const step of steps) {
    const later = steps.filter(
      (other) => other.product === step.product && order.indexOf(other.kind) > order.indexOf(step.kind),
    );
    // The longest way on: at each later stage the slowest of its lines.
    let downstream = 0;
    for (const kind of order) {
      const cycles = later
        .filter((other) => other.kind === kind)
        .map((other) => supply.longestCycle(other.technology));
      downstream += Math.max(0, ...cycles);
    }
    for (const line of supply.makersOf(step.technology)) add(line, supply.recipeOf(step, line, downstream));
  }
  const needed = new Set(steps.flatMap(({ needs }) => needs.flatMap(({ choices }) => choices)));
  for (const [id, line] of Object.entries(scenario.lines)) {
    for (const technology of line.makes) {
      const pooled = technology in scenario.memories || technology in scenario.parts;
      if (pooled && needed.has(`${technology}@${line.operator}`))
        add(id, supply.pooledRecipe(technology, id));
    }
  }
  return recipes;
}

function indicesOf(scenario: Scenario, items: readonly Item[]): Indices {
  const names = Object.keys;
  const buyers = Object.entries(scenario.vendors).map(([id, vendor]) => vendor.buysThrough ?? id);
  const shares = Object.values(scenario.lines).flatMap((line) => (line.shares ?? []).map(([buyer]) => buyer));
  return {
    regions: indexed(names(scenario.regions)),
    stages: stagesOf(scenario.lines),
    vendors: indexed(names(scenario.vendors)),
    buyers: indexed(
      [...new Set([...buyers, ...shares.filter((buyer) => buyer !== "others"), "pool"])].sort(),
    ),
    items: indexed(items.map(({ id }) => id)),
    lines: indexed(names(scenario.lines)),
    products: indexed(names(scenario.products)),
    segments: indexed(names(scenario.segments)),
    shocks: indexed(names(scenario.shocks)),
  };
}
