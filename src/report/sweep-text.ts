import { LEVEL } from "../analysis/confidence-interval.ts";
import { percent, shortNumber, signed, signedPercent } from "./number-format.ts";
import { aligned, labelled, ROOM, WIDTH, wrap } from "./paragraph.ts";
import type { SweepAnswer } from "./sweep-answer.ts";

/** The rest is in the file. */
const ROWS = 20;
/** What is varied, in the head of the table; a grid has no room for so many paths. */
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

type SweptCell = SweepAnswer["cells"][number];

/**
 * A sweep in words, for a terminal: what is delivered in every cell and how it differs from the reference.
 *
 * @param place where the results are, as the reader can open it
 * @param paint makes a label stand out, or returns it as it is
 */
export function sweepText(answer: SweepAnswer, place: string, paint: (label: string) => string): string {
  const { question, scenario, trials, seed, start, end, cells, level } = answer;
  const what = `${scenario}: ${cells.length} cells of ${trials} ${trials === 1 ? "trial" : "trials"}, seed ${seed}`;
  const paragraph = (label: string, text: string): string => labelled(label, wrap(text, ROOM), paint);
  const share = `${Number((100 * level).toFixed(2))}%`;
  const together = level === LEVEL ? "" : " (95% for all cells together, Bonferroni)";
  return [
    `${wrap(`${question} (${what})`, WIDTH).join("\n")}\n\n`,
    tableText(answer, paint),
    "\n",
    paragraph("Varied", answer.paths.map((path, axis) => `${LETTERS[axis]} is ${path}`).join(", ")),
    paragraph(
      "Delivered",
      `H100-equivalents from ${start} to ${end}, mean; its difference to the reference in the same trials with its ${share} interval${together}, and in how many trials it is more.`,
    ),
    ...interactionText(answer).map((text) => paragraph("Together", text)),
    paragraph("Results", `${place} (sweep.csv; dictionary.csv explains it)`),
  ].join("");
}

function tableText({ paths, cells }: SweepAnswer, paint: (label: string) => string): string {
  const shown = cells.length <= ROWS ? cells : mostAndLeast(cells);
  const rows = shown.map((cell) => [...cell.values, ...figures(cell)]);
  const head = [...paths.map((_, axis) => LETTERS[axis]), "delivered", "difference", "relative", "more in"];
  const left = cells.length - shown.length;
  const note =
    left === 0 ? [] : [`(those with the most and the least of ${cells.length}; the others are in sweep.csv)`];
  const [title, ...lines] = aligned([head, ...rows], paths.length);
  return `${[paint(title), ...lines, ...note].join("\n")}\n`;
}

function figures({ reference, delivered, difference, relative, better }: SweptCell): string[] {
  const mean = delivered === null ? "?" : shortNumber(delivered.value);
  if (reference) return [mean, "reference", "", ""];
  if (difference === null) return [mean, "?", "", ""];
  return [
    mean,
    `${signed(difference.value)} (${signed(difference.low)} to ${signed(difference.high)})`,
    relative === null ? "" : signedPercent(relative),
    better === null ? "" : percent(better),
  ];
}

function mostAndLeast(cells: readonly SweptCell[]): SweptCell[] {
  const value = ({ delivered }: SweptCell): number => delivered?.value ?? 0;
  const sorted = [...cells].sort((a, b) => value(b) - value(a));
  return [...sorted.slice(0, ROWS / 2), ...sorted.slice(-ROWS / 2)];
}

/** Of two values each. Of more, sweep.csv has them all. */
function interactionText({ paths, cells }: SweepAnswer): string[] {
  const crossed = cells.filter(({ interaction }) => interaction !== null);
  const [cell] = crossed;
  if (crossed.length !== 1 || cell.interaction === null) return [];
  const { value, low, high } = cell.interaction;
  const amount = `${signed(value)} (${signed(low)} to ${signed(high)})`;
  const names = paths.map((path, axis) => `${path}=${cell.values[axis]}`).join(" and ");
  if (low <= 0 && high >= 0)
    return [`${names}: no interaction can be told from the sum of what each does alone: ${amount}.`];
  return [`${names} bring ${value > 0 ? "more" : "less"} than the sum of what each does alone: ${amount}.`];
}
