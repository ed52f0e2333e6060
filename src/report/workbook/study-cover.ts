import { isoDate } from "../../engine/calendar.ts";
import type { StudyResults } from "../study-results.ts";
import { type Cover, TABLES_READ } from "./read-me.ts";

/** What the first sheet of a study's workbook says. */
export function studyCover(results: StudyResults<unknown>): Cover {
  const { study, name, question, hash, seed, version, trials, model, scenarios } = results;
  return {
    title: question,
    facts: [
      ["Study", `${study} (${name})`],
      ...scenarios.map((one) => ["Scenario", `${one.name}, hash ${one.hash}`] as const),
      ["Time", `${isoDate(model.epoch)} to ${isoDate(model.epoch + model.end - 1)}`],
      ["Trials", `${trials.from} to ${trials.to}, ${trials.detailTrials} with monthly details`],
      ["Seed", seed],
      ["Chokepoint", version],
      ["Hash of the study", hash],
      [
        "Beside this file",
        "manifest.json says which command made it and when, and has the answer. The CSVs named below hold the same tables as the sheets.",
      ],
    ],
    reading: [
      [
        "Pairs",
        "Scenarios that are compared share their luck: trial 7 of one and trial 7 of another drew the same numbers for everything both have, so differences are taken trial by trial.",
      ],
      [
        "Error",
        "An interval is of a mean or of a mean difference, and four times as many trials halve it. One that spans zero is no finding. What the model leaves out is in none of them.",
      ],
      ...TABLES_READ,
    ],
  };
}
