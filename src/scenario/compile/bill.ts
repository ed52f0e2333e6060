import type { Value } from "../../model/model.ts";
import type { StatedLearning } from "../grammar/learning.ts";
import type { StatedQuantity } from "../grammar/quantity.ts";
import type { Scenario } from "../grammar/scenario.ts";
import type { Context, Ledger } from "./ledger.ts";
import { product as productOf, times } from "./value.ts";
import { grossOf, packagesPerWafer } from "./wafer-output.ts";

type Product = Scenario["products"][string];

/** What a step of a route takes, by item id; of a choice the preferred first. */
export interface Need {
  readonly choices: readonly string[];
  /** Units per wafer started. */
  readonly quantity: Value;
}

/** Where a good share is stated, and how. */
export interface StepYield {
  readonly path: readonly string[];
  readonly stated: StatedLearning | null;
  readonly provenance: Context["provenance"];
}

/** One way to make one item: it becomes a recipe at every line of its technology. */
export interface Step {
  readonly item: string;
  readonly product: string;
  readonly kind: "die" | "package" | "system";
  readonly technology: string;
  /** Gross outputs per wafer. */
  readonly output: Value;
  readonly needs: readonly Need[];
  readonly yield: StepYield;
  /** Of dies only. */
  readonly die: { readonly area: number; readonly harvest: Value } | null;
  readonly cover: { readonly path: readonly string[]; readonly stated: StatedQuantity } | null;
  /** Absolute days between which it may start, by the routes it belongs to. */
  readonly from: number;
  readonly until: number;
  readonly preference: number;
}

/** Who supplies a pooled item of this name, preferred first: item ids. */
export type Suppliers = (technology: string, preferred: readonly string[] | null) => readonly string[];

/**
 * All ways to make a product: dies, package and system of its own bill of materials and of each route. Steps that
 * routes have in common are given once, in the widest of their windows and with the best of their preferences.
 */
export function stepsOf(
  id: string,
  product: Product,
  scenario: Scenario,
  ledger: Ledger,
  suppliers: Suppliers,
): readonly Step[] {
  const steps = new Map<string, Step>();
  const add = (spec: unknown, step: Step): void => {
    const key = JSON.stringify([step.item, step.technology, spec]);
    const known = steps.get(key);
    if (known === undefined) {
      steps.set(key, step);
      return;
    }
    steps.set(key, {
      ...known,
      from: Math.min(known.from, step.from),
      until: Math.max(known.until, step.until),
      preference: Math.min(known.preference, step.preference),
    });
  };
  addRoute(id, product, null, scenario, ledger, suppliers, add);
  for (const name of Object.keys(product.routes))
    addRoute(id, product, name, scenario, ledger, suppliers, add);
  return [...steps.values()];
}

function addRoute(
  id: string,
  product: Product,
  routeName: string | null,
  scenario: Scenario,
  ledger: Ledger,
  suppliers: Suppliers,
  add: (spec: unknown, step: Step) => void,
): void {
  const route = routeName === null ? null : product.routes[routeName];
  const base = ["products", id];
  const pathOf = (key: "dies" | "memory" | "package" | "system"): readonly string[] =>
    route !== null && routeName !== null && route[key] !== undefined
      ? [...base, "routes", routeName, key]
      : [...base, key];
  const dies = route?.dies ?? product.dies ?? {};
  const memory = route?.memory ?? product.memory;
  const packaging = route?.package ?? product.package;
  const system = route?.system ?? product.system;
  const window = {
    product: id,
    from: route?.from?.day ?? Number.NEGATIVE_INFINITY,
    until: route?.until === undefined ? Number.POSITIVE_INFINITY : route.until.day + 1,
    preference: route?.preference ?? (route === null ? 1 : 2),
  };
  const context: Context = { unit: "", provenance: product };
  const names = Object.keys(dies).sort();
  // Without package and system a die is the unit itself.
  const bare = packaging === undefined && system === undefined;
  if (bare && (names.length !== 1 || (dies[names[0]].count ?? 1) !== 1)) {
    ledger.report(base, {
      rule:
        names.length === 0
          ? "has neither dies nor a package nor a system"
          : "has no package to put its dies in",
      expected: "a package or a system; only a product of a single die can do without",
    });
    return;
  }
  if (names.length === 0) {
    ledger.report(base, { rule: "has no dies", expected: "dies: { gpu: { process: n4, area: 800 mm2 } }" });
    return;
  }
  if (packaging === undefined && memory !== undefined) {
    ledger.report(pathOf("memory"), {
      rule: "has memory, but no package to put it in",
      expected: "a package",
    });
  }
  for (const name of names) {
    const die = dies[name];
    const path = [...pathOf("dies"), name];
    const gross = grossOf(die, path, scenario, ledger, context);
    if (gross === null) continue;
    add([die.width, die.height, die.area, die.gross], {
      ...window,
      item: bare ? id : `${id}/${name}`,
      kind: "die",
      technology: die.process,
      output: gross.output,
      needs: [],
      yield: {
        path: ["processes", die.process, "defects"],
        stated: null,
        provenance: scenario.processes[die.process],
      },
      die: {
        area: gross.area,
        harvest:
          die.harvest === undefined
            ? 0
            : ledger.value([...path, "harvest"], die.harvest, { ...context, unit: "fraction" }),
      },
      cover: die.cover === undefined ? null : { path: [...path, "cover"], stated: die.cover },
    });
  }
  const dieNeeds = (output: Value): Need[] =>
    names.map((name) => ({ choices: [`${id}/${name}`], quantity: times(output, dies[name].count ?? 1) }));

  if (packaging !== undefined) {
    const path = pathOf("package");
    const technology = scenario.packages[packaging.technology];
    const output = packagesPerWafer(packaging, path, ledger, context);
    if (output === null) return;
    const needs = dieNeeds(output);
    if (memory !== undefined) {
      const choices = suppliers(memory.generation, memory.suppliers ?? null);
      if (choices.length === 0) nobodyMakes(ledger, [...pathOf("memory"), "generation"], memory.generation);
      needs.push({ choices, quantity: times(output, memory.stacks) });
    }
    needs.push(...partNeeds(packaging.parts ?? [], [...path, "parts"], output, ledger, context, suppliers));
    const own = packaging.yield !== undefined;
    add([packaging, memory ?? null, names.map((name) => [name, dies[name].count ?? 1])], {
      ...window,
      item: system === undefined ? id : `${id}/package`,
      kind: "package",
      technology: packaging.technology,
      output,
      needs,
      yield: own
        ? { path: [...path, "yield"], stated: packaging.yield ?? null, provenance: product }
        : {
            path: ["packages", packaging.technology, "yield"],
            stated: technology.yield,
            provenance: technology,
          },
      die: null,
      cover:
        packaging.cover !== undefined
          ? { path: [...path, "cover"], stated: packaging.cover }
          : technology.cover !== undefined
            ? { path: ["packages", packaging.technology, "cover"], stated: technology.cover }
            : null,
    });
  }
  if (system === undefined) return;
  const path = pathOf("system");
  const technology = scenario.systems[system.technology];
  const output =
    technology.perWafer === undefined
      ? 1
      : ledger.value(["systems", system.technology, "perWafer"], technology.perWafer, {
          unit: "units/wafer",
          provenance: technology,
        });
  const own = system.yield !== undefined;
  add([system, packaging === undefined ? names : "package"], {
    ...window,
    item: id,
    kind: "system",
    technology: system.technology,
    output,
    needs: [
      ...(packaging === undefined ? dieNeeds(output) : [{ choices: [`${id}/package`], quantity: output }]),
      ...partNeeds(system.parts ?? [], [...path, "parts"], output, ledger, context, suppliers),
    ],
    yield: own
      ? { path: [...path, "yield"], stated: system.yield ?? null, provenance: product }
      : {
          path: ["systems", system.technology, "yield"],
          stated: technology.yield ?? null,
          provenance: technology,
        },
    die: null,
    cover:
      product.cover !== undefined
        ? { path: ["products", id, "cover"], stated: product.cover }
        : technology.cover !== undefined
          ? { path: ["systems", system.technology, "cover"], stated: technology.cover }
          : null,
  });
}

function partNeeds(
  parts: readonly (readonly [string, StatedQuantity])[],
  path: readonly string[],
  output: Value,
  ledger: Ledger,
  context: Context,
  suppliers: Suppliers,
): Need[] {
  return parts.flatMap(([part, count]) => {
    const here = [...path, part];
    const choices = suppliers(part, null);
    if (choices.length === 0) nobodyMakes(ledger, here, part);
    const quantity = productOf(output, ledger.value(here, count, context));
    if (quantity !== null) return [{ choices, quantity }];
    ledger.report(here, {
      rule: "both this number and the output per wafer are uncertain and changed",
      expected: "one of the two certain",
    });
    return [];
  });
}

function nobodyMakes(ledger: Ledger, path: readonly string[], name: string): void {
  ledger.report(path, {
    rule: `no line makes ${name}`,
    value: name,
    expected: `a line with \`makes: [${name}]\``,
  });
}
