import { smallAssemblyLine } from "./assembly.js";
import { baseline, costOf, trialsOf } from "./baseline.js";

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
    const trials = trialsOf(baseline(set).model);
    const { seconds, events, lots } = costOf(trials, TRIALS);
    if (first === 0) first = seconds;
    // Watching costs time of its own, so it comes after the timing.
    const parts = name === "baseline" ? watched(trials) : { plan: "", lines: "" };
    rows.push({
      trial: name,
      events: Math.round(events),
      lots: Math.round(lots),
      "trials/s": (1 / seconds).toFixed(2),
      "time, first = 1": (seconds / first).toFixed(2),
      "of the bare loop's rate": (events / seconds / bare).toFixed(3),
      "in the plan": parts.plan,
      "in slot decisions": parts.lines,
    });
  }
  return rows;
}

/** Shares of a trial's time spent in the plan and in the lines' decisions. */
function watched({ prepared, once }) {
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
