import { existsSync, readFileSync } from "node:fs";
import { INDEPENDENT, trialUniforms } from "../../dist/experiment/design.js";
import { prepareTrial } from "../../dist/model/trial.js";
import { loadScenario } from "../../dist/scenario/load.js";

/** The shipped baseline, with `PATH=VALUE` changes. */
export function baseline(set = []) {
  const shipped = (name) => {
    const path = `scenarios/${name}.yaml`;
    return existsSync(path) ? readFileSync(path, "utf8") : null;
  };
  const shippedNames = ["baseline", "history", "world"];
  const file = { name: "baseline.yaml", text: shipped("baseline"), shipped: true };
  const loaded = loadScenario(file, { shipped, shippedNames, beside: () => null }, { set });
  if (loaded.model === null) throw new Error(JSON.stringify(loaded.problems[0]));
  return loaded;
}

/** A model made ready, and a function that runs one of its trials. */
export function trialsOf(model) {
  const prepared = prepareTrial(model);
  const { shape } = prepared;
  const record = {
    scalars: new Float64Array(shape.parameters + shape.outcomes.length),
    headline: new Float32Array(shape.headlineRows * shape.months),
    detail: new Float32Array(shape.detailRows * shape.months),
    occurrences: [],
  };
  const uniforms = new Float64Array(model.columns.length);
  const once = (number) => {
    trialUniforms(INDEPENDENT, "1", number, model.columns, uniforms);
    prepared.run("1", number, uniforms, { checked: false, trace: null }, record);
  };
  return { prepared, once };
}

/** Processor seconds a trial of several takes, once the code is warm, and its events and lots. */
export function costOf({ prepared, once }, trials) {
  for (let number = 1; number <= 3; number++) once(number);
  let events = 0;
  let lots = 0;
  const start = process.cpuUsage();
  for (let number = 1; number <= trials; number++) {
    once(number);
    events += prepared.simulation.events;
    for (const line of prepared.network.lines) lots += line.pipeline.entered;
  }
  const { user, system } = process.cpuUsage(start);
  return { seconds: (user + system) / 1e6 / trials, events: events / trials, lots: lots / trials };
}
