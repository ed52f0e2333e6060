import { replayTrial } from "../experiment/replay.ts";
import type { Model } from "../model/model.ts";
import { prepareTrial } from "../model/trial.ts";
import type { Session } from "./command.ts";
import { durationText } from "./progress.ts";
import { type RunOptions, threadsOf } from "./run-option.ts";

/** Anything that takes longer is estimated first. */
const LONG_SECONDS = 60;

/** Says how long runs will take, where that is long: by the second of two trials, the first of which warms up. */
export function estimateTime(
  { model, count, trials }: { readonly model: Model; readonly count: number; readonly trials: number },
  { seed, workers }: Pick<RunOptions, "seed" | "workers">,
  { host, screen }: Session,
): void {
  const prepared = prepareTrial(model);
  const run = (trial: number): void => {
    replayTrial(model, seed, trial, { checked: false, trace: null }, prepared);
  };
  run(1);
  const start = host.now().getTime();
  run(2);
  const threads = threadsOf({ workers });
  const seconds = (((host.now().getTime() - start) / 1000) * count * trials) / threads;
  if (seconds > LONG_SECONDS)
    screen.note(
      `${count} runs of ${trials} trials: about ${durationText(seconds)} on ${threads} threads. Ctrl-C keeps what is done`,
    );
}
