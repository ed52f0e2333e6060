import { type Precision, plannedLooks } from "../analysis/stopping.ts";
import type { Convergence, Look, LookFigure, PrecisionGoal } from "../experiment/precision-run.ts";
import type { Model } from "../model/model.ts";
import { prepareTrial } from "../model/trial.ts";
import { shortNumber } from "../report/number-format.ts";
import { suggestion } from "./option.ts";
import { UsageError } from "./usage-error.ts";

/** Most trials of a run that stops by itself, unless `--trials` says otherwise. */
export const MOST_UNTIL_CI = 10_000;

const SUFFIXES: Readonly<Record<string, number>> = { "": 1, k: 1e3, M: 1e6, B: 1e9 };

/** `1%`: a share of the mean; `50k`: in the outcome's own unit. */
export function readPrecision(text: string): Precision {
  const found = /^(\d+(?:\.\d+)?)(%|[kMB]?)$/.exec(text);
  const [, digits, suffix] = found ?? [];
  const within = suffix === "%" ? Number(digits) / 100 : Number(digits) * (SUFFIXES[suffix ?? ""] ?? 1);
  if (found === null || !(within > 0)) {
    throw new UsageError(
      `--until-ci ${text}: half of the interval's width is needed, as a share of the mean such as 1%, or in the unit of the outcome such as 50k`,
    );
  }
  return { kind: suffix === "%" ? "relative" : "absolute", within };
}

/**
 * What a run is to reach.
 *
 * @param metrics names of outcomes; none: H100-equivalents delivered in each year
 * @throws UsageError where a name is none, or given twice
 */
export function goalOf(model: Model, precision: Precision, metrics: readonly string[]): PrecisionGoal {
  const names = prepareTrial(model).shape.outcomes.map(({ name }) => name);
  const wanted = metrics.length > 0 ? metrics : names.filter((name) => name.startsWith("delivered_h100e_"));
  for (const [place, metric] of wanted.entries()) {
    if (!names.includes(metric)) {
      throw new UsageError(
        `--metric ${metric}: there is no such outcome of a trial${suggestion(metric, names) || "."} There are ${names.join(", ")}`,
      );
    }
    if (wanted.indexOf(metric) !== place) throw new UsageError(`--metric ${metric} is given twice`);
  }
  return { metrics: wanted, precision };
}

/** `look 2, 200 trials: delivered_h100e_2028 6.51M +- 2.1% (1% wanted); about 900 trials are needed; next look at 400` */
export function lookText({ trials, figures }: Look, { goal, most, looks, reached }: Convergence): string {
  const { precision } = goal;
  const head = `look ${looks.length}, ${trials} ${trials === 1 ? "trial" : "trials"}: `;
  const told = figures.map((figure) => figureText(figure, precision)).join(", ");
  const wanted = `${head}${told} (${sizeText(precision.within, precision)} wanted)`;
  if (reached) return `${wanted}; enough`;
  const needed = Math.max(...figures.map((figure) => trialsNeeded(figure, precision, trials)));
  const estimate = Number.isFinite(needed)
    ? `; about ${Number(needed.toPrecision(1))} trials are needed`
    : "";
  if (trials < most) return `${wanted}${estimate}; next look at ${plannedLooks(most)[looks.length]}`;
  return `${wanted}${estimate}; these were the most there may be (--trials ${most})`;
}

function figureText({ outcome, estimate }: LookFigure, precision: Precision): string {
  if (estimate === null) return `${outcome.name} has no mean`;
  const half = estimate.high - estimate.value;
  const size = precision.kind === "relative" ? half / Math.abs(estimate.value) : half;
  const error = Number.isFinite(size) ? sizeText(size, precision) : "unknown";
  return `${outcome.name} ${shortNumber(estimate.value)} +- ${error}`;
}

function sizeText(size: number, { kind }: Precision): string {
  return kind === "relative" ? `${Number((100 * size).toPrecision(2))}%` : shortNumber(size);
}

/** The width falls as the root of the number of trials. */
function trialsNeeded({ estimate }: LookFigure, { kind, within }: Precision, trials: number): number {
  if (estimate === null) return Number.POSITIVE_INFINITY;
  const wanted = kind === "relative" ? within * Math.abs(estimate.value) : within;
  const ratio = (estimate.high - estimate.value) / wanted;
  return trials * ratio * ratio;
}
