import { existsSync, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { designText, RUN_DESIGNS } from "../experiment/design.ts";
import type { Part } from "../experiment/merge.ts";
import type { StoreIdentity } from "../experiment/store-identity.ts";
import { type Manifest, readManifest } from "../report/manifest.ts";
import { SCENARIO_FILE } from "../report/results.ts";
import { fileError } from "../report/results-error.ts";
import { trialsFolder } from "../report/results-folder.ts";
import { type LoadedScenario, loadScenario } from "../scenario/load.ts";
import type { Session } from "./command.ts";
import { shellWords } from "./shell.ts";
import { shownPath } from "./shown-path.ts";
import { UsageError } from "./usage-error.ts";

/** A results folder that is to be part of a larger one. */
export interface FinishedPart extends Part {
  readonly path: string;
  readonly manifest: Manifest;
}

/** @throws UsageError where there are no finished results */
export async function readPart(folder: string, out: string, { host }: Session): Promise<FinishedPart> {
  const places = [resolve(host.folder, folder), resolve(host.folder, out, folder)];
  for (const path of places) {
    const manifest = await readManifest(path);
    if (manifest === null) continue;
    const { from, to } = manifest.trials;
    return { name: shownPath(host.folder, path), path, manifest, folder: trialsFolder(path), from, to };
  }
  const [here, there] = places.map((path) => shownPath(host.folder, path));
  const partial = join(resolve(host.folder, out), `.${basename(folder)}.partial`);
  const hint = existsSync(partial)
    ? "; its run was interrupted: go on with it by --resume, or write what is there by the command it printed"
    : "";
  throw new UsageError(
    `there are no finished results at ${here === there ? here : `${here} or ${there}`}${hint}`,
  );
}

/** What keeps a part from being of the same run as the first, in words that say which is which. */
export function differences(part: FinishedPart, first: FinishedPart): string[] {
  const [a, b] = [first.manifest, part.manifest];
  const about: readonly (readonly [string, string, string])[] = [
    ["scenario", a.scenario_hash.slice(0, 12), b.scenario_hash.slice(0, 12)],
    ["seed", a.seed, b.seed],
    ["design", a.design, b.design],
    ["version", a.chokepoint, b.chokepoint],
  ];
  return about
    .filter(([, ours, theirs]) => ours !== theirs)
    .map(([what, ours, theirs]) => `${part.name} has ${what} ${theirs}, ${first.name} has ${ours}`);
}

/** @throws UsageError where this program can't read the trials as their own did */
export function identityOf({ name, manifest }: FinishedPart, { host }: Session): StoreIdentity {
  if (manifest.chokepoint !== host.version)
    throw new UsageError(
      `${name} was written by version ${manifest.chokepoint}, this is ${host.version}: merge with the version that ran the parts`,
    );
  const design = Object.values(RUN_DESIGNS).find((one) => designText(one) === manifest.design);
  if (design === undefined)
    throw new UsageError(`${name} has trials of a design that can't be merged: ${manifest.design}`);
  const { scenario_hash: scenario, seed, chokepoint: version } = manifest;
  return { scenario, seed, version, design };
}

/** The scenario as it lies in the part, so that its own file needn't be on this machine. */
export function scenarioOf({ name, path, manifest }: FinishedPart): LoadedScenario {
  let text: string;
  try {
    text = readFileSync(join(path, SCENARIO_FILE), "utf8");
  } catch (error) {
    throw fileError(error, `read ${name}/${SCENARIO_FILE}`, null);
  }
  const alone = { shipped: () => null, shippedNames: [], beside: () => null };
  const scenario = loadScenario({ name: SCENARIO_FILE, text, shipped: false }, alone);
  if (scenario.model === null || scenario.hash !== manifest.scenario_hash)
    throw new UsageError(
      `${name}/${SCENARIO_FILE} is not the scenario that was run: it has been changed. Run that part again`,
    );
  return scenario;
}

/** The command that runs some trials of the run that a part is of. */
export function runWords({ run, scenario, seed, design }: Manifest, from: number, to: number): string {
  const kind = design.split(" ")[0];
  const words = [run.scenario_file.replace(/^shipped:/, ""), "--trials", `${from}..${to}`];
  if (seed !== "1") words.push("--seed", seed);
  if (kind !== "independent") words.push("--design", kind);
  words.push("--as", `${scenario}-${from}`);
  const sets = run.command.includes("--set") ? " and the --set options of the others" : "";
  return `${shellWords(["chokepoint", "run", ...words])}${sets}`;
}
