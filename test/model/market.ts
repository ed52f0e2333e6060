import type { Model, Product, Segment, Timeline } from "../../src/model/model.ts";
import type { Distribution } from "../../src/random/distribution.ts";

/** A quantity that never changes. */
export function flat(value: number): Timeline {
  return { shape: "step", times: [0], values: [value] };
}

/** The same wait for everybody. */
export function days(value: number): Distribution {
  return { kind: "constant", numbers: [value] };
}

/** A product sold all the time, worth one H100-equivalent. */
export function product(id: string, change: Partial<Product> = {}): Product {
  return {
    id,
    vendor: 0,
    item: 0,
    compute: 1,
    launch: Number.NEGATIVE_INFINITY,
    end: Number.POSITIVE_INFINITY,
    tags: [],
    ...change,
  };
}

/** A segment that orders 10 units a day of the first product, without luck or patience's end. */
export function segment(id: string, change: Partial<Segment> = {}): Segment {
  return {
    id,
    region: 0,
    use: "both",
    currency: "units",
    demand: flat(10),
    mix: [{ product: 0, weight: flat(1) }],
    priority: 1,
    patience: null,
    switchTo: [],
    preorder: 0,
    ordersPerMonth: 4,
    noise: 0,
    persistence: 0,
    tags: [],
    ...change,
  };
}

/** A model of customers only, from 2026-01-01 to the end of 2027, without a warm-up unless stated. */
export function market(
  products: readonly Product[],
  segments: readonly Segment[],
  change: Partial<Model> = {},
): Model {
  return {
    name: "market",
    epoch: 20454,
    end: 730,
    asOf: 0,
    warmup: 0,
    slot: 1,
    planning: { foresight: 1, clearing: 90 },
    columns: [],
    parameters: [],
    regions: [{ id: "here" }],
    lanes: [],
    stages: ["system"],
    vendors: [{ id: "vendor" }],
    buyers: [{ id: "vendor" }],
    items: [],
    lines: [],
    products,
    segments,
    qualifications: [],
    shocks: [],
    initial: { backlog: [], finished: [], cover: [], bank: [] },
    ...change,
  };
}

export const NO_DRAWS = new Float64Array(0);
