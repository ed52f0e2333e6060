import { describe, expect, it } from "vitest";
import type { Model, Recipe } from "../../src/model/model.ts";
import { loaded } from "./files.ts";

/** The small scenario starts on 2026-01-01. */
const day = (iso: string): number => (Date.parse(iso) - Date.parse("2026-01-01")) / 86_400_000;

function compiled(text = ""): Model {
  return loaded(`extends: small\n${text}`).model;
}

function recipesFor(model: Model, item: string): { line: string; recipe: Recipe }[] {
  return model.lines.flatMap((line) =>
    line.recipes
      .filter((recipe) => model.items[recipe.item].id === item)
      .map((recipe) => ({ line: line.id, recipe })),
  );
}

function recipeFor(model: Model, item: string): Recipe {
  const found = recipesFor(model, item);
  if (found.length !== 1) throw new Error(`${found.length} recipes make ${item}`);
  return found[0].recipe;
}

/** Inputs by the ids of their choices. */
function inputs(model: Model, recipe: Recipe): [string, number][] {
  return recipe.inputs.map(({ choices, quantity }) => {
    if (typeof quantity !== "number") throw new Error("uncertain");
    return [choices.map((choice) => model.items[choice].id).join("|"), quantity];
  });
}

describe("a product becomes a chain of recipes", () => {
  const model = compiled();

  it("of dies, stacks, packages and finished units, sorted by id", () => {
    expect(model.items.map(({ id }) => id)).toEqual([
      "big",
      "big/gpu",
      "big/package",
      "hbm3e-8@memory-maker",
      "little",
      "little/chip",
    ]);
    expect(model.items.map(({ vendor }) => vendor)).toEqual([0, 0, 0, -1, 1, 1]);
    expect(model.items.map(({ product }) => product)).toEqual([0, -1, -1, -1, 1, -1]);
  });

  it("the last of which makes the product: a package where there is no system", () => {
    expect(recipesFor(model, "little").map(({ line }) => line)).toEqual(["packager"]);
    expect(recipesFor(model, "big").map(({ line }) => line)).toEqual(["assembler"]);
  });

  it("26 x 31.3 mm dies come 60.02 to a wafer by de Vries's formula with 3 mm edge and 0.1 mm streets", () => {
    // A = 26.1 x 31.4 = 819.54 mm2, d = 294 mm: pi 294^2 / (4 A) - pi 294 / sqrt(2 A) = 82.835 - 22.814.
    expect(recipeFor(model, "big/gpu").output).toBeCloseTo(60.021, 3);
  });

  it("a package takes its dies and stacks for each of the 16 of a wafer, good or not", () => {
    expect(inputs(model, recipeFor(model, "big/package"))).toEqual([
      ["big/gpu", 32],
      ["hbm3e-8@memory-maker", 128],
    ]);
    expect(recipeFor(model, "big/package").output).toBe(16);
  });

  it("a wafer of 579 memory dies gives 72.375 stacks of eight", () => {
    expect(recipeFor(model, "hbm3e-8@memory-maker").output).toBe(579 / 8);
  });

  it("a step may start early enough to meet the launch: the way on, its own time, and 30 days", () => {
    // Launch 2024-10-01, packaging 56 days, assembly 14.
    expect(recipeFor(model, "big/package").opens).toBe(day("2024-10-01") - 14 - 56 - 30);
    expect(recipeFor(model, "big").opens).toBe(day("2024-10-01") - 14 - 30);
  });

  it("but not before its technology is there", () => {
    const later = compiled("packages: { cowos-l: { from: 2024-09 } }\n");
    expect(recipeFor(later, "big/package").opens).toBe(day("2024-09-01"));
  });

  it("vendors buy through their buyers, pooled items through the pool", () => {
    const buyerOf = (item: string): string => model.buyers[recipeFor(model, item).buyer].id;
    expect(buyerOf("big/gpu")).toBe("alpha");
    expect(buyerOf("little/chip")).toBe("broker");
    expect(buyerOf("hbm3e-8@memory-maker")).toBe("pool");
  });

  it("a line's own yield multiplies that of what it makes: of dies their number, of the rest the share", () => {
    const worse = compiled("lines: { fab: { yield: 50% }, assembler: { yield: 90% } }\n");
    expect(recipeFor(worse, "big/gpu").output).toBeCloseTo(60.021 / 2, 3);
    expect(recipeFor(worse, "big").yield).toEqual({ kind: "constant", value: 0.98 * 0.9 });
  });

  it("the end of sale is its last day", () => {
    const ended = compiled("products: { big: { end: 2026-06 } }\n");
    expect(ended.products[0].end).toBe(day("2026-07-01"));
  });
});

describe("another route makes the same item", () => {
  const model = compiled(
    "packages: { cowos-s: { yield: 97% } }\nlines: { packager: { makes: [cowos-l, cowos-s] } }\nproducts: { big: { routes: { s: { package: { technology: cowos-s, perWafer: 15 }, from: 2026-02, until: 2026-08, preference: 3 } } } }\n",
  );

  it("with its own recipe, dates and preference, and shares the steps it does not change", () => {
    const ways = recipesFor(model, "big/package").map(({ recipe }) => recipe);
    expect(ways.map(({ output, preference }) => [output, preference])).toEqual([
      [16, 1],
      [15, 3],
    ]);
    expect(ways[1].opens).toBe(day("2026-02-01"));
    expect(ways[1].closes).toBe(day("2026-09-01"));
    expect(recipesFor(model, "big/gpu").length).toBe(1);
    expect(recipesFor(model, "big").length).toBe(1);
  });
});

describe("a choice of suppliers", () => {
  const second =
    "lines: { second: { stage: memory, makes: hbm3e-8, region: korea, operator: a-maker, capacity: 9k wafers/month, cycleTime: 26 weeks } }\n";

  it("prefers the larger where nothing is said", () => {
    const model = compiled(second);
    expect(inputs(model, recipeFor(model, "big/package"))[1][0]).toBe("hbm3e-8@memory-maker|hbm3e-8@a-maker");
  });

  it("keeps to the order that is said", () => {
    const model = compiled(
      `${second}products: { big: { memory: { suppliers: [a-maker, memory-maker] } } }\n`,
    );
    expect(inputs(model, recipeFor(model, "big/package"))[1][0]).toBe("hbm3e-8@a-maker|hbm3e-8@memory-maker");
  });

  it("waits for the qualification of each", () => {
    const model = compiled(
      `${second}qualifications: { q: { supplier: a-maker, item: hbm3e-8, vendor: alpha, sample: 2025-10, length: quantiles(p10 6, p50 9, p90 18) months, redesign: { chance: 30%, length: 6 months } } }\n`,
    );
    const [qualification] = model.qualifications;
    expect(model.items[qualification.item].id).toBe("hbm3e-8@a-maker");
    expect(qualification.sample).toBe(day("2025-10-01"));
    if (typeof qualification.redesign === "number") throw new Error("certain");
    expect(model.parameters[qualification.redesign.parameter].distribution).toEqual({
      kind: "discrete",
      numbers: [0, 0.7, 1, 0.3],
    });
  });

  it("shares at a memory line are the item's, by vendor", () => {
    const model = compiled("lines: { stacker: { shares: { alpha: 70%, broker: 20% } } }\n");
    const item = model.items.find(({ id }) => id === "hbm3e-8@memory-maker");
    expect(item?.shares.map(({ vendor, weight }) => [model.vendors[vendor].id, weight.values])).toEqual([
      ["alpha", [0.7]],
      ["beta", [0.2]],
    ]);
    expect(model.lines.find(({ id }) => id === "stacker")?.shares).toEqual([]);
  });
});

describe("uncertain inputs", () => {
  const columnOf = (model: Model, path: string): string => {
    const parameter = model.parameters.find((candidate) => candidate.path === path);
    if (parameter === undefined) throw new Error(`no parameter ${path}`);
    return model.columns[parameter.column];
  };

  it("all dates of a timeline share one uniform, unless they are independent", () => {
    const timeline = (more: string): Model =>
      compiled(`lines: { fab: { background: { ${more}2026-01: 40% to 60%, 2027-01: 30% to 50% } } }\n`);
    const shared = timeline("");
    expect(columnOf(shared, "lines.fab.background.2026-01")).toBe("lines.fab.background");
    expect(columnOf(shared, "lines.fab.background.2027-01")).toBe("lines.fab.background");
    const own = timeline("independent: true, ");
    expect(columnOf(own, "lines.fab.background.2027-01")).toBe("lines.fab.background.2027-01");
  });

  it("shared factors multiply a timeline, and one date may have more of them", () => {
    const model = compiled(
      "factors: { late: { value: 0.5 to 2 } }\nsegments: { clouds: { demand: { unit: units/month, factor: ai-demand, 2026-01: 50k, 2027-01: { value: 90k, factor: late } } } }\n",
    );
    const paths = (k: number): string[] => {
      const value = model.segments[0].demand.values[k];
      return typeof value === "number" ? [] : value.factors.map((factor) => model.parameters[factor].path);
    };
    expect(paths(0)).toEqual(["factors.ai-demand"]);
    expect(paths(1)).toEqual(["factors.late", "factors.ai-demand"]);
  });

  it("lines share one size draw by name, have their own, or none", () => {
    const grows = "capacity: { unit: wafers/month, 2026-01: 1k, 2027-01: 2k }";
    const model = compiled(
      `lines: { fab: { size: tsmc, ${grows} }, packager: { size: tsmc }, stacker: { ${grows} }, assembler: { size: off, ${grows} } }\n`,
    );
    const size = (id: string) => {
      const value = model.lines.find((line) => line.id === id)?.size ?? 0;
      return typeof value === "number" ? value : model.parameters[value.parameter].path;
    };
    expect(["fab", "packager", "stacker", "assembler"].map(size)).toEqual([
      "size.tsmc",
      "size.tsmc",
      "lines.stacker.size",
      0,
    ]);
  });

  it("a number of packages that is uncertain makes what they take as uncertain, by the same draw", () => {
    const model = compiled("products: { big: { package: { perWafer: triangular(7, 9, 12) } } }\n");
    const recipe = recipeFor(model, "big/package");
    expect(recipe.inputs[0].quantity).toEqual({ ...Object(recipe.output), scale: 2 });
  });

  it("carry their source, or their entity's", () => {
    const model = compiled(
      "lines: { fab: { source: a report, dated: 2026-05, confidence: low, slip: { value: 1 to 3 months, source: a rumour } } }\n",
    );
    const named = (path: string) => model.parameters.find((parameter) => parameter.path === path);
    expect(named("lines.fab.cycleTime")).toMatchObject({
      source: "a report",
      dated: "2026-05",
      confidence: "low",
    });
    expect(named("lines.fab.slip")).toMatchObject({ source: "a rumour" });
  });
});

describe("where a shock strikes", () => {
  const selected = (where: string, effect: string) => {
    const model = compiled(`shocks: { s: { when: 2027-01, where: ${where}, ${effect} } }\n`);
    const shock = model.shocks.find(({ id }) => id === "s");
    if (shock === undefined) throw new Error("no shock");
    return {
      lines: shock.where.lines.map((index) => model.lines[index].id),
      segments: shock.where.segments.map((index) => model.segments[index].id),
      products: shock.where.products.map((index) => model.products[index].id),
    };
  };

  it("keys narrow, lists widen", () => {
    expect(selected("{ tag: island }", "scrap: 5%").lines).toEqual(["fab", "packager"]);
    expect(selected("{ tag: island, stage: logic }", "scrap: 5%").lines).toEqual(["fab"]);
    expect(selected("{ stage: [logic, memory] }", "scrap: 5%").lines).toEqual(["fab", "stacker"]);
    expect(selected("{ line: '*' }", "scrap: 5%").lines).toEqual(["assembler", "fab", "packager", "stacker"]);
    expect(selected('"*"', "scrap: 5%").lines.length).toBe(4);
  });

  it("customers and products divide the keys", () => {
    expect(selected("{ segment: labs, vendor: alpha }", "demand: { factor: 70% }")).toEqual({
      lines: [],
      segments: ["labs"],
      products: ["big"],
    });
    expect(selected("{ product: little }", "demand: { factor: 70% }")).toEqual({
      lines: [],
      segments: [],
      products: ["little"],
    });
  });

  it("its branches exclude each other by their names, beside what always happens", () => {
    const model = compiled(
      "shocks: { quake: { branches: { severe: { probability: 8%, scrap: 15% to 40%, outage: { length: 14 to 50 days } } } } }\n",
    );
    expect(
      model.shocks[0].effects.map(({ action, branch, probability }) => [action.kind, branch, probability]),
    ).toEqual([
      ["scrap", "", 1],
      ["outage", "", 1],
      ["scrap", "severe", 0.08],
      ["outage", "severe", 0.08],
    ]);
  });
});

describe("the state at the start", () => {
  it("orders may be given in H100-equivalents, and are units of their product", () => {
    const model = compiled("initial: { backlog: { labs: { big: 2530 H100e } } }\n");
    expect(model.initial.backlog[0].units).toBeCloseTo(1000, 9);
  });

  it("a vendor may hold stacks or dies", () => {
    const model = compiled("initial: { bank: { alpha: { hbm3e-8: 10k, big/gpu: 5k dies } } }\n");
    expect(model.initial.bank.map(({ item, units }) => [model.items[item].id, units])).toEqual([
      ["big/gpu", 5000],
      ["hbm3e-8@memory-maker", 10_000],
    ]);
  });
});
