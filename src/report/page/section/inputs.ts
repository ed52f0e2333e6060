import type { Model } from "../../../model/model.ts";
import type { Html } from "../../html.ts";
import { inputName } from "../../input-name.ts";
import { shortNumber } from "../../number-format.ts";
import { figure } from "../figure.ts";
import type { Section } from "../section.ts";
import type { Subject } from "../subject.ts";

/** What the answer rests on, least sure first. */
export const INPUTS: Section<Subject> = { id: "inputs", title: "What the answer rests on", build };

function build({ run: { model }, answer }: Subject): Html | null {
  const inputs = answer.least_sure;
  if (inputs.length === 0) return null;
  const about = new Map(model.parameters.map((parameter) => [parameter.path, parameter]));
  const [widest] = inputs;
  return figure({
    id: "least-sure",
    sentence: `${model.parameters.length} inputs are uncertain; relative to its middle, ${inputName(widest.input)} is the least sure: 8 in 10 lie between ${shortNumber(widest.p10 / widest.p50)} and ${shortNumber(widest.p90 / widest.p50)} times its median`,
    caption: `Range of 8 in 10 of an input as stated, over its median: the ${inputs.length} widest, with the confidence stated. A wide range is not yet a large effect. ${statedWords(model)}`,
    legend: [{ ink: "plain", mark: "dot", text: "median and 8 in 10" }],
    chart: {
      kind: "bars",
      marks: [1],
      rows: inputs.map(({ input, p10, p50, p90, confidence }) => ({
        label: inputName(input),
        bars: [],
        range: { low: p10 / p50, high: p90 / p50 },
        dot: 1,
        text: confidence,
      })),
    },
    table: {
      columns: [
        { name: "input" },
        { name: "path", aside: true },
        { name: "unit" },
        { name: "p10" },
        { name: "p50" },
        { name: "p90" },
        { name: "confidence" },
        { name: "source", aside: true },
        { name: "date", aside: true },
      ],
      rows: inputs.map(({ input, unit, p10, p50, p90, confidence }) => {
        const { source = "", dated = "" } = about.get(input) ?? {};
        return [inputName(input), input, unit, p10, p50, p90, confidence, source, dated];
      }),
    },
  });
}

/** How well the uncertain inputs are vouched for. */
function statedWords({ parameters }: Model): string {
  const unsourced = parameters.filter(({ source = "" }) => source === "").length;
  const low = parameters.filter(({ confidence }) => confidence === "low").length;
  return `Of all ${parameters.length} uncertain inputs, low confidence is stated for ${low} and no source for ${unsourced}.`;
}
