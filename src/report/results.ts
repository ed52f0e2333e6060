import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isoDate } from "../engine/calendar.ts";
import { designText } from "../experiment/design.ts";
import type { Answer } from "./answer.ts";
import { findAnswer } from "./answer-finding.ts";
import { CONSTRAINTS_TABLE, constraintRows } from "./constraints-table.ts";
import { CONVERGENCE_TABLE, convergenceRows } from "./convergence-table.ts";
import { DATA_PACKAGE_FILE, dataPackage } from "./data-package.ts";
import { withDictionary } from "./dictionary-table.ts";
import { writeTables } from "./folder-tables.ts";
import { INPUTS_TABLE, inputRows } from "./inputs-table.ts";
import { checksums, type RunRecord, writeManifest } from "./manifest.ts";
import { PAGE_FILE } from "./page/page.ts";
import { answerPicture } from "./page/picture.ts";
import { runPage } from "./page/run-page.ts";
import { subjectOf } from "./page/subject.ts";
import { fileError } from "./results-error.ts";
import { SHOCKS_TABLE, shockRows } from "./shocks-table.ts";
import { SUMMARY_TABLE, summaryRows } from "./summary-table.ts";
import type { Table, TableRows } from "./table.ts";
import { TIMESERIES_TABLE, timeseriesRows } from "./timeseries-table.ts";
import type { RunResults } from "./trials.ts";
import { trialsRows, trialsTable } from "./trials-table.ts";
import { runCharts } from "./workbook/run-charts.ts";
import { runCover } from "./workbook/run-cover.ts";

/** In a folder of results: the resolved scenario. */
export const SCENARIO_FILE = "scenario.yaml";
const PICTURE_FILE = "answer.svg";

/** Every CSV of a run's results, the dictionary, which explains them, last. */
function tablesOf(run: RunResults): readonly TableRows[] {
  const tables: TableRows[] = [
    [SUMMARY_TABLE, summaryRows(run)],
    [TIMESERIES_TABLE, timeseriesRows(run)],
    [CONSTRAINTS_TABLE, constraintRows(run)],
    [SHOCKS_TABLE, shockRows(run)],
    [INPUTS_TABLE, inputRows(run)],
    [trialsTable(run), trialsRows(run)],
  ];
  if (run.convergence !== undefined) tables.push([CONVERGENCE_TABLE, convergenceRows(run)]);
  return withDictionary(tables, run.trials.shape.series, run.trials);
}

/**
 * Writes all files of a run's results into a folder, the manifest last. Equal runs give equal bytes in every
 * file but the manifest's run block.
 *
 * Memory: a few series over all their trials (`constraint-share.ts`) and one block of scalars.
 *
 * @param finish   the run block, asked for when everything else is written
 * @param workbook whether all tables are written as `workbook.xlsx` too
 * @throws ResultsError `failed` where the disk won't take it
 */
export async function writeResults(
  folder: string,
  run: RunResults,
  finish: () => RunRecord,
  workbook = false,
): Promise<Answer> {
  try {
    const tables = tablesOf(run);
    const plan = workbook ? { cover: runCover(run), charts: runCharts(run.model.stages) } : null;
    const files = await writeTables(folder, tables, plan);
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
    const { model, trials } = run;
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
  }
}
