import { existsSync, readFileSync } from "node:fs";
import { INDEPENDENT, trialUniforms } from "../../dist/experiment/design.js";
import { prepareTrial } from "../../dist/model/trial.js";
import { loadScenario } from "../../dist/scenario/load.js";
import { smallAssemblyLine } from "./assembly.js";

const TRIALS = 12;

/**
 * Trials of the baseline on one thread, beside the bare event loop: what a trial costs, how that grows with the
 * grid and the horizon, and where its time goes. Ratios are to the first row.
 */
export function trial() {
  const rows = [];
  const bare = bareRate();
  const variants = [
    ["baseline", []],
    ["slots of half a day", ["slot=0.5 days"]],
    ["slots of two days", ["slot=2 days"]],
    ["horizon two years shorter", ["end=2029-12-31"]],
  ];
  let first = 0;
  for (const [name, set] of variants) {
    const { model } = load(set);
    const prepared = prepareTrial(model);
    const record = recordFor(prepared.shape);
    const uniforms = new Float64Array(model.columns.length);
    const once = (number) => {
      trialUniforms(INDEPENDENT, "1", number, model.columns, uniforms);
      prepared.run("1", number, uniforms, { checked: false, trace: null }, record);
    };
    for (let number = 1; number <= 3; number++) once(number);
    let events = 0;
    const start = process.cpuUsage();
    for (let number = 1; number <= TRIALS; number++) {
      once(number);
      events += prepared.simulation.events;
    }
    const { user, system } = process.cpuUsage(start);
    const seconds = (user + system) / 1e6 / TRIALS;
    if (first === 0) first = seconds;
    // Watching costs time of its own, so it comes after the timing.
    const parts = name === "baseline" ? watched(prepared, once) : { plan: "", lines: "" };
    rows.push({
      trial: name,
      events: Math.round(events / TRIALS),
      "trials/s": (1 / seconds).toFixed(2),
      "time, first = 1": (seconds / first).toFixed(2),
      "of the bare loop's rate": (events / TRIALS / seconds / bare).toFixed(3),
      "in the plan": parts.plan,
      "in slot decisions": parts.lines,
    });
  }
  return rows;
}

function load(set) {
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

function recordFor(shape) {
  return {
    scalars: new Float64Array(shape.parameters + shape.outcomes.length),
    headline: new Float32Array(shape.headlineRows * shape.months),
    detail: new Float32Array(shape.detailRows * shape.months),
    occurrences: [],
  };
}

/** Shares of a trial's time spent in the plan and in the lines' decisions. */
function watched(prepared, once) {
  const parts = { plan: 0, lines: 0 };
  watch(prepared.plan, "review", parts, "plan");
  for (const line of prepared.network.lines) watch(line, "decide", parts, "lines");
  const from = performance.now();
  for (let number = 1; number <= 4; number++) once(number);
  const all = performance.now() - from;
  return { plan: (parts.plan / all).toFixed(2), lines: (parts.lines / all).toFixed(2) };
}

/** Adds up the time a method takes, milliseconds. */
function watch(object, method, parts, name) {
  const original = object[method].bind(object);
  object[method] = (...args) => {
    const from = performance.now();
    original(...args);
    parts[name] += performance.now() - from;
  };
}

/** Events a second of the bare loop on the small assembly line, the workload most like a trial. */
function bareRate() {
  smallAssemblyLine.bare();
  const start = process.cpuUsage();
  let events = 0;
  for (let k = 0; k < 20; k++) events += smallAssemblyLine.bare().events;
  const { user, system } = process.cpuUsage(start);
  return events / ((user + system) / 1e6);
}
