import type { Distribution } from "../random/distribution.ts";
import { Mistake } from "./mistake.ts";
import type { Quantity } from "./quantity.ts";

/**
 * The distribution of constant + scale x draw as one of the known kinds; null where it is none of them (a shifted
 * lognormal). scale >= 0.
 */
export function affine(distribution: Distribution, constant: number, scale: number): Distribution | null {
  if (constant === 0 && scale === 1) return distribution;
  if (scale === 0) return { kind: "constant", numbers: [constant] };
  const move = (x: number) => constant + scale * x;
  const { kind, numbers } = distribution;
  const bounds = distribution.bounds;
  const moved: Omit<Distribution, "numbers"> = {
    kind,
    ...(bounds === undefined ? {} : { bounds: [move(bounds[0]), move(bounds[1])] as const }),
  };
  switch (kind) {
    case "constant":
    case "uniform":
    case "triangular":
    case "pert":
    case "empirical":
      return { ...moved, numbers: numbers.map(move) };
    case "normal":
      return { ...moved, numbers: [move(numbers[0]), scale * numbers[1]] };
    case "quantiles":
      // On logarithms where all are positive: a shift would change the shape.
      if (constant !== 0 && (numbers[0] > 0 || move(numbers[0]) > 0)) return null;
      return { ...moved, numbers: numbers.map(move) };
    case "discrete":
      return { ...moved, numbers: numbers.map((x, k) => (k % 2 === 0 ? move(x) : x)) };
    case "lognormal":
    case "exponential":
      return constant === 0 ? { ...moved, numbers: numbers.map((x) => scale * x) } : null;
    case "gamma":
    case "weibull":
      return constant === 0 ? { ...moved, numbers: [numbers[0], scale * numbers[1]] } : null;
    case "beta":
      return null;
  }
}

/**
 * The distribution of a quantity that is drawn at each occurrence.
 *
 * @throws Mistake where changes have made it none of the known kinds
 */
export function distributionOfQuantity(quantity: Quantity): Distribution {
  if (quantity.distribution === null) return { kind: "constant", numbers: [quantity.constant] };
  const changed = affine(quantity.distribution, quantity.constant, quantity.scale);
  if (changed !== null) return changed;
  throw new Mistake(
    `a ${quantity.distribution.kind} distribution cannot be changed like this`,
    "the whole value anew",
    quantity.distribution.kind === "beta" ? "a beta has no unit and no scale here; use pert" : "",
  );
}
