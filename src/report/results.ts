import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isoDate } from "../engine/calendar.ts";
import { designText } from "../experiment/design.ts";
import type { Answer } from "./answer.ts";
import { findAnswer } from "./answer-finding.ts";
import { CONSTRAINTS_TABLE, constraintRows } from "./constraints-table.ts";
import { CONVERGENCE_TABLE, convergenceRows } from "./convergence-table.ts";
import { DATA_PACKAGE_FILE, dataPackage } from "./data-package.ts";
import { DICTIONARY_TABLE, dictionaryRows } from "./dictionary-table.ts";
import { INPUTS_TABLE, inputRows } from "./inputs-table.ts";
import { checksums, type RunRecord, writeManifest } from "./manifest.ts";
import { PAGE_FILE } from "./page/page.ts";
import { answerPicture } from "./page/picture.ts";
import { runPage } from "./page/run-page.ts";
import { subjectOf } from "./page/subject.ts";
import { fileError } from "./results-error.ts";
import { SHOCKS_TABLE, shockRows } from "./shocks-table.ts";
import { SUMMARY_TABLE, summaryRows } from "./summary-table.ts";
import { type Cell, type Table, writeTable } from "./table.ts";
import { TIMESERIES_TABLE, timeseriesRows } from "./timeseries-table.ts";
import type { RunResults } from "./trials.ts";
import { trialsRows, trialsTable } from "./trials-table.ts";

/** In a folder of results: the resolved scenario. */
export const SCENARIO_FILE = "scenario.yaml";
const PICTURE_FILE = "answer.svg";

type Rows = (run: RunResults) => Iterable<readonly Cell[]>;

/** Every CSV of a run's results but the dictionary, which explains them. */
function tablesOf(run: RunResults): readonly (readonly [Table, Rows])[] {
  return [
    [SUMMARY_TABLE, summaryRows],
    [TIMESERIES_TABLE, timeseriesRows],
    [CONSTRAINTS_TABLE, constraintRows],
    [SHOCKS_TABLE, shockRows],
    [INPUTS_TABLE, inputRows],
    [trialsTable(run), trialsRows],
    ...(run.convergence === undefined ? [] : [[CONVERGENCE_TABLE, convergenceRows] as const]),
  ];
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
): Promise<Answer> {
  try {
    const tables = tablesOf(run);
    for (const [table, rows] of tables) await writeTable(folder, table, rows(run));
    const explained = [...tables.map(([table]) => table), DICTIONARY_TABLE];
    await writeTable(
      folder,
      DICTIONARY_TABLE,
      dictionaryRows(run.trials.shape.series, explained, run.trials),
    );
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
      files: await checksums(folder, [
        ...explained.map((table) => table.file),
        DATA_PACKAGE_FILE,
        SCENARIO_FILE,
        PAGE_FILE,
        PICTURE_FILE,
      ]),
      run: finish(),
    });
    return answer;
  } catch (error) {
    throw fileError(error, `write ${folder}`);
  }
}
