import type { Sampling } from "../analysis/sampling.ts";
import { designText } from "../experiment/design.ts";
import type { Aggregate, Series } from "../model/series.ts";
import { FIRST, textColumn } from "./column.ts";
import type { Cell, Table, TableRows } from "./table.ts";
import { samplingOfTrials, type Trials } from "./trials.ts";

/** What every column of every file means, and every figure named in a `metric` column. */
const DICTIONARY_TABLE: Table = {
  file: "dictionary.csv",
  row: "column of a file, figure named in its metric column, or how the trials were drawn",
  columns: [
    textColumn("file", "The file."),
    textColumn("column", "The column."),
    textColumn(
      "value",
      "The metric or the design that the row explains; empty where it explains the column.",
    ),
    textColumn("type", "text, date (2027-04-09), integer or number."),
    textColumn("unit", "Unit of the column or figure; as unit: see the column unit of the same row."),
    textColumn("meaning", "What it means."),
    textColumn("since", "Version of Chokepoint since which it is written."),
    textColumn("one_row_is", "What one row of the file is."),
  ],
};

/** A figure named in a `metric` column. */
export type Figure = Pick<Series, "metric" | "unit" | "meaning"> & {
  /** null: it is not made of months. */
  readonly aggregate: Aggregate | null;
};

/** Tables and after them the dictionary that explains them and itself; see `dictionaryRows`. */
export function withDictionary(
  tables: readonly TableRows[],
  figures: readonly Figure[],
  trials: Trials | null,
): readonly TableRows[] {
  const explained = [...tables.map(([table]) => table), DICTIONARY_TABLE];
  return [...tables, [DICTIONARY_TABLE, dictionaryRows(figures, explained, trials)]];
}

/** @param trials how they were drawn is explained too; null: there are several runs */
function* dictionaryRows(
  figures: readonly Figure[],
  tables: readonly Table[],
  trials: Trials | null,
): Generator<Cell[], void, undefined> {
  for (const { file, row, columns } of tables) {
    for (const { name, type, unit, meaning, since } of columns) {
      yield [file, name, "", type, unit, meaning, since, row];
      if (name !== "metric") continue;
      for (const { metric, aggregate, ...figure } of metrics(figures)) {
        const meaning = aggregate === null ? figure.meaning : `${figure.meaning} ${ruleText(aggregate)}`;
        yield [file, name, metric, "number", figure.unit, meaning, since, row];
      }
    }
  }
  if (trials === null) return;
  const design = designText(trials.design);
  yield [
    "manifest.json",
    "design",
    design,
    "text",
    "",
    designMeaning(samplingOfTrials(trials)),
    FIRST,
    "run",
  ];
}

/** What the design of the run means for the intervals in its files. */
function designMeaning(sampling: Sampling): string {
  const { block, countsVaryLess } = sampling;
  if (block === 1) return "How the inputs of the trials were drawn: each trial by itself.";
  const blocks =
    `How the inputs of the trials were drawn: spread evenly over every ${block} trials, which make a block. ` +
    "Intervals of means are Student's over the means of blocks (empty with fewer than two). ";
  return (
    blocks +
    (countsVaryLess
      ? "Those of percentiles and probabilities are as for independent trials and may be wider than need be."
      : "Percentiles and probabilities have no intervals: those columns are empty.")
  );
}

/** One figure of each metric, by name. */
function metrics(figures: readonly Figure[]): Figure[] {
  const first = new Map(figures.toReversed().map((figure) => [figure.metric, figure]));
  return [...first.values()].sort((a, b) => (a.metric < b.metric ? -1 : 1));
}

function ruleText(aggregate: Aggregate): string {
  switch (aggregate) {
    case "sum":
      return "Over a period: the sum.";
    case "last":
      return "Over a period: on its last day.";
    case "mean":
      return "Over a period: the mean over its days.";
    case "ratio":
      return "Over a period: sum over sum; empty where there is nothing to be a share of.";
    case "duration":
      return "Over a period: the mean of its months; not there yet if any month is not.";
  }
}
