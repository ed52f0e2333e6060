/**
 * What several shocks in force at once make of one quantity at each of its targets: the product of their factors,
 * exactly 1 when there are none. A product is formed anew, in the order of the factors' numbers, whenever one of
 * them changes: it doesn't drift, and it doesn't depend on who came first.
 */
export class FactorProduct {
  private readonly products: Float64Array;
  /** Factors in force by target, rising; null: none yet. */
  private readonly factors: (Map<number, number> | null)[];

  /** @param targets number of targets, counted from 0 */
  constructor(targets: number) {
    this.products = new Float64Array(targets).fill(1);
    this.factors = new Array(targets).fill(null);
  }

  reset(): void {
    this.products.fill(1);
    this.factors.fill(null);
  }

  product(target: number): number {
    return this.products[target];
  }

  /** Puts a factor in force, in place of the value it had before; 1 ends it. Returns the new product. */
  set(target: number, factor: number, value: number): number {
    const factors = this.factors[target] ?? new Map<number, number>();
    this.factors[target] = factors;
    if (value === 1) factors.delete(factor);
    else factors.set(factor, value);
    let product = 1;
    for (const number of [...factors.keys()].sort((a, b) => a - b)) product *= factors.get(number) ?? 1;
    this.products[target] = product;
    return product;
  }
}
