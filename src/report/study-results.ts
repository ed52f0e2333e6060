import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isoDate } from "../engine/calendar.ts";
import { designText, INDEPENDENT } from "../experiment/design.ts";
import type { Model } from "../model/model.ts";
import { DATA_PACKAGE_FILE, dataPackage } from "./data-package.ts";
import { type Figure, withDictionary } from "./dictionary-table.ts";
import { writeTables } from "./folder-tables.ts";
import { checksums, type RunRecord, writeManifest } from "./manifest.ts";
import { PAGE_FILE } from "./page/page.ts";
import { fileError } from "./results-error.ts";
import type { TableRows } from "./table.ts";
import { studyCover } from "./workbook/study-cover.ts";

/** All that the files of a study are made from: a comparison, a sweep, whatever is about several runs. */
export interface StudyResults<Answer> {
  /** `compare`, `sweep`, ...: a key of the table of answers in study-answer.ts. */
  readonly study: string;
  /** Name of the folder. */
  readonly name: string;
  readonly question: string;
  /** SHA-256 of the scenarios and of what was asked of them. */
  readonly hash: string;
  readonly seed: string;
  /** Version of Chokepoint. */
  readonly version: string;
  readonly trials: { readonly from: number; readonly to: number; readonly detailTrials: number };
  /** When it plays. */
  readonly model: Pick<Model, "epoch" | "end">;
  readonly scenarios: readonly { readonly name: string; readonly hash: string }[];
  /** Its own tables with their rows, in the order in which the dictionary explains them. */
  readonly tables: readonly TableRows[];
  /** The figures that are named in a `metric` column of them. */
  readonly figures: readonly Figure[];
  readonly answer: Answer;
  /** `report.html`; absent: this kind of study has none. */
  readonly page?: string;
}

/**
 * Writes the files of a study into a folder: its tables, what explains them, its page and last the manifest. Equal
 * studies give equal bytes in every file but the manifest's run block.
 *
 * @param finish   the run block, asked for when everything else is written
 * @param workbook whether its tables are written as `workbook.xlsx` too
 * @throws ResultsError `failed` where the disk won't take it
 */
export async function writeStudy<Answer>(
  folder: string,
  results: StudyResults<Answer>,
  finish: () => RunRecord,
  workbook = false,
): Promise<Answer> {
  const { study, name, question, hash, seed, version, trials, model, scenarios, figures, answer, page } =
    results;
  try {
    const tables = withDictionary(results.tables, figures, null);
    const plan = workbook ? { cover: studyCover(results), charts: null } : null;
    const files = await writeTables(folder, tables, plan);
    const explained = tables.map(([table]) => table);
    const whole = `${JSON.stringify(dataPackage(results, explained), null, 2)}\n`;
    await writeFile(join(folder, DATA_PACKAGE_FILE), whole);
    if (page !== undefined) await writeFile(join(folder, PAGE_FILE), page);
    await writeManifest(folder, {
      format: 1,
      chokepoint: version,
      study,
      name,
      question,
      study_hash: hash,
      seed,
      design: designText(INDEPENDENT),
      trials: { from: trials.from, to: trials.to, with_detail: trials.detailTrials },
      start: isoDate(model.epoch),
      end: isoDate(model.epoch + model.end - 1),
      scenarios: scenarios.map((one) => ({ scenario: one.name, hash: one.hash })),
      answer,
      files: await checksums(folder, [
        ...files,
        DATA_PACKAGE_FILE,
        ...(page === undefined ? [] : [PAGE_FILE]),
      ]),
      run: finish(),
    });
    return answer;
  } catch (error) {
    throw fileError(error, `write ${folder}`);
  }
}
