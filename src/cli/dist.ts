import { cumulative, type Distribution, mean, quantile, standardDeviation } from "../random/distribution.ts";
import { shortNumber } from "../report/number-format.ts";
import { parseExpression } from "../scenario/expression.ts";
import { Mistake } from "../scenario/mistake.ts";
import { leadingNumeral } from "../scenario/numeral.ts";
import { parseQuantity } from "../scenario/quantity.ts";
import type { QuantityKind } from "../scenario/quantity-kind.ts";
import { NO_UNIT, parseUnit, type Unit } from "../scenario/unit.ts";
import type { Command } from "./command.ts";
import { UsageError } from "./usage-error.ts";

const SHARES = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99];
const BINS = 12;
const BAR = 40;

/** `dist`: what a distribution of a scenario says, before it is put into one. */
export const distCommand: Command = (cli, bind) =>
  cli.command(
    "dist <expression>",
    "What a distribution says: mean, percentiles, a histogram",
    (y) =>
      y
        .positional("expression", {
          type: "string",
          demandOption: true,
          describe: "As a scenario would have it",
        })
        .example('chokepoint dist "16 to 23 weeks"', "lognormal with these 5 % and 95 % points")
        .example('chokepoint dist "quantiles(p10 1, p50 3, p90 10) days"', "three points of one's own"),
    bind(async ({ expression, json }, { screen }) => {
      const stated = stateOf(expression);
      if (json) screen.answer(`${JSON.stringify({ expression, ...stated }, null, 2)}\n`);
      else screen.answer(distributionText(expression, stated));
      return 0;
    }),
  );

/** A distribution in the unit it was stated in. */
interface Statement {
  readonly unit: string;
  readonly mean: number;
  readonly sd: number;
  readonly percentiles: readonly { readonly share: number; readonly value: number }[];
  /** Share of the probability in bins of equal width between the 1 % and the 99 % point. */
  readonly histogram: readonly { readonly from: number; readonly to: number; readonly share: number }[];
}

/** @throws UsageError where the expression is none */
function stateOf(expression: string): Statement {
  try {
    const { name, unit } = unitOf(expression);
    const kind: QuantityKind = {
      noun: "a quantity",
      dimensions: ["", unit.dimension],
      example: "2 to 5 weeks",
      low: -Infinity,
      high: Infinity,
      positive: false,
    };
    const { constant, scale, distribution } = parseQuantity(expression, kind, unit, () => {
      throw new Mistake("a column of a file is read only within a scenario");
    });
    const drawn: Distribution = distribution ?? { kind: "constant", numbers: [0] };
    const stretch = scale / unit.scale;
    const value = (draw: number): number => constant / unit.scale + stretch * draw;
    return {
      unit: name,
      mean: value(mean(drawn)),
      sd: Math.abs(stretch) * standardDeviation(drawn),
      percentiles: SHARES.map((share) => ({ share, value: value(quantile(drawn, share)) })),
      histogram: histogramOf(drawn, value),
    };
  } catch (error) {
    if (!(error instanceof Mistake)) throw error;
    const said = [`${JSON.stringify(expression)}: ${error.rule}`];
    if (error.expected !== "") said.push(`  expected: ${error.expected}`);
    if (error.hint !== "") said.push(`  hint: ${error.hint}`);
    throw new UsageError(said.join("\n"));
  }
}

/** The unit an expression ends with, by name. */
function unitOf(text: string): { name: string; unit: Unit } {
  const { trailing, arguments: numbers } = parseExpression(text);
  const last = numbers[numbers.length - 1];
  const name = trailing !== "" ? trailing : (leadingNumeral(last?.text ?? "")?.rest ?? "");
  return { name, unit: name === "" ? NO_UNIT : parseUnit(name) };
}

function histogramOf(drawn: Distribution, value: (draw: number) => number): Statement["histogram"] {
  const low = quantile(drawn, SHARES[0]);
  const high = quantile(drawn, SHARES[SHARES.length - 1]);
  if (!(low < high)) return [];
  return Array.from({ length: BINS }, (_, bin) => {
    const from = low + ((high - low) * bin) / BINS;
    const to = low + ((high - low) * (bin + 1)) / BINS;
    return { from: value(from), to: value(to), share: cumulative(drawn, to) - cumulative(drawn, from) };
  });
}

function distributionText(expression: string, { unit, mean, sd, percentiles, histogram }: Statement): string {
  const most = Math.max(...histogram.map(({ share }) => share));
  const lines = [
    `${expression}`,
    `mean ${shortNumber(mean)}, standard deviation ${shortNumber(sd)}${unit === "" ? "" : `, in ${unit}`}`,
    percentiles.map(({ share }) => `p${Math.round(100 * share)}`.padStart(8)).join(""),
    percentiles.map(({ value }) => shortNumber(value).padStart(8)).join(""),
    ...histogram.map(
      ({ from, to, share }) =>
        `${shortNumber(from).padStart(8)} to ${shortNumber(to).padEnd(8)} ${"#".repeat(Math.round((BAR * share) / most))}`,
    ),
  ];
  return `${lines.map((line) => line.trimEnd()).join("\n")}\n`;
}
