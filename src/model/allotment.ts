import type { LineState } from "./line.ts";
import type { OpenRecipe, PlanTable } from "./plan-table.ts";
import { ROUNDING } from "./plan-table.ts";
import { waterFill } from "./water-filling.ts";

/** The recipes one buyer wants to run at a line. */
type Claims = readonly OpenRecipe[];

/**
 * Second pass of the plan: deals each line's announced capacity among its buyers by contract weight, none above
 * its ask, within a buyer pro rata to the asks; then gives what is free at one line to items short at another.
 *
 * No month takes from another, so months are the innermost loop and rows of the table are read in a row.
 */
export class Allotment {
  private readonly table: PlanTable;
  /** By line and its buyers; the same arrays in every review. */
  private readonly claims: OpenRecipe[][][];
  /** By line and month: capacity that nobody asks for. */
  private free = new Float64Array(0);
  /** Good units a day that each claim asks of the line in hand in the month in hand. */
  private readonly asks: Float64Array;
  private readonly wants: Float64Array;
  private readonly weights: Float64Array;
  private readonly shares: Float64Array;

  constructor(table: PlanTable) {
    this.table = table;
    const { lines, recipes } = table.network;
    this.claims = lines.map((line) => line.buyers.map(() => []));
    this.asks = new Float64Array(recipes.length);
    const most = Math.max(1, ...lines.map((line) => line.buyers.length));
    this.wants = new Float64Array(most);
    this.weights = new Float64Array(most);
    this.shares = new Float64Array(most);
  }

  run(): void {
    const { table } = this;
    if (this.free.length !== table.capacity.length) this.free = new Float64Array(table.capacity.length);
    table.allotted.fill(0);
    this.collect();
    this.free.set(table.capacity);
    for (const line of table.network.lines) {
      const claims = this.claims[line.index];
      if (claims.every((some) => some.length === 0)) continue;
      for (let j = 0; j < table.months; j++) this.deal(line, claims, j);
    }
    this.useFree();
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

  /** Deals a line's capacity of month `j`. */
  private deal(line: LineState, claims: readonly Claims[], j: number): void {
    const { asks, wants, weights, shares } = this;
    const { share, want, ask, allotment, allotted, months } = this.table;
    const cell = line.index * months + j;
    const capacity = this.table.capacity[cell];
    let asked = 0;
    let asking = 0;
    let n = 0;
    for (let b = 0; b < claims.length; b++) {
      let wafers = 0;
      for (const { row, itemRow, recipe } of claims[b]) {
        const units = share[row + j] * Math.min(want[itemRow + j], ask[itemRow + j]);
        asks[n++] = units;
        if (units > 0) asking++;
        wafers += units / recipe.good;
      }
      wants[b] = wafers;
      asked += wafers;
    }
    // Where all is possible nothing needs dealing.
    if (asked > capacity) {
      for (let b = 0; b < claims.length; b++) weights[b] = line.buyers[b].weight;
      waterFill(capacity, wants, weights, claims.length, shares);
    }
    n = 0;
    for (let b = 0; b < claims.length; b++) {
      const part = asked <= capacity ? 1 : wants[b] > 0 ? shares[b] / wants[b] : 0;
      for (const { row, itemRow } of claims[b]) {
        const amount = asks[n++] * part;
        allotment[row + j] = amount;
        allotted[itemRow + j] += amount;
      }
    }
    this.free[cell] = Math.max(0, capacity - asked);
    this.table.contended[cell] = asked > capacity && asking > 1 ? 1 : 0;
  }

  private useFree(): void {
    const { table, free } = this;
    const { want, ask, share, allotment, allotted, months } = table;
    for (const item of table.network.items) {
      if (!table.wanted(item)) continue;
      const open = table.recipesOf[item.index];
      for (let j = 0; j < months; j++) {
        const cell = item.index * months + j;
        let short = Math.min(want[cell], ask[cell]) - allotted[cell];
        if (short <= ROUNDING * want[cell]) continue;
        for (const { recipe, row, lineRow } of open) {
          if (share[row + j] <= 0) continue;
          const extra = Math.min(short, free[lineRow + j] * recipe.good);
          if (extra <= 0) continue;
          free[lineRow + j] -= extra / recipe.good;
          allotment[row + j] += extra;
          allotted[cell] += extra;
          short -= extra;
        }
      }
    }
  }
}
