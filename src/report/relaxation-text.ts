import { NOT_BINDING } from "../experiment/binding-share.ts";
import { percent, shortNumber, signed } from "./number-format.ts";
import { labelled, ROOM, WIDTH, wrap } from "./paragraph.ts";
import type { RelaxationAnswer, RelievedAnswer } from "./relaxation-answer.ts";
import { listed, trialsWords } from "./wording.ts";

const SHOWN = 3;
const PAIRS = 2;
const KINDS = ["stage", "technology", "line"];

/**
 * The answer of a relaxation in words, for a terminal of 80 columns: what a percent more of each is worth, what a
 * tenth less costs, what to do in turn, what is worth more together.
 *
 * @param place where the results are, as the reader can open it
 * @param paint makes a label stand out, or returns it as it is
 */
export function relaxationText(
  answer: RelaxationAnswer,
  place: string,
  paint: (label: string) => string,
): string {
  const { question, scenario, trials, seed, single } = answer;
  const paragraph = (label: string, text: string): string => labelled(label, wrap(text, ROOM), paint);
  const more = single.filter((one) => one.capacity_percent > 0);
  const less = single.filter((one) => one.capacity_percent < 0);
  const odd = answer.odd.map((one) => `${signed(one.capacity_percent)}% of ${one.name}`);
  return [
    `${wrap(`${question} (relax of ${scenario}: ${trialsWords(trials)}, seed ${seed})`, WIDTH).join("\n")}\n\n`,
    paragraph("1% more of", KINDS.map((kind) => moreSentence(more, kind)).join(" ")),
    paragraph("10% less", [...KINDS.map((kind) => lessSentence(less, kind)), unitSentence(answer)].join(" ")),
    ...(answer.steps === 0
      ? []
      : [paragraph("In turn", sequenceSentence(answer)), paragraph("Together", pairSentence(answer))]),
    ...(odd.length === 0
      ? []
      : [paragraph("Against sense", `deliveries move the wrong way: ${listed(odd)}.`)]),
    paragraph("Left out", leftOutSentence(answer)),
    paragraph("Results", `${place} (relaxation.csv; dictionary.csv explains it)`),
  ].join("");
}

/** The most that deliveries surely move for a percent, of those of one kind. */
function moreSentence(single: readonly RelievedAnswer[], kind: string): string {
  const own = single.filter(({ names }) => names.some((name) => name.startsWith(`${kind} `)));
  if (own.length === 0) return "";
  const sure = own.filter(({ elasticity }) => elasticity !== null && elasticity.low > 0);
  const best = [...sure].sort((a, b) => movedBy(b) - movedBy(a)).slice(0, SHOWN);
  const shown = best.map((one) => `${nameOf(one, kind)} ${points(one.elasticity)}`).join(", ");
  return `a ${kind}: ${shown === "" ? "none surely gains" : shown}.`;
}

/** What is surely lost most, of those of one kind. */
function lessSentence(single: readonly RelievedAnswer[], kind: string): string {
  const worst = single
    .filter(({ names, gain }) => names.some((name) => name.startsWith(`${kind} `)) && (gain?.high ?? 0) < 0)
    .sort((a, b) => (a.gain?.value ?? 0) - (b.gain?.value ?? 0))
    .slice(0, SHOWN);
  if (worst.length === 0) return "";
  return `a ${kind}: ${worst.map((one) => `${nameOf(one, kind)} ${gainText(one.gain)}`).join(", ")}.`;
}

function unitSentence({ from, horizon }: RelaxationAnswer): string {
  return `Capacity changes from ${from}; % of deliveries (here H100e) by ${horizon}, \u00b1 half the 95% interval.`;
}

function sequenceSentence(answer: RelaxationAnswer): string {
  const { sequence, sequence_percent: step, sequence_ends: ends, orders_after: orders } = answer;
  const steps = sequence.map((one) => `${nameOf(one, "technology")} ${gainText(one.gain)}`);
  const begun = steps.length === 0 ? "" : `${step}% more of ${steps.join(", then ")}. `;
  const demand = `demand holds back ${percent(orders)} of deliveries`;
  switch (ends) {
    case "steps":
      return `${begun}By then ${demand}.`;
    case "nothing-binds":
      return `${begun}Then no technology binds: ${demand}.`;
    case "nothing-gained":
      return `${begun}Then ${step}% more of any one technology gains nothing that can be told from none; ${demand}.`;
  }
}

function pairSentence({ pairs }: RelaxationAnswer): string {
  const sure = pairs.filter(({ beyond }) => beyond !== null && (beyond.low > 0 || beyond.high < 0));
  if (pairs.length === 0) return "no two technologies bind that share no line.";
  if (sure.length === 0)
    return `of ${pairs.length} pairs none gains surely more or less than its parts add up to.`;
  const size = ({ beyond }: RelaxationAnswer["pairs"][number]): number => Math.abs(beyond?.value ?? 0);
  const shown = [...sure]
    .sort((a, b) => size(b) - size(a))
    .slice(0, PAIRS)
    .map((pair) => {
      return `${pair.first} and ${pair.second} ${gainText(pair.beyond)} H100e`;
    });
  return `${shown.join(", ")} beyond the sum of both alone; so surely for ${sure.length} of ${pairs.length} pairs.`;
}

function leftOutSentence({ left_out: left }: RelaxationAnswer): string {
  if (left.length === 0) return "nothing: every set of lines binds.";
  const sets = left.length === 1 ? "1 set of lines that" : `${left.length} sets of lines, each of which`;
  return `${sets} ${NOT_BINDING}; what less of it costs is not known.`;
}

function movedBy({ elasticity }: RelievedAnswer): number {
  return elasticity?.value ?? Number.NEGATIVE_INFINITY;
}

/** Its name of a kind, or else its first, without the kind. */
function nameOf({ names }: RelievedAnswer, kind: string): string {
  return plainName(names.find((name) => name.startsWith(`${kind} `)) ?? names[0]);
}

function plainName(name: string): string {
  return name.slice(name.indexOf(" ") + 1);
}

/** Percent of deliveries for a percent of capacity: `+0.41% \u00b10.05`. */
function points(elasticity: RelievedAnswer["elasticity"]): string {
  if (elasticity === null) return "?";
  const { value, low, high } = elasticity;
  return `${value > 0 ? "+" : ""}${value.toFixed(2)}% \u00b1${((high - low) / 2).toFixed(2)}`;
}

/** `+1.21M \u00b145.0k` */
function gainText(gain: RelievedAnswer["gain"]): string {
  if (gain === null) return "?";
  return `${signed(gain.value)} \u00b1${shortNumber((gain.high - gain.low) / 2)}`;
}
