import { resolve } from "node:path";
import type { Precision } from "../analysis/stopping.ts";
import { type Design, designText } from "../experiment/design.ts";
import {
  type Convergence,
  type PrecisionGoal,
  type PrecisionOutcome,
  runUntilPrecise,
} from "../experiment/precision-run.ts";
import { type RunOutcome, type RunRequest, runTrials } from "../experiment/run.ts";
import type { StoreIdentity } from "../experiment/store-identity.ts";
import type { TrialRange } from "../experiment/trial-range.ts";
import { TrialStore } from "../experiment/trial-store.ts";
import type { Answer } from "../report/answer.ts";
import type { RunRecord } from "../report/manifest.ts";
import { writeResults } from "../report/results.ts";
import { ResultsError } from "../report/results-error.ts";
import { ResultsFolder, trialsFolder } from "../report/results-folder.ts";
import { type PartialRun, runOf } from "../report/results-rule.ts";
import type { Session } from "./command.ts";
import type { NamedScenario } from "./load.ts";
import { durationText, ProgressLine } from "./progress.ts";
import { shellWords } from "./shell.ts";
import { goalOf, lookText, MOST_UNTIL_CI } from "./until-ci.ts";

const TRIALS = 200;

/** How a scenario is to be run, read from the command line. */
export interface RunOptions {
  /** null: as many as the run that is resumed, or 200. */
  readonly trials: { readonly from: number; readonly to: number } | null;
  readonly seed: string;
  /** As typed. */
  readonly out: string;
  readonly as: string | null;
  readonly sets: readonly string[];
  /** null: one a core. */
  readonly workers: number | null;
  readonly detail: number;
  readonly design: Design;
  /** null: as many trials as asked for; otherwise until this precision of these outcomes. */
  readonly until: {
    readonly precision: Precision;
    readonly metrics: readonly string[];
    readonly typed: string;
  } | null;
  readonly maxValues: number | null;
  readonly resume: boolean;
  readonly replace: boolean;
}

/** A run whose results are in their place. */
export interface FinishedRun {
  readonly path: string;
  readonly answer: Answer;
}

/**
 * Runs one scenario into its results folder. null: it was interrupted; what is done is kept, and the user has
 * been told how to go on.
 */
export async function runScenario(
  scenario: NamedScenario,
  options: RunOptions,
  session: Session,
): Promise<FinishedRun | null> {
  const { host, screen } = session;
  const started = host.now();
  const { until } = options;
  const goal = until === null ? null : goalOf(scenario.model, until.precision, until.metrics);
  const folder = await ResultsFolder.open(resolve(host.folder, options.out), scenario.name, host.asker);
  try {
    if (folder.settled === "finished") screen.note(`${folder.path}: an interrupted swap was finished first`);
    if (folder.settled === "undone") screen.note(`${folder.path}: an interrupted swap was undone first`);
    const asked = await rangeOf(folder, options);
    const { design, seed } = options;
    const { version } = host;
    const identity = { scenario: scenario.hash, seed, version, design };
    const start: PartialRun = {
      file: scenario.file,
      hash: scenario.hash,
      seed,
      version,
      design: designText(design),
      from: asked.from,
      to: asked.to,
    };
    await folder.begin(start, options);
    const ran = await runAll(scenario, identity, asked, goal, folder, options, session);
    const { outcome, range, convergence } = ran;
    for (const repaired of outcome.repaired) screen.note(`made again: ${repaired}`);
    if (outcome.status === "interrupted") {
      screen.say(interruptedText(scenario, options, asked, outcome.kept, folder.partial));
      if (outcome.kept < asked.from) await folder.discard();
      return null;
    }
    const trials = TrialStore.open(trialsFolder(folder.partial), identity, outcome.shape, range);
    const run = { ...scenario, trials, seed, version, ...(convergence === null ? {} : { convergence }) };
    const record = (): RunRecord => ({
      command: session.typed,
      scenario_file: scenario.file,
      started: started.toISOString(),
      finished: host.now().toISOString(),
      node: host.node,
      machine: host.machine,
    });
    let answer: Answer;
    try {
      await folder.checkReplaced({ ...start, to: range.to }, options);
      answer = await writeResults(folder.partial, run, record);
      await folder.commit();
    } catch (error) {
      if (!(error instanceof ResultsError)) throw error;
      const next = `The trials are kept; then: ${againWords(scenario, options, asked.from, asked.to)}`;
      throw new ResultsError(error.failure, `${error.message}\n${next}`, error);
    }
    screen.note(doneText(range, outcome, (host.now().getTime() - started.getTime()) / 1000));
    return { path: folder.path, answer };
  } finally {
    await folder.close();
  }
}

/** Trials that were run, and where it stopped by itself, how it came to. */
type Ran = Omit<PrecisionOutcome, "convergence"> & { readonly convergence: Convergence | null };

async function runAll(
  { model, typed }: NamedScenario,
  identity: StoreIdentity,
  range: TrialRange,
  goal: PrecisionGoal | null,
  folder: ResultsFolder,
  options: RunOptions,
  { host, screen }: Session,
): Promise<Ran> {
  const line = new ProgressLine(host.err, screen.progress, host.now);
  const stopping = (): void => {
    line.clear();
    screen.note("ending the trials in hand; Ctrl-C again ends them at once");
  };
  host.interrupt.addEventListener("abort", stopping);
  const request: RunRequest = {
    model,
    identity,
    range,
    folder: trialsFolder(folder.partial),
    resume: options.resume,
    scenario: [typed, ...designWords(options)].join(" "),
    ...(options.workers === null ? {} : { workers: options.workers }),
    ...(options.maxValues === null ? {} : { valuesLimit: options.maxValues }),
    onProgress: (progress) => line.show(progress),
    signal: host.interrupt,
    abort: host.abort,
  };
  try {
    if (goal === null) return { outcome: await runTrials(request), range, convergence: null };
    return await runUntilPrecise(request, goal, (look, convergence) => {
      line.clear();
      screen.note(lookText(look, convergence));
    });
  } finally {
    host.interrupt.removeEventListener("abort", stopping);
    line.clear();
  }
}

/** The trials asked for; without a number, those of the run that is resumed. */
async function rangeOf(
  folder: ResultsFolder,
  { trials, detail, resume, until }: RunOptions,
): Promise<TrialRange> {
  if (until !== null) return { from: 1, to: MOST_UNTIL_CI, ...trials, detail };
  if (trials !== null || !resume) return { from: 1, to: TRIALS, ...trials, detail };
  const finished = await folder.finished();
  const before = (await folder.interrupted()) ?? (finished === null ? null : runOf(finished));
  return { from: before?.from ?? 1, to: before?.to ?? TRIALS, detail };
}

function doneText({ from, to }: TrialRange, { reused }: RunOutcome, seconds: number): string {
  const count = to - from + 1;
  const kept = reused === 0 ? "" : ` (${reused} were there)`;
  return `${count} ${count === 1 ? "trial" : "trials"}${kept} in ${durationText(seconds)}`;
}

function interruptedText(
  scenario: NamedScenario,
  options: RunOptions,
  { from, to }: TrialRange,
  kept: number,
  partial: string,
): string {
  const count = kept - from + 1;
  if (count === 0) return "interrupted before the first 50 trials were done: nothing is kept";
  return [
    `interrupted: ${count} of ${options.until === null ? "" : "at most "}${to - from + 1} trials are kept in ${partial}`,
    `to go on:               ${againWords(scenario, options, from, to)}`,
    `to see what is there:   ${againWords(scenario, { ...options, until: null }, from, kept)}`,
  ].join("\n");
}

/** The command that goes on with a run, up to a trial. */
function againWords(scenario: NamedScenario, options: RunOptions, from: number, to: number): string {
  const trials = from === 1 ? String(to) : `${from}..${to}`;
  return shellWords(["chokepoint", "run", ...runWords(scenario, options, trials)]);
}

/** The arguments that run it again. */
function runWords(scenario: NamedScenario, options: RunOptions, trials: string): string[] {
  const words = [scenario.argument, "--trials", trials, "--resume"];
  if (options.seed !== "1") words.push("--seed", options.seed);
  if (options.out !== "results") words.push("--out", options.out);
  if (options.as !== null) words.push("--as", options.as);
  for (const set of options.sets) words.push("--set", set);
  if (options.detail !== 1000)
    words.push("--detail", options.detail === Infinity ? "all" : String(options.detail));
  words.push(...designWords(options));
  if (options.until !== null) {
    words.push("--until-ci", options.until.typed);
    for (const metric of options.until.metrics) words.push("--metric", metric);
  }
  if (options.replace) words.push("--replace");
  return words;
}

function designWords({ design }: RunOptions): string[] {
  return design.kind === "independent" ? [] : ["--design", design.kind];
}
