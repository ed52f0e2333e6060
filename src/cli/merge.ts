import { resolve } from "node:path";
import { linkBlocks, type Merged, mergeParts } from "../experiment/merge.ts";
import { workersOf } from "../experiment/run.ts";
import { blockIdentity, type StoreIdentity } from "../experiment/store-identity.ts";
import { BLOCK_TRIALS, trialsOf } from "../experiment/trial-range.ts";
import { TrialStore } from "../experiment/trial-store.ts";
import type { TrialShape } from "../model/series.ts";
import { prepareTrial } from "../model/trial.ts";
import type { Answer } from "../report/answer.ts";
import { answerText } from "../report/answer-text.ts";
import type { RunRecord } from "../report/manifest.ts";
import { writeResults } from "../report/results.ts";
import { checkName, ResultsFolder, trialsFolder } from "../report/results-folder.ts";
import { runOf } from "../report/results-rule.ts";
import type { Command, Session } from "./command.ts";
import {
  differences,
  type FinishedPart,
  identityOf,
  readPart,
  runWords,
  scenarioOf,
} from "./finished-part.ts";
import { durationText, ProgressLine } from "./progress.ts";
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
        .option("xlsx", { type: "boolean", default: false, describe: "All tables as a workbook too" })
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
      else
        screen.answer(
          answerText(merged.answer, path, (label) => screen.bold(label), screen.width, args.xlsx),
        );
      return 0;
    }),
  );

/** null: interrupted. Nothing has changed then. */
async function mergeInto(
  parts: readonly FinishedPart[],
  args: { readonly as: string; readonly out: string; readonly replace: boolean; readonly xlsx: boolean },
  session: Session,
): Promise<{ path: string; answer: Answer } | null> {
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
  const merged = await lookThrough(parts, identity, shape, session);
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
    const record = (): RunRecord => ({
      command: session.typed,
      scenario_file: manifest.run.scenario_file,
      started: started.toISOString(),
      finished: host.now().toISOString(),
      node: host.node,
      machine: host.machine,
    });
    const answer = await writeResults(folder.partial, run, record, {
      workbook: args.xlsx,
      threads: workersOf({}),
    });
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
async function lookThrough(
  parts: readonly FinishedPart[],
  identity: StoreIdentity,
  shape: TrialShape,
  { host, screen }: Session,
): Promise<Merged | null> {
  const line = new ProgressLine(host.err, screen.progress, host.now);
  const started = host.now().getTime();
  const trials = Math.max(...parts.map(({ to }) => to)) - Math.min(...parts.map(({ from }) => from)) + 1;
  const onBlock = (done: number): void => {
    const rate = (1000 * done) / Math.max(1, host.now().getTime() - started);
    line.show({ done, trials, rate, secondsLeft: (trials - done) / rate });
  };
  const watch = { onBlock, signal: host.interrupt };
  try {
    return await mergeParts(parts, blockIdentity(identity, shape), shape, watch);
  } finally {
    line.clear();
  }
}

/** @throws UsageError naming all that is missing or wrong, and what to do */
function refuseIncomplete({ missing, problems }: Merged, parts: readonly FinishedPart[]): void {
  if (missing.length === 0 && problems.length === 0) return;
  const [{ manifest }] = parts;
  const lines = [
    ...missing.map(({ from, to }) => `trials ${from}..${to} are missing`),
    ...problems,
    ...missing.map(({ from, to }) => {
      const first = from - ((from - 1) % BLOCK_TRIALS);
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
