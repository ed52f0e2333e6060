import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isoDate } from "../engine/calendar.ts";
import { designText } from "../experiment/design.ts";
import { TrialStore } from "../experiment/trial-store.ts";
import type { Answer } from "./answer.ts";
import { findAnswer } from "./answer-finding.ts";
import { CONSTRAINTS_TABLE } from "./constraints-table.ts";
import { DATA_PACKAGE_FILE, dataPackage } from "./data-package.ts";
import { WORKBOOK_FILE, writeTables } from "./folder-tables.ts";
import { checksums, type RunRecord, writeManifest } from "./manifest.ts";
import { PAGE_FILE } from "./page/page.ts";
import { answerPicture } from "./page/picture.ts";
import { runPage } from "./page/run-page.ts";
import { subjectOf } from "./page/subject.ts";
import { fileError } from "./results-error.ts";
import { tablesOf } from "./run-tables.ts";
import type { Table } from "./table.ts";
import { TableThread } from "./table-thread.ts";
import { TIMESERIES_TABLE } from "./timeseries-table.ts";
import type { RunResults } from "./trials.ts";
import { runCharts } from "./workbook/run-charts.ts";
import { runCover } from "./workbook/run-cover.ts";

/** In a folder of results: the resolved scenario. */
export const SCENARIO_FILE = "scenario.yaml";
const PICTURE_FILE = "answer.svg";

/** Those that take longest but for the summary: a second thread writes them while this one does all else. */
const WRITTEN_ELSEWHERE = [TIMESERIES_TABLE.file, CONSTRAINTS_TABLE.file];

/** How results are written. */
export interface WritingOptions {
  /** Whether all tables are written as `workbook.xlsx` too. [false] */
  readonly workbook?: boolean;
  /** Threads that may be used: the bytes are the same for any number. [1] */
  readonly threads?: number;
}

/**
 * Writes all files of a run's results into a folder, the manifest last. Equal runs give equal bytes in every
 * file but the manifest's run block.
 *
 * Memory: a few series over all their trials (`constraint-share.ts`) and one block of scalars.
 *
 * @param finish the run block, asked for when everything else is written
 * @throws ResultsError `failed` where the disk won't take it
 */
export async function writeResults(
  folder: string,
  run: RunResults,
  finish: () => RunRecord,
  { workbook = false, threads = 1 }: WritingOptions = {},
): Promise<Answer> {
  const { model, trials } = run;
  let thread: TableThread | null = null;
  try {
    const tables = tablesOf(run);
    // A workbook takes the rows of all tables as they pass.
    const shared = threads > 1 && !workbook && trials instanceof TrialStore;
    if (shared) thread = new TableThread(folder, run, trials, WRITTEN_ELSEWHERE);
    const here = shared ? tables.filter(([{ file }]) => !WRITTEN_ELSEWHERE.includes(file)) : tables;
    const plan = workbook ? { cover: runCover(run), charts: runCharts(model.stages) } : null;
    await writeTables(folder, here, plan);
    const explained: readonly Table[] = tables.map(([table]) => table);
    await writeFile(
      join(folder, DATA_PACKAGE_FILE),
      `${JSON.stringify(dataPackage(run, explained), null, 2)}\n`,
    );
    await writeFile(join(folder, SCENARIO_FILE), run.resolved);
    const answer = findAnswer(run);
    const subject = subjectOf(run, answer);
    await writeFile(join(folder, PAGE_FILE), runPage(subject));
    await writeFile(join(folder, PICTURE_FILE), answerPicture(subject));
    await thread?.done;
    const files = [...tables.map(([{ file }]) => file), ...(workbook ? [WORKBOOK_FILE] : [])];
    await writeManifest(folder, {
      format: 1,
      chokepoint: run.version,
      scenario: run.name,
      question: run.question,
      scenario_hash: run.hash,
      seed: run.seed,
      design: designText(trials.design),
      changed_from_parent: [...run.changed],
      trials: { from: trials.range.from, to: trials.range.to, with_detail: trials.detailTrials },
      start: isoDate(model.epoch),
      end: isoDate(model.epoch + model.end - 1),
      as_of: isoDate(model.epoch + model.asOf),
      answer,
      files: await checksums(folder, [...files, DATA_PACKAGE_FILE, SCENARIO_FILE, PAGE_FILE, PICTURE_FILE]),
      run: finish(),
    });
    return answer;
  } catch (error) {
    throw fileError(error, `write ${folder}`);
  } finally {
    await thread?.stop();
  }
}
