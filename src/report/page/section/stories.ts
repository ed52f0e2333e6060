import { sampleQuantile } from "../../../analysis/summary.ts";
import { prepareTrial } from "../../../model/trial.ts";
import { type Html, html } from "../../html.ts";
import { shortNumber } from "../../number-format.ts";
import { type Story, storyOf } from "../../story/story.ts";
import type { Section } from "../section.ts";
import type { Subject } from "../subject.ts";

/** Three trials told: a poor one, a middling one and a good one. */
export const STORIES: Section<Subject> = { id: "stories", title: "Three trials told", build };

/** Fewer trials have no poor and good ones to speak of. */
const FEWEST = 10;

const TOLD = [
  { share: 0.05, words: "A poor one (19 in 20 deliver more)" },
  { share: 0.5, words: "A middling one" },
  { share: 0.95, words: "A good one (19 in 20 deliver less)" },
] as const;

function build({ run: { model, seed, trials }, reader, horizon }: Subject): Html | null {
  const index = reader.find("delivered_h100e", {});
  if (index === null || trials.trials < FEWEST || model.products.length === 0) return null;
  const { values } = reader.figures(index, [horizon]);
  const sorted = values.toSorted();
  const prepared = prepareTrial(model);
  const stories = TOLD.map(({ share, words }) => {
    const place = nearest(values, sampleQuantile(sorted, share));
    const story = storyOf(model, seed, trials.range.from + place, prepared, trials.design);
    if (story.delivered !== values[place])
      throw new Error(
        `trial ${story.trial} delivered ${values[place]} as it ran and ${story.delivered} when it was run again`,
      );
    return told(story, `${words}: trial ${story.trial}, ${shortNumber(values[place])} H100-equivalents`);
  });
  return html`<p>The trials nearest to the 5th, 50th and 95th percentile of what is delivered. Each is one way things may go, not the likeliest; what is told was picked by rule from what happened in it.</p>${stories}`;
}

/** The first of the values that are nearest. */
function nearest(values: Float64Array, aim: number): number {
  return values.reduce(
    (best, value, place) => (Math.abs(value - aim) < Math.abs(values[best] - aim) ? place : best),
    0,
  );
}

function told({ sentences }: Story, heading: string): Html {
  const lines = sentences.map(
    ({ date, text }) => html`<li><time datetime="${date}">${date}</time><span>${text}</span></li>`,
  );
  return html`<h3>${heading}</h3><ol class="story">${lines}</ol>`;
}
