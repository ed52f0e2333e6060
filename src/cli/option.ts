import { type Design, RUN_DESIGNS } from "../experiment/design.ts";
import { BLOCK_TRIALS } from "../experiment/trial-range.ts";
import { nearestName } from "../scenario/nearest-name.ts";
import { UsageError } from "./usage-error.ts";

/** Readers of option values: text as it was typed to what is meant, or an error that says what would be right. */

const MOST_TRIALS = 2 ** 31 - 1;
const MOST_WORKERS = 512;

/** `200` or `1001..2000`. */
export function readTrials(text: string): { from: number; to: number } {
  const range = /^(\d+)\.\.(\d+)$/.exec(text);
  const [from, to] =
    range === null ? [1, wholeNumber("--trials", text)] : [Number(range[1]), Number(range[2])];
  if (from < 1 || to < from || to > MOST_TRIALS) {
    throw new UsageError(
      `--trials ${text}: the first trial is at least 1 and the last not before it, such as 1001..2000`,
    );
  }
  if ((from - 1) % BLOCK_TRIALS !== 0) {
    const near = Math.round((from - 1) / BLOCK_TRIALS) * BLOCK_TRIALS + 1;
    throw new UsageError(
      `--trials ${text}: a range starts one after a multiple of ${BLOCK_TRIALS}, such as ${near}..${Math.max(to, near)}`,
    );
  }
  return { from, to };
}

/** A seed is text; two seeds that read differently are different. */
export function readSeed(text: string): string {
  if (!/^[A-Za-z0-9._-]{1,64}$/.test(text)) {
    throw new UsageError(`--seed ${text}: up to 64 letters, digits, points, - and _, such as 1`);
  }
  return text;
}

/** How inputs are drawn. */
export function readDesign(text: string): Design {
  const names = Object.keys(RUN_DESIGNS);
  for (const [name, design] of Object.entries(RUN_DESIGNS)) if (name === text) return design;
  throw new UsageError(
    `--design ${text}: there is no such design${suggestion(text, names) || "."} There are ${names.join(", ")}`,
  );
}

/** How many trials keep monthly details: a number or `all`. */
export function readDetail(text: string): number {
  return text === "all" ? Infinity : wholeNumber("--detail", text, "or all");
}

export function readWorkers(text: string): number {
  const workers = wholeNumber("--workers", text);
  if (workers < 1 || workers > MOST_WORKERS)
    throw new UsageError(`--workers ${text}: from 1 to ${MOST_WORKERS}`);
  return workers;
}

/** `2000M`, `1.5B` or plain. */
export function readMaxValues(text: string): number {
  const found = /^(\d+(?:\.\d+)?)([kMB]?)$/.exec(text);
  if (found === null) throw new UsageError(`--max-values ${text}: a number such as 2000M`);
  const scale = { "": 1, k: 1e3, M: 1e6, B: 1e9 }[found[2]] ?? 1;
  return Number(found[1]) * scale;
}

/** How many of something: a whole number, at least `fewest`. */
export function readCount(option: string, text: string, fewest: number): number {
  const count = wholeNumber(option, text);
  if (count < fewest) throw new UsageError(`${option} ${text}: at least ${fewest}`);
  return count;
}

/** The number of a single trial. */
export function readTrial(text: string): number {
  const trial = wholeNumber("--trial", text);
  if (trial < 1 || trial > MOST_TRIALS) throw new UsageError(`--trial ${text}: trials are numbered from 1`);
  return trial;
}

function wholeNumber(option: string, text: string, other = ""): number {
  if (!/^\d{1,10}$/.test(text)) {
    throw new UsageError(
      `${option} ${text}: a whole number${other === "" ? "" : ` ${other}`} is needed, such as 200`,
    );
  }
  return Number(text);
}

/** `, did you mean X?`, or nothing. */
export function suggestion(name: string, names: readonly string[]): string {
  const near = nearestName(name, names);
  return near === null ? "" : `. Did you mean ${near}?`;
}
