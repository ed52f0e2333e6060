import type { Model } from "../model/model.ts";
import type { PreparedTrial, TrialOptions, TrialRecord } from "../model/series.ts";
import { prepareTrial } from "../model/trial.ts";
import { trialRecord } from "./block.ts";
import { type Design, INDEPENDENT, trialUniforms } from "./design.ts";

/**
 * One trial alone, as it ran among many: the same numbers, to the bit.
 *
 * @param trial   its number, from 1
 * @param options checks and trace; neither changes what the trial does
 * @throws what the trial throws
 */
export function replayTrial(
  model: Model,
  seed: string,
  trial: number,
  options: TrialOptions,
  prepared: PreparedTrial = prepareTrial(model),
  design: Design = INDEPENDENT,
): TrialRecord {
  const record = trialRecord(prepared.shape, true);
  const uniforms = new Float64Array(model.columns.length);
  trialUniforms(design, seed, trial, model.columns, uniforms);
  prepared.run(seed, trial, uniforms, options, record);
  return record;
}
