import { type Html, html } from "../../html.ts";
import { percent } from "../../number-format.ts";
import { againCommand, runFacts } from "../../run-facts.ts";
import { filesSentences } from "../files.ts";
import { pageTable } from "../page-table.ts";
import type { Section } from "../section.ts";
import type { Subject } from "../subject.ts";

/** How far to trust all this, and how to have it again. */
export const TRUST: Section<Subject> = { id: "trust", title: "How far to trust this", build };

/** The files of a run's folder beside this page. */
function filesOf(stopped: boolean): (readonly [file: string, note: string])[] {
  return [
    ["summary.csv", "open it first"],
    ["timeseries.csv", ""],
    ["constraints.csv", ""],
    ["inputs.csv", ""],
    ["shocks.csv", ""],
    ["trials.csv", ""],
    ...(stopped ? [["convergence.csv", "how it came to stop"] as const] : []),
    ["dictionary.csv", "explains them"],
    ["datapackage.json", "the same for programs"],
    ["scenario.yaml", "the scenario, resolved"],
    ["answer.svg", "the answer as a picture"],
    ["manifest.json", "how and when they were made"],
  ];
}

function build({ run, answer }: Subject): Html {
  const facts = runFacts(run);
  const command = againCommand(run);
  const errors = answer.deliveries.flatMap(({ year, relative_error: error, h100e: { p10, p50, p90 } }) => {
    if (error === null || p10 === null || p50 === null || p90 === null) return [];
    return [[year, (p90 - p10) / p50, error]];
  });
  const table = pageTable(
    {
      columns: [
        { name: "year" },
        { name: "risk: width of 8 trials in 10 over the median", show: percent },
        { name: "error: half the 95% interval of the mean over the mean", show: percent },
      ],
      rows: errors,
    },
    "Risk and error by year",
  );
  return html`<p><strong>Risk</strong> is how far trials differ from each other, because the world may go one way or another: more trials do not make it smaller. <strong>Error</strong> is how far a figure may be off because there are only so many trials: four times as many halve it. What the model leaves out, and inputs that are wrong, are in neither.</p>${errors.length === 0 ? null : [html`<h3>Risk and error of what is delivered</h3>`, table]}<dl>${facts.map(
    ([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`,
  )}</dl><p>In this folder, <code>${command}</code> gives these figures again, to the last digit. ${filesSentences(filesOf(run.convergence !== undefined))}</p>`;
}
