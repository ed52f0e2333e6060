import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Library } from "../../src/scenario/library.ts";
import {
  type LoadedScenario,
  type LoadOptions,
  loadScenario,
  type RefusedScenario,
} from "../../src/scenario/load.ts";
import { rendered } from "../../src/scenario/problem.ts";

const SMALL = readFileSync(join(import.meta.dirname, "small.yaml"), "utf8");

/** A folder of files held in memory, with the small scenario as the only shipped one. */
function libraryOf(files: Readonly<Record<string, string>> = {}): Library {
  return {
    shippedNames: ["small"],
    shipped: (name) => (name === "small" ? SMALL : null),
    beside: (name) => files[name] ?? null,
  };
}

/** A real folder beside it. */
export function libraryAt(folder: string): Library {
  return {
    ...libraryOf(),
    beside: (name) => (existsSync(join(folder, name)) ? readFileSync(join(folder, name), "utf8") : null),
  };
}

export function loadText(
  text: string,
  options: LoadOptions = {},
  files: Readonly<Record<string, string>> = {},
): LoadedScenario | RefusedScenario {
  return loadScenario({ name: "test.yaml", text, shipped: false }, libraryOf(files), options);
}

/** Loads what must be right. Throws with the problems where it is not. */
export function loaded(
  text: string,
  options: LoadOptions = {},
  files: Readonly<Record<string, string>> = {},
): LoadedScenario {
  const scenario = loadText(text, options, files);
  if (scenario.model === null) throw new Error(scenario.problems.map(rendered).join("\n"));
  return scenario;
}

/** The rules that a text breaks, with the paths they are broken at. */
export function rulesBroken(
  text: string,
  options: LoadOptions = {},
  files: Readonly<Record<string, string>> = {},
): string[] {
  return loadText(text, options, files).problems.map(
    ({ severity, path, rule }) => `${severity} ${path}: ${rule}`,
  );
}
