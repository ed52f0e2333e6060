import { createHash } from "node:crypto";
import { CHANGES_TABLE, changeRows } from "../report/changes-table.ts";
import { compareRuns } from "../report/comparison.ts";
import type { ComparisonAnswer } from "../report/comparison-answer.ts";
import { findComparisonAnswer } from "../report/comparison-finding.ts";
import { COMPARISON_TABLE, comparisonRows } from "../report/comparison-table.ts";
import { comparisonPage } from "../report/page/comparison-page.ts";
import { REDISTRIBUTION_TABLE, redistributionRows } from "../report/redistribution-table.ts";
import type { RunResults } from "../report/trials.ts";
import type { Session } from "./command.ts";
import type { FilledFolder } from "./fill-folder.ts";
import type { RunOptions } from "./run-option.ts";
import { writeStudyFolder } from "./write-study.ts";

/** Compares runs and writes what comes of it into a folder. */
export async function writeComparison(
  name: string,
  [base, ...variants]: readonly RunResults[],
  options: RunOptions,
  session: Session,
): Promise<FilledFolder<ComparisonAnswer>> {
  const { seed, version, trials } = base;
  const { from, to } = trials.range;
  const scenarios = [base, ...variants];
  const file = `compare of ${scenarios.map((one) => one.name).join(", ")}`;
  const hash = createHash("sha256")
    .update(JSON.stringify(scenarios.map((one) => one.hash)))
    .digest("hex");
  const detailTrials = Math.min(...scenarios.map((one) => one.trials.detailTrials));
  return await writeStudyFolder(
    { file, name, hash, seed, version, trials: { from, to, detailTrials } },
    () => {
      const comparisons = compareRuns(base, variants);
      const answer = findComparisonAnswer(comparisons);
      const question = variants.map((one) => one.question).join(" ");
      return {
        study: "compare",
        question,
        model: base.model,
        scenarios,
        tables: [
          [COMPARISON_TABLE, comparisonRows(comparisons)],
          [REDISTRIBUTION_TABLE, redistributionRows(comparisons)],
          [CHANGES_TABLE, changeRows(comparisons)],
        ],
        figures: comparisons.flatMap(({ figures }) => figures.map(({ series }) => series)),
        answer,
        page: comparisonPage(question, comparisons, answer),
      };
    },
    options,
    session,
  );
}
