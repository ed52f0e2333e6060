/**
 * The published API. A scenario is text, a model is plain data, a trial is a function of model, seed and number,
 * an experiment is many trials on disk, and results are files made from them:
 *
 *     const scenario = loadScenario({ name: "mine.yaml", text, shipped: false }, library);
 *     if (scenario.model === null) throw new Error(scenario.problems.map(rendered).join("\n"));
 *     const record = replayTrial(scenario.model, "1", 7, { checked: true, trace: null });
 *
 * What isn't named here may change in any version.
 */

export type { Estimate } from "./analysis/confidence-interval.ts";
export { meanInterval, proportionInterval } from "./analysis/confidence-interval.ts";
export type { Summary } from "./analysis/summary.ts";
export { Summariser } from "./analysis/summary.ts";
export type { Design } from "./experiment/design.ts";
export type {
  Convergence,
  Look,
  PrecisionGoal,
  PrecisionOutcome,
} from "./experiment/precision-run.ts";
export { runUntilPrecise } from "./experiment/precision-run.ts";
export { replayTrial } from "./experiment/replay.ts";
export type { RunOutcome, RunProgress, RunRequest } from "./experiment/run.ts";
export { runTrials } from "./experiment/run.ts";
export type { RunFailure } from "./experiment/run-error.ts";
export { RunError } from "./experiment/run-error.ts";
export type { StoreIdentity } from "./experiment/store-identity.ts";
export type { TrialRange } from "./experiment/trial-range.ts";
export type { ScalarBlock, SeriesValues } from "./experiment/trial-store.ts";
export { TrialStore } from "./experiment/trial-store.ts";
export type { Model } from "./model/model.ts";
export type {
  Aggregate,
  Keys,
  Occurrence,
  Outcome,
  PreparedTrial,
  Series,
  TraceEvent,
  TrialOptions,
  TrialRecord,
  TrialShape,
} from "./model/series.ts";
export { prepareTrial } from "./model/trial.ts";
export type { Distribution, DistributionKind } from "./random/distribution.ts";
export type { Answer } from "./report/answer.ts";
export { findAnswer } from "./report/answer-finding.ts";
export { answerText } from "./report/answer-text.ts";
export type { Manifest, RunRecord } from "./report/manifest.ts";
export { readManifest } from "./report/manifest.ts";
export { writeResults } from "./report/results.ts";
export { ResultsError } from "./report/results-error.ts";
export type { RunResults, Trials } from "./report/trials.ts";
export type { ScenarioFile } from "./scenario/inheritance.ts";
export type { Library } from "./scenario/library.ts";
export type { LoadedScenario, LoadOptions, RefusedScenario } from "./scenario/load.ts";
export { loadScenario } from "./scenario/load.ts";
export type { Problem } from "./scenario/problem.ts";
export { rendered } from "./scenario/problem.ts";
export { scenarioSchema } from "./scenario/schema.ts";
export { starter } from "./scenario/starter.ts";
