import { isoDate } from "../../../engine/calendar.ts";
import { designText } from "../../../experiment/design.ts";
import { levelWords, luckWords } from "../../difference-words.ts";
import { type Html, html } from "../../html.ts";
import { percent } from "../../number-format.ts";
import { filesSentences } from "../files.ts";
import type { Section } from "../section.ts";
import type { ComparisonSubject } from "./subject.ts";

/** How far to trust a comparison, and how to have it again. */
export const COMPARED_TRUST: Section<readonly ComparisonSubject[]> = {
  id: "trust",
  title: "How far to trust this",
  build,
};

/** Files of a comparison's folder beside this page. */
const FILES = [
  ["comparison.csv", "open it first"],
  ["redistribution.csv", ""],
  ["changes.csv", ""],
  ["dictionary.csv", "explains them"],
  ["datapackage.json", "the same for programs"],
  ["manifest.json", "how and when they were made"],
] as const;

function build(subjects: readonly ComparisonSubject[]): Html {
  const [{ comparison, answer, asOf }] = subjects;
  const { base, level } = comparison;
  const { trials, model, seed, version } = base;
  const { from, to } = trials.range;
  const asked = from === 1 ? String(to) : `${from}..${to}`;
  const folders = [base, ...subjects.map((one) => one.comparison.variant)].map(({ name }) => `./${name}`);
  const command = `chokepoint compare ${folders.join(" ")} --out . --as again --trials ${asked} --seed ${seed}`;
  const single = subjects.length === 1;
  const facts: readonly (readonly [string, string])[] = [
    ["Base", base.name],
    ...(single ? [["Variant", comparison.variant.name] as const] : []),
    ["Time", `${isoDate(model.epoch)} to ${isoDate(model.epoch + model.end - 1)}; facts end on ${asOf}`],
    ["Trials", `${trials.trials} of each (${from} to ${to})`],
    ["Drawn", designText(trials.design)],
    ["Seed", seed],
    [
      "Intervals",
      single
        ? `${levelWords(level)} each, of paired differences (Student t; probabilities: Wilson)`
        : `${levelWords(level)} each (Student t; probabilities: Wilson), so that those of all ${subjects.length} variants hold together with 95% (Bonferroni)`,
    ],
    ...subjects.flatMap(({ comparison: { variant }, found: { horizon } }) =>
      horizon === null
        ? []
        : [
            [
              single ? "Same luck" : `Same luck, ${variant.name}`,
              luckWords(horizon.correlation, horizon.variance_saved, answer.trials),
            ] as const,
          ],
    ),
    ["Chokepoint", version],
    [`Hash of ${base.name}`, base.hash],
    ...subjects.map(({ comparison: { variant } }) => [`Hash of ${variant.name}`, variant.hash] as const),
  ];
  return html`<p>Trial k of each run has the same luck: the same draws of every input and the same shocks, wherever the scenarios do not say otherwise. So each trial gives one difference, and what is said here is said of those differences, not of two clouds of results. <strong>Error</strong> is how far their mean may be off because there are only ${String(answer.trials)} of them; four times as many halve it. <strong>Risk</strong> is how far they differ from each other, as the world goes one way or another. What the model leaves out, and inputs that are wrong, are in neither; what is wrong in the same way in both cancels in part.</p><p>A bracket that spans zero says that no difference can be told from this many trials, not that there is none. Of 20 intervals of ${percent(0.95)} about one misses what it is of.</p><dl>${facts.map(
    ([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`,
  )}</dl><p>In the folder above this one, where the runs are, <code>${command}</code> gives these figures again, to the last digit. ${filesSentences(FILES)}</p>`;
}
