import type { Value } from "../../model/model.ts";
import { gridPacking, grossDies, WAFER_300, type Wafer } from "../../model/wafer.ts";
import type { Scenario } from "../grammar/scenario.ts";
import type { Context, Ledger } from "./ledger.ts";

type Product = Scenario["products"][string];
type Die = NonNullable<Product["dies"]>[string];

/** Above this area the analytic formula is of no use: a few large pieces on a wafer have to be counted. cm2 */
const LARGE = 10;

/** Gross dies of a wafer and the area of one, cm2; null where the size is not said or not possible. */
export function grossOf(
  die: Die,
  path: readonly string[],
  scenario: Scenario,
  ledger: Ledger,
  context: Context,
): { readonly output: Value; readonly area: number } | null {
  const process = scenario.processes[die.process];
  const wafer: Wafer = {
    ...WAFER_300,
    edge: process.edge ?? WAFER_300.edge,
    scribe: process.scribe ?? WAFER_300.scribe,
  };
  const { width, height, area } = die;
  if ((width === undefined) !== (height === undefined)) {
    ledger.report(path, { rule: "has only one of width and height", expected: "both, or area" });
    return null;
  }
  let sides: readonly [number, number];
  if (width !== undefined && height !== undefined) {
    sides = [width, height];
    if (area !== undefined) {
      ledger.report(path, { rule: "has width and height and an area too", expected: "the one or the other" });
      return null;
    }
  } else if (area !== undefined) {
    sides = [10 * Math.sqrt(area), 10 * Math.sqrt(area)];
  } else {
    ledger.report(path, {
      rule: "has no size, and the yield depends on it",
      expected: "width and height, or area",
    });
    return null;
  }
  const size = (sides[0] * sides[1]) / 100;
  if (die.gross !== undefined)
    return {
      output: ledger.value([...path, "gross"], die.gross, { ...context, unit: "dies/wafer" }),
      area: size,
    };
  const output = size > LARGE ? gridPacking(sides[0], sides[1], wafer) : grossDies(sides[0], sides[1], wafer);
  if (output > 0) return { output, area: size };
  ledger.report(path, {
    rule: "does not fit on a wafer of 300 mm",
    hint: "state `gross: 1 dies/wafer` for a wafer-scale part",
  });
  return null;
}

/** Packages of a wafer, as stated or counted from the interposer; null where neither. */
export function packagesPerWafer(
  packaging: NonNullable<Product["package"]>,
  path: readonly string[],
  ledger: Ledger,
  context: Context,
): Value | null {
  const { perWafer, width, height } = packaging;
  if (perWafer !== undefined && width === undefined && height === undefined)
    return ledger.value([...path, "perWafer"], perWafer, { ...context, unit: "packages/wafer" });
  if (perWafer !== undefined || width === undefined || height === undefined) {
    ledger.report(path, {
      rule: "does not say how many packages a wafer gives",
      expected: "perWafer, or both width and height of the interposer",
    });
    return null;
  }
  const output = gridPacking(width, height);
  if (output > 0) return output;
  ledger.report(path, { rule: "the interposer does not fit on a wafer of 300 mm" });
  return null;
}
