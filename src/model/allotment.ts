import type { OpenRecipe, PlanTable } from "./plan-table.ts";
import { ROUNDING } from "./plan-table.ts";
import { waterFill } from "./water-filling.ts";

/** The recipes one buyer wants to run at a line. */
type Claims = readonly OpenRecipe[];

/**
 * Second pass of the plan: deals each line's announced capacity among its buyers by contract weight, none above
 * its ask, within a buyer pro rata to the asks; then gives what is free at one line to items short at another.
 */
export class Allotment {
  private readonly table: PlanTable;
  /** By line and its buyers; the same arrays in every review. */
  private readonly claims: OpenRecipe[][][];
  private readonly free: Float64Array;
  private readonly wants: Float64Array;
  private readonly weights: Float64Array;
  private readonly shares: Float64Array;

  constructor(table: PlanTable) {
    this.table = table;
    const { lines } = table.network;
    this.claims = lines.map((line) => line.buyers.map(() => []));
    this.free = new Float64Array(lines.length);
    const most = Math.max(1, ...lines.map((line) => line.buyers.length));
    this.wants = new Float64Array(most);
    this.weights = new Float64Array(most);
    this.shares = new Float64Array(most);
  }

  run(): void {
    const { table } = this;
    table.allotted.fill(0);
    this.collect();
    for (let j = 0; j < table.months; j++) {
      table.network.lines.forEach((line, l) => {
        this.free[l] = this.deal(line.buyers, this.claims[l], table.capacity[l * table.months + j], j);
      });
      this.useFree(j);
    }
    for (const item of table.network.items) {
      let most = -1;
      for (const { recipe, row, lineRow, from } of table.recipesOf[item.index]) {
        // By what it is allotted when it first can be; without any, by the line's capacity.
        const amount = table.allotment[row + from] + 1e-9 * table.capacity[lineRow + from];
        if (amount <= most) continue;
        most = amount;
        table.mainLine[item.index] = recipe.line.index;
      }
    }
  }

  private collect(): void {
    const { table } = this;
    for (const buyers of this.claims) for (const claims of buyers) claims.length = 0;
    for (const item of table.network.items) {
      for (const open of table.recipesOf[item.index]) {
        if (open.wanted) this.claims[open.recipe.line.index][open.recipe.buyer].push(open);
        else table.allotment.fill(0, open.row, open.row + table.months);
      }
    }
  }

  /** Deals a line's capacity of month `j`; returns what nobody asks for. */
  private deal(
    buyers: readonly { readonly weight: number }[],
    claims: readonly Claims[],
    capacity: number,
    j: number,
  ): number {
    const { table, wants, weights, shares } = this;
    let asked = 0;
    for (let b = 0; b < claims.length; b++) {
      let wafers = 0;
      for (const open of claims[b]) wafers += this.ask(open, j) / open.recipe.good;
      wants[b] = wafers;
      weights[b] = buyers[b].weight;
      asked += wafers;
    }
    // Where all is possible nothing needs dealing.
    if (asked > capacity) waterFill(capacity, wants, weights, claims.length, shares);
    for (let b = 0; b < claims.length; b++) {
      const part = asked <= capacity ? 1 : wants[b] > 0 ? shares[b] / wants[b] : 0;
      for (const open of claims[b]) {
        const amount = this.ask(open, j) * part;
        table.allotment[open.row + j] = amount;
        table.allotted[open.itemRow + j] += amount;
      }
    }
    return Math.max(0, capacity - asked);
  }

  private useFree(j: number): void {
    const { table, free } = this;
    for (const item of table.network.items) {
      const cell = item.index * table.months + j;
      let short = Math.min(table.want[cell], table.ask[cell]) - table.allotted[cell];
      if (short <= ROUNDING * table.want[cell]) continue;
      for (const { recipe, row, wanted } of table.recipesOf[item.index]) {
        if (!wanted || table.share[row + j] <= 0) continue;
        const extra = Math.min(short, free[recipe.line.index] * recipe.good);
        if (extra <= 0) continue;
        free[recipe.line.index] -= extra / recipe.good;
        table.allotment[row + j] += extra;
        table.allotted[cell] += extra;
        short -= extra;
      }
    }
  }

  /** Good units a day that a recipe asks of its line in month `j`. */
  private ask({ row, itemRow }: OpenRecipe, j: number): number {
    const { table } = this;
    return table.share[row + j] * Math.min(table.want[itemRow + j], table.ask[itemRow + j]);
  }
}
