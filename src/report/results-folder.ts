import {
  copyFile,
  link,
  lstat,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import { dirname, join } from "node:path";
import { FolderLock, type LockHolder } from "./folder-lock.ts";
import { readAnyManifest } from "./manifest.ts";
import { fileError, fileErrorCode, ResultsError } from "./results-error.ts";
import { isOf, type PartialRun, parsePartialRun, runOf, whyNotReplaced, whyRefused } from "./results-rule.ts";

/** Folder names; nothing that could leave the folder above, hide or need quoting. */
const NAME = /^[a-z0-9][a-z0-9-]{0,99}$/;

/** In a folder of results: the blocks of its trials. */
const TRIALS = "trials";

/** In a partial folder: which run it is of. */
const RUN_FILE = "run.json";

/** What became of a swap that was interrupted before this command. */
export type Settled = "nothing" | "finished" | "undone";

/** Who is asking: for the lock. */
export interface Asker extends LockHolder {
  /** Whether a process of this machine lives. */
  readonly alive: (process: number) => boolean;
}

interface Places {
  /** Where the results are once they are whole. */
  readonly path: string;
  /** Where they are written. */
  readonly partial: string;
  /** Where those before them are during the swap. */
  readonly old: string;
}

/**
 * The place of the results of one run or study: `NAME`, written beside it as `.NAME.partial` and swapped in by two renames
 * (`NAME` to `.NAME.old`, `.NAME.partial` to `NAME`), so that whoever looks sees the old results or the new
 * ones, whole. Whatever moment it is killed at, the next command finishes the swap or undoes it:
 *
 *     NAME  .old  .partial     what it means                        what is done
 *     yes   -     no manifest  interrupted while running            kept for --resume
 *     yes   -     whole        killed just before the swap          swapped in
 *     -     yes   whole        killed between the two renames       second rename
 *     -     yes   not whole    somebody took the new ones away      .old put back
 *     yes   yes   any          killed while tidying up              .old removed
 *
 * One run at a time: see `FolderLock`.
 */
export class ResultsFolder implements Places {
  readonly path: string;
  readonly partial: string;
  readonly old: string;
  /** What was found and put right when it was opened. */
  readonly settled: Settled;
  private readonly lock: FolderLock;

  private constructor({ path, partial, old }: Places, lock: FolderLock, settled: Settled) {
    this.path = path;
    this.partial = partial;
    this.old = old;
    this.lock = lock;
    this.settled = settled;
  }

  /**
   * Takes hold of a place, making the folder above it if need be, and settles what was interrupted there.
   *
   * @param out  folder of all results
   * @param name see `checkName`
   * @throws ResultsError
   */
  static async open(out: string, name: string, asker: Asker): Promise<ResultsFolder> {
    const places = placesOf(out, name);
    return await wording(`write ${places.path}`, async () => {
      await makeFolder(out);
      for (const path of Object.values(places)) await refuseNoFolder(path);
      const { process, machine, alive } = asker;
      const lock = await FolderLock.take(join(out, `.${name}.lock`), { process, machine }, alive);
      try {
        return new ResultsFolder(places, lock, await settle(places));
      } catch (error) {
        await lock.release();
        throw error;
      }
    });
  }

  /**
   * Makes `partial` ready for the trials of a run: with those that are there, here or in the finished folder,
   * where it resumes, and empty where not.
   *
   * @throws ResultsError `refused` where the rules say no, with nothing changed
   */
  async begin(
    run: PartialRun,
    options: { readonly resume: boolean; readonly replace: boolean },
  ): Promise<void> {
    const { path, partial } = this;
    await wording(`write ${partial}`, async () => {
      const finished = await finishedAt(path);
      const interrupted = await this.interrupted();
      const refusal = whyRefused({ run, ...options, finished, interrupted, path, partial });
      if (refusal !== null) throw new ResultsError("refused", refusal);
      if (!options.resume || !isOf(interrupted, run)) await remove(partial);
      await mkdir(trialsFolder(partial), { recursive: true });
      for (const entry of await readdir(partial)) {
        if (entry !== TRIALS) await remove(join(partial, entry));
      }
      if (options.resume && isOf(finished, run)) {
        await lendTrials(trialsFolder(path), trialsFolder(partial));
      }
      await writeFile(join(partial, RUN_FILE), `${JSON.stringify(run)}\n`);
    });
  }

  /**
   * Asks again whether results that are there may be replaced, once it is known how many trials a run has.
   *
   * @throws ResultsError `refused` where the rules say no
   */
  async checkReplaced(run: PartialRun, { replace }: { readonly replace: boolean }): Promise<void> {
    const refusal = replace ? null : whyNotReplaced(run, await this.finished(), this.path);
    if (refusal !== null) throw new ResultsError("refused", refusal);
  }

  /**
   * Swaps in what was written, its manifest last; what was there before is gone.
   *
   * @throws ResultsError with both left as they were
   */
  async commit(): Promise<void> {
    await wording(`put ${this.partial} in the place of ${this.path}`, () => swap(this));
  }

  /** Drops what was written. */
  async discard(): Promise<void> {
    await wording(`remove ${this.partial}`, () => remove(this.partial));
  }

  /** What the finished results there are of; null where there are none. */
  async finished(): Promise<PartialRun | null> {
    return await finishedAt(this.path);
  }

  /** The run that was interrupted there; null where there is none. */
  async interrupted(): Promise<PartialRun | null> {
    return await interruptedAt(this.partial);
  }

  async close(): Promise<void> {
    await this.lock.release();
  }
}

/** Where in a folder of results its trials lie. */
export function trialsFolder(folder: string): string {
  return join(folder, TRIALS);
}

/** Whether a place has trials of a run that it can go on from, finished or interrupted. */
export async function hasTrialsOf(out: string, name: string, run: PartialRun): Promise<boolean> {
  const { path, partial } = placesOf(out, name);
  const finished = await readAnyManifest(path);
  return (finished !== null && isOf(runOf(finished), run)) || isOf(await interruptedAt(partial), run);
}

/** @throws ResultsError `refused` where a name is none for a folder of results */
export function checkName(name: string): void {
  if (!NAME.test(name)) {
    throw new ResultsError(
      "refused",
      `${JSON.stringify(name)} is no name for a folder of results: use a-z, 0-9 and -, such as --as my-run`,
    );
  }
}

function placesOf(out: string, name: string): Places {
  checkName(name);
  return {
    path: join(out, name),
    partial: join(out, `.${name}.partial`),
    old: join(out, `.${name}.old`),
  };
}

async function settle(places: Places): Promise<Settled> {
  const { path, partial, old } = places;
  const there = await exists(path);
  if (there) await remove(old);
  if ((await readAnyManifest(partial).catch(() => null)) !== null) {
    await swap(places);
    return "finished";
  }
  if (there || !(await exists(old))) return "nothing";
  await rename(old, path);
  return "undone";
}

/** The two renames; if the second fails the first is taken back. */
async function swap({ path, partial, old }: Places): Promise<void> {
  await finishedAt(path);
  await remove(join(partial, RUN_FILE));
  const there = await exists(path);
  if (there) await rename(path, old);
  try {
    await rename(partial, path);
  } catch (error) {
    if (there) await rename(old, path);
    throw error;
  }
  await remove(old);
}

/** @throws ResultsError `refused` where something else is there, which is never touched */
async function finishedAt(path: string): Promise<PartialRun | null> {
  const manifest = await readAnyManifest(path);
  if (manifest === null && (await exists(path)) && (await readdir(path)).length > 0) {
    throw new ResultsError(
      "refused",
      `${path} is there and holds no results (no manifest.json). Choose another name with --as, or move it away`,
    );
  }
  return manifest === null ? null : runOf(manifest);
}

/** A link or a file where a folder is to be: following it could write anywhere. */
async function refuseNoFolder(path: string): Promise<void> {
  const found = await lstat(path).catch(() => null);
  if (found === null || found.isDirectory()) return;
  const what = found.isSymbolicLink() ? "a symbolic link" : "no folder";
  throw new ResultsError("refused", `${path} is ${what}. Move it away, or choose another name with --as`);
}

async function interruptedAt(partial: string): Promise<PartialRun | null> {
  return parsePartialRun(await readFile(join(partial, RUN_FILE), "utf8").catch(() => null));
}

/**
 * Gives a folder the files of another that it lacks. Files of trials are never written in place, so links do;
 * where a disk knows none they are copied.
 */
export async function lendTrials(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true }).catch(() => [])) {
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    if (entry.isDirectory()) {
      await lendTrials(source, target);
    } else if (entry.isFile() && !(await exists(target))) {
      await link(source, target).catch(() => copyFile(source, target));
    }
  }
}

/**
 * A folder and those above it that are missing. Not `mkdir`'s own `recursive`: where a file system has no place
 * for new folders and says that there is none (`/proc`), that tries for ever.
 */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    const there = await stat(path).catch(() => null);
    if (there?.isDirectory()) return;
    const above = dirname(path);
    if (fileErrorCode(error) !== "ENOENT" || above === path) throw error;
    if (await exists(above)) {
      throw new ResultsError(
        "failed",
        `no folder can be made in ${above}. Choose another one with --out`,
        error,
      );
    }
    await makeFolder(above);
    await makeFolder(path);
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (fileErrorCode(error) === "ENOENT") return false;
    throw error;
  }
}

async function remove(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true });
}

/** Failures of the file system in words. */
async function wording<T>(doing: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw fileError(error, doing);
  }
}
