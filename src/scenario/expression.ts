import type { DistributionKind } from "../random/distribution.ts";
import { Mistake } from "./mistake.ts";
import { nearestName } from "./nearest-name.ts";

/**
 * The outer form of an uncertain value, before its numbers are read: `triangular(1, 2, 4) weeks`, `2 to 5 weeks`,
 * `normal(10, 2) truncated to [5, 20] days`. Numbers may be amounts or dates; this file does not care.
 */
export interface Expression {
  /** `range` is `a to b`; `constant` a single number. */
  readonly form: DistributionKind | "range";
  readonly arguments: readonly Argument[];
  /** The unit after the closing bracket, for all numbers that have none; may be empty. */
  readonly trailing: string;
  readonly bounds: readonly [string, string] | null;
}

export interface Argument {
  readonly text: string;
  /** Of `discrete` only: the weight written before the value. */
  readonly weight: string | null;
}

/** What can be written with brackets. */
const FUNCTIONS = [
  "uniform",
  "triangular",
  "pert",
  "normal",
  "lognormal",
  "quantiles",
  "gamma",
  "beta",
  "exponential",
  "weibull",
  "discrete",
  "empirical",
] as const satisfies readonly DistributionKind[];

type FunctionName = (typeof FUNCTIONS)[number];

/** Names of a function's numbers, in the order in which they are written; null: any number of them. */
const ARGUMENTS: Readonly<Record<FunctionName, readonly string[] | null>> = {
  uniform: ["low", "high"],
  triangular: ["low", "mode", "high"],
  pert: ["low", "mode", "high"],
  normal: ["mean", "standard deviation"],
  lognormal: ["p5", "p95"],
  quantiles: ["p10", "p50", "p90"],
  gamma: ["shape", "scale"],
  beta: ["alpha", "beta"],
  exponential: ["mean"],
  weibull: ["shape", "scale"],
  discrete: null,
  empirical: null,
};

const TRUNCATION = /\btruncated to\s*[[(]([^,()[\]]*),([^,()[\]]*)[\])]/;

/** @throws Mistake where the form is none of those above */
export function parseExpression(text: string): Expression {
  let rest = text.trim();
  let bounds: readonly [string, string] | null = null;
  const truncation = TRUNCATION.exec(rest);
  if (truncation !== null) {
    bounds = [truncation[1].trim(), truncation[2].trim()];
    rest = `${rest.slice(0, truncation.index)} ${rest.slice(truncation.index + truncation[0].length)}`.trim();
  } else if (/\btruncated\b/.test(rest)) {
    throw new Mistake("this truncation cannot be read", "... truncated to [low, high]");
  }

  const call = /^([A-Za-z][A-Za-z0-9]*)\s*\(([^()]*)\)\s*(.*)$/s.exec(rest);
  if (call !== null) {
    const form = functionNamed(call[1]);
    return { form, arguments: readArguments(form, call[2]), trailing: call[3], bounds };
  }
  if (/^[A-Za-z]+\s*\(/.test(rest)) {
    throw new Mistake(
      "the bracket is not closed, or there is one within another",
      "one pair of brackets, as in triangular(1, 2, 4) weeks",
    );
  }
  const ends = rest.split(/\s+to\s+/);
  if (ends.length === 2) {
    return {
      form: "range",
      arguments: ends.map((end) => ({ text: end, weight: null })),
      trailing: "",
      bounds,
    };
  }
  if (bounds !== null) throw new Mistake("only a distribution can be truncated");
  return { form: "constant", arguments: [{ text: rest, weight: null }], trailing: "", bounds };
}

function functionNamed(name: string): FunctionName {
  const known = FUNCTIONS.find((candidate) => candidate === name);
  if (known !== undefined) return known;
  const near = nearestName(name, FUNCTIONS);
  throw new Mistake(
    `there is no distribution ${JSON.stringify(name)}`,
    `one of ${FUNCTIONS.join(", ")}, or a to b`,
    near === null ? "" : `did you mean ${near}?`,
  );
}

function readArguments(form: FunctionName, text: string): Argument[] {
  const parts = text.split(",").map((part) => part.trim());
  const names = ARGUMENTS[form];
  if (names !== null && parts.length !== names.length) {
    throw new Mistake(
      `${form} takes ${names.length === 1 ? "one number" : `${names.length} numbers`}, not ${parts.length}`,
      `${form}(${names.join(", ")})`,
      parts.length > names.length ? "a comma separates numbers: write 20000 or 20k, not 20,000" : "",
    );
  }
  return parts.map((part, k) => {
    if (part === "") throw new Mistake(`number ${k + 1} of ${form} is missing`);
    if (form === "quantiles") return { text: labelled(part, names?.[k] ?? ""), weight: null };
    if (form !== "discrete") return { text: part, weight: null };
    const pair = /^(\S+)\s+(.+)$/.exec(part);
    if (pair === null) {
      throw new Mistake(
        `${JSON.stringify(part)} is not a weight and a value`,
        "discrete(70% 0, 30% 6) months",
      );
    }
    return { text: pair[2], weight: pair[1] };
  });
}

function labelled(part: string, label: string): string {
  if (part.startsWith(`${label} `)) return part.slice(label.length + 1).trim();
  throw new Mistake(
    `quantiles names its points, and ${JSON.stringify(part)} is not the ${label}`,
    "quantiles(p10 1, p50 3, p90 10) days",
    /^p\d/.test(part) ? "only p10, p50 and p90, in this order" : "",
  );
}
