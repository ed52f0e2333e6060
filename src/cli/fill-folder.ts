import { resolve } from "node:path";
import type { RunRequest } from "../experiment/run.ts";
import { type TrialRange, trialsOf } from "../experiment/trial-range.ts";
import type { RunRecord } from "../report/manifest.ts";
import { ResultsError } from "../report/results-error.ts";
import { ResultsFolder, trialsFolder } from "../report/results-folder.ts";
import type { Session } from "./command.ts";
import { durationText, ProgressLine } from "./progress.ts";
import type { RunOptions } from "./run-option.ts";

/** Trials that end in a results folder: of one scenario or of a study of several. */
export interface FolderJob<Answer> {
  /** Of the folder. */
  readonly name: string;
  /** What it is of, so that nothing else replaces it unasked: a scenario's file, or a study and its file. */
  readonly file: string;
  /** Hash of all that its results depend on beside seed, design, trials and version. */
  readonly hash: string;
  /** Of a study: hash of its scenario. */
  readonly scenario?: string;
  /** How its trials are drawn: `designText`. */
  readonly design: string;
  /** How many trials there are, where neither the user nor a run that is resumed says so. */
  readonly trials: number;
  /** Whether fewer than those asked for may do. */
  readonly atMost: boolean;
  /** Trials up to this one keep monthly details. */
  readonly detail: number;
  /** Runs what is missing of the trials in a folder. */
  readonly run: (range: TrialRange, folder: string, watch: Watch) => Promise<JobOutcome<Answer>>;
  /** The command that goes on with it, up to a trial. */
  readonly again: (from: number, to: number) => string;
}

/** What the command line has to say to those who run trials. */
export interface Watch
  extends Pick<RunRequest, "workers" | "valuesLimit" | "onProgress" | "signal" | "abort" | "resume"> {
  /** Tells the user something in between. */
  readonly note: (text: string) => void;
}

export interface JobOutcome<Answer> {
  readonly status: "complete" | "interrupted";
  /** Trials that are there now, of all there are to be. */
  readonly kept: number;
  readonly trials: number;
  /** Trials that were there already. */
  readonly reused: number;
  /** Blocks that were damaged and have been made again: what was wrong with each. */
  readonly repaired: readonly string[];
  /** The last trial that results are made from. */
  readonly to: number;
  /** Where interrupted: the command that writes the results of what is there; null: they need all. */
  readonly seen: string | null;
  /** Where complete: writes the results into a folder, its manifest last. */
  readonly write: (folder: string, finish: () => RunRecord) => Promise<Answer>;
}

/** Results that are in their place. */
export interface FilledFolder<Answer> {
  readonly path: string;
  readonly answer: Answer;
}

/**
 * Runs a job into its results folder, with progress, and swaps it in. null: it was interrupted; what is done is
 * kept, and the user has been told how to go on.
 */
export async function fillFolder<Answer>(
  job: FolderJob<Answer>,
  options: RunOptions,
  session: Session,
): Promise<FilledFolder<Answer> | null> {
  const { host, screen } = session;
  const started = host.now();
  const folder = await ResultsFolder.open(resolve(host.folder, options.out), job.name, host.asker);
  try {
    if (folder.settled === "finished") screen.note(`${folder.path}: an interrupted swap was finished first`);
    if (folder.settled === "undone") screen.note(`${folder.path}: an interrupted swap was undone first`);
    const range = await rangeOf(folder, job, options);
    const { from, to } = range;
    const { file, hash, design } = job;
    const asked = job.scenario === undefined ? {} : { scenario: job.scenario, command: session.typed };
    const run = { file, hash, seed: options.seed, version: host.version, design, from, to, ...asked };
    await folder.begin(run, options);
    const outcome = await watched(job, range, trialsFolder(folder.partial), options, session);
    for (const repaired of outcome.repaired) screen.note(`made again: ${repaired}`);
    if (outcome.status === "interrupted") {
      screen.say(interruptedText(job, range, outcome, folder.partial));
      if (outcome.kept === 0) await folder.discard();
      return null;
    }
    let answer: Answer;
    try {
      if (outcome.to !== to) await folder.checkReplaced({ ...run, to: outcome.to }, options);
      answer = await outcome.write(folder.partial, recordOf(job.file, started, session));
      await folder.commit();
    } catch (error) {
      if (!(error instanceof ResultsError)) throw error;
      const next = `The trials are kept; then: ${job.again(from, to)}`;
      throw new ResultsError(error.failure, `${error.message}\n${next}`, error);
    }
    screen.note(doneText(outcome, (host.now().getTime() - started.getTime()) / 1000));
    return { path: folder.path, answer };
  } finally {
    await folder.close();
  }
}

/** How and where results were made, asked for when they are. */
export function recordOf(file: string, started: Date, { host, typed }: Session): () => RunRecord {
  return () => ({
    command: typed,
    scenario_file: file,
    started: started.toISOString(),
    finished: host.now().toISOString(),
    node: host.node,
    machine: host.machine,
  });
}

/** With progress on the screen, and Ctrl-C answered. */
async function watched<Answer>(
  job: FolderJob<Answer>,
  range: TrialRange,
  folder: string,
  { workers, maxValues, resume }: RunOptions,
  { host, screen }: Session,
): Promise<JobOutcome<Answer>> {
  const line = new ProgressLine(host.err, screen.progress, host.now);
  const stopping = (): void => {
    line.clear();
    screen.note("ending the trials in hand; Ctrl-C again ends them at once");
  };
  host.interrupt.addEventListener("abort", stopping);
  try {
    return await job.run(range, folder, {
      resume,
      ...(workers === null ? {} : { workers }),
      ...(maxValues === null ? {} : { valuesLimit: maxValues }),
      onProgress: (progress) => line.show(progress),
      note: (text) => {
        line.clear();
        screen.note(text);
      },
      signal: host.interrupt,
      abort: host.abort,
    });
  } finally {
    host.interrupt.removeEventListener("abort", stopping);
    line.clear();
  }
}

/** The trials asked for; without a number, those of the run that is resumed. */
async function rangeOf(
  folder: ResultsFolder,
  { trials, atMost, detail }: Pick<FolderJob<unknown>, "trials" | "atMost" | "detail">,
  options: RunOptions,
): Promise<TrialRange> {
  if (options.trials !== null || !options.resume || atMost)
    return { from: 1, to: trials, ...options.trials, detail };
  const before = (await folder.interrupted()) ?? (await folder.finished());
  return { from: before?.from ?? 1, to: before?.to ?? trials, detail };
}

function doneText({ trials, reused }: JobOutcome<unknown>, seconds: number): string {
  const kept = reused === 0 ? "" : ` (${reused} were there)`;
  return `${trials} ${trials === 1 ? "trial" : "trials"}${kept} in ${durationText(seconds)}`;
}

function interruptedText(
  { again, atMost }: FolderJob<unknown>,
  range: TrialRange,
  { kept, trials, seen }: JobOutcome<unknown>,
  partial: string,
): string {
  if (kept === 0)
    return `interrupted before the first ${Math.min(50, trialsOf(range))} trials were done: nothing is kept`;
  const said = [
    `interrupted: ${kept} of ${atMost ? "at most " : ""}${trials} trials are kept in ${partial}`,
    `to go on:               ${again(range.from, range.to)}`,
  ];
  if (seen !== null) said.push(`to see what is there:   ${seen}`);
  return said.join("\n");
}
