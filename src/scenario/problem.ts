import { lineOf, type Place } from "./place.ts";

/** Something wrong with a scenario, or worth knowing of it. Plain data. */
export interface Problem {
  /** An error keeps it from running; a warning says that the answer may mislead; a note only informs. */
  readonly severity: "error" | "warning" | "note";
  /** Where: the file as it was named, line and column from 1; empty and 0 where it stands nowhere. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The text of that line, and how much of it is meant. */
  readonly text: string;
  readonly width: number;
  /** Keys that lead to it, e.g. `lines.fab18.capacity`; may be empty. */
  readonly path: string;
  /** What is wrong, as a clause. */
  readonly rule: string;
  /** What was written; may be empty. */
  readonly value: string;
  /** What would be right; may be empty. */
  readonly expected: string;
  /** What to do; may be empty. */
  readonly hint: string;
}

export interface Complaint {
  readonly severity?: Problem["severity"];
  readonly path?: readonly string[];
  readonly rule: string;
  readonly value?: string;
  readonly expected?: string;
  readonly hint?: string;
}

/** The problem of a complaint at a place; null: it stands nowhere. */
export function problemAt(place: Place | null, complaint: Complaint): Problem {
  const at = place === null ? null : lineOf(place);
  const width =
    place === null || at === null ? 0 : Math.min(place.to - place.from, at.text.length - at.column + 1);
  return {
    severity: complaint.severity ?? "error",
    file: place?.source.name ?? "",
    line: at?.line ?? 0,
    column: at?.column ?? 0,
    text: at?.text ?? "",
    width: Math.max(1, width),
    path: (complaint.path ?? []).join("."),
    rule: complaint.rule,
    value: complaint.value ?? "",
    expected: complaint.expected ?? "",
    hint: complaint.hint ?? "",
  };
}

/** In the order in which they are read: by file, line, column; what stands nowhere last. */
export function inReadingOrder(problems: readonly Problem[]): Problem[] {
  return problems.toSorted(
    (a, b) =>
      Number(a.line === 0) - Number(b.line === 0) ||
      (a.file === b.file ? a.line - b.line || a.column - b.column : a.file < b.file ? -1 : 1),
  );
}

/** Longer lines are cut around the caret. */
const WIDEST = 100;

/**
 * A problem as people read it:
 *
 *     fab.yaml:12:15: error: lines.fab18.capacity: "20k" has no unit
 *       12 |     capacity: 20k
 *          |               ^^^
 *       expected: a rate of a line with its unit, for example 20k wafers/month
 */
export function rendered(problem: Problem): string {
  const { file, line, column, severity, path, rule } = problem;
  // An option is its own place.
  const place = line === 0 || file.startsWith("--") ? file : `${file}:${line}:${column}`;
  const lines = [`${place === "" ? "" : `${place}: `}${severity}: ${path === "" ? "" : `${path}: `}${rule}`];
  if (line > 0 && problem.text.trim() !== "") {
    const { text, indent } = excerpt(problem);
    const number = String(line);
    const margin = " ".repeat(number.length);
    const carets = "^".repeat(Math.max(1, Math.min(problem.width, text.length - indent)));
    lines.push(`  ${number} | ${text}`, `  ${margin} | ${" ".repeat(indent)}${carets}`);
  }
  if (problem.expected !== "") lines.push(`  expected: ${problem.expected}`);
  if (problem.hint !== "") lines.push(`  hint: ${problem.hint}`);
  return lines.join("\n");
}

function excerpt(problem: Problem): { readonly text: string; readonly indent: number } {
  // A terminal is not to be steered by what stands in a file.
  const clean = [...problem.text].map((c) => (c < " " || (c >= "\u007f" && c < "\u00a0") ? " " : c)).join("");
  const from = problem.column - 1;
  if (clean.length <= WIDEST) return { text: clean, indent: from };
  const start = Math.max(0, Math.min(from - 20, clean.length - WIDEST));
  return { text: clean.slice(start, start + WIDEST), indent: from - start };
}
