import { createHash } from "node:crypto";
import { rmdir } from "node:fs/promises";
import { resolve } from "node:path";
import { designText, INDEPENDENT } from "../experiment/design.ts";
import { CHANGES_TABLE, changeRows } from "../report/changes-table.ts";
import { compareRuns } from "../report/comparison.ts";
import type { ComparisonAnswer } from "../report/comparison-answer.ts";
import { findComparisonAnswer } from "../report/comparison-finding.ts";
import { COMPARISON_TABLE, comparisonRows } from "../report/comparison-table.ts";
import { REDISTRIBUTION_TABLE, redistributionRows } from "../report/redistribution-table.ts";
import { ResultsFolder, trialsFolder } from "../report/results-folder.ts";
import { writeStudy } from "../report/study-results.ts";
import type { RunResults } from "../report/trials.ts";
import type { Session } from "./command.ts";
import { type FilledFolder, recordOf } from "./fill-folder.ts";
import type { RunOptions } from "./run-option.ts";

/**
 * Writes the files of a comparison into its folder and swaps it in. It has no trials of its own: those are in the folders
 * of the runs.
 */
export async function writeComparison(
  name: string,
  [base, ...variants]: readonly RunResults[],
  options: RunOptions,
  session: Session,
): Promise<FilledFolder<ComparisonAnswer>> {
  const { host } = session;
  const started = host.now();
  const { seed, version, trials } = base;
  const { from, to } = trials.range;
  const scenarios = [base, ...variants];
  const file = `compare of ${scenarios.map((one) => one.name).join(", ")}`;
  const hash = createHash("sha256")
    .update(JSON.stringify(scenarios.map((one) => one.hash)))
    .digest("hex");
  const folder = await ResultsFolder.open(resolve(host.folder, options.out), name, host.asker);
  try {
    // What an interrupted comparison has left is made again in a moment.
    await folder.discard();
    const design = designText(INDEPENDENT);
    await folder.begin({ file, hash, seed, version, design, from, to }, { ...options, resume: false });
    const comparisons = compareRuns(base, variants);
    const answer = await writeStudy(
      folder.partial,
      {
        study: "compare",
        name,
        question: variants.map(({ question }) => question).join(" "),
        hash,
        seed,
        version,
        trials: { from, to, detailTrials: Math.min(...scenarios.map((one) => one.trials.detailTrials)) },
        model: base.model,
        scenarios,
        tables: [
          [COMPARISON_TABLE, comparisonRows(comparisons)],
          [REDISTRIBUTION_TABLE, redistributionRows(comparisons)],
          [CHANGES_TABLE, changeRows(comparisons)],
        ],
        figures: comparisons.flatMap(({ figures }) => figures.map(({ series }) => series)),
        answer: findComparisonAnswer(comparisons),
      },
      recordOf(file, started, session),
    );
    await rmdir(trialsFolder(folder.partial));
    await folder.commit();
    return { path: folder.path, answer };
  } finally {
    await folder.close();
  }
}
