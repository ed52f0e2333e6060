import { readFileSync } from "node:fs";
import { type LoadedScenario, loadScenario } from "../../src/scenario/load.ts";

const NOTHING = { shipped: () => null, shippedNames: [], beside: () => null };

/** The quiet chain with options: what it makes is known without running it. */
export function quietChain(set: readonly string[] = []): LoadedScenario {
  const text = readFileSync(new URL("./quiet-chain.yaml", import.meta.url), "utf8");
  const loaded = loadScenario({ name: "quiet-chain.yaml", text, shipped: false }, NOTHING, { set });
  if (loaded.model === null) throw new Error(loaded.problems.map(({ rule }) => rule).join("\n"));
  return loaded;
}
