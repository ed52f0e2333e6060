import type { StoreContents } from "../experiment/trial-store.ts";
import type { RunResults } from "./trials.ts";

/** What a thread that writes tables is given. */
export interface TableTask {
  readonly folder: string;
  /** Of the run's tables, those to write. */
  readonly files: readonly string[];
  readonly run: Omit<RunResults, "trials">;
  readonly store: StoreContents;
}

/** What it says when it is done: null, or the file operation that failed, whose `code` an error would lose on the way. */
export type TableThreadReport = { readonly message: string; readonly code: string } | null;
