import type { Model } from "../model/model.ts";
import { checkModel, checkScenario } from "./check/check.ts";
import { compile } from "./compile/model.ts";
import { type Inherited, inherit, type ScenarioFile } from "./inheritance.ts";
import type { Library } from "./library.ts";
import { LIMITS } from "./limits.ts";
import { vocabularyOf } from "./names.ts";
import { override } from "./override.ts";
import { type Complaint, inReadingOrder, type Problem, problemAt } from "./problem.ts";
import { withoutWhatIsOff } from "./prune.ts";
import { resolvedText } from "./resolved.ts";
import { sha256 } from "./sha256.ts";
import { keyPlaceAt, type MapNode, nodeAt, placeAt } from "./tree.ts";
import { type Unsourced, unsourced } from "./unsourced.ts";
import { validate } from "./validation.ts";

export interface LoadOptions {
  /** `PATH=VALUE`, applied in turn after all files. */
  readonly set?: readonly string[];
}

/** A scenario ready to run. */
export interface LoadedScenario {
  readonly model: Model;
  /** The question it answers. */
  readonly question: string;
  /** The whole scenario as one YAML file: the same text for the same scenario, however it is written. */
  readonly resolved: string;
  /** SHA-256 of `resolved`, hexadecimal. */
  readonly hash: string;
  /** Paths that the file itself, or an option, says over its parent. */
  readonly changed: readonly string[];
  /** Files it was read from, its own first. */
  readonly files: readonly string[];
  /** The file it extends; null: it extends nothing. */
  readonly parent: Inherited["parent"];
  /** What states numbers without a source. */
  readonly unsourced: readonly Unsourced[];
  /** Warnings and notes. */
  readonly problems: readonly Problem[];
}

/** A scenario that cannot run: at least one of the problems is an error. */
export interface RefusedScenario {
  readonly model: null;
  readonly problems: readonly Problem[];
}

/**
 * Reads a scenario with all it extends, holds it against the grammar and the rules of a supply chain, and compiles
 * it. Never throws for what a file says: every problem is in the answer, in the order of reading.
 */
export function loadScenario(
  file: ScenarioFile,
  library: Library,
  options: LoadOptions = {},
): LoadedScenario | RefusedScenario {
  const inherited = inherit(file, library);
  const problems: Problem[] = [...inherited.problems];
  if (inherited.root === null) return refused(problems);
  const overridden = override(inherited.root, options.set ?? []);
  problems.push(...overridden.problems);
  const { root } = overridden;
  const tooMany = excess(root);
  if (tooMany !== null) return refused([...problems, tooMany]);

  const validated = validate(root, vocabularyOf(root, library));
  problems.push(...validated.problems);
  if (validated.scenario === null || hasError(problems)) return refused(problems);

  const report = (path: readonly string[], complaint: Complaint): void => {
    const place = nodeAt(root, path)?.kind === "map" ? keyPlaceAt(root, path) : placeAt(root, path);
    problems.push(problemAt(place, { path, ...complaint }));
  };
  const scenario = withoutWhatIsOff(validated.scenario, report);
  checkScenario(scenario, report);
  if (hasError(problems)) return refused(problems);
  const { model } = compile(scenario, report);
  if (model !== null) checkModel(model, report);
  if (model === null || hasError(problems)) return refused(problems);
  const resolved = resolvedText(root);
  return {
    model,
    question: model.name,
    resolved,
    hash: sha256(resolved),
    changed: [...inherited.changed, ...overridden.changed],
    files: inherited.files,
    parent: inherited.parent,
    unsourced: unsourced(root),
    problems: inReadingOrder(problems),
  };
}

function refused(problems: readonly Problem[]): RefusedScenario {
  return { model: null, problems: inReadingOrder(problems) };
}

function hasError(problems: readonly Problem[]): boolean {
  return problems.some(({ severity }) => severity === "error");
}

/** Entities are the entries of the top-level collections. */
function excess(root: MapNode): Problem | null {
  let count = 0;
  for (const { node } of root.entries.values()) if (node.kind === "map") count += node.entries.size;
  if (count <= LIMITS.entities) return null;
  return problemAt(root.place, {
    rule: `the scenario has ${count} entities, and at most ${LIMITS.entities} are read`,
    hint: "leave out what does not matter for the question",
  });
}
