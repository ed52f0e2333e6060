import type { Yield } from "./model.ts";
import { resolve } from "./value.ts";
import { negativeBinomialYield, sellableShare } from "./wafer.ts";

/** The mean good share of a recipe's gross output over time, as one trial knows it. Asked about once a month. */
export interface ResolvedYield {
  /** [0, 1] */
  at(t: number): number;
}

export function resolveYield(recipe: Yield, draws: Float64Array): ResolvedYield {
  switch (recipe.kind) {
    case "constant": {
      const value = resolve(recipe.value, draws);
      return { at: () => value };
    }
    case "learning":
      return { at: learningCurve(recipe, draws) };
    case "die": {
      const defects = learningCurve(recipe, draws);
      const alpha = resolve(recipe.alpha, draws);
      const harvest = resolve(recipe.harvest, draws);
      return {
        at: (t) => sellableShare(negativeBinomialYield(recipe.area, defects(t), alpha), harvest),
      };
    }
  }
}

/**
 * mature - (mature - start) 2^(-(t - from) / halfLife), `start` before `from`: exponential learning in time, the
 * gap to maturity halved every half-life.
 */
function learningCurve(
  curve: Exclude<Yield, { kind: "constant" }>,
  draws: Float64Array,
): (t: number) => number {
  const start = resolve(curve.start, draws);
  const mature = resolve(curve.mature, draws);
  const from = resolve(curve.from, draws);
  const rate = Math.LN2 / resolve(curve.halfLife, draws);
  return (t) => (t <= from ? start : mature - (mature - start) * Math.exp(-rate * (t - from)));
}
