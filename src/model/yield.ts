import type { Yield } from "./model.ts";
import { resolve } from "./value.ts";
import { negativeBinomialYield, sellableShare } from "./wafer.ts";

/** The mean good share of a recipe's gross output over time, as one trial knows it. Asked about once a month. */
export interface ResolvedYield {
  /** [0, 1] */
  at(t: number): number;
}

/** @throws RangeError where a share is drawn outside [0, 1] */
export function resolveYield(recipe: Yield, draws: Float64Array): ResolvedYield {
  switch (recipe.kind) {
    case "constant": {
      const value = share("yield", resolve(recipe.value, draws));
      return { at: () => value };
    }
    case "learning":
      return {
        at: learningCurve(recipe, draws, (number) => share("yield", number)),
      };
    case "die": {
      const defects = learningCurve(recipe, draws, (number) => number);
      const alpha = resolve(recipe.alpha, draws);
      const harvest = share("harvest", resolve(recipe.harvest, draws));
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
  checked: (number: number) => number,
): (t: number) => number {
  const start = checked(resolve(curve.start, draws));
  const mature = checked(resolve(curve.mature, draws));
  const from = resolve(curve.from, draws);
  const rate = Math.LN2 / resolve(curve.halfLife, draws);
  return (t) => (t <= from ? start : mature - (mature - start) * Math.exp(-rate * (t - from)));
}

function share(what: string, value: number): number {
  if (value >= 0 && value <= 1) return value;
  throw new RangeError(`a ${what} is drawn as ${value}, not in [0, 1]`);
}
