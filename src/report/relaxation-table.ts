import { NOT_BINDING } from "../experiment/binding-share.ts";
import type { Relaxation, RelievedSet } from "../experiment/relaxation.ts";
import type { Worth } from "../experiment/relief.ts";
import { gainPerDollar } from "../experiment/relief-cost.ts";
import { figureColumn, integerColumn, SCENARIO_COLUMN, textColumn } from "./column.ts";
import { estimateCells } from "./difference-column.ts";
import { setCells } from "./stress-table.ts";
import type { Cell, Table } from "./table.ts";

const END = "of its 95 % interval";

/** Every relief that was tried, and what was not. */
export const RELAXATION_TABLE: Table = {
  file: "relaxation.csv",
  row: "change of the capacity of some lines: alone, as a step of the sequence, in pairs; or why it was not tried",
  columns: [
    SCENARIO_COLUMN,
    textColumn(
      "part",
      "single: against the scenario as it is; step: of the sequence, against the step before; pair: two at once, against the scenario as it is; left-out: not tried.",
    ),
    integerColumn("step", "", "Place in the sequence, from 1; empty: no step of it."),
    textColumn("kind", "What is changed: a stage, technology or line, by the first of its names."),
    textColumn("name", "Its name."),
    textColumn("also", "Other names that select exactly the same lines."),
    textColumn("lines", "Ids of the lines that are changed."),
    textColumn("with", "Of a pair the other one, kind and name."),
    figureColumn("capacity_percent", "%", "Change of the capacity of each line."),
    figureColumn(
      "held_share",
      "fraction",
      "Share of all deliveries that these lines held back by the constraint trace, before the change; without background load and outages. Of pairs empty.",
    ),
    figureColumn(
      "full_share",
      "fraction",
      "Share of months in which it has no idle capacity (at most 1 %), of the line with most such months, before the change. Of pairs empty.",
    ),
    figureColumn(
      "gain_h100e",
      "H100e",
      "H100-equivalents delivered more by the horizon in the same trials: mean of the paired differences.",
    ),
    figureColumn(
      "gain_h100e_low",
      "H100e",
      `Lower end ${END} (Student t); of steps for all sets tried at once (Bonferroni).`,
    ),
    figureColumn("gain_h100e_high", "H100e", `Upper end ${END}, in the same way.`),
    figureColumn("gain_h100e_sd", "H100e", "Standard deviation of the paired differences over trials."),
    figureColumn("gain_h100e_p10", "H100e", "In 10 % of trials the difference is at or below it."),
    figureColumn(
      "gain_h100e_p10_low",
      "H100e",
      `Lower end ${END} (order statistics); empty: too few trials.`,
    ),
    figureColumn(
      "gain_h100e_p10_high",
      "H100e",
      `Upper end ${END} (order statistics); empty: too few trials.`,
    ),
    figureColumn(
      "gain_per_percent",
      "H100e",
      "gain_h100e over capacity_percent: what a percent more adds, of less capacity what a percent less takes.",
    ),
    figureColumn("gain_per_percent_low", "H100e", `Lower end ${END}, as of gain_h100e.`),
    figureColumn("gain_per_percent_high", "H100e", `Upper end ${END}, as of gain_h100e.`),
    figureColumn(
      "elasticity",
      "",
      "Deliveries' relative change over the capacity's: 1 where it alone limits.",
    ),
    figureColumn("elasticity_low", "", `Lower end ${END} (ratio estimator).`),
    figureColumn("elasticity_high", "", `Upper end ${END} (ratio estimator).`),
    figureColumn("better_probability", "fraction", "Share of trials that deliver more."),
    figureColumn("better_low", "fraction", `Lower end ${END} (Wilson).`),
    figureColumn("better_high", "fraction", `Upper end ${END} (Wilson).`),
    figureColumn(
      "beyond_h100e",
      "H100e",
      "Of a pair what both gain beyond the sum of what each gains alone: their interaction.",
    ),
    figureColumn("beyond_h100e_low", "H100e", `Lower end ${END} for all pairs at once (Bonferroni).`),
    figureColumn("beyond_h100e_high", "H100e", `Upper end ${END} for all pairs at once (Bonferroni).`),
    integerColumn("trials", "trials", "Trials behind the row."),
    textColumn("reason", "Why it was left out; empty: it was not."),
    figureColumn(
      "capital_dollars",
      "$",
      "What the change costs: capital of each line x the largest capacity announced from the change to the horizon x the change; negative for less capacity; empty: some line states no capital.",
    ),
    figureColumn(
      "gain_h100e_per_dollar",
      "H100e/$",
      "gain_h100e over capital_dollars: what a dollar more adds, of less capacity what a dollar less takes.",
    ),
    figureColumn(
      "gain_h100e_per_dollar_low",
      "H100e/$",
      `Lower end ${END}, as of gain_h100e; the capital is taken as stated.`,
    ),
    figureColumn("gain_h100e_per_dollar_high", "H100e/$", `Upper end ${END}, in the same way.`),
  ],
};

/** @param scenario name of the results folder */
export function* relaxationRows(
  scenario: string,
  { single, sequence, pairs, leftOut }: Relaxation,
): Generator<Cell[], void, undefined> {
  for (const one of single) yield [scenario, "single", null, ...relievedCells(one)];
  for (const [place, one] of sequence.entries()) yield [scenario, "step", place + 1, ...relievedCells(one)];
  for (const { first, second, percent, worth, cost, beyond } of pairs) {
    const [{ trait, name }] = second.names;
    const cells = [...worthCells(worth, estimateCells(beyond)), "", ...costCells(worth, cost)];
    yield [scenario, "pair", null, ...setCells(first), `${trait} ${name}`, percent, null, null, ...cells];
  }
  for (const { set, held, full } of leftOut) {
    const cells = [...nothing(WORTH_CELLS), `it ${NOT_BINDING}`, ...nothing(COST_CELLS)];
    yield [scenario, "left-out", null, ...setCells(set), "", null, held, full, ...cells];
  }
}

/** Cells between what was tried and the reason. */
const WORTH_CELLS = 20;
/** And behind it. */
const COST_CELLS = 4;

function nothing(cells: number): null[] {
  return Array.from({ length: cells }, () => null);
}

function relievedCells({ set, percent, held, full, worth, cost }: RelievedSet): Cell[] {
  return [...setCells(set), "", percent, held, full, ...worthCells(worth), "", ...costCells(worth, cost)];
}

function worthCells(worth: Worth, beyond: readonly Cell[] = [null, null, null]): Cell[] {
  const { gain, sd, p10, perPercent, elasticity, better, trials } = worth;
  return [
    ...estimateCells(gain),
    sd,
    p10?.value ?? null,
    p10?.interval?.low ?? null,
    p10?.interval?.high ?? null,
    ...estimateCells(perPercent),
    ...estimateCells(elasticity),
    ...estimateCells(better),
    ...beyond,
    trials,
  ];
}

function costCells({ gain }: Worth, cost: number | null): Cell[] {
  return [cost, ...estimateCells(gainPerDollar(gain, cost))];
}
