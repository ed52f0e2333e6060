import { percentilesOf } from "../../figure-reader.ts";
import type { Html } from "../../html.ts";
import { shortNumber } from "../../number-format.ts";
import { trialsWords } from "../../wording.ts";
import { fanLayers, fanLegend, fanTable } from "../fan.ts";
import { type Figure, figure } from "../figure.ts";
import { factsEnd, factsNote } from "../frame.ts";
import type { Section } from "../section.ts";
import type { Subject } from "../subject.ts";
import { trendOf, trendShare, trendWords } from "../trend.ts";

/** How much is delivered, when, and how sure that is. */
export const DELIVERIES: Section<Subject> = { id: "deliveries", title: "What is delivered", build };

const UNIT = "H100-equivalents";

function build(subject: Subject): Html | null {
  const fan = deliveriesFigure(subject);
  return fan === null ? null : figure(fan);
}

/** The fan of deliveries; null: nothing of it was kept, or there are too few spans. */
export function deliveriesFigure(subject: Subject): Figure | null {
  const { reader, spans, spanName } = subject;
  const index = reader.find("delivered_h100e", {});
  if (index === null || spans.length < 2) return null;
  const summaries = reader.summaries(index, spans);
  return {
    id: "fan",
    sentence: sentence(subject, index),
    caption: `${UNIT} delivered by ${spanName}, over ${trialsWords(summaries[0].trials)}.${factsNote(subject)}`,
    legend: fanLegend("plain"),
    chart: {
      kind: "time",
      size: "large",
      spans,
      factsEnd: factsEnd(subject),
      layers: fanLayers(summaries, "plain"),
    },
    table: fanTable(spans, summaries, UNIT),
  };
}

/** Compares the first whole year with the last, or the first and last spans where years are too few. */
function sentence({ reader, spans, years }: Subject, index: number): string {
  const periods = years.length > 1 ? years : spans;
  const last = periods.length - 1;
  const figures = reader.figures(index, periods);
  const summaries = reader.summarise(figures, periods.length);
  const trend = trendOf(figures, 0, last, periods.length);
  const at = (share: number, place: number): string => shortNumber(percentilesOf(summaries, share)[place]);
  if (figures.values.every((value) => value === 0)) return "Nothing is delivered";
  const change = `Deliveries ${trendWords(trend, "many")}, from ${at(0.5, 0)} ${UNIT} in ${periods[0].label} to ${at(0.5, last)} in ${periods[last].label}`;
  if (figures.trials === 1) return `${change} (a single trial)`;
  return `${change} (medians; ${trendShare(trend)}), for which 9 trials in 10 lie between ${at(0.05, last)} and ${at(0.95, last)}`;
}
