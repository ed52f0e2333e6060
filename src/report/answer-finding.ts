import type { Estimate } from "../analysis/confidence-interval.ts";
import type { Summary } from "../analysis/summary.ts";
import { isoDate } from "../engine/calendar.ts";
import { designText } from "../experiment/design.ts";
import type { Convergence } from "../experiment/precision-run.ts";
import { quantile } from "../random/distribution.ts";
import type { Answer, Band } from "./answer.ts";
import { type ConstraintShare, constraintShares } from "./constraint-share.ts";
import { halfWidthOf } from "./convergence-table.ts";
import { FigureReader } from "./figure-reader.ts";
import { outcomeNamed } from "./outcome.ts";
import { rankSensitivity } from "./sensitivity/input-rank.ts";
import { type Calendar, calendarOf } from "./timespan.ts";
import type { RunResults } from "./trials.ts";

const SHARES = [0.1, 0.5, 0.9];
const INPUTS = 10;

/** Finds the first answer of a run in its trials. */
export function findAnswer(run: RunResults): Answer {
  const { name, question, seed, model, trials } = run;
  const calendar = calendarOf(model);
  const reader = new FigureReader(trials, calendar, SHARES);
  return {
    scenario: name,
    question,
    seed,
    trials: trials.trials,
    design: designText(trials.design),
    horizon: isoDate(model.epoch + model.end - 1),
    deliveries: deliveries(reader, calendar),
    binding: binding(run, reader, calendar),
    lead_times: leadTimes(run, reader, calendar),
    drivers: drivers(run),
    least_sure: leastSure(run),
    ...(run.convergence === undefined ? {} : { stopping: stopping(run.convergence) }),
  };
}

function deliveries(reader: FigureReader, { periods }: Calendar): Answer["deliveries"] {
  const years = periods.filter((period) => period.kind === "year");
  const computes = reader.summariesOf("delivered_h100e", {}, years);
  const units = reader.summariesOf("delivered_units", {}, years);
  if (computes === null || units === null) return [];
  return years.map(({ label, first, last }, place) => {
    const { mean } = computes[place];
    return {
      year: label,
      first,
      last,
      h100e: bandOf(computes[place]),
      units: bandOf(units[place]),
      relative_error: mean === null ? null : relativeError(mean),
    };
  });
}

/** null: of nothing, or unknown. */
function relativeError({ value, high }: Estimate): number | null {
  return value > 0 && Number.isFinite(high) ? (high - value) / value : null;
}

function binding({ trials }: RunResults, reader: FigureReader, calendar: Calendar): Answer["binding"] {
  const horizon = calendar.periods.filter((period) => period.kind === "horizon");
  const spans = calendar.periods.filter((period) => period.kind !== "quarter");
  const found = new Map<string, { stage: ConstraintShare; line: ConstraintShare | null }>();
  let whole: ConstraintShare[] = [];
  const lead = (one: ConstraintShare): number => one.share?.value ?? 0;
  for (const one of constraintShares(trials, spans, calendar)) {
    const key = `${one.vendor}\0${one.span.label}`;
    const best = found.get(key);
    if (one.level === "stage") {
      whole = whole.filter((other) => other.span !== one.span).concat(one);
      if (lead(one) > (best === undefined ? 0 : lead(best.stage))) found.set(key, { stage: one, line: null });
    } else if (best !== undefined && one.line !== "" && whole.includes(best.stage)) {
      if (lead(one) > (best.line === null ? 0 : lead(best.line))) found.set(key, { ...best, line: one });
    }
  }
  const volume = (vendor: string): number =>
    vendor === ""
      ? Infinity
      : (reader.summariesOf("delivered_h100e", { vendor }, horizon)?.[0].mean?.value ?? 0);
  const volumes = new Map([...found.values()].map(({ stage }) => [stage.vendor, volume(stage.vendor)]));
  return [...found.values()]
    .sort(
      (a, b) =>
        (volumes.get(b.stage.vendor) ?? 0) - (volumes.get(a.stage.vendor) ?? 0) ||
        spans.indexOf(a.stage.span) - spans.indexOf(b.stage.span),
    )
    .map(({ stage, line }) => ({
      vendor: stage.vendor,
      period: stage.span.label,
      period_kind: stage.span.kind === "horizon" ? "horizon" : "year",
      constraint: stage.stage === "" ? stage.constraint : stage.stage,
      share: lead(stage),
      probability: stage.largest?.value ?? 0,
      line: line?.line ?? "",
      line_share: line === null ? 0 : lead(line),
    }));
}

function leadTimes(
  { model }: RunResults,
  reader: FigureReader,
  { months, days }: Calendar,
): Answer["lead_times"] {
  const month = months[monthAfter(model.asOf, days)];
  const all = { product: "", keys: {} };
  const each = model.products.map((product) => ({
    product: product.id,
    keys: { product: product.id, vendor: model.vendors[product.vendor].id },
  }));
  const found: (Answer["lead_times"][number] & { ordered: number })[] = [];
  for (const { product, keys } of [all, ...each]) {
    const summary = reader.summariesOf("lead_time_days", keys, [month])?.[0];
    if (summary === undefined || summary.trials === 0) continue;
    const ordered = reader.summariesOf("ordered_units", keys, [month])?.[0].mean?.value ?? 0;
    found.push({
      product,
      month: month.label,
      days: bandOf(summary),
      not_yet_share: summary.notYet,
      ordered: product === "" ? Infinity : ordered,
    });
  }
  return found
    .sort((a, b) => b.ordered - a.ordered || (a.product < b.product ? -1 : 1))
    .map(({ ordered, ...one }) => one);
}

/** The month in which the facts end, or the first if that is before it. */
function monthAfter(asOf: number, days: readonly number[]): number {
  let end = 0;
  for (const [month, length] of days.entries()) {
    end += length;
    if (asOf < end) return month;
  }
  return days.length - 1;
}

/** Inputs that drive all that is delivered, above the noise. */
function drivers(run: RunResults): Answer["drivers"] {
  const outcome = outcomeNamed(run.trials.shape);
  const uncertain = run.model.columns.length;
  if (outcome === null || uncertain === 0) return { uncertain, noise: null, inputs: [] };
  const { inputs, noise } = rankSensitivity({ run, outcome }, run.trials);
  const above = inputs.flatMap(({ input: { path, confidence }, rankCorrelation: r }) =>
    r === null || noise === null || Math.abs(r.value) <= noise
      ? []
      : [{ input: path, rank_correlation: r.value, confidence }],
  );
  return { uncertain, noise, inputs: above.slice(0, INPUTS) };
}

/**
 * By what was stated, not by what was drawn. What can be negative, such as the standard normal draw behind a
 * size, has no middle to be compared with.
 */
function leastSure({ model }: RunResults): Answer["least_sure"] {
  return model.parameters
    .flatMap(({ path, unit, distribution, confidence = "" }) => {
      const [p10, p50, p90] = SHARES.map((share) => quantile(distribution, share));
      if (p10 < 0 || p50 <= 0) return [];
      return [{ input: path, unit, p10, p50, p90, spread: (p90 - p10) / p50, confidence }];
    })
    .sort((a, b) => b.spread - a.spread || (a.input < b.input ? -1 : 1))
    .slice(0, INPUTS);
}

function stopping({ goal, most, level, looks, reached }: Convergence): Answer["stopping"] {
  const { kind, within } = goal.precision;
  const last = looks[looks.length - 1];
  return {
    within,
    relative: kind === "relative",
    reached,
    looks: looks.length,
    most,
    level,
    outcomes: last.figures.map((figure) => ({
      outcome: figure.outcome.name,
      unit: figure.outcome.unit,
      mean: figure.estimate?.value ?? null,
      half_width: finite(halfWidthOf(figure)),
      reached: figure.reached,
    })),
  };
}

function finite(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}

function bandOf({ percentiles }: Summary): Band {
  const [p10, p50, p90] = percentiles.map((one) =>
    one !== null && Number.isFinite(one.value) ? one.value : null,
  );
  return { p10, p50, p90 };
}
