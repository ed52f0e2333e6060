import type { Html } from "../../html.ts";
import { inputName } from "../../input-name.ts";
import { outcomeNamed } from "../../outcome.ts";
import { type RankedInput, rankedInputs } from "../../sensitivity/input-rank.ts";
import { listed, trialsWords } from "../../wording.ts";
import { figure } from "../figure.ts";
import type { Section } from "../section.ts";
import type { Subject } from "../subject.ts";

/** Which inputs move the answer, by the run's own trials. */
export const DRIVERS: Section<Subject> = { id: "drivers", title: "What moves the answer", build };

const SHOWN = 10;
const NAMED = 3;

function build({ run, answer }: Subject): Html | null {
  const outcome = outcomeNamed(run.trials.shape);
  const { noise } = answer.drivers;
  if (outcome === null || noise === null) return null;
  const inputs = rankedInputs({ run, outcome }, run.trials);
  const ranked = inputs.flatMap(({ input, rankCorrelation }) =>
    rankCorrelation === null ? [] : [{ input, r: rankCorrelation }],
  );
  if (ranked.length === 0) return null;
  const shown = ranked.slice(0, SHOWN);
  const isAbove = (r: number): boolean => Math.abs(r) > noise;
  const above = ranked.filter(({ r }) => isAbove(r.value));
  return figure({
    id: "drivers-chart",
    sentence: sentence(above, ranked.length, run.trials.trials),
    caption: `Rank correlation of inputs with all that is delivered, over ${trialsWords(shown[0].r.n)}, and its 95% interval: at 1 or -1 the input alone decides, at 0 it does nothing. Between the dotted lines, ${noise.toFixed(2)} from zero, lies what ${inputs.length} inputs that do nothing would show by chance.`,
    legend: [{ ink: "plain", mark: "dot", text: "rank correlation and its 95% interval" }],
    chart: {
      kind: "bars",
      marks: [-noise, noise],
      rows: shown.map(({ input: { path }, r }) => ({
        label: inputName(path),
        bars: [],
        range: r,
        dot: r.value,
        text: r.value.toFixed(2),
      })),
    },
    table: {
      columns: [
        { name: "input" },
        { name: "path", aside: true },
        ...["rank correlation", "low (95%)", "high (95%)"].map((name) => ({ name, show: twoDecimals })),
        { name: "above the noise" },
        { name: "confidence" },
        { name: "source", aside: true },
        { name: "date", aside: true },
      ],
      rows: shown.map(({ input: { path, confidence, source, dated }, r }) => [
        inputName(path),
        path,
        r.value,
        r.low,
        r.high,
        isAbove(r.value) ? "yes" : "no",
        confidence,
        source,
        dated,
      ]),
    },
  });
}

const twoDecimals = (value: number): string => value.toFixed(2);

function sentence(above: readonly Pick<RankedInput, "input">[], all: number, trials: number): string {
  if (above.length === 0)
    return `No input stands out: ${trialsWords(trials)} cannot tell which of ${all} moves deliveries most`;
  const names = above.slice(0, NAMED).map(({ input }) => inputName(input.path));
  const more = above.length > 1 ? `${above.length} of ${all} inputs stand` : `one of ${all} inputs stands`;
  return `What is delivered hangs most on ${listed(names)}; ${more} out of the noise`;
}
