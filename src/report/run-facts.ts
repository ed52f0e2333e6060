import { isoDate } from "../engine/calendar.ts";
import { designText } from "../experiment/design.ts";
import type { RunResults } from "./trials.ts";

/** What a run is of: names and texts. Alike for equal runs, wherever and however they were made. */
export function runFacts(run: RunResults): readonly (readonly [name: string, text: string])[] {
  const { model, trials, seed, hash, version } = run;
  const { from, to } = trials.range;
  return [
    ["Scenario", run.name],
    [
      "Time",
      `${isoDate(model.epoch)} to ${isoDate(model.epoch + model.end - 1)}; facts end on ${isoDate(model.epoch + model.asOf)}`,
    ],
    ["Trials", `${trials.trials} (${from} to ${to}), ${trials.detailTrials} with monthly details`],
    ["Drawn", designText(trials.design)],
    ["Seed", seed],
    ["Chokepoint", version],
    ["Hash of the scenario", hash],
  ];
}

/** The command that, given in the folder of its results, makes a run again. */
export function againCommand({ trials, seed }: RunResults): string {
  const { from, to } = trials.range;
  const asked = from === 1 ? String(to) : `${from}..${to}`;
  // How many trials have details decides what is behind a figure by month.
  const detailed = trials.detailTrials === trials.trials ? "all" : String(from - 1 + trials.detailTrials);
  const { kind } = trials.design;
  const drawn = kind === "independent" ? "" : ` --design ${kind}`;
  return `chokepoint run scenario.yaml --out .. --as again --trials ${asked} --seed ${seed} --detail ${detailed}${drawn}`;
}
