import { RunError } from "./run-error.ts";
import type { BlockRange } from "./trial-range.ts";

/** Why a pool stopped of itself. */
export type PoolFailure =
  | { readonly kind: "trial"; readonly trial: number; readonly message: string; readonly stack: string }
  /** A thread ended; `trial` is what it had in hand, 0 for nothing. */
  | {
      readonly kind: "worker";
      readonly trial: number;
      readonly outOfMemory: boolean;
      readonly message: string;
    }
  /** A block could not be kept. */
  | { readonly kind: "keep"; readonly block: BlockRange; readonly error: unknown };

/** The run in which it happened. */
export interface FailedRun {
  /** Scenario and options as typed. */
  readonly scenario: string;
  readonly seed: string;
  readonly folder: string;
  readonly from: number;
  /** The last trial up to which all are stored. */
  readonly kept: number;
}

/** What to tell the user: what happened, in which trial, what is left and what to do. */
export function explain(failure: PoolFailure, run: FailedRun): RunError {
  switch (failure.kind) {
    case "trial": {
      const { trial, message, stack } = failure;
      return new RunError(
        "trial",
        `trial ${trial} failed: ${message}\nIt alone is run again by: ${replayCommand(run, trial)}\n${left(run)}`,
        { trial, cause: stack },
      );
    }
    case "worker": {
      const { trial, outOfMemory, message } = failure;
      const when = trial === 0 ? "between trials" : `in trial ${trial}`;
      const advice = outOfMemory
        ? "Go on with fewer threads (--workers N --resume), or give Node more memory " +
          "(NODE_OPTIONS=--max-old-space-size=MEGABYTES)."
        : "Go on with --resume.";
      const replay =
        trial === 0 ? "" : `\nIf it happens again, try that trial alone: ${replayCommand(run, trial)}`;
      return new RunError(
        "worker",
        `a worker thread ${outOfMemory ? "ran out of memory" : "died"} ${when}: ${message}\n${left(run)} ${advice}${replay}`,
        trial === 0 ? {} : { trial },
      );
    }
    case "keep": {
      const { first, count } = failure.block;
      const why = failure.error instanceof Error ? failure.error.message : String(failure.error);
      return new RunError(
        "store",
        `trials ${first}..${first + count - 1} could not be written to ${run.folder}: ${why}\n` +
          `${left(run)} Make room or grant access, then go on with --resume.`,
        { cause: failure.error },
      );
    }
  }
}

/** The command that runs one trial alone. */
function replayCommand({ scenario, seed }: FailedRun, trial: number): string {
  const quoted = /^[\w.-]+$/.test(seed) ? seed : `'${seed.replaceAll("'", `'\\''`)}'`;
  return `chokepoint replay ${scenario} --trial ${trial} --seed ${quoted}`;
}

function left({ from, kept }: FailedRun): string {
  return kept < from ? "No trials were kept." : `Trials ${from}..${kept} are kept.`;
}
