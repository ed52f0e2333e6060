import { Summariser } from "../analysis/summary.ts";
import type { Distribution } from "../random/distribution.ts";
import { exactColumn, SCENARIO_COLUMN, textColumn } from "./column.ts";
import { inputColumns } from "./input-column.ts";
import type { Cell, Column, Table } from "./table.ts";
import type { RunResults } from "./trials.ts";

const SHARES = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95];

const PERCENTILES: readonly Column[] = SHARES.map((share) =>
  exactColumn(`p${100 * share}`, "as unit", `${100 * share} % of the trials drew this or less (R type 7).`),
);

/** What the answer rests on: every uncertain input, as stated and as drawn. */
export const INPUTS_TABLE: Table = {
  file: "inputs.csv",
  row: "uncertain input",
  columns: [
    SCENARIO_COLUMN,
    textColumn("input", "Where it stands in the scenario."),
    textColumn("column", "Its column in trials.csv."),
    textColumn("unit", "Unit of the figures in this row."),
    textColumn("distribution", "What it is drawn from, in that unit."),
    exactColumn("mean", "as unit", "Mean of the values drawn."),
    exactColumn("sd", "as unit", "Standard deviation of the values drawn."),
    ...PERCENTILES,
    textColumn("source", "Where the figure is from; empty: none is stated."),
    textColumn("source_date", "Date of the source, as stated."),
    textColumn("confidence", "high, medium or low, as stated."),
    textColumn("changed_from_parent", "yes: the scenario states it otherwise than the one it extends."),
  ],
};

export function* inputRows({ name, model, trials, changed }: RunResults): Generator<Cell[], void, undefined> {
  const summariser = new Summariser(SHARES);
  const columns = inputColumns(model.parameters.map((parameter) => parameter.path));
  for (const [index, parameter] of model.parameters.entries()) {
    const summary = summariser.summarise(trials.readScalar(index));
    yield [
      name,
      parameter.path,
      columns[index],
      parameter.unit,
      describeDistribution(parameter.distribution),
      summary.mean?.value ?? null,
      summary.sd,
      ...summary.percentiles.map((percentile) => percentile?.value ?? null),
      parameter.source ?? "",
      parameter.dated ?? "",
      parameter.confidence ?? "",
      isChanged(parameter.path, changed) ? "yes" : "no",
    ];
  }
}

/** A path is changed if it, something above it or something below it is. */
function isChanged(path: string, changed: readonly string[]): boolean {
  return changed.some((one) => one === path || path.startsWith(`${one}.`) || one.startsWith(`${path}.`));
}

/** `triangular(1, 2, 5) truncated to [0, 4]`, as a scenario would say it, in base units. */
function describeDistribution({ kind, numbers, bounds }: Distribution): string {
  const figures = numbers.map((number) => String(Number(number.toPrecision(10))));
  const shown = figures.length > 12 ? [...figures.slice(0, 11), `and ${figures.length - 11} more`] : figures;
  const text = kind === "constant" ? figures[0] : `${kind}(${shown.join(", ")})`;
  return bounds === undefined ? text : `${text} truncated to [${bounds[0]}, ${bounds[1]}]`;
}
