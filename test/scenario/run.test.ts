import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { Model } from "../../src/model/model.ts";
import { prepareTrial } from "../../src/model/trial.ts";
import { independentUniforms } from "../../src/random/parameter.ts";
import { starter } from "../../src/scenario/starter.ts";
import { loaded } from "./files.ts";

/** Units delivered in one trial, conservation checked at every event. */
function deliveredIn(model: Model): number {
  const trial = prepareTrial(model);
  const { shape } = trial;
  const uniforms = new Float64Array(model.columns.length);
  independentUniforms("1", 1, model.columns, uniforms);
  const record = {
    scalars: new Float64Array(shape.parameters + shape.outcomes.length),
    headline: new Float32Array(shape.headlineRows * shape.months),
    detail: null,
    occurrences: [],
  };
  trial.run("1", 1, uniforms, { checked: true, trace: null }, record);
  const stored = shape.series.filter(({ tier, of }) => tier === "headline" && of === undefined);
  const row = stored.findIndex(
    ({ metric, keys }) => metric === "delivered_units" && Object.keys(keys).length === 0,
  );
  expect(row).toBeGreaterThanOrEqual(0);
  return record.headline
    .slice(row * shape.months, (row + 1) * shape.months)
    .reduce((sum, units) => sum + units, 0);
}

it("the small scenario runs, and delivers no more than its packaging line can make", () => {
  const { model } = loaded(readFileSync(join(import.meta.dirname, "small.yaml"), "utf8"));
  const delivered = deliveredIn(model);
  // At most 8k wafers a month for 24 months of at most 26 packages, far above demand; and something.
  expect(delivered).toBeGreaterThan(100_000);
  expect(delivered).toBeLessThan(8_000 * 24 * 26);
});

it("the starter runs", () => {
  expect(deliveredIn(loaded(starter("x")).model)).toBeGreaterThan(0);
});
