import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Whole runs of the baseline, each a process of its own: what threads gain, what is left outside the trials, and
 * memory, which is to stay what it is however many trials there are.
 *
 * @param long whether to run 10,000 trials too
 */
export function wholeRun({ long = false }) {
  if (!long) console.log("10,000 trials take many minutes: npm run bench -- --long");
  const cores = availableParallelism();
  const runs = [[200, 1], [200, 2], [1000, cores], ...(long ? [[10_000, cores]] : [])].map(
    ([trials, workers]) => ({ trials, workers, ...oneRun(trials, workers) }),
  );
  const alone = runs[0].trialSeconds;
  return runs.map(({ trials, workers, start, trialSeconds, results, cpu, megabytes }) => ({
    trials,
    workers,
    "seconds in trials": trialSeconds.toFixed(1),
    "speed-up over one": trials === 200 ? (alone / trialSeconds).toFixed(2) : "",
    "seconds of results": results.toFixed(1),
    "outside the trials": ((start + results) / (start + trialSeconds + results)).toFixed(2),
    "processor seconds": cpu.toFixed(1),
    "peak MB": Math.round(megabytes),
  }));
}

function oneRun(trials, workers) {
  const folder = mkdtempSync(join(tmpdir(), "chokepoint-bench-"));
  try {
    const args = ["test/bench/one-run.js", String(trials), String(workers), folder];
    const { trials: trialSeconds, ...rest } = JSON.parse(
      execFileSync(process.execPath, args, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] }),
    );
    return { trialSeconds, ...rest };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
