import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { fileErrorCode, ResultsError } from "./results-error.ts";

/** Who holds a lock. */
export interface LockHolder {
  readonly process: number;
  readonly machine: string;
}

/**
 * Keeps two runs from writing the same results at once: a file beside the folder that names its holder. The
 * lock of a process that no longer lives (kill -9) is taken over; one of another machine never is, because
 * nothing here can tell whether it lives.
 */
export class FolderLock {
  private readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  /**
   * @param alive whether a process of this machine lives
   * @throws ResultsError `refused` while another run holds it
   */
  static async take(
    path: string,
    self: LockHolder,
    alive: (process: number) => boolean,
  ): Promise<FolderLock> {
    for (let attempt = 0; attempt < 3; attempt++) {
      try {
        await writeFile(path, JSON.stringify(self), { flag: "wx" });
        return new FolderLock(path);
      } catch (error) {
        if (fileErrorCode(error) !== "EEXIST") throw error;
      }
      const text = await readFile(path, "utf8").catch(() => null);
      if (text === null) continue;
      const holder = parseHolder(text);
      if (holder === null || holder.machine !== self.machine || alive(holder.process)) {
        throw new ResultsError("refused", busy(path, holder));
      }
      await removeStale(path, text, `${path}.${self.process}`);
    }
    throw new ResultsError("refused", busy(path, null));
  }

  async release(): Promise<void> {
    await rm(this.path, { force: true });
  }
}

/** Takes a dead holder's file away, and puts it back if it turns out to be another's taken meanwhile. */
async function removeStale(path: string, text: string, aside: string): Promise<void> {
  try {
    await rename(path, aside);
  } catch (error) {
    if (fileErrorCode(error) === "ENOENT") return;
    throw error;
  }
  if ((await readFile(aside, "utf8")) === text) await rm(aside, { force: true });
  else await rename(aside, path);
}

function parseHolder(text: string): LockHolder | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || !("process" in value) || !("machine" in value))
      return null;
    const { process, machine } = value;
    return typeof process === "number" && typeof machine === "string" ? { process, machine } : null;
  } catch {
    return null;
  }
}

function busy(path: string, holder: LockHolder | null): string {
  const who = holder === null ? "another run" : `process ${holder.process} on ${holder.machine}`;
  return (
    `${who} is writing these results (${path}). ` +
    "Wait for it, or write elsewhere with --as NAME; if it is not running any more, delete that file"
  );
}
