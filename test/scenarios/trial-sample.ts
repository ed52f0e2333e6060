import { INDEPENDENT, trialUniforms } from "../../src/experiment/design.ts";
import type { Model } from "../../src/model/model.ts";
import type { Keys, Series, TrialRecord, TrialShape } from "../../src/model/series.ts";
import { prepareTrial } from "../../src/model/trial.ts";

/** Trials 1 to `count` of a model with seed 1, as `chokepoint run --trials count` draws them. */
export class TrialSample {
  readonly shape: TrialShape;
  private readonly records: TrialRecord[] = [];
  private readonly stored: readonly Series[];
  /** Place of each stored series in the values of its tier. */
  private readonly starts = new Map<Series, number>();

  constructor(model: Model, count: number) {
    const trial = prepareTrial(model);
    const { shape } = trial;
    this.shape = shape;
    this.stored = shape.series.filter(({ aggregate }) => aggregate !== "ratio");
    for (const tier of ["headline", "detail"]) {
      const rows = this.stored.filter((series) => series.tier === tier);
      rows.forEach((series, row) => {
        this.starts.set(series, row * shape.months);
      });
    }
    const uniforms = new Float64Array(model.columns.length);
    for (let number = 1; number <= count; number++) {
      const record = {
        scalars: new Float64Array(shape.parameters + shape.outcomes.length),
        headline: new Float32Array(shape.headlineRows * shape.months),
        detail: new Float32Array(shape.detailRows * shape.months),
        occurrences: [],
      };
      trialUniforms(INDEPENDENT, "1", number, model.columns, uniforms);
      trial.run("1", number, uniforms, { checked: false, trace: null }, record);
      this.records.push(record);
    }
  }

  /** `flows` in ascending order. */
  sums(metric: string, from: string, to: string, keep: (keys: Keys) => boolean): number[] {
    return this.flows(metric, from, to, keep).sort((a, b) => a - b);
  }

  /**
   * Sums of a flow over months [from, to), `2024-01` to `2024-04`, over all series of `metric` that `keep` keeps:
   * one figure a trial, in the order of the trials.
   */
  flows(metric: string, from: string, to: string, keep: (keys: Keys) => boolean): number[] {
    const { months, monthLabels } = this.shape;
    const first = monthLabels.findIndex((label) => label >= from);
    const past = monthLabels.findIndex((label) => label >= to);
    const last = past < 0 ? months : past;
    const rows = this.stored.filter((series) => series.metric === metric && keep(series.keys));
    if (rows.length === 0) throw new Error(`no series of ${metric}`);
    return this.records.map((record) =>
      rows.reduce((sum, series) => {
        const store = series.tier === "headline" ? record.headline : record.detail;
        const start = this.starts.get(series) ?? 0;
        return sum + (store?.subarray(start + first, start + last).reduce((a, b) => a + b, 0) ?? 0);
      }, 0),
    );
  }

  /** Share of the H100-equivalents that a vendor delivered in [from, to) that each constraint held back. */
  constraints(vendor: string, from: string, to: string): Record<string, number> {
    const of = (keys: Keys) => keys.vendor === vendor && keys.constraint !== undefined;
    const names = new Set(
      this.stored.flatMap(({ metric, keys }) =>
        metric === "constrained_h100e" && of(keys) && keys.constraint !== undefined ? [keys.constraint] : [],
      ),
    );
    const totals = [...names].map((name): [string, number] => {
      const sums = this.sums("constrained_h100e", from, to, (keys) => of(keys) && keys.constraint === name);
      return [name, sums.reduce((a, b) => a + b, 0)];
    });
    const all = totals.reduce((sum, [, total]) => sum + total, 0);
    return Object.fromEntries(totals.map(([name, total]) => [name, total / all]));
  }
}
