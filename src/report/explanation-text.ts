import type { Band } from "./answer.ts";
import { bindingRuns, runWhat, runWhen, shareRange } from "./answer-text.ts";
import type { End, Explanation, LineLimit } from "./explanation.ts";
import { inputName } from "./input-name.ts";
import { percent, shortNumber } from "./number-format.ts";
import { clipped, labelled, roomIn, WIDTH, wrap } from "./paragraph.ts";
import type { RestingInput } from "./resting-input.ts";
import { causeWords, listed, trialsWords } from "./wording.ts";

const STAGES = 3;
const LINES = 3;
const INPUTS = 2;
/** Of a source, beside its date and confidence, characters. */
const LEAST_ROOM = 20;
/** Smaller shares are not told. */
const LEAST = 0.005;

/**
 * An explanation in words, about a dozen lines: what limited it, where the trace of its deliveries ends, how that
 * changes over the years, and the inputs on which it rests.
 *
 * @param paint makes a label stand out, or returns it as it is
 * @param width of a line
 */
export function explanationText(
  explanation: Explanation,
  paint: (label: string) => string,
  width = WIDTH,
): string {
  const { scenario, seed, vendor, trials, stages, lines, inputs } = explanation;
  const room = roomIn(width);
  const paragraph = (label: string, text: string): string => labelled(label, wrap(text, room), paint);
  const title = `${asked(explanation)} (${scenario}: traces of ${trialsWords(trials)}, seed ${seed})`;
  const head = `${wrap(title, width).join("\n")}\n\n`;
  if (stages.length === 0)
    return head + paragraph("Limited by", "nothing can be said: too few trials deliver anything then.");
  const share = explanation.product_share;
  return [
    head,
    paragraph(
      "Limited by",
      `${stages.slice(0, STAGES).map(stageWords).join(", ")}. Shares are of ${vendor === "" ? "all" : `${vendor}'s`} H100e delivered${share === null ? "" : `, of which ${explanation.product} is ${percent(share)}: it has no trace of its own`}.`,
    ),
    paragraph("Lines", `${lines.slice(0, LINES).map(lineWords).join(", ")}.`),
    paragraph("Trace ends", `${endWords(explanation)}.`),
    paragraph("Over years", `${yearWords(explanation)}.`),
    labelled("Rests on", restLines(inputs, room), paint),
  ].join("");
}

function asked({ vendor, product, period, first, last, h100e }: Explanation): string {
  const when = period.includes("..") ? `from ${first} to ${last}` : `in ${period}`;
  const who = product === "" ? vendor : `${vendor}, with ${product},`;
  const amount = bandWords(h100e);
  return vendor === ""
    ? `Why are ${amount} delivered ${when}?`
    : `Why does ${who} deliver ${amount} ${when}?`;
}

/** `173M H100e (142M to 192M)` */
function bandWords({ p10, p50, p90 }: Band): string {
  const figure = (value: number | null): string => (value === null ? "?" : shortNumber(value));
  return `${figure(p50)} H100e (${figure(p10)} to ${figure(p90)})`;
}

function stageWords(one: Explanation["stages"][number], place: number): string {
  const { constraint, share, low, high, probability } = one;
  const error = place > 0 || low === null || high === null ? "" : ` \u00b1${percent((high - low) / 2)}`;
  const often = place === 0 ? `the largest in ${percent(probability)} of trials` : percent(probability);
  return `${causeWords(constraint)} ${percent(share)}${error} (${often})`;
}

function lineWords(one: LineLimit, place: number): string {
  const { share, probability } = one;
  const often = place === 0 ? `the largest in ${percent(probability)} of trials` : percent(probability);
  return `${limitName(one)} ${percent(share)} (${often})`;
}

function limitName({ line, stage, constraint }: LineLimit): string {
  if (line !== "") return line;
  if (constraint === "background") return `others' load in ${stage}`;
  if (constraint === "down") return `outages in ${stage}`;
  return causeWords(constraint);
}

const ENDS: Readonly<Record<End, string>> = {
  line: "at a full line",
  background: "in others' load on it",
  down: "in its outages",
  orders: "at demand",
  plan: "at late plans",
  opening: "at launches and qualifications",
  initial: "at stock there at the start",
};
const END_ORDER: readonly End[] = ["line", "background", "down", "orders", "plan", "opening", "initial"];

function endWords({ ends }: Explanation): string {
  const told = END_ORDER.filter((end) => ends[end] >= LEAST).map(
    (end) => `${percent(ends[end])} ${ENDS[end]}`,
  );
  return `from each delivery back through the input that came last: ${listed(told)}`;
}

function yearWords({ years }: Explanation): string {
  if (years.length === 0) return "nothing is delivered";
  return bindingRuns(years)
    .map((run) => `${runWhen(run)} ${runWhat(run)} (${shareRange(run)})`)
    .join("; then ");
}

function restLines(inputs: readonly RestingInput[], room: number): string[] {
  if (inputs.length === 0) return ["no uncertain input: what these lines have is stated as known"];
  const shown = inputs.slice(0, INPUTS).flatMap((one) => {
    const about = [one.source, one.dated, one.confidence === "" ? "" : `${one.confidence} confidence`];
    const known = about.filter((text) => text !== "");
    const range = `${shortNumber(one.p10)} to ${shortNumber(one.p90)} ${one.unit}`.trimEnd();
    return [
      ...wrap(`${inputName(one.input)} (${one.input}): ${range} (8 in 10)`, room),
      `  ${known.length === 0 ? "no source is stated" : aboutWords(known, room - 2)}`,
    ];
  });
  const more = inputs.length - INPUTS;
  return more > 0 ? [...shown, `and ${more} more (--json has all)`] : shown;
}

/** Source, date and confidence on one line: a long source gives way. */
function aboutWords([first, ...others]: readonly string[], room: number): string {
  const rest = others.map((text) => `, ${text}`).join("");
  // Clipped twice: whatever a scenario says is made printable.
  return clipped(clipped(first, Math.max(room - rest.length, LEAST_ROOM)) + rest, room);
}
