import { join } from "node:path";
import type { Model } from "../model/model.ts";
import type { TrialShape } from "../model/series.ts";
import type { Design } from "./design.ts";
import { Pool } from "./pool.ts";
import { chokepoint, listen, type RunProgress, type RunRequest, runOn, workersOf } from "./run.ts";
import { checkRange, trialsOf, VALUES_LIMIT } from "./trial-range.ts";
import { TrialStore } from "./trial-store.ts";

/** One of several runs that belong together. */
export interface Variant {
  /** Its name among them, `[a-z0-9-]+`: the folder of its trials. */
  readonly id: string;
  readonly model: Model;
  /** Hash of the resolved scenario, and of whatever else was done to the model. */
  readonly hash: string;
  readonly design: Design;
  /** The scenario and `--set` options that make this variant, as one would type them, for the command that replays a trial. */
  readonly typed: string;
}

/**
 * Several runs of the same trials: trial k of each has the same seed and number, so it has the same luck in all that
 * the variants share, and what differs is the variant's doing (common random numbers; Law, Simulation Modeling and
 * Analysis, 5th ed., 11.2).
 */
export interface StudyRequest
  extends Pick<RunRequest, "range" | "workers" | "valuesLimit" | "onProgress" | "signal" | "abort"> {
  readonly variants: readonly Variant[];
  readonly seed: string;
  /** Version of the program. */
  readonly version: string;
  /** Each variant's blocks go into a folder of its name in here; whole blocks that are there are kept. */
  readonly folder: string;
}

export interface StudyOutcome {
  readonly status: "complete" | "interrupted";
  /** The trials of each variant, in the order of the variants; only where complete. */
  readonly stores: readonly TrialStore[];
  /** Trials that are in the stores, over all variants: every one where complete. */
  readonly kept: number;
  /** Trials that were there already, over all variants. */
  readonly reused: number;
  /** Blocks that were there and damaged, and have been made again: what was wrong with each. */
  readonly repaired: readonly string[];
}

/**
 * Runs variants one after the other on the same threads. What is stored does not depend on the number of threads or
 * on how often it was interrupted and gone on with.
 *
 * Memory: one model a thread and a few blocks; the stores hold nothing until they are read.
 *
 * @throws RangeError where there are two variants of one name, or as `runTrials`
 * @throws RunError   as `runTrials`
 */
export async function runStudy(request: StudyRequest, program = chokepoint()): Promise<StudyOutcome> {
  const { variants, range, signal, abort, onProgress } = request;
  checkRange(range);
  const ids = variants.map(({ id }) => id);
  const twice = ids.find((id, place) => ids.indexOf(id) !== place);
  if (twice !== undefined) throw new RangeError(`two variants are named ${twice}`);
  const pool = new Pool(workersOf(request), program.worker);
  const quiet = [listen(signal, () => pool.stop()), listen(abort, () => pool.close())];
  const start = performance.now();
  const shapes: TrialShape[] = [];
  const repaired: string[] = [];
  let reused = 0;
  const report = (part: RunProgress): void => {
    const trials = variants.length * trialsOf(range);
    const done = shapes.length * trialsOf(range) + part.done;
    const rate = (1000 * pool.done) / (performance.now() - start);
    onProgress?.({ done, trials, rate, secondsLeft: rate > 0 ? (trials - done) / rate : null });
  };
  try {
    for (const variant of variants) {
      const outcome = await runOn(pool, { ...ordersFor(request, variant), onProgress: report }, program);
      reused += outcome.reused;
      repaired.push(...outcome.repaired);
      if (outcome.status === "interrupted") {
        const kept = shapes.length * trialsOf(range) + outcome.kept - range.from + 1;
        return { status: "interrupted", stores: [], kept, reused, repaired };
      }
      shapes.push(outcome.shape);
    }
  } finally {
    await pool.close();
    for (const end of quiet) end();
  }
  const stores = variants.map((variant, place) => {
    const { folder, identity } = ordersFor(request, variant);
    return TrialStore.open(folder, identity, shapes[place], range);
  });
  return { status: "complete", stores, kept: variants.length * trialsOf(range), reused, repaired };
}

/** What is asked of the run of one variant; all of them together may be as large as one run. */
function ordersFor(
  { seed, version, range, folder, variants, valuesLimit = VALUES_LIMIT }: StudyRequest,
  { id, model, hash, design, typed }: Variant,
): Parameters<typeof runOn>[1] {
  return {
    model,
    identity: { scenario: hash, seed, version, design },
    range,
    folder: join(folder, id),
    resume: true,
    scenario: typed,
    valuesLimit: valuesLimit / variants.length,
  };
}
