import type { Sampling } from "../analysis/sampling.ts";
import { samplingOf } from "../experiment/design.ts";
import type { Convergence } from "../experiment/precision-run.ts";
import type { TrialStore } from "../experiment/trial-store.ts";
import type { Model } from "../model/model.ts";

/** The finished trials of a run, as reports read them: figure by figure, never all at once. */
export type Trials = Pick<
  TrialStore,
  | "design"
  | "shape"
  | "range"
  | "trials"
  | "detailTrials"
  | "readScalar"
  | "readSeries"
  | "scalarBlocks"
  | "occurrences"
>;

/** What intervals have to know of how the trials were drawn. */
export function samplingOfTrials({ design, range }: Trials): Sampling {
  return samplingOf(design, range.from);
}

/** All that the files of a results folder are made from, but how and where the run was made. */
export interface RunResults {
  /** Name of the folder and in the `scenario` columns. */
  readonly name: string;
  readonly question: string;
  readonly model: Model;
  readonly trials: Trials;
  readonly seed: string;
  /** SHA-256 of the resolved scenario. */
  readonly hash: string;
  /** The resolved scenario as YAML. */
  readonly resolved: string;
  /** Paths at which the scenario differs from the one it extends. */
  readonly changed: readonly string[];
  /** Version of Chokepoint. */
  readonly version: string;
  /** Of a run that stopped by itself: how it came to. */
  readonly convergence?: Convergence;
}
