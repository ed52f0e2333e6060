import { inputName } from "../input-name.ts";
import { percent, shortNumber } from "../number-format.ts";
import { fitted, labelled, ROOM, WIDTH, wrap } from "../paragraph.ts";
import type { AnswerOf, SensitivityAnswer } from "./answer.ts";

/** Inputs named in the terminal; the CSV has all. */
const SHOWN = 3;

type Paragraph = readonly [label: string, sentences: readonly string[]];

type Interval = { readonly value: number; readonly low: number; readonly high: number };

/**
 * The answer in words, for a terminal of 80 columns.
 *
 * @param place where the results are, as the reader can open it
 * @param paint makes a label stand out, or returns it as it is
 */
export function sensitivityText(
  answer: SensitivityAnswer,
  place: string,
  paint: (label: string) => string,
): string {
  const { scenario, metric, seed } = answer;
  const head = `What drives ${metric}? (${scenario}: ${trialsText(answer)}, seed ${seed})`;
  const all = `${place} (${fileOf(answer)} has all`;
  const results = fitted([`${all} ${whichOf(answer)}, paths and sources)`, `${all})`, place], 1);
  const told = wordsOf(answer)
    .filter(([, sentences]) => sentences.length > 0)
    .map(([label, sentences]) => labelled(label, wrap(sentences.join(" "), ROOM), paint));
  return `${wrap(head, WIDTH).join("\n")}\n\n${told.join("")}${labelled("Results", results, paint)}`;
}

function fileOf({ method }: SensitivityAnswer): string {
  return method === "given-data" ? "sensitivity.csv" : `${method}.csv`;
}

function whichOf({ method }: SensitivityAnswer): string {
  return method === "tornado" || method === "sobol" ? "inputs moved" : "inputs";
}

function trialsText({ method, trials }: SensitivityAnswer): string {
  const count = `${trials} ${trials === 1 ? "trial" : "trials"}`;
  switch (method) {
    case "given-data":
      return count;
    case "tornado":
      return `${count} at each end`;
    case "morris":
      return `${trials} trajectories`;
    case "sobol":
      return `${trials} rows`;
  }
}

function wordsOf(answer: SensitivityAnswer): Paragraph[] {
  switch (answer.method) {
    case "given-data":
      return givenDataWords(answer);
    case "tornado":
      return tornadoWords(answer);
    case "morris":
      return morrisWords(answer);
    case "sobol":
      return sobolWords(answer);
  }
}

type GivenInput = AnswerOf<"given-data">["inputs"][number];

function givenDataWords(answer: AnswerOf<"given-data">): Paragraph[] {
  const { inputs, noise, above_noise: above, uncertain, no_partial: refused } = answer;
  if (noise.rank_correlation === null) return [["Most", ["the outcome is the same in every trial."]]];
  const clear = inputs.filter((one) => one.above_noise).slice(0, SHOWN);
  const next = inputs.filter((one) => !one.above_noise).slice(0, SHOWN - clear.length);
  return [
    ["Most", mostWords(clear, next)],
    ["Alone", aloneWords(clear, noise.first_order)],
    [
      "Noise",
      [
        `of ${uncertain} inputs that do nothing one reaches ${figure(noise.rank_correlation)} in 1 run of 20;`,
        `${above} ${above === 1 ? "is" : "are"} above, the rest can't be told from it by so few trials.`,
      ],
    ],
    ["Not told", refused === "" ? [] : [`${refused}.`]],
  ];
}

function mostWords(clear: readonly GivenInput[], next: readonly GivenInput[]): string[] {
  const words = clear.flatMap(({ input, rank_correlation: r, confidence }) =>
    r === null ? [] : [`${inputName(input)} ${figure(r.value)} (${range(r, figure)}${sureness(confidence)})`],
  );
  const within = next.flatMap(({ input, rank_correlation: r }) =>
    r === null ? [] : [`${inputName(input)} ${figure(r.value)}`],
  );
  return [
    words.length === 0 ? "no input stands out of the noise." : `rank correlation ${words.join(", ")}.`,
    ...(within.length === 0 ? [] : [`Within the noise: ${within.join(", ")}.`]),
  ];
}

function aloneWords(clear: readonly GivenInput[], noise: number | null): string[] {
  const shares = clear.flatMap(({ input, first_order: s }) =>
    s === null || noise === null || s.value <= noise
      ? []
      : [`${inputName(input)} ${percent(s.value)} (${range(s, percent)})`],
  );
  return shares.length === 0 ? [] : [`of the variance ${shares.join(", ")}.`];
}

function tornadoWords({ inputs, unit }: AnswerOf<"tornado">): Paragraph[] {
  const clear = inputs.filter(({ difference: { low, high } }) => low > 0 || high < 0);
  const shown = clear
    .slice(0, SHOWN)
    .map(
      ({ input, difference, relative, confidence }) =>
        `${inputName(input)} ${signed(difference.value)} (${range(difference, signed)}${relative === null ? "" : `; ${signedPercent(relative.value)}`}${sureness(confidence)})`,
    );
  const most = shown.length === 0 ? "no difference that is surely one." : `${shown.join(", ")}.`;
  const unsure = inputs.length - clear.length;
  return [
    ["Most", [most]],
    [
      "Read as",
      [
        `mean ${unit} when the input goes from its 10th to its 90th percentile and all else stays, same luck in each pair;`,
        `intervals hold for all ${inputs.length} at once in 95% of runs${unsure === 0 ? "" : `, and ${unsure === 1 ? "1 of them spans" : `${unsure} of them span`} zero`}.`,
      ],
    ],
  ];
}

function morrisWords({ inputs, unit, uncertain }: AnswerOf<"morris">): Paragraph[] {
  const clear = inputs.filter(({ mu_star: { low } }) => low > 0);
  const shown = clear
    .slice(0, SHOWN)
    .map(
      ({ input, mu_star: size, mu, sigma, confidence }) =>
        `${inputName(input)} ${shortNumber(size.value)} (${range(size, shortNumber)}; mu ${signed(mu.value)}, sigma ${shortNumber(sigma)}${sureness(confidence)})`,
    );
  return [
    [
      "Most",
      [shown.length === 0 ? "no effect that is surely one; ask for more --trials." : `${shown.join(", ")}.`],
    ],
    [
      "Read as",
      [
        `mean size of the effect (mu*) on ${unit} over an input's whole range, all ${uncertain} inputs moved;`,
        "mu keeps signs, sigma is large where the effect bends or depends on others.",
      ],
    ],
  ];
}

function sobolWords({ inputs }: AnswerOf<"sobol">): Paragraph[] {
  const named = (value: (one: AnswerOf<"sobol">["inputs"][number]) => Interval): string =>
    inputs
      .toSorted((a, b) => value(b).value - value(a).value)
      .slice(0, SHOWN)
      .map(
        (one) =>
          `${inputName(one.input)} ${percent(value(one).value)} (${range(value(one), percent)}${sureness(one.confidence)})`,
      )
      .join(", ");
  return [
    ["Alone", [`of the variance: ${named(({ first }) => first)}.`]],
    [
      "In all",
      [`with what they do together with others: ${named(({ total }) => total)}.`, "With 95% intervals."],
    ],
  ];
}

function sureness(confidence: string): string {
  return confidence === "" ? "" : `; ${confidence} confidence`;
}

function range({ low, high }: Interval, text: (value: number) => string): string {
  return `${text(low)} to ${text(high)}`;
}

/** A correlation: two decimals. */
function figure(value: number): string {
  return value.toFixed(2);
}

function signed(value: number): string {
  return value > 0 ? `+${shortNumber(value)}` : shortNumber(value);
}

function signedPercent(value: number): string {
  return value > 0 ? `+${percent(value)}` : percent(value);
}
