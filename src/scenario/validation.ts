import type * as z from "zod";
import { NAME } from "./grammar/name.ts";
import { type Scenario, scenarioGrammar } from "./grammar/scenario.ts";
import type { Vocabulary } from "./grammar/vocabulary.ts";
import { nearestName } from "./nearest-name.ts";
import { type Complaint, type Problem, problemAt } from "./problem.ts";
import { keyPlaceAt, type MapNode, nodeAt, placeAt, plainOf } from "./tree.ts";

export interface Validated {
  /** null where there are problems. */
  readonly scenario: Scenario | null;
  readonly problems: readonly Problem[];
}

/** Holds a merged scenario against the grammar; finds every mistake at once. */
export function validate(root: MapNode, vocabulary: Vocabulary): Validated {
  const grammar = scenarioGrammar(vocabulary);
  const result = grammar.safeParse(plainOf(root));
  if (result.success) return { scenario: result.data, problems: [] };
  const problems = result.error.issues.flatMap((issue) => problemsOf(issue, [], root, grammar));
  return { scenario: null, problems: withMissingTogether(problems) };
}

const MISSING = "is missing";

/** What one entity lacks, as one problem. */
function withMissingTogether(problems: readonly Problem[]): Problem[] {
  const parentOf = ({ path }: Problem): string => path.split(".").slice(0, -1).join(".");
  const together: Problem[] = [];
  const seen = new Set<string>();
  for (const problem of problems) {
    const missing = problem.rule === MISSING;
    const parent = parentOf(problem);
    const others = missing
      ? problems.filter((other) => other.rule === MISSING && parentOf(other) === parent)
      : [];
    if (others.length < 2) {
      together.push(problem);
      continue;
    }
    if (seen.has(parent)) continue;
    seen.add(parent);
    const keys = others.map(({ path }) => path.split(".").at(-1));
    const rule = `${keys.slice(0, -1).join(", ")} and ${keys.at(-1)} are missing`;
    const hint =
      parent === "" && keys.includes("start") && keys.includes("end")
        ? "a file without them cannot run, but a scenario can extend it"
        : "";
    together.push({ ...problem, path: parent, rule, expected: "", hint });
  }
  return together;
}

type Issue = z.core.$ZodIssue;

function problemsOf(
  issue: Issue,
  prefix: readonly PropertyKey[],
  root: MapNode,
  grammar: z.ZodType,
): Problem[] {
  const path = [...prefix, ...issue.path].map(String);
  // What is relative is kept under `then` beside the value it changes; its writer knows nothing of that.
  const shown = path.includes("then") ? path.slice(0, path.indexOf("then")) : path;
  const at = (complaint: Complaint): Problem => problemAt(placeAt(root, path), { path: shown, ...complaint });
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownKey(key, path, root, grammar));
    case "invalid_key": {
      const place = keyPlaceAt(root, path);
      const name = path.at(-1) ?? "";
      return [
        problemAt(place, {
          path,
          rule: `${JSON.stringify(name)} is not a name`,
          value: name,
          expected: "small letters, digits and hyphens, a letter first, at most 63",
          hint: suggestedName(name),
        }),
      ];
    }
    case "invalid_union": {
      const whole = nodeAt(root, path)?.kind === "map";
      const branch = issue.errors.at(whole ? -1 : 0) ?? [];
      return branch.flatMap((inner) => problemsOf(inner, path, root, grammar));
    }
    case "invalid_type": {
      const node = nodeAt(root, path);
      if (node === null)
        return [at({ rule: "is missing", expected: issue.expected === "array" ? "a list" : "a map" })];
      const list = issue.expected === "array";
      return [
        at({
          rule: list ? "this is not a list" : "this is not a map",
          expected: list ? "a list [a, b]" : "keys with values",
        }),
      ];
    }
    case "custom": {
      const { expected, hint, ofKey } = paramsOf(issue.params);
      if (ofKey)
        return [
          problemAt(keyPlaceAt(root, path), {
            path: path.slice(0, -1),
            rule: issue.message,
            expected,
            hint,
            value: path.at(-1) ?? "",
          }),
        ];
      const node = nodeAt(root, path);
      const value = node?.kind === "scalar" ? String(node.value) : "";
      return [at({ rule: issue.message, expected, hint, value })];
    }
    default:
      return [at({ rule: issue.message })];
  }
}

function paramsOf(params: Readonly<Record<string, unknown>> | undefined): {
  expected: string;
  hint: string;
  ofKey: boolean;
} {
  const expected = params?.["expected"];
  const hint = params?.["hint"];
  return {
    expected: typeof expected === "string" ? expected : "",
    hint: typeof hint === "string" ? hint : "",
    ofKey: params?.["ofKey"] === true,
  };
}

function unknownKey(key: string, path: readonly string[], root: MapNode, grammar: z.ZodType): Problem {
  const here = [...path, key];
  const keys = keysAt(grammar, path);
  const near = nearestName(key, keys);
  const place = keyPlaceAt(root, here);
  return problemAt(place, {
    path: path,
    rule: `there is no key ${JSON.stringify(key)} here`,
    value: key,
    expected: keys.length === 0 || near !== null ? "" : `one of ${keys.join(", ")}`,
    hint: near === null ? "" : `did you mean ${near}?`,
  });
}

/** The keys of the map that a path leads to in the grammar; none where it cannot be followed. */
function keysAt(grammar: z.ZodType, path: readonly string[]): readonly string[] {
  let schema: unknown = grammar;
  for (const step of [...path, null]) {
    schema = unwrapped(schema);
    const shape = shapeOf(schema);
    if (step === null) return shape === null ? [] : Object.keys(shape);
    schema = shape === null ? valueTypeOf(schema) : shape[step];
  }
  return [];
}

function defOf(schema: unknown): Readonly<Record<string, unknown>> {
  if (typeof schema !== "object" || schema === null || !("def" in schema)) return {};
  const { def } = schema;
  return typeof def === "object" && def !== null ? { ...def } : {};
}

/** The map schema within optional, default and union (the last of which is the long form). */
function unwrapped(schema: unknown): unknown {
  let inner = schema;
  for (;;) {
    const def = defOf(inner);
    if ("innerType" in def) inner = def["innerType"];
    else if (Array.isArray(def["options"])) inner = def["options"].at(-1);
    else return inner;
  }
}

function shapeOf(schema: unknown): Readonly<Record<string, unknown>> | null {
  const shape = defOf(schema)["shape"];
  return typeof shape === "object" && shape !== null ? { ...shape } : null;
}

function valueTypeOf(schema: unknown): unknown {
  return defOf(schema)["valueType"];
}

/** What a name could have been: `Fab 18 N3` -> `fab-18-n3`. */
function suggestedName(name: string): string {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+|-+$/g, "");
  return NAME.test(plain) ? `write ${plain}` : "";
}
