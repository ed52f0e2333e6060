import { percent } from "../number-format.ts";
import { columnOf, type Figures } from "../series-figures.ts";
import { hedge } from "../wording.ts";

/** In what shares of the trials a figure is more, and less, in one timespan than in another. */
export interface Trend {
  readonly rising: number;
  readonly falling: number;
}

/**
 * Trials that lack one of the two don't count. What is not there by the horizon is more than all that is.
 *
 * @param spans how many timespans the figures have
 */
export function trendOf(figures: Figures, from: number, to: number, spans: number): Trend {
  const before = columnOf(figures, from, spans);
  const after = columnOf(figures, to, spans);
  let both = 0;
  let more = 0;
  let less = 0;
  before.forEach((value, trial) => {
    if (Number.isNaN(value) || Number.isNaN(after[trial])) return;
    both++;
    if (after[trial] > value) more++;
    if (after[trial] < value) less++;
  });
  return both === 0 ? { rising: 0, falling: 0 } : { rising: more / both, falling: less / both };
}

/** From this share on a sentence may say that it probably is so. */
const PROBABLY = 0.6;

/**
 * What a sentence may say: `rise`, `probably fall`, or that it is open.
 *
 * @param subject whether the sentence is about one thing or many: it rises, they rise
 */
export function trendWords({ rising, falling }: Trend, subject: "one" | "many"): string {
  const s = subject === "one" ? "s" : "";
  if (rising >= PROBABLY) return `${hedge(rising)}rise${s}`;
  if (falling >= PROBABLY) return `${hedge(falling)}fall${s}`;
  return rising + falling > 0 ? "may rise or fall" : `stay${s} the same`;
}

/** `more in 83% of trials`, `less in every trial`. */
export function trendShare({ rising, falling }: Trend): string {
  return rising >= falling ? `more ${shareWords(rising)}` : `less ${shareWords(falling)}`;
}

/** `in every trial`, `in 83% of trials` */
export function shareWords(share: number): string {
  return share === 1 ? "in every trial" : share === 0 ? "in no trial" : `in ${percent(share)} of trials`;
}
