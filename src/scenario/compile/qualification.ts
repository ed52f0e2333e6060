import type { Qualification } from "../../model/model.ts";
import type { Scenario } from "../grammar/scenario.ts";
import { indexOf } from "./index-of.ts";
import type { Context, Ledger } from "./ledger.ts";
import type { Indices } from "./line.ts";

/** null where the supplier does not make the item: nothing waits for it. */
export function compileQualification(
  id: string,
  qualification: Scenario["qualifications"][string],
  indices: Indices,
  ledger: Ledger,
): Qualification | null {
  const path = ["qualifications", id];
  const context = (unit: string): Context => ({ unit, provenance: qualification });
  const item = indices.items.get(`${qualification.item}@${qualification.supplier}`);
  if (item === undefined) {
    ledger.report([...path, "item"], {
      severity: "warning",
      rule: `no line of ${qualification.supplier} makes ${qualification.item}, so nothing waits for this`,
      value: qualification.item,
    });
    return null;
  }
  const { redesign } = qualification;
  const chance = redesign?.chance ?? 0;
  return {
    id,
    item,
    vendor: indexOf(indices.vendors, qualification.vendor),
    sample: qualification.sample - ledger.epoch,
    length: ledger.value([...path, "length"], qualification.length, context("days")),
    redesign: redesignDrawn([...path, "redesign"], chance, context(""), ledger),
    redesignLength:
      redesign === undefined
        ? 0
        : ledger.value([...path, "redesign", "length"], redesign.length, context("days")),
  };
}

/** 1 with the given chance, else 0. */
function redesignDrawn(path: readonly string[], chance: number, context: Context, ledger: Ledger) {
  if (chance === 0 || chance === 1) return chance;
  const name = path.join(".");
  const parameter = ledger.parameter(
    name,
    name,
    { kind: "discrete", numbers: [0, 1 - chance, 1, chance] },
    context,
  );
  return { constant: 0, scale: 1, parameter, factors: [] };
}
