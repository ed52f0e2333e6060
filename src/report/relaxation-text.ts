import { percent, shortNumber, signed } from "./number-format.ts";
import { fitted, LINES, labelled, shorter, WIDTH } from "./paragraph.ts";
import type { RelaxationAnswer, RelievedAnswer } from "./relaxation-answer.ts";
import { trialsWords } from "./wording.ts";

const SHOWN = 3;
/** Percent of deliveries: what is shown as more than nothing. */
const LEAST = 0.01;
const KINDS = ["stage", "technology", "line"];

/**
 * The answer of a relaxation in words, for a terminal of 80 columns and ten lines: what a percent more of each is worth,
 * what a tenth less costs, what to do in turn, what is worth more together, and what a dollar brings where it is known.
 *
 * @param place where the results are, as the reader can open it
 * @param paint makes a label stand out, or returns it as it is
 */
export function relaxationText(
  answer: RelaxationAnswer,
  place: string,
  paint: (label: string) => string,
): string {
  const { scenario, trials, seed, single, from, horizon, steps, left_out: left } = answer;
  const paragraph = (label: string, ways: readonly string[], lines = 1): string =>
    labelled(label, fitted(ways, lines), paint);
  const more = single.filter((one) => one.capacity_percent > 0);
  const less = single.filter((one) => one.capacity_percent < 0);
  const title = `Relax of ${scenario}: capacity changes from ${from}, ${trialsWords(trials)}, seed ${seed}. What is delivered more by ${horizon}, in % or H100e, \u00b1 half the 95% interval:`;
  // Asked for, given, or wrong: each has its line, the rest of which is for the sequence.
  const dollars = dollarWays(answer);
  const odd = answer.odd.map((one) => `${signed(one.capacity_percent)}% of ${one.name}`);
  const extra = [
    ...(dollars.length === 0 ? [] : [paragraph("Per $1B", dollars)]),
    ...(odd.length === 0 ? [] : [paragraph("Against sense", shorter(odd))]),
  ];
  const pairs = steps > 0 && extra.length < 2 ? [paragraph("Together", pairWays(answer))] : [];
  const turn = REST - extra.length - pairs.length;
  const tried = left.length === 0 ? "has all" : `has all, and the ${left.length} that hardly bind`;
  return [
    `${fitted([title], 2, WIDTH).join("\n")}\n`,
    ...KINDS.map((kind, place) => paragraph(place === 0 ? "1% more of" : "", moreWays(more, kind))),
    paragraph("10% less of", lessWays(less)),
    ...(steps === 0 ? [] : [paragraph("In turn", sequenceWays(answer), turn)]),
    ...pairs,
    ...extra,
    paragraph("Results", [`${place} (relaxation.csv ${tried})`, `${place} (relaxation.csv)`, place]),
  ].join("");
}

/** Lines beside those that are always there. */
const REST = LINES - 7;

/** The most that deliveries surely move for a percent, of those of one kind. */
function moreWays(single: readonly RelievedAnswer[], kind: string): string[] {
  const own = ofKind(single, kind);
  if (own.length === 0) return [`a ${kind}: none was tried`];
  const sure = own.filter(({ elasticity }) => elasticity !== null && elasticity.low > 0);
  if (sure.length === 0) return [`a ${kind}: none surely gains`];
  const seen = sure.filter((one) => movedBy(one) >= LEAST);
  const best = seen.sort((a, b) => movedBy(b) - movedBy(a)).slice(0, SHOWN);
  if (best.length === 0) return [`a ${kind}: none gains as much as ${LEAST}%`];
  return fewer(best.map((one) => `${nameOf(one, kind)} ${points(one.elasticity)}`)).map(
    (some) => `a ${kind}: ${some}`,
  );
}

/** What is surely lost most of each kind, and what is lost at least in the worst tenth of trials. */
function lessWays(single: readonly RelievedAnswer[]): string[] {
  const worst = KINDS.flatMap((kind) => {
    const own = ofKind(single, kind).filter(({ gain }) => (gain?.high ?? 0) < 0);
    const [first] = own.sort((a, b) => (a.gain?.value ?? 0) - (b.gain?.value ?? 0));
    return first === undefined ? [] : [{ name: nameOf(first, kind), ...first }];
  });
  if (worst.length === 0) return ["none surely loses"];
  const named = [...new Map(worst.map((one) => [one.lines.join(" "), one])).values()];
  const told = named.map(({ name, gain, gain_p10: p10 }, place) => {
    const short = `${name} ${gainText(gain)}`;
    return place === 0 && p10 !== null ? `${short} (P10 ${signed(p10)})` : short;
  });
  return fewer(told);
}

function sequenceWays(answer: RelaxationAnswer): string[] {
  const { sequence, sequence_percent: step, sequence_ends: ends, orders_after: orders } = answer;
  const steps = sequence.map((one) => `${nameOf(one, "technology")} ${gainText(one.gain)}`);
  const demand = `demand holds back ${percent(orders)}`;
  const end = {
    steps: "",
    "nothing-binds": "then nothing binds",
    "nothing-gained": "then none surely gains",
  }[ends];
  if (steps.length === 0) return [`${step}% more: ${end}; ${demand}`];
  const plain = sequence.map((one) => nameOf(one, "technology"));
  const endings = [`${end === "" ? "by then" : `${end};`} ${demand}`, end];
  return [steps, plain].flatMap((named) =>
    shorter(named, ", then ").flatMap((some) =>
      endings.map((ending) => `${step}% more of ${some}${ending === "" ? "" : `; ${ending}`}`),
    ),
  );
}

function pairWays({ pairs }: RelaxationAnswer): string[] {
  const sure = pairs.filter(({ beyond }) => beyond !== null && (beyond.low > 0 || beyond.high < 0));
  if (pairs.length === 0) return ["no two technologies bind that share no line"];
  if (sure.length === 0) return [`of ${pairs.length} pairs none brings surely more or less than its parts`];
  const size = ({ beyond }: RelaxationAnswer["pairs"][number]): number => Math.abs(beyond?.value ?? 0);
  const [pair] = [...sure].sort((a, b) => size(b) - size(a));
  const both = `${pair.first} and ${pair.second} ${gainText(pair.beyond)} beyond the sum of both`;
  return [`${both}; so for ${sure.length} of ${pairs.length} pairs`, both];
}

/** Where lines say what more of them costs: what a billion dollars brings, at the rate of a percent. */
function dollarWays({ single }: RelaxationAnswer): string[] {
  const priced = single.filter(({ capacity_percent: by, gain_per_dollar: each }) => by > 0 && each !== null);
  if (priced.length === 0) return [];
  const each = ({ gain_per_dollar: gain }: RelievedAnswer): number => gain?.value ?? 0;
  const sure = priced.filter(({ gain_per_dollar: gain }) => (gain?.low ?? 0) > 0);
  if (sure.length === 0) return [`none of the ${priced.length} with a stated capital surely gains`];
  const best = [...sure].sort((a, b) => each(b) - each(a)).slice(0, SHOWN);
  return fewer(best.map((one) => `${one.names[0]} ${gainText(billion(one.gain_per_dollar))}`));
}

function billion(each: RelievedAnswer["gain_per_dollar"]): RelievedAnswer["gain"] {
  return each === null ? null : { value: 1e9 * each.value, low: 1e9 * each.low, high: 1e9 * each.high };
}

function ofKind(single: readonly RelievedAnswer[], kind: string): RelievedAnswer[] {
  return single.filter(({ names }) => names.some((name) => name.startsWith(`${kind} `)));
}

/** The first of them, one less each time: the others are in the file. */
function fewer(parts: readonly string[]): string[] {
  return parts.map((_, left) => parts.slice(0, parts.length - left).join(", "));
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
