import { exactColumn, integerColumn, required, SCENARIO_COLUMN } from "./column.ts";
import { inputColumns } from "./input-column.ts";
import type { Cell, Table } from "./table.ts";
import type { RunResults } from "./trials.ts";

/** What went into every trial and what came out, side by side. Its columns are the scenario's own. */
export function trialsTable({ model, trials }: RunResults): Table {
  const names = inputColumns(model.parameters.map((parameter) => parameter.path));
  return {
    file: "trials.csv",
    row: "trial",
    columns: [
      SCENARIO_COLUMN,
      required(integerColumn("trial", "", "Number of the trial; `replay --trial` runs it alone.")),
      ...model.parameters.map((parameter, index) =>
        exactColumn(names[index], parameter.unit, `Drawn value of ${parameter.path}.`),
      ),
      ...trials.shape.outcomes.map((outcome) =>
        exactColumn(`out_${outcome.name}`, outcome.unit, outcome.meaning),
      ),
    ],
  };
}

export function* trialsRows({ name, trials }: RunResults): Generator<Cell[], void, undefined> {
  for (const { first, count, scalars } of trials.scalarBlocks()) {
    const width = scalars.length / count;
    for (let trial = 0; trial < count; trial++) {
      const cells: Cell[] = [name, first + trial];
      for (let scalar = 0; scalar < width; scalar++) cells.push(scalars[scalar * count + trial]);
      yield cells;
    }
  }
}
