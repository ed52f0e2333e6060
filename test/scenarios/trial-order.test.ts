import { expect, test } from "vitest";
import { INDEPENDENT, trialUniforms } from "../../src/experiment/design.ts";
import { prepareTrial } from "../../src/model/trial.ts";
import { shippedScenario } from "./shipped-scenario.ts";

/**
 * Which thread runs a trial, and after which, is chance. Random networks are tested in test/laws; the shipped ones have
 * what those lack: generations that come and go, and inputs of which one alone lies idle.
 */
test.each(["baseline", "history"])("trials of %s are the same in whatever order they are run", (name) => {
  const { model } = shippedScenario(name);
  if (model === null) throw new Error(`${name} has no model`);
  const outcomes = (numbers: readonly number[]): Map<number, readonly number[]> => {
    const trial = prepareTrial(model);
    const { shape } = trial;
    const uniforms = new Float64Array(model.columns.length);
    const found = new Map<number, readonly number[]>();
    for (const number of numbers) {
      const record = {
        scalars: new Float64Array(shape.parameters + shape.outcomes.length),
        headline: new Float32Array(shape.headlineRows * shape.months),
        detail: null,
        occurrences: [],
      };
      trialUniforms(INDEPENDENT, "1", number, model.columns, uniforms);
      trial.run("1", number, uniforms, { checked: false, trace: null }, record);
      found.set(number, [...record.scalars, ...record.headline]);
    }
    return found;
  };
  const forwards = outcomes([1, 2, 3, 4, 5, 6]);
  for (const [number, values] of outcomes([6, 5, 4, 3, 2, 1])) {
    expect(values, `trial ${number}`).toEqual(forwards.get(number));
  }
});
