import type { Model } from "../../model/model.ts";
import type { Report } from "../compile/ledger.ts";
import type { Scenario } from "../grammar/scenario.ts";

/** What the grammar cannot see, because it needs more than one entity; before compiling. */
export function checkScenario(scenario: Scenario, report: Report): void {
  if (scenario.end < scenario.start) report(["end"], { rule: "lies before the start" });
}

/** What only the compiled model shows. */
export function checkModel(_model: Model, _report: Report): void {}
