import { dayNumber } from "../../src/engine/calendar.ts";
import type {
  BuyerShare,
  Item,
  Line,
  Model,
  Product,
  Recipe,
  Segment,
  Timeline,
  Variability,
} from "../../src/model/model.ts";

/** A line that makes one item of one vendor or of the pool. */
export interface ChainLine {
  /** Wafers a day, or (day, wafers a day) points. */
  readonly capacity: number | readonly (readonly [number, number])[];
  readonly cycle: number;
  readonly recipes: readonly ChainRecipe[];
  /** Of the line, by buyer: a fraction, or (day, fraction) points. */
  readonly shares?: Readonly<Record<string, number | readonly (readonly [number, number])[]>>;
  readonly background?: number;
  readonly region?: string;
  readonly operator?: string;
  readonly stage?: string;
  readonly tags?: readonly string[];
}

export interface ChainRecipe {
  readonly makes: string;
  /** Vendor; "" for the pool. */
  readonly vendor: string;
  /** Names of items, or alternatives joined by "|"; units per wafer. */
  readonly takes?: Readonly<Record<string, number>>;
  readonly output?: number;
  readonly yield?: number;
  readonly opens?: number;
  readonly closes?: number;
  readonly preference?: number;
}

export interface ChainSegment {
  /** Units a day by product, or (day, units a day) points. */
  readonly orders: Readonly<Record<string, number | readonly (readonly [number, number])[]>>;
  readonly priority?: number;
  readonly region?: string;
  readonly noise?: number;
}

export interface Chain {
  readonly lines: Readonly<Record<string, ChainLine>>;
  readonly segments: Readonly<Record<string, ChainSegment>>;
  /** Days of cover by item; default 14. */
  readonly cover?: Readonly<Record<string, number>>;
  readonly days?: number;
  readonly warmup?: number;
  readonly slot?: number;
  readonly variability?: Partial<Variability>;
  readonly asOf?: number;
  readonly lanes?: readonly { readonly from: string; readonly to: string; readonly transit: number }[];
  readonly compute?: number;
}

const QUIET: Variability = { cycleSlot: 0, cycleMonth: 0, yieldDay: 0, yieldMonth: 0, persistence: 0 };

const flat = (value: number): Timeline => ({ shape: "linear", times: [0], values: [value] });

function timeline(value: number | readonly (readonly [number, number])[]): Timeline {
  if (typeof value === "number") return flat(value);
  return { shape: "linear", times: value.map(([day]) => day), values: value.map(([, level]) => level) };
}

/**
 * A model from a sketch: each product is the item of its name; whatever a segment orders is a product. Without
 * noise unless the sketch states it.
 */
export function chain(sketch: Chain): Model {
  const names = (values: Iterable<string>): string[] => [...new Set(values)].sort();
  const lineIds = names(Object.keys(sketch.lines));
  const recipes = lineIds.flatMap((id) => sketch.lines[id].recipes);
  const vendors = names(recipes.map((recipe) => recipe.vendor).filter((vendor) => vendor !== ""));
  const buyers = names([...vendors, "pool"]);
  const regions = names([
    "here",
    ...lineIds.map((id) => sketch.lines[id].region ?? "here"),
    ...Object.values(sketch.segments).map((segment) => segment.region ?? "here"),
  ]);
  const stages = names(lineIds.map((id) => sketch.lines[id].stage ?? id));
  const productIds = names(Object.values(sketch.segments).flatMap((segment) => Object.keys(segment.orders)));
  const itemIds = names(recipes.map((recipe) => recipe.makes));
  const segmentIds = names(Object.keys(sketch.segments));
  const makers = new Map<string, { line: ChainLine; id: string; recipe: ChainRecipe }>();
  for (const id of lineIds) {
    for (const recipe of sketch.lines[id].recipes) {
      makers.set(recipe.makes, { line: sketch.lines[id], id, recipe });
    }
  }

  const items = itemIds.map((id): Item => {
    const maker = makers.get(id)!;
    const pooled = maker.recipe.vendor === "";
    const shares = pooled ? Object.entries(maker.line.shares ?? {}) : [];
    return {
      id,
      stage: stages.indexOf(maker.line.stage ?? maker.id),
      unit: "units",
      vendor: pooled ? -1 : vendors.indexOf(maker.recipe.vendor),
      product: productIds.indexOf(id),
      supplier: maker.line.operator ?? maker.id,
      cover: sketch.cover?.[id] ?? 14,
      shares: shares.map(([vendor, weight]) => ({
        vendor: vendors.indexOf(vendor),
        weight: timeline(weight),
      })),
      tags: [],
    };
  });

  const lines = lineIds.map((id): Line => {
    const line = sketch.lines[id];
    const pooled = line.recipes.every((recipe) => recipe.vendor === "");
    const shares: BuyerShare[] = pooled
      ? [{ buyer: buyers.indexOf("pool"), weight: flat(1) }]
      : Object.entries(line.shares ?? {}).map(([buyer, weight]) => ({
          buyer: buyers.indexOf(buyer),
          weight: timeline(weight),
        }));
    return {
      id,
      stage: stages.indexOf(line.stage ?? id),
      site: id,
      region: regions.indexOf(line.region ?? "here"),
      operator: line.operator ?? id,
      technologies: [id],
      tags: line.tags ?? [],
      capacity: timeline(line.capacity),
      slip: 0,
      size: 0,
      projects: [],
      background: flat(line.background ?? 0),
      cycleTime: line.cycle,
      variability: { ...QUIET, ...sketch.variability },
      capital: null,
      shares,
      others: true,
      recipes: line.recipes.map(
        (recipe): Recipe => ({
          item: itemIds.indexOf(recipe.makes),
          buyer: buyers.indexOf(recipe.vendor === "" ? "pool" : recipe.vendor),
          inputs: Object.entries(recipe.takes ?? {}).map(([choices, quantity]) => ({
            choices: choices.split("|").map((choice) => itemIds.indexOf(choice)),
            quantity,
          })),
          output: recipe.output ?? 1,
          yield: { kind: "constant", value: recipe.yield ?? 1 },
          cycleTime: null,
          opens: recipe.opens ?? Number.NEGATIVE_INFINITY,
          closes: recipe.closes ?? Number.POSITIVE_INFINITY,
          preference: recipe.preference ?? 1,
        }),
      ),
    };
  });

  const products = productIds.map(
    (id): Product => ({
      id,
      vendor: vendors.indexOf(makers.get(id)!.recipe.vendor),
      item: itemIds.indexOf(id),
      compute: sketch.compute ?? 1,
      launch: Number.NEGATIVE_INFINITY,
      end: Number.POSITIVE_INFINITY,
      tags: [],
    }),
  );

  const segments = segmentIds.map((id): Segment => {
    const sketched = sketch.segments[id];
    const orders = Object.entries(sketched.orders);
    const days = names(
      orders.flatMap(([, rate]) => (typeof rate === "number" ? ["0"] : rate.map(([day]) => String(day)))),
    )
      .map(Number)
      .sort((a, b) => a - b);
    const at = (rate: number | readonly (readonly [number, number])[], day: number): number => {
      if (typeof rate === "number") return rate;
      if (day <= rate[0][0]) return rate[0][1];
      for (let k = 1; k < rate.length; k++) {
        const [from, low] = rate[k - 1];
        const [to, high] = rate[k];
        if (day <= to) return low + ((high - low) * (day - from)) / (to - from);
      }
      return rate[rate.length - 1][1];
    };
    const total = days.map((day) => orders.reduce((sum, [, rate]) => sum + at(rate, day), 0));
    return {
      id,
      region: regions.indexOf(sketched.region ?? "here"),
      use: "both",
      currency: "units",
      demand: { shape: "linear", times: days, values: total },
      mix: orders.map(([product, rate]) => ({
        product: productIds.indexOf(product),
        weight: { shape: "linear", times: days, values: days.map((day) => at(rate, day)) },
      })),
      priority: sketched.priority ?? 1,
      patience: null,
      switchTo: [],
      preorder: 0,
      ordersPerMonth: 4,
      noise: sketched.noise ?? 0,
      persistence: 0,
      tags: [],
    };
  });

  return {
    name: "chain",
    epoch: dayNumber(2025, 1, 1),
    end: sketch.days ?? 1461,
    asOf: sketch.asOf ?? 0,
    warmup: sketch.warmup ?? 548,
    slot: sketch.slot ?? 1,
    planning: { foresight: 1, clearing: 91 },
    columns: [],
    parameters: [],
    regions: regions.map((id) => ({ id })),
    lanes: (sketch.lanes ?? []).map((lane) => ({
      id: `${lane.from}-${lane.to}`,
      from: regions.indexOf(lane.from),
      to: regions.indexOf(lane.to),
      transit: lane.transit,
    })),
    stages,
    vendors: vendors.map((id) => ({ id })),
    buyers: buyers.map((id) => ({ id })),
    items,
    lines,
    products,
    segments,
    qualifications: [],
    shocks: [],
    initial: { backlog: [], finished: [], cover: [], bank: [] },
  };
}
