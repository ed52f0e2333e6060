import { readdirSync, readFileSync } from "node:fs";
import type { Library } from "../../src/scenario/library.ts";
import { type LoadedScenario, loadScenario } from "../../src/scenario/load.ts";

const FOLDER = "scenarios";
/** Names of the shipped scenarios, the shared world included. */
export const names = readdirSync(FOLDER)
  .filter((file) => file.endsWith(".yaml"))
  .map((file) => file.slice(0, -".yaml".length));

const library: Library = {
  shippedNames: names,
  shipped: (name) => (names.includes(name) ? textOf(`${name}.yaml`) : null),
  beside: (file) => (names.includes(file.replace(/\.yaml$/, "")) ? textOf(file) : null),
};

/**
 * A shipped scenario, ready to run.
 *
 * @param set `PATH=VALUE`, as on the command line
 * @throws Error with its problems where it is refused
 */
export function shippedScenario(name: string, set: readonly string[] = []): LoadedScenario {
  const file = { name: `${name}.yaml`, text: textOf(`${name}.yaml`), shipped: true };
  const loaded = loadScenario(file, library, { set });
  if (loaded.model === null) throw new Error(loaded.problems.map(({ rule }) => rule).join("\n"));
  return loaded;
}

function textOf(file: string): string {
  return readFileSync(`${FOLDER}/${file}`, "utf8");
}
