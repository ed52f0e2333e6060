import type { Answer } from "../../answer.ts";
import { type Binding, bindingRuns } from "../../answer-text.ts";
import { STACK_ORDER } from "../../chart/ink.ts";
import type { Layer } from "../../chart/time-chart.ts";
import type { ConstraintShare } from "../../constraint-share.ts";
import { type Html, html } from "../../html.ts";
import { percent } from "../../number-format.ts";
import type { Timespan } from "../../timespan.ts";
import { causeWords, hedge, listed, trialsWords } from "../../wording.ts";
import { type Drawing, type Figure, figure, type LegendEntry, legendOf } from "../figure.ts";
import { factsEnd, factsNote } from "../frame.ts";
import type { PageTable } from "../page-table.ts";
import type { Section } from "../section.ts";
import type { Subject } from "../subject.ts";

/** What limits whose deliveries, and when. */
export const CONSTRAINTS: Section<Subject> = { id: "constraints", title: "What limits them", build };

const ALL_BUT_WHOLLY = 0.95;

/** A stage, or a cause without one, and its shares by timespan. */
interface Ribbon {
  readonly name: string;
  readonly legend: LegendEntry;
  readonly shares: readonly ConstraintShare[];
}

function build(subject: Subject): Html | null {
  const { answer, spans, spanName } = subject;
  const ribbons = ribbonsByVendor(subject);
  const all = ribbonOfAll(subject, ribbons);
  if (all === null) return null;
  // In the order of the answer, by what they deliver. Of a single vendor all is the same.
  const vendors = [...new Set(answer.binding.map(({ vendor }) => vendor))].flatMap((vendor) => {
    const own = ribbons.get(vendor);
    return vendor === "" || own === undefined ? [] : [{ vendor, own, constant: constantOf(own) }];
  });
  const each = vendors.length < 2 ? [] : vendors;
  const drawn = each.filter(({ constant }) => constant === null);
  const told = each.filter(({ constant }) => constant !== null);
  return html`<p>Every delivery is traced back to what limited it: a stage whose lines were full, or else demand (no more was ordered), late plans (the forecast or the review was late), launches and qualifications, or what was there at the start.</p>${figure(
    all,
  )}${drawn.length === 0 ? null : html`<h3 class="lead">By vendor, largest first</h3>${legendOf(legendOfAll(drawn))}`}<div class="multiples">${drawn.map(
    ({ vendor, own }, place) =>
      figure({
        id: `binds-${place}`,
        sentence: `${vendor}: ${bindingWords(answer, vendor)}`,
        caption: `Share of ${vendor}'s deliveries, by ${spanName}.`,
        legend: [],
        chart: ribbonChart(subject, own, "small"),
        table: tableOf(own, spans),
      }),
  )}</div>${told.map(
    ({ vendor, constant }) =>
      html`<p>${vendor}: ${constant}, ${percent(ALL_BUT_WHOLLY)} or more in every ${spanName}.</p>`,
  )}`;
}

/** The ribbon of all vendors together; null: no trial has details, or there are too few spans. */
export function bindingFigure(subject: Subject): Figure | null {
  return ribbonOfAll(subject, ribbonsByVendor(subject));
}

function ribbonOfAll(subject: Subject, ribbons: ReadonlyMap<string, readonly Ribbon[]>): Figure | null {
  const { run, answer, spans, spanName } = subject;
  const all = ribbons.get("");
  if (all === undefined || spans.length < 2) return null;
  return {
    id: "binds",
    sentence: `What limits most is ${bindingWords(answer, "")}`,
    caption: `Share of the H100-equivalents delivered by what limited them, by ${spanName}: means over ${trialsWords(run.trials.detailTrials)}.${factsNote(subject)}`,
    legend: all.map(({ legend }) => legend),
    chart: ribbonChart(subject, all, "large"),
    table: tableOf(all, spans),
  };
}

function ribbonChart(subject: Subject, ribbons: readonly Ribbon[], size: "large" | "small"): Drawing {
  return {
    kind: "time",
    size,
    spans: subject.spans,
    factsEnd: factsEnd(subject),
    top: 1,
    tick: percent,
    layers: ribbons.map(layerOf),
  };
}

/** What a vendor's ribbon is all but wholly made of, all the time; null: there is something to see. */
function constantOf(ribbons: readonly Ribbon[]): string | null {
  const whole = ribbons.find(({ shares }) =>
    shares.every(({ share }) => share === null || share.value >= ALL_BUT_WHOLLY),
  );
  return whole?.name ?? null;
}

function ribbonsByVendor({ limits, horizon, inks }: Subject): Map<string, Ribbon[]> {
  const found = new Map<string, Map<string, ConstraintShare[]>>();
  for (const one of limits) {
    if (one.span === horizon) continue;
    const vendor = found.get(one.vendor) ?? new Map<string, ConstraintShare[]>();
    const key = one.stage === "" ? one.constraint : one.stage;
    vendor.set(key, [...(vendor.get(key) ?? []), one]);
    found.set(one.vendor, vendor);
  }
  const ribbonOf = ([, shares]: [string, ConstraintShare[]]): Ribbon => {
    const [{ stage, constraint }] = shares;
    const name = stage === "" ? causeWords(constraint) : stage;
    const ink = stage === "" ? inks.ofCause(constraint) : inks.ofStage(stage);
    return { name, legend: { ink, mark: "bar", text: name }, shares };
  };
  const rank = ({ legend }: Ribbon): number => STACK_ORDER.indexOf(legend.ink);
  const isThere = ({ shares }: Ribbon): boolean => shares.some(({ share }) => (share?.value ?? 0) > 0);
  return new Map(
    [...found].flatMap(([vendor, groups]) => {
      const ribbons = [...groups].map(ribbonOf).filter(isThere);
      return ribbons.length === 0 ? [] : [[vendor, ribbons.sort((a, b) => rank(a) - rank(b))]];
    }),
  );
}

function layerOf({ name, legend, shares }: Ribbon): Layer {
  const values = shares.map(({ share }) => share?.value ?? Number.NaN);
  return { kind: "stack", ink: legend.ink, values, label: name };
}

/** Every entry of every vendor's legend once. */
function legendOfAll(vendors: readonly { readonly own: readonly Ribbon[] }[]): LegendEntry[] {
  const entries = new Map(vendors.flatMap(({ own }) => own.map(({ name, legend }) => [name, legend])));
  return [...entries.values()].sort((a, b) => STACK_ORDER.indexOf(a.ink) - STACK_ORDER.indexOf(b.ink));
}

function tableOf(ribbons: readonly Ribbon[], spans: readonly Timespan[]): PageTable {
  return {
    columns: [
      { name: "period" },
      ...ribbons.map(({ name }) => ({ name: `${name}, share`, show: percent })),
      ...ribbons.map(({ name }) => ({
        name: `${name}, probability of being the largest`,
        show: percent,
        aside: true,
      })),
      { name: "trials" },
    ],
    rows: spans.map(({ label }, place) => [
      label,
      ...ribbons.map(({ shares }) => shares[place].share?.value ?? null),
      ...ribbons.map(({ shares }) => shares[place].largest?.value ?? null),
      ribbons[0].shares[place].trials,
    ]),
  };
}

/**
 * What limits a vendor most (empty: all of them), run by run of years, each as sure as the least sure of its years.
 * Empty where nothing is known.
 */
export function bindingWords({ binding }: Answer, vendor: string): string {
  const years = binding.filter((one) => one.vendor === vendor && one.period_kind === "year");
  return listed(bindingRuns(years).map(runWords));
}

function runWords(run: readonly Binding[]): string {
  const [first] = run;
  const last = run[run.length - 1];
  const when = first === last ? first.period : `${first.period} to ${last.period}`;
  const least = Math.min(...run.map(({ probability }) => probability));
  const [low, high] = [Math.min, Math.max].map((end) => percent(end(...run.map(({ share }) => share))));
  const share = low === high ? low : `${low} to ${high}`;
  return `${hedge(least)}${causeWords(first.constraint)} in ${when} (${share})`;
}
