import { INDEPENDENT } from "../experiment/design.ts";
import { type Axis, type Cell, gridCells } from "../experiment/grid.ts";
import type { Variant } from "../experiment/study.ts";
import { checkName } from "../report/results-folder.ts";
import type { Sweep } from "../report/sweep.ts";
import { findSweepAnswer, type SweepAnswer } from "../report/sweep-answer.ts";
import { sweepRows, sweepTable } from "../report/sweep-table.ts";
import { sweepText } from "../report/sweep-text.ts";
import type { Command, Session } from "./command.ts";
import { loadScenarios, type NamedScenario } from "./load.ts";
import { type RunOptions, readRunOptions, withRunOptions } from "./run-option.ts";
import { runStudyFolder, type Study, studyName } from "./run-study.ts";
import { shownPath } from "./shown-path.ts";
import { UsageError } from "./usage-error.ts";
import { readAxes, readReference } from "./vary.ts";

/** Of each cell, where nobody says. */
const TRIALS = 200;

/** `sweep`: a grid of values, every cell on the same trials. */
export const sweepCommand: Command = (cli, bind) =>
  cli.command(
    "sweep <scenario>",
    "Every combination of some values, each under the same luck",
    (y) =>
      withRunOptions(y, TRIALS, "the file's, -sweep")
        .positional("scenario", {
          type: "string",
          demandOption: true,
          describe: "File, or name of a shipped scenario",
        })
        .option("vary", {
          type: "string",
          array: true,
          requiresArg: true,
          demandOption: true,
          describe: "PATH=v1,v2,... as --set takes them; again for another path",
        })
        .option("against", {
          type: "string",
          array: true,
          requiresArg: true,
          describe: "PATH=VALUE: the cell all are compared with [each path's first]",
        })
        .example(
          "chokepoint sweep baseline --vary planning.foresight=0,1 --trials 50",
          "with and without foresight",
        ),
    bind(async (args, session) => {
      const options = readRunOptions(args);
      const against = args.against ?? [];
      const axes = readAxes(args.vary);
      const reference = readReference(axes, against);
      const scenario = loadScenarios([args.scenario], options.sets, session)?.[0];
      if (scenario === undefined) return 2;
      checkName(studyName("sweep", scenario, options));
      const variants = loadCells(scenario, axes, options, session);
      if (variants === null) return 2;
      const words = [
        scenario.argument,
        ...args.vary.flatMap((vary) => ["--vary", vary]),
        ...against.flatMap((one) => ["--against", one]),
      ];
      const study = sweepStudy(scenario, axes, reference, variants, words, options);
      const done = await runStudyFolder(study, options, session);
      if (done === null) return 130;
      const { screen, host } = session;
      const path = shownPath(host.folder, done.path);
      if (args.json) screen.answer(`${JSON.stringify({ ...done.answer, results: path }, null, 2)}\n`);
      else screen.answer(sweepText(done.answer, path, (label) => screen.bold(label)));
      return 0;
    }),
  );

/**
 * The scenario of every cell. null: one can't run, which has been said, once for each value rather than for each cell.
 *
 * @throws UsageError where cells play at different times
 */
function loadCells(
  base: NamedScenario,
  axes: readonly Axis[],
  { sets }: RunOptions,
  session: Session,
): Variant[] | null {
  const load = (own: readonly string[]): NamedScenario | undefined =>
    loadScenarios([base.argument], [...sets, ...own], session, ["error"])?.[0];
  const alone = axes.flatMap(({ path, values }) => values.map((value) => load([`${path}=${value}`])));
  if (alone.includes(undefined)) return null;
  const variants: Variant[] = [];
  const cells = gridCells(axes);
  for (const [place, cell] of cells.entries()) {
    const scenario = load(axes.map(({ path, values }, axis) => `${path}=${values[cell[axis]]}`));
    if (scenario === undefined) return null;
    const { model, hash, typed } = scenario;
    if (model.epoch !== base.model.epoch || model.end !== base.model.end)
      throw new UsageError(
        "start and end can't be varied: cells are compared month by month. Run them one by one",
      );
    variants.push({ id: `cell-${place + 1}`, model, hash, typed, design: INDEPENDENT });
  }
  return variants;
}

function sweepStudy(
  scenario: NamedScenario,
  axes: readonly Axis[],
  reference: Cell,
  variants: readonly Variant[],
  words: readonly string[],
  options: RunOptions,
): Study<SweepAnswer> {
  return {
    study: "sweep",
    scenario,
    variants,
    trials: TRIALS,
    detail: 0,
    asked: [JSON.stringify(axes), JSON.stringify(reference)],
    words,
    find: (cells) => {
      const { model, question } = scenario;
      const sweep: Sweep = { name: scenario.name, model, axes, reference, cells };
      return {
        tables: [[sweepTable(axes), sweepRows(sweep)]],
        figures: cells[0].shape.series.filter(({ tier }) => tier === "headline"),
        answer: findSweepAnswer(sweep, { question, seed: options.seed }),
      };
    },
  };
}
