import type { Model } from "../../src/model/model.ts";
import type { Keys, TrialRecord, TrialShape } from "../../src/model/series.ts";
import { prepareTrial } from "../../src/model/trial.ts";

/** What a trial of a model left behind, by metric and keys. */
export class ChainResult {
  readonly shape: TrialShape;
  readonly record: TrialRecord;

  constructor(shape: TrialShape, record: TrialRecord) {
    this.shape = shape;
    this.record = record;
  }

  /** A stored series by month. */
  monthly(metric: string, keys: Keys = {}): number[] {
    const wanted = JSON.stringify(Object.entries(keys).sort());
    const rows = { headline: 0, detail: 0 };
    for (const series of this.shape.series) {
      if (series.aggregate === "ratio") continue;
      const row = rows[series.tier]++;
      const matches = Object.entries(series.keys).filter(([key]) => key in keys);
      if (series.metric !== metric || JSON.stringify(matches.sort()) !== wanted) continue;
      if (Object.keys(keys).length === 0 && Object.keys(series.keys).length > 0) continue;
      const store = series.tier === "headline" ? this.record.headline : this.record.detail!;
      return [...store.subarray(row * this.shape.months, (row + 1) * this.shape.months)];
    }
    throw new Error(`no series ${metric} ${wanted}`);
  }

  /** Sum over months [from, to). */
  sum(metric: string, keys: Keys = {}, from = 0, to = this.shape.months): number {
    return this.monthly(metric, keys)
      .slice(from, to)
      .reduce((a, b) => a + b, 0);
  }

  /** The constraint trace over months [from, to): share of each term, by line id or name of the term. */
  constraints(from = 0, to = this.shape.months, vendor?: string): Record<string, number> {
    const sums: Record<string, number> = {};
    let all = 0;
    let row = 0;
    for (const series of this.shape.series) {
      if (series.aggregate === "ratio" || series.tier !== "detail") continue;
      const here = row++;
      if (series.metric !== "constrained_h100e" || series.keys.vendor !== vendor) continue;
      const values = this.record.detail!.subarray(here * this.shape.months, (here + 1) * this.shape.months);
      let sum = 0;
      for (let m = from; m < to; m++) sum += values[m];
      const name = series.keys.constraint!;
      sums[name] = (sums[name] ?? 0) + sum;
      all += sum;
    }
    return Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, all > 0 ? sum / all : 0]));
  }
}

/** Runs one trial of a model, with conservation checked at every event unless told otherwise. */
export function runChain(
  model: Model,
  { seed = "1", trial = 1, checked = true, uniforms = new Float64Array(model.columns.length).fill(0.5) } = {},
  saturation?: number,
): ChainResult {
  const prepared = prepareTrial(model, saturation);
  const { shape } = prepared;
  const record: TrialRecord = {
    scalars: new Float64Array(shape.parameters + shape.outcomes.length),
    headline: new Float32Array(shape.headlineRows * shape.months),
    detail: new Float32Array(shape.detailRows * shape.months),
    occurrences: [],
  };
  prepared.run(seed, trial, uniforms, { checked, trace: null }, record);
  return new ChainResult(shape, record);
}
