import { SCENARIO_COLUMN, textColumn } from "./column.ts";
import type { Comparison } from "./comparison.ts";
import { BASE_COLUMN } from "./comparison-table.ts";
import type { Cell, Table } from "./table.ts";

/** A cell of a spreadsheet takes 32,767 characters. */
const LONGEST = 32_000;

/** What was changed: the difference of the inputs. */
export const CHANGES_TABLE: Table = {
  file: "changes.csv",
  row: "variant x changed input",
  columns: [
    SCENARIO_COLUMN,
    BASE_COLUMN,
    textColumn("path", "Where in the scenario."),
    textColumn("base_value", "What the base says there; empty: nothing."),
    textColumn(
      "variant_value",
      "What the variant says there, or how it changes what the base says; empty: it takes it away.",
    ),
  ],
};

export function* changeRows(comparisons: readonly Comparison[]): Generator<Cell[], void, undefined> {
  for (const { base, variant, changes } of comparisons)
    for (const change of changes)
      yield [variant.name, base.name, change.path, cut(change.base), cut(change.variant)];
}

function cut(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}...`;
}
