import type { BuyerShare, Line, Project, Value, Variability } from "../../model/model.ts";
import type { Scenario } from "../grammar/scenario.ts";
import { type Index, indexOf } from "./index-of.ts";
import type { Context, Ledger } from "./ledger.ts";
import type { NamedRecipe } from "./supply.ts";
import { meanOf } from "./value.ts";

type StatedLine = Scenario["lines"][string];

/** Where an entity stands in the arrays of the model. */
export interface Indices {
  readonly regions: Index;
  readonly stages: Index;
  readonly vendors: Index;
  readonly buyers: Index;
  readonly items: Index;
  readonly lines: Index;
  readonly products: Index;
  readonly segments: Index;
  readonly shocks: Index;
}

const NO_VARIABILITY: Variability = {
  cycleSlot: 0,
  cycleMonth: 0,
  yieldDay: 0,
  yieldMonth: 0,
  persistence: 0,
};

export function compileLine(
  id: string,
  line: StatedLine,
  recipes: readonly NamedRecipe[],
  scenario: Scenario,
  indices: Indices,
  ledger: Ledger,
): Line {
  const path = ["lines", id];
  const context = (unit: string): Context => ({ unit, provenance: line });
  const owned = recipes.some(({ buyer }) => buyer !== "pool");
  // Of a pooled item the shares are dealt when it is finished: they belong to the item, not to the line.
  const shares = owned ? (line.shares ?? []) : [];
  return {
    id,
    stage: indexOf(indices.stages, line.stage),
    site: line.site ?? id,
    region: indexOf(indices.regions, line.region),
    operator: line.operator,
    technologies: line.makes,
    tags: line.tags ?? [],
    capacity: ledger.timeline([...path, "capacity"], line.capacity, context("wafers/day")),
    slip: line.slip === undefined ? 0 : ledger.value([...path, "slip"], line.slip, context("days")),
    size: sizeOf(id, line, scenario.asOf, ledger),
    projects: Object.entries(line.projects).map(([name, project]) =>
      compileProject([...path, "projects", name], name, project, line, ledger),
    ),
    background:
      line.background === undefined
        ? { shape: "linear", times: [0], values: [0] }
        : ledger.timeline([...path, "background"], line.background, context("fraction")),
    cycleTime: ledger.value([...path, "cycleTime"], line.cycleTime, context("days")),
    variability: variabilityOf(scenario.variability, line.variability),
    capital: line.capital?.constant ?? null,
    shares: shares.flatMap(([buyer, share]): BuyerShare[] =>
      share === "rest"
        ? []
        : [
            {
              buyer: indexOf(indices.buyers, buyer),
              weight: ledger.timeline([...path, "shares", buyer], share, context("fraction")),
            },
          ],
    ),
    others: shares.length === 0 || shares.some(([buyer]) => buyer === "others"),
    recipes: recipes.map(({ item, buyer, needs, recipe }) => ({
      item: indexOf(indices.items, item),
      buyer: indexOf(indices.buyers, buyer),
      inputs: needs.map(({ choices, quantity }) => ({
        choices: choices.map((choice) => indexOf(indices.items, choice)),
        quantity,
      })),
      ...recipe,
    })),
  };
}

/** The size factor's normal draw: none, the line's own, or one shared by all lines that name it. */
function sizeOf(id: string, line: StatedLine, asOf: number, ledger: Ledger): Value {
  const stated = line.size ?? "on";
  const grows =
    line.capacity.points.some(({ day }) => day !== null && day > asOf) ||
    line.capacity.changes.length > 0 ||
    Object.keys(line.projects).length > 0;
  if (stated === "off" || !grows) return 0;
  const path = stated === "on" ? `lines.${id}.size` : `size.${stated.shared}`;
  const parameter = ledger.parameter(
    path,
    path,
    { kind: "normal", numbers: [0, 1] },
    {
      unit: "",
      provenance: { source: "standard normal behind the size of additions, by construction" },
    },
  );
  return { constant: 0, scale: 1, parameter, factors: [] };
}

function compileProject(
  path: readonly string[],
  id: string,
  project: StatedLine["projects"][string],
  line: StatedLine,
  ledger: Ledger,
): Project {
  const provenance = project.source === undefined ? line : project;
  const context = (unit: string): Context => ({ unit, provenance });
  const phases = Object.entries(project.phases)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, length]) => ledger.value([...path, "phases", name], length, context("days")));
  return {
    id,
    decided: project.decided - ledger.epoch,
    phases,
    announced: phases.reduce((sum: number, phase) => sum + meanOf(phase, ledger.parameters), 0),
    ramp: project.ramp === undefined ? 0 : ledger.value([...path, "ramp"], project.ramp, context("days")),
    size: ledger.value([...path, "size"], project.size, context("wafers/day")),
    capital:
      project.capital === undefined ? 0 : ledger.value([...path, "capital"], project.capital, context("$")),
    tags: project.tags ?? [],
  };
}

function variabilityOf(general: Scenario["variability"], own: StatedLine["variability"]): Variability {
  return {
    cycleSlot: own?.cycle?.slot ?? general?.cycle?.slot ?? NO_VARIABILITY.cycleSlot,
    cycleMonth: own?.cycle?.month ?? general?.cycle?.month ?? NO_VARIABILITY.cycleMonth,
    yieldDay: own?.yield?.day ?? general?.yield?.day ?? NO_VARIABILITY.yieldDay,
    yieldMonth: own?.yield?.month ?? general?.yield?.month ?? NO_VARIABILITY.yieldMonth,
    persistence: own?.persistence ?? general?.persistence ?? NO_VARIABILITY.persistence,
  };
}
