import type { Segment } from "../../model/model.ts";
import { distributionOfQuantity } from "../affine.ts";
import type { Scenario } from "../grammar/scenario.ts";
import { indexOf } from "./index-of.ts";
import type { Context, Ledger } from "./ledger.ts";
import type { Indices } from "./line.ts";

const ORDERS_PER_MONTH = 4;

export function compileSegment(
  id: string,
  segment: Scenario["segments"][string],
  indices: Indices,
  ledger: Ledger,
): Segment {
  const path = ["segments", id];
  const inCompute = segment.demand.dimension === "H100e/time";
  const context = (unit: string): Context => ({ unit, provenance: segment });
  return {
    id,
    region: indexOf(indices.regions, segment.region),
    use: segment.use ?? "both",
    currency: inCompute ? "h100e" : "units",
    demand: ledger.timeline(
      [...path, "demand"],
      segment.demand,
      context(inCompute ? "H100e/day" : "units/day"),
    ),
    mix: segment.mix.map(([product, weight]) => ({
      product: indexOf(indices.products, product),
      weight: ledger.timeline([...path, "mix", product], weight, context("fraction")),
    })),
    priority: segment.priority ?? 1,
    patience: segment.patience === undefined ? null : distributionOfQuantity(segment.patience),
    switchTo: (segment.switchTo ?? []).map((product) => indexOf(indices.products, product)),
    preorder: segment.preorder ?? 0,
    ordersPerMonth: segment.orders ?? ORDERS_PER_MONTH,
    noise: segment.noise ?? 0,
    persistence: segment.persistence ?? 0,
    tags: segment.tags ?? [],
  };
}
