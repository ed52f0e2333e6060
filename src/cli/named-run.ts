import { statSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Design, designText, INDEPENDENT } from "../experiment/design.ts";
import { type TrialRange, trialsOf } from "../experiment/trial-range.ts";
import { TrialStore } from "../experiment/trial-store.ts";
import { prepareTrial } from "../model/trial.ts";
import { type Manifest, readAnyManifest, readManifest } from "../report/manifest.ts";
import { SCENARIO_FILE } from "../report/results.ts";
import { ResultsError } from "../report/results-error.ts";
import { hasTrialsOf, trialsFolder } from "../report/results-folder.ts";
import type { RunResults } from "../report/trials.ts";
import type { Session } from "./command.ts";
import { loadScenarios, type NamedScenario } from "./load.ts";
import { trialsWord } from "./run-option.ts";
import { runScenario, type ScenarioOptions } from "./run-scenario.ts";
import { shellWords } from "./shell.ts";
import { shownPath } from "./shown-path.ts";
import { UsageError } from "./usage-error.ts";

/** A run as it was named: by its scenario, run where it has not been, or by finished results as they are. */
export interface NamedRun {
  readonly scenario: NamedScenario;
  /** null: a scenario. */
  readonly finished: FinishedRun | null;
}

/** A name and no path. */
const PLAIN = /^[A-Za-z0-9_-]+$/;

export interface FinishedRun {
  readonly path: string;
  readonly manifest: Manifest;
}

/**
 * Reads what was named: a scenario, a folder of results, or the name of one in `out`. A plain name is a scenario where
 * there is one, as in `run`. null: a scenario that can't run, which has been said.
 *
 * @param sets change a scenario, never results
 * @throws UsageError | ResultsError where it is none of these, or results that can't be read again
 */
export async function readNamedRun(
  argument: string,
  sets: readonly string[],
  out: string,
  session: Session,
): Promise<NamedRun | null> {
  const { folder } = session.host;
  const here = resolve(folder, argument);
  if (!PLAIN.test(argument) && isFolder(here)) return await readUnchanged(here, sets, session);
  try {
    const [scenario] = loadScenarios([argument], sets, session) ?? [];
    return scenario === undefined ? null : { scenario, finished: null };
  } catch (error) {
    const results = [here, resolve(folder, out, argument)].find(isFolder);
    if (error instanceof UsageError && results !== undefined)
      return await readUnchanged(results, sets, session);
    throw error;
  }
}

async function readUnchanged(
  path: string,
  sets: readonly string[],
  session: Session,
): Promise<NamedRun | null> {
  if (sets.length === 0) return await readFolder(path, session);
  throw new UsageError(
    `--set changes a scenario, and ${shownPath(session.host.folder, path)} is a folder of results. Name the scenario`,
  );
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/**
 * Finished results, their scenario loaded again from the file that lies with them. null: it can't be, which has been
 * said.
 *
 * @throws UsageError | ResultsError where they are none, or of another version, or not of that scenario
 */
export async function readFolder(
  path: string,
  session: Session,
): Promise<(NamedRun & { readonly finished: FinishedRun }) | null> {
  const shown = shownPath(session.host.folder, path);
  const manifest = await readManifest(path);
  if (manifest === null)
    throw new UsageError(
      `${shown} is a folder without finished results (no manifest.json). Name a scenario, or a folder that chokepoint run has written`,
    );
  const file = join(path, SCENARIO_FILE);
  const [loaded] = loadScenarios([file], [], session) ?? [];
  if (loaded === undefined) return null;
  const finished = { path, manifest };
  if (manifest.chokepoint !== session.host.version)
    throw refused(
      `${shown} was written by version ${manifest.chokepoint}, this is ${session.host.version}, which may run other trials`,
      finished,
      session,
    );
  if (loaded.hash !== manifest.scenario_hash)
    throw new ResultsError(
      "failed",
      `${join(shown, SCENARIO_FILE)} is not the scenario that was run (its hash is another). Run it again: ${againWords(finished, session)}`,
    );
  const { scenario: name, question } = manifest;
  return { scenario: { ...loaded, name, question, argument: shown, typed: shown }, finished };
}

/** Which trials of which seed are wanted: what was asked for, else those of results that are there. */
export interface Sample {
  readonly seed: string;
  readonly from: number;
  readonly to: number;
}

/**
 * Decides on the sample, and refuses results that have another one or were not drawn one by one.
 *
 * @param asked null: it was not said
 * @throws ResultsError `refused` with the command that mends it
 */
export async function sampleOf(
  named: readonly NamedRun[],
  asked: { readonly seed: string | null; readonly trials: { from: number; to: number } | null },
  defaults: Sample,
  out: string,
  session: Session,
): Promise<Sample> {
  const folders = named.flatMap(({ finished }) => (finished === null ? [] : [finished]));
  const seed = asked.seed ?? folders[0]?.manifest.seed ?? defaults.seed;
  const there = await Promise.all(
    named.map(({ scenario, finished }) => finished ?? finishedOf(scenario, seed, out, session)),
  );
  for (const run of there) if (run !== null) checkIndependent(run, session);
  const most = folders
    .map(({ manifest }) => manifest.trials)
    .sort((a, b) => b.to - b.from - (a.to - a.from))[0];
  const { from, to } = asked.trials ?? most ?? there[0]?.manifest.trials ?? defaults;
  for (const folder of folders) {
    const { manifest, path } = folder;
    const { trials } = manifest;
    const shown = shownPath(session.host.folder, path);
    if (manifest.seed !== seed)
      throw refused(`${shown} is of seed ${manifest.seed}, not ${seed}`, folder, session, { seed, from, to });
    const enough =
      asked.trials === null ? trials.from === from && trials.to === to : covers(trials, { from, to });
    if (!enough)
      throw refused(
        `${shown} has trials ${trials.from} to ${trials.to}, not ${from} to ${to}`,
        folder,
        session,
        { seed, from, to },
      );
  }
  return { seed, from, to };
}

/** Pairs of trials and what inputs do are judged by intervals for trials drawn one by one. */
function checkIndependent(run: FinishedRun, session: Session): void {
  const { path, manifest } = run;
  const { design } = manifest;
  if (design === designText(INDEPENDENT)) return;
  const shown = shownPath(session.host.folder, path);
  throw refused(`${shown} has trials drawn ${design}, and independent ones are needed`, run, session);
}

/**
 * The trials of a scenario or folder, run where they are not there yet. null: it was interrupted, which has been said.
 *
 * @param options of the run; how many trials and which seed are those of the sample, and it resumes where it can
 */
export async function finishedTrials(
  { scenario, finished }: NamedRun,
  sample: Sample,
  options: ScenarioOptions,
  session: Session,
): Promise<RunResults | null> {
  const { host, screen } = session;
  const { seed, from, to } = sample;
  const there = finished ?? (await finishedOf(scenario, seed, options.out, session));
  if (there !== null && covers(there.manifest.trials, sample)) {
    if (finished === null)
      screen.note(`${scenario.name}: ${shownPath(host.folder, there.path)} has these trials`);
    return openTrials(scenario, there, sample);
  }
  screen.note(`${scenario.name}: ${to - from + 1} trials to run`);
  const out = resolve(host.folder, options.out);
  const { file, hash } = scenario;
  const design = designText(INDEPENDENT);
  const run = { file, hash, seed, version: host.version, design, from, to };
  const resume = await hasTrialsOf(out, scenario.name, run);
  // The workbook that is asked for is that of the results for which these trials are run.
  const own = { ...options, seed, trials: { from, to }, resume, xlsx: false };
  const done = await runScenario(scenario, own, session);
  if (done === null) return null;
  const manifest = await readManifest(done.path);
  if (manifest === null) throw new ResultsError("failed", `${done.path} has gone while it was read`);
  return openTrials(scenario, { path: done.path, manifest }, sample);
}

/** Whether a scenario's trials would have to be run. */
export async function isToRun(
  { scenario, finished }: NamedRun,
  sample: Sample,
  out: string,
  session: Session,
): Promise<boolean> {
  if (finished !== null) return false;
  const there = await finishedOf(scenario, sample.seed, out, session);
  return there === null || !covers(there.manifest.trials, sample);
}

/** The finished results of this very scenario, seed and version in its own folder; null where there are none. */
export async function finishedOf(
  { name, hash }: NamedScenario,
  seed: string,
  out: string,
  { host }: Session,
): Promise<FinishedRun | null> {
  const path = resolve(host.folder, out, name);
  const manifest = await readAnyManifest(path);
  if (manifest === null || "study" in manifest) return null;
  const same =
    manifest.scenario_hash === hash && manifest.seed === seed && manifest.chokepoint === host.version;
  return same ? { path, manifest } : null;
}

function covers(has: { from: number; to: number }, wanted: { from: number; to: number }): boolean {
  return has.from === wanted.from && has.to >= wanted.to;
}

/** @param design as the trials were drawn */
export function openTrials(
  scenario: NamedScenario,
  { path, manifest }: FinishedRun,
  { seed, from, to }: Sample,
  design: Design = INDEPENDENT,
): RunResults {
  const { with_detail: details } = manifest.trials;
  const range: TrialRange = { from, to, detail: details === 0 ? 0 : from - 1 + details };
  const version = manifest.chokepoint;
  const identity = { scenario: scenario.hash, seed, version, design };
  const { shape } = prepareTrial(scenario.model);
  const trials = TrialStore.open(trialsFolder(path), identity, shape, range);
  return { ...scenario, trials, seed, version };
}

function refused(what: string, finished: FinishedRun, session: Session, sample?: Sample): ResultsError {
  return new ResultsError("refused", `${what}. Run it again: ${againWords(finished, session, sample)}`);
}

/** The command that makes results anew: from their file, or from the scenario beside them where options changed it. */
function againWords(
  { path, manifest }: FinishedRun,
  { host }: Session,
  { seed, from, to }: Sample = { seed: manifest.seed, ...manifest.trials },
): string {
  const { command, scenario_file: file } = manifest.run;
  const own = / --(set|as) /.test(command);
  const words = own
    ? [shownPath(host.folder, join(path, SCENARIO_FILE)), "--as", manifest.scenario, "--replace"]
    : [file.replace(/^shipped:/, "")];
  const out = shownPath(host.folder, resolve(path, ".."));
  if (seed !== "1") words.push("--seed", seed);
  if (out !== "results") words.push("--out", out);
  return shellWords(["chokepoint", "run", ...words, "--trials", trialsWord(from, to)]);
}

/** Number of trials of a sample. */
export function sizeOf(sample: Sample): number {
  return trialsOf({ ...sample, detail: 0 });
}
