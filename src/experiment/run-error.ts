/**
 * What went wrong:
 * `trial`   a trial threw: a broken invariant of the model, to be replayed;
 * `worker`  a worker thread died: out of memory, ended from outside, or its program could not be loaded;
 * `store`   trials cannot be written or read: disk full, no permission, blocks damaged, missing or of another run;
 * `limit`   the run would be larger than allowed.
 */
export type RunFailure = "trial" | "worker" | "store" | "limit";

/**
 * Why a run of many trials, or the reading of one, ended. The message is meant for people and says what to do;
 * `cause` is for developers: the error behind it, for a failed trial the text of its stack.
 */
export class RunError extends Error {
  readonly failure: RunFailure;
  /** The trial that failed or was in hand, where there is one. */
  readonly trial: number | null;

  constructor(failure: RunFailure, message: string, options: { trial?: number; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.name = "RunError";
    this.failure = failure;
    this.trial = options.trial ?? null;
  }
}
