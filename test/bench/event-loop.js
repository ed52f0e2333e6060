import { assemblyLine, smallAssemblyLine } from "./assembly.js";
import { singleServer } from "./single-server.js";
import { tandem } from "./tandem.js";

const ROUNDS = 9;

/**
 * The four event-loop workloads, on the engine and on a bare loop beside it, turn by turn, so that whatever else the
 * machine does meets both. The ratio is the median over the rounds; only it is comparable between machines.
 */
export function eventLoop() {
  const rows = [];
  for (const workload of [singleServer, tandem, assemblyLine, smallAssemblyLine]) {
    const bare = workload.bare();
    const engine = workload.engine();
    verify(workload.name, workload.answer, bare.answer);
    if (workload.second !== undefined) verify(workload.name, workload.second, bare.second);
    // The engine's mean is a running one, so its last digits differ.
    for (const key of ["events", "answer", "second"]) {
      if (Math.abs(engine[key] - bare[key]) > 1e-9 * bare[key]) {
        throw new Error(
          `${workload.name}: ${key} is ${engine[key]} on the engine, ${bare[key]} on the bare loop`,
        );
      }
    }
    const { events } = bare;
    const rounds = Array.from({ length: ROUNDS }, () => {
      const loop = seconds(workload.bare);
      const full = seconds(workload.engine);
      return { loop, full, ratio: loop / full };
    });
    rows.push({
      workload: workload.name,
      "M events": (events / 1e6).toFixed(3),
      "bare M/s": (events / 1e6 / median(rounds.map((round) => round.loop))).toFixed(1),
      "engine M/s": (events / 1e6 / median(rounds.map((round) => round.full))).toFixed(1),
      ratio: median(rounds.map((round) => round.ratio)).toFixed(2),
      must: workload.must,
      ambitious: 0.75,
    });
  }
  return rows;
}

function verify(workload, { name, expected, tolerance }, found) {
  if (!(Math.abs(found - expected) <= tolerance)) {
    throw new Error(`${workload}: ${name} is ${found}, expected ${expected} within ${tolerance}`);
  }
}

/** Processor time and not time of day, so that a busy machine disturbs less. */
function seconds(run) {
  globalThis.gc?.();
  const start = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
