import { rmdir } from "node:fs/promises";
import { resolve } from "node:path";
import { designText, INDEPENDENT } from "../experiment/design.ts";
import { ResultsFolder, trialsFolder } from "../report/results-folder.ts";
import { type StudyResults, writeStudy } from "../report/study-results.ts";
import type { Session } from "./command.ts";
import { type FilledFolder, recordOf } from "./fill-folder.ts";
import type { RunOptions } from "./run-option.ts";

/**
 * Writes the files of a study that has no trials of its own into its folder and swaps it in: it rests on those in the
 * folders of runs.
 *
 * @param file    what it is of, so that nothing else replaces it unasked
 * @param results asked for once it may have its place
 */
export async function writeStudyFolder<Answer>(
  study: Pick<StudyResults<Answer>, "name" | "hash" | "seed" | "version" | "trials"> & {
    readonly file: string;
  },
  results: () => Omit<StudyResults<Answer>, "name" | "hash" | "seed" | "version" | "trials">,
  options: Pick<RunOptions, "out" | "replace" | "xlsx">,
  session: Session,
): Promise<FilledFolder<Answer>> {
  const { host } = session;
  const started = host.now();
  const { file, ...identity } = study;
  const { name, hash, seed, version, trials } = identity;
  const { from, to } = trials;
  const folder = await ResultsFolder.open(resolve(host.folder, options.out), name, host.asker);
  try {
    // What an interrupted one has left is made again in a moment.
    await folder.discard();
    const design = designText(INDEPENDENT);
    const { replace } = options;
    await folder.begin({ file, hash, seed, version, design, from, to }, { resume: false, replace });
    const record = recordOf(file, started, session);
    const answer = await writeStudy(folder.partial, { ...identity, ...results() }, record, options.xlsx);
    await rmdir(trialsFolder(folder.partial));
    await folder.commit();
    return { path: folder.path, answer };
  } finally {
    await folder.close();
  }
}
