import { againCommand, runFacts } from "../run-facts.ts";
import type { RunResults } from "../trials.ts";
import { type Cover, TABLES_READ } from "./read-me.ts";

/** What the first sheet of a run's workbook says. */
export function runCover(run: RunResults): Cover {
  return {
    title: run.question,
    facts: [
      ...runFacts(run),
      ["The same again", `${againCommand(run)} (in the folder that this file was in; to the last digit)`],
      [
        "Beside this file",
        "report.html is there to be read; scenario.yaml is all that went in; manifest.json says how and when it was run. The CSVs named below hold the same tables as the sheets.",
      ],
    ],
    reading: [
      [
        "Risk",
        "How far trials differ, because the world may go one way or another: 8 in 10 lie from p10 to p90, half below p50. More trials do not make it smaller.",
      ],
      [
        "Error",
        "How far a figure may be off because there are only so many trials: mean_low to mean_high is the 95% interval of the mean. Four times as many trials halve it. What the model leaves out, and inputs that are wrong, are in neither.",
      ],
      ...TABLES_READ,
    ],
  };
}
