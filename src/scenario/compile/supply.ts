import type { Recipe, Value, Yield } from "../../model/model.ts";
import { quantile } from "../../random/distribution.ts";
import { TECHNOLOGIES } from "../collection.ts";
import type { StatedLearning } from "../grammar/learning.ts";
import type { Scenario } from "../grammar/scenario.ts";
import type { Need, Step, StepYield } from "./bill.ts";
import type { Context, Ledger } from "./ledger.ts";
import { meanOf, plus, product as productOf, times } from "./value.ts";

/** What is started this long before the least time it takes may meet a launch, days. */
const HEAD_START = 30;
/** What is no longer ordered is made this long for orders that wait, days. */
const AFTERMATH = 365;

/** A recipe whose item is known by its id. */
export interface NamedRecipe {
  readonly item: string;
  readonly buyer: string;
  readonly needs: readonly Need[];
  readonly recipe: Omit<Recipe, "item" | "buyer" | "inputs">;
}

/** The lines of a scenario by what they make, and the recipes they run. */
export class Supply {
  private readonly scenario: Scenario;
  private readonly ledger: Ledger;
  private readonly makers = new Map<string, string[]>();

  constructor(scenario: Scenario, ledger: Ledger) {
    this.scenario = scenario;
    this.ledger = ledger;
    for (const [id, line] of Object.entries(scenario.lines)) {
      for (const technology of line.makes) this.makers.set(technology, [...this.makersOf(technology), id]);
    }
  }

  /** Ids of the lines that make a technology, sorted. */
  makersOf(technology: string): readonly string[] {
    return this.makers.get(technology) ?? [];
  }

  /** Item ids of a memory or part, the preferred supplier first: as named, else the largest capacity first. */
  suppliersOf(technology: string, preferred: readonly string[] | null): readonly string[] {
    const capacity = new Map<string, number>();
    for (const id of this.makersOf(technology)) {
      const line = this.scenario.lines[id];
      capacity.set(line.operator, (capacity.get(line.operator) ?? 0) + finalCapacity(line));
    }
    const operators = [...capacity.keys()].sort(
      (a, b) => (capacity.get(b) ?? 0) - (capacity.get(a) ?? 0) || (a < b ? -1 : 1),
    );
    const chosen = preferred === null ? operators : preferred.filter((operator) => capacity.has(operator));
    return chosen.map((operator) => `${technology}@${operator}`);
  }

  /** Mean cycle time of a technology at a line, days. */
  cycleTime(technology: string, line: string): number {
    const own = technologyOf(this.scenario, technology).cycleTime;
    const value =
      own === undefined
        ? this.ledger.value(
            ["lines", line, "cycleTime"],
            this.scenario.lines[line].cycleTime,
            this.contextOf(line),
          )
        : this.cycleTimeOf(technology);
    return value === null ? 0 : meanOf(value, this.ledger.parameters);
  }

  /** The longest mean cycle time of a technology over its lines, days. */
  longestCycle(technology: string): number {
    return Math.max(0, ...this.makersOf(technology).map((line) => this.cycleTime(technology, line)));
  }

  /** Recipes of a line for a product's step. `downstream`: mean days from its output to a finished unit. */
  recipeOf(step: Step, line: string, downstream: number): NamedRecipe | null {
    const { scenario, ledger } = this;
    const product = scenario.products[step.product];
    const vendor = scenario.vendors[product.vendor];
    const launch = ledger.date(["products", step.product, "launch"], product.launch, {
      unit: "days",
      provenance: product,
    });
    const lead = this.cycleTime(step.technology, line) + downstream + HEAD_START;
    const window = step.from - ledger.epoch;
    const ready = plus(launch, -lead) ?? launch;
    const opens = this.later(
      this.later(ready, this.opensOf(step.technology)),
      Number.isFinite(window) ? window : null,
    );
    const end =
      product.end === undefined
        ? null
        : ledger.date(["products", step.product, "end"], product.end, { unit: "days", provenance: product });
    const until = step.until - ledger.epoch;
    const over = end === null ? Number.POSITIVE_INFINITY : (plus(end, 1 + AFTERMATH) ?? end);
    const closes = Number.isFinite(until) ? until : over;
    const multiplier = this.multiplierOf(line);
    const output = step.kind === "die" ? productOf(step.output, multiplier) : step.output;
    const good = step.kind === "die" ? this.dieYield(step) : this.goodShare(step.yield, multiplier);
    if (output === null || good === null) return this.refuse(line, step.yield);
    return {
      item: step.item,
      buyer: vendor.buysThrough ?? product.vendor,
      needs: step.needs,
      recipe: {
        output,
        yield: good,
        cycleTime: this.cycleTimeOf(step.technology),
        opens,
        closes,
        preference: step.preference,
      },
    };
  }

  /** The recipe of a line for a memory generation or a part, which is pooled. */
  pooledRecipe(technology: string, line: string): NamedRecipe | null {
    const { scenario, ledger } = this;
    const memory = scenario.memories[technology];
    const part = scenario.parts[technology];
    const stated = memory ?? part;
    const collection = memory === undefined ? "parts" : "memories";
    let output: Value = 1;
    if (memory !== undefined) {
      const gross = ledger.value(["memories", technology, "gross"], memory.gross, {
        unit: "dies/wafer",
        provenance: memory,
      });
      output = times(gross, 1 / memory.height);
    } else if (part.perWafer !== undefined) {
      output = ledger.value(["parts", technology, "perWafer"], part.perWafer, {
        unit: "pieces/wafer",
        provenance: part,
      });
    }
    const where: StepYield = {
      path: [collection, technology, "yield"],
      stated: stated.yield ?? null,
      provenance: stated,
    };
    const good = this.goodShare(where, this.multiplierOf(line));
    if (good === null) return this.refuse(line, where);
    return {
      item: `${technology}@${scenario.lines[line].operator}`,
      buyer: "pool",
      needs: [],
      recipe: {
        output,
        yield: good,
        cycleTime: this.cycleTimeOf(technology),
        opens: this.opensOf(technology) ?? Number.NEGATIVE_INFINITY,
        closes: Number.POSITIVE_INFINITY,
        preference: 1,
      },
    };
  }

  private refuse(line: string, where: StepYield): null {
    this.ledger.report(["lines", line, "yield"], {
      rule: `cannot multiply ${where.path.join(".")}: both are uncertain and one is changed by an amount`,
      expected: "one of the two certain",
    });
    return null;
  }

  private contextOf(line: string): Context {
    return { unit: "days", provenance: this.scenario.lines[line] };
  }

  private multiplierOf(line: string): Value {
    const stated = this.scenario.lines[line].yield;
    if (stated === undefined) return 1;
    return this.ledger.value(["lines", line, "yield"], stated, { ...this.contextOf(line), unit: "fraction" });
  }

  private cycleTimeOf(technology: string): Value | null {
    const stated = technologyOf(this.scenario, technology);
    if (stated.cycleTime === undefined) return null;
    return this.ledger.value(
      [collectionOf(this.scenario, technology), technology, "cycleTime"],
      stated.cycleTime,
      {
        unit: "days",
        provenance: stated,
      },
    );
  }

  private opensOf(technology: string): Value | null {
    const stated = technologyOf(this.scenario, technology);
    if (stated.from === undefined) return null;
    return this.ledger.date([collectionOf(this.scenario, technology), technology, "from"], stated.from, {
      unit: "days",
      provenance: stated,
    });
  }

  /** The later of two dates; of uncertain ones that with the later mean. */
  private later(a: Value, b: Value | null): Value {
    if (b === null) return a;
    const { parameters } = this.ledger;
    return meanOf(a, parameters) >= meanOf(b, parameters) ? a : b;
  }

  private dieYield(step: Step): Yield {
    const { scenario, ledger } = this;
    const process = scenario.processes[step.technology];
    const path = ["processes", step.technology];
    const alpha = ledger.value([...path, "clustering"], process.clustering, {
      unit: "",
      provenance: process,
    });
    const defects = this.learning([...path, "defects"], process.defects, {
      unit: "/cm2",
      provenance: process,
    });
    return { kind: "die", area: step.die?.area ?? 0, harvest: step.die?.harvest ?? 0, alpha, ...defects };
  }

  private goodShare(where: StepYield, multiplier: Value): Yield | null {
    if (where.stated === null) return { kind: "constant", value: multiplier };
    const context: Context = { unit: "fraction", provenance: where.provenance };
    if (where.stated.kind === "constant") {
      const value = productOf(this.ledger.value(where.path, where.stated.value, context), multiplier);
      return value === null ? null : { kind: "constant", value };
    }
    const curve = this.learning(where.path, where.stated, context);
    const start = productOf(curve.start, multiplier);
    const mature = productOf(curve.mature, multiplier);
    return start === null || mature === null ? null : { kind: "learning", ...curve, start, mature };
  }

  private learning(path: readonly string[], stated: StatedLearning, context: Context) {
    const { ledger } = this;
    if (stated.kind === "constant") {
      const value = ledger.value(path, stated.value, context);
      return { start: value, mature: value, from: 0, halfLife: 1 };
    }
    const days: Context = { ...context, unit: "days" };
    return {
      start: ledger.value([...path, "start"], stated.start, context),
      mature: ledger.value([...path, "mature"], stated.mature, context),
      from: ledger.date([...path, "from"], stated.from, days),
      halfLife: ledger.value([...path, "halfLife"], stated.halfLife, days),
    };
  }
}

/** Median capacity at its last date: how lines are compared in size. */
function finalCapacity(line: Scenario["lines"][string]): number {
  const { constant, scale, distribution } = line.capacity.points[line.capacity.points.length - 1].quantity;
  return distribution === null ? constant : constant + scale * quantile(distribution, 0.5);
}

function collectionOf(scenario: Scenario, technology: string): (typeof TECHNOLOGIES)[number] {
  return TECHNOLOGIES.find((collection) => technology in scenario[collection]) ?? "systems";
}

function technologyOf(scenario: Scenario, technology: string) {
  return scenario[collectionOf(scenario, technology)][technology];
}
