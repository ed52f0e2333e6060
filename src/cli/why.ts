import { type Design, designText, INDEPENDENT, RUN_DESIGNS } from "../experiment/design.ts";
import { type Explanation, explain } from "../report/explanation.ts";
import { ResultsError } from "../report/results-error.ts";
import type { Session } from "./command.ts";
import { readFigure } from "./explained-figure.ts";
import { openTrials, readFolder } from "./named-run.ts";
import { shownPath } from "./shown-path.ts";

/**
 * Explains a figure of a finished run from its trials. null: its scenario can't be loaded, which has been said.
 *
 * @param path   of the folder
 * @param figure as `--why` has it
 * @param vendor as `--vendor` has it
 * @throws UsageError | ResultsError | RunError
 */
export async function explainResults(
  path: string,
  figure: string,
  vendor: string | undefined,
  session: Session,
): Promise<Explanation | null> {
  const read = await readFolder(path, session);
  if (read === null) return null;
  const { scenario, finished } = read;
  const { trials, seed, design, answer } = finished.manifest;
  const wanted = readFigure(figure, vendor, scenario.model);
  if (trials.with_detail === 0)
    throw new ResultsError(
      "refused",
      `no trial of ${shownPath(session.host.folder, path)} has monthly details, and the trace is one of them. Run it again without --detail 0`,
    );
  const run = openTrials(scenario, finished, { seed, ...trials }, designOf(design));
  return explain(run, wanted, answer.binding);
}

function designOf(text: string): Design {
  const designs: readonly Design[] = Object.values(RUN_DESIGNS);
  return designs.find((design) => designText(design) === text) ?? INDEPENDENT;
}
