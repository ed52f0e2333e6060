import { existsSync, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { designText, RUN_DESIGNS } from "../experiment/design.ts";
import { linkBlocks, type Merged, mergeParts, type Part } from "../experiment/merge.ts";
import { blockIdentity, type StoreIdentity } from "../experiment/store-identity.ts";
import { trialsOf } from "../experiment/trial-range.ts";
import { TrialStore } from "../experiment/trial-store.ts";
import type { TrialShape } from "../model/series.ts";
import { prepareTrial } from "../model/trial.ts";
import { answerText } from "../report/answer-text.ts";
import { type Manifest, readManifest } from "../report/manifest.ts";
import { SCENARIO_FILE, writeResults } from "../report/results.ts";
import { checkName, ResultsFolder, trialsFolder } from "../report/results-folder.ts";
import { runOf } from "../report/results-rule.ts";
import { type LoadedScenario, loadScenario } from "../scenario/load.ts";
import type { Command, Session } from "./command.ts";
import { durationText, ProgressLine } from "./progress.ts";
import { shellWords } from "./shell.ts";
import { shownPath } from "./shown-path.ts";
import { UsageError } from "./usage-error.ts";

/** `merge`: parts of a run, made anywhere, as the one run they are. */
export const mergeCommand: Command = (cli, bind) =>
  cli.command(
    "merge <folder..>",
    "Put trials that were run in parts into one run",
    (y) =>
      y
        .positional("folder", {
          type: "string",
          array: true,
          demandOption: true,
          describe: "Folders of results, or their names",
        })
        .option("as", {
          type: "string",
          requiresArg: true,
          describe: "Name of the results folder of the whole (needed)",
        })
        .option("out", {
          type: "string",
          requiresArg: true,
          default: "results",
          describe: "Folder of the results folders",
        })
        .option("replace", {
          type: "boolean",
          default: false,
          describe: "Replace results that would be kept",
        })
        .example("chokepoint run baseline --trials 1..1000 --as part-1", "here")
        .example("chokepoint run baseline --trials 1001..2000 --as part-2", "there")
        .example("chokepoint merge part-1 part-2 --as baseline", "as 2000 trials run at once"),
    bind(async (args, session) => {
      const name = args.as;
      if (name === undefined)
        throw new UsageError("the whole needs a results folder of its own: add --as NAME, such as --as all");
      checkName(name);
      const parts: FinishedPart[] = [];
      for (const folder of args.folder) parts.push(await readPart(folder, args.out, session));
      const twice = parts.find((part, place) => parts.findIndex(({ path }) => path === part.path) !== place);
      if (twice !== undefined) throw new UsageError(`${twice.name} is given twice`);
      parts.sort((a, b) => a.from - b.from || a.to - b.to || (a.path < b.path ? -1 : 1));
      const merged = await mergeInto(parts, { ...args, as: name }, session);
      if (merged === null) return 130;
      const { screen, host } = session;
      const path = shownPath(host.folder, merged.path);
      if (args.json) screen.answer(`${JSON.stringify({ ...merged.answer, results: path }, null, 2)}\n`);
      else screen.answer(answerText(merged.answer, path, (label) => screen.bold(label)));
      return 0;
    }),
  );

/** A results folder that is to be part of a larger one. */
interface FinishedPart extends Part {
  readonly path: string;
  readonly manifest: Manifest;
}

/** @throws UsageError where there are no finished results */
async function readPart(folder: string, out: string, { host }: Session): Promise<FinishedPart> {
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

/** null: interrupted. Nothing has changed then. */
async function mergeInto(
  parts: readonly FinishedPart[],
  args: { readonly as: string; readonly out: string; readonly replace: boolean },
  session: Session,
): Promise<{ path: string; answer: Manifest["answer"] } | null> {
  const { host, screen } = session;
  const started = host.now();
  const [{ manifest }] = parts;
  const foreign = parts.flatMap((part) => differences(part, parts[0]));
  if (foreign.length > 0)
    throw new UsageError(
      `these are not parts of one run:\n${indented(foreign)}\n` +
        "Leave such folders out, or run their trials again like the others",
    );
  const identity = identityOf(parts[0], session);
  const scenario = scenarioOf(parts[0]);
  const { shape } = prepareTrial(scenario.model);
  const merged = lookThrough(parts, identity, shape, session);
  if (merged === null) {
    screen.say("interrupted: nothing is changed");
    return null;
  }
  refuseIncomplete(merged, parts);
  const { range } = merged;
  for (const { name, from, manifest } of parts) {
    if (manifest.trials.with_detail > 0 && from > range.detail)
      screen.note(`the monthly details of ${name} are left out: not all trials before have them`);
  }
  const folder = await ResultsFolder.open(resolve(host.folder, args.out), args.as, host.asker);
  try {
    await folder.begin(
      { ...runOf(manifest), from: range.from, to: range.to },
      { resume: false, replace: args.replace },
    );
    await linkBlocks(merged.blocks, trialsFolder(folder.partial));
    const trials = TrialStore.open(trialsFolder(folder.partial), identity, shape, range);
    const { seed, changed_from_parent: changed } = manifest;
    const run = { ...scenario, name: args.as, changed, trials, seed, version: host.version };
    const answer = await writeResults(folder.partial, run, () => ({
      command: session.typed,
      scenario_file: manifest.run.scenario_file,
      started: started.toISOString(),
      finished: host.now().toISOString(),
      node: host.node,
      machine: host.machine,
    }));
    await folder.commit();
    const seconds = (host.now().getTime() - started.getTime()) / 1000;
    screen.note(
      `${trialsOf(range)} trials of ${parts.length} ${parts.length === 1 ? "folder" : "folders"} in ${durationText(seconds)}`,
    );
    return { path: folder.path, answer };
  } finally {
    await folder.close();
  }
}

/** Looks at every block, with progress. null: interrupted. */
function lookThrough(
  parts: readonly FinishedPart[],
  identity: StoreIdentity,
  shape: TrialShape,
  { host, screen }: Session,
): Merged | null {
  const line = new ProgressLine(host.err, screen.progress, host.now);
  const started = host.now().getTime();
  const trials = Math.max(...parts.map(({ to }) => to)) - Math.min(...parts.map(({ from }) => from)) + 1;
  const merged = mergeParts(parts, blockIdentity(identity, shape), shape, (done) => {
    const rate = (1000 * done) / Math.max(1, host.now().getTime() - started);
    line.show({ done, trials, rate, secondsLeft: (trials - done) / rate });
  });
  line.clear();
  return host.interrupt.aborted ? null : merged;
}

/** What keeps a part from being of the same run as the first, in words that say which is which. */
function differences(part: FinishedPart, first: FinishedPart): string[] {
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
function identityOf({ name, manifest }: FinishedPart, { host }: Session): StoreIdentity {
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
function scenarioOf({ name, path, manifest }: FinishedPart): LoadedScenario {
  const text = readFileSync(join(path, SCENARIO_FILE), "utf8");
  const alone = { shipped: () => null, shippedNames: [], beside: () => null };
  const scenario = loadScenario({ name: SCENARIO_FILE, text, shipped: false }, alone);
  if (scenario.model === null || scenario.hash !== manifest.scenario_hash)
    throw new UsageError(
      `${name}/${SCENARIO_FILE} is not the scenario that was run: it has been changed. Run that part again`,
    );
  return scenario;
}

/** @throws UsageError naming all that is missing or wrong, and what to do */
function refuseIncomplete({ missing, problems }: Merged, parts: readonly FinishedPart[]): void {
  if (missing.length === 0 && problems.length === 0) return;
  const [{ manifest }] = parts;
  const lines = [
    ...missing.map(({ from, to }) => `trials ${from}..${to} are missing`),
    ...problems,
    ...missing.map(({ from, to }) => {
      const first = from - ((from - 1) % 50);
      return `to run what is missing: ${runWords(manifest, first, to)}`;
    }),
  ];
  const todo =
    problems.length === 0
      ? ""
      : "\nLeave the folders of such trials out, or run their trials again with --replace";
  throw new UsageError(`these folders are no whole run:\n${indented(lines)}${todo}`);
}

function indented(lines: readonly string[]): string {
  return lines.map((line) => `  ${line}`).join("\n");
}

/** The command that runs some trials of the run that a part is of. */
function runWords({ run, scenario, seed, design }: Manifest, from: number, to: number): string {
  const kind = design.split(" ")[0];
  const words = [run.scenario_file.replace(/^shipped:/, ""), "--trials", `${from}..${to}`];
  if (seed !== "1") words.push("--seed", seed);
  if (kind !== "independent") words.push("--design", kind);
  words.push("--as", `${scenario}-${from}`);
  const sets = run.command.includes("--set") ? " and the --set options of the others" : "";
  return `${shellWords(["chokepoint", "run", ...words])}${sets}`;
}
