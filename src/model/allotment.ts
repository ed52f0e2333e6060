import { weighBuyers } from "./contract-weight.ts";
import type { LineState } from "./line.ts";
import type { PlanTable } from "./plan-table.ts";
import { ROUNDING } from "./plan-table.ts";
import { waterFill } from "./water-filling.ts";

/**
 * Second pass of the plan: deals each line's announced capacity among its buyers by contract weight, none above
 * its ask, within a buyer pro rata to the asks; then gives what is free at one line to items short at another.
 * Buyers without a contract share what is left by what they want before anything is cut, so that all get the same
 * part of it, and none more for asking twice.
 *
 * No month takes from another, so months are the innermost loop and rows of the table are read in a row.
 */
export class Allotment {
  private readonly table: PlanTable;
  private readonly clearing: number;
  /** By buyer, as `PlanRecipes` lists them, and month: its weight. */
  private weight = new Float64Array(0);
  /** By line and month: capacity that nobody asks for. */
  private free = new Float64Array(0);
  /** By buyer of the line in hand and month: wafers a day that it asks of it, and what part of them it gets. */
  private asked = new Float64Array(0);
  private part = new Float64Array(0);
  /** By month: how many recipes ask the line in hand for anything. */
  private asking = new Int32Array(0);
  /** By buyer of the line in hand in the month in hand. */
  private readonly wants: Float64Array;
  private readonly weights: Float64Array;
  private readonly shares: Float64Array;

  /** @param clearing time over which a backlog is worked off, days */
  constructor(table: PlanTable, clearing: number) {
    this.table = table;
    this.clearing = clearing;
    const most = Math.max(1, ...table.network.lines.map((line) => line.buyers.length));
    this.wants = new Float64Array(most);
    this.weights = new Float64Array(most);
    this.shares = new Float64Array(most);
  }

  /** @param round from 0, the one in which wants are not cut yet: it sets the weights, those of the lines too */
  run(round: number): void {
    const { table } = this;
    if (this.free.length !== table.capacity.length) {
      this.weight = new Float64Array((table.recipes.buyerFrom.at(-1) ?? 0) * table.months);
      this.free = new Float64Array(table.capacity.length);
      this.asked = new Float64Array(this.wants.length * table.months);
      this.part = new Float64Array(this.wants.length * table.months);
      this.asking = new Int32Array(table.months);
    }
    table.allotted.fill(0);
    for (const line of table.network.lines) {
      this.ask(line);
      if (round === 0) this.weigh(line);
      for (let j = 0; j < table.months; j++) this.deal(line, j);
      this.allot(line);
    }
    this.useFree();
    this.findMainLines();
  }

  /** Sets the allotments at a line to what is asked of it, and adds that up by buyer. */
  private ask(line: LineState): void {
    const { asked, asking } = this;
    const { share, want, ask, allotment, months, wanted, recipes } = this.table;
    const { buyerFrom, claimFrom, claim, item, good } = recipes;
    const first = buyerFrom[line.index];
    asked.fill(0);
    asking.fill(0);
    for (let b = first; b < buyerFrom[line.index + 1]; b++) {
      const buyerRow = (b - first) * months;
      for (let k = claimFrom[b]; k < claimFrom[b + 1]; k++) {
        const r = claim[k];
        const row = r * months;
        if (wanted[item[r]] === 0 || recipes.from[r] >= recipes.to[r]) {
          allotment.fill(0, row, row + months);
          continue;
        }
        const itemRow = item[r] * months;
        for (let j = 0; j < months; j++) {
          const units = share[row + j] * Math.min(want[itemRow + j], ask[itemRow + j]);
          allotment[row + j] = units;
          if (units > 0) asking[j]++;
          asked[buyerRow + j] += units / good[r];
        }
      }
    }
  }

  /**
   * Weighs a line's buyers by month, and those of the slots until the next review: by what each wants over the clearing
   * time, which is its need and its backlog. By its lack on the day of the review alone, the luck of the last slot would
   * set the shares of a month.
   */
  private weigh(line: LineState): void {
    const { asked, wants, weights, weight } = this;
    const { months, days, now, recipes } = this.table;
    const { buyers } = line;
    const row = recipes.buyerFrom[line.index] * months;
    for (let j = 0; j < months; j++) {
      for (let b = 0; b < buyers.length; b++) wants[b] = asked[b * months + j];
      weighBuyers(line, this.table.dateOf(j), wants, weights);
      for (let b = 0; b < buyers.length; b++) weight[row + b * months + j] = weights[b];
    }
    const near = Math.min(months, Math.max(1, Math.round(this.clearing / days)));
    for (let b = 0; b < buyers.length; b++) {
      wants[b] = 0;
      for (let j = 0; j < near; j++) wants[b] += asked[b * months + j];
    }
    weighBuyers(line, now, wants, weights);
    for (let b = 0; b < buyers.length; b++) buyers[b].weight = weights[b];
  }

  /** Deals a line's capacity of month `j`. */
  private deal(line: LineState, j: number): void {
    const { asked, part, wants, weights, weight, shares, free } = this;
    const { months, capacity, contended, recipes } = this.table;
    const { buyers } = line;
    const row = recipes.buyerFrom[line.index] * months;
    const cell = line.index * months + j;
    let all = 0;
    for (let b = 0; b < buyers.length; b++) all += asked[b * months + j];
    free[cell] = Math.max(0, capacity[cell] - all);
    contended[cell] = all > capacity[cell] && this.asking[j] > 1 ? 1 : 0;
    if (all <= capacity[cell]) {
      for (let b = 0; b < buyers.length; b++) part[b * months + j] = 1;
      return;
    }
    for (let b = 0; b < buyers.length; b++) {
      wants[b] = asked[b * months + j];
      weights[b] = weight[row + b * months + j];
    }
    waterFill(capacity[cell], wants, weights, buyers.length, shares);
    for (let b = 0; b < buyers.length; b++) part[b * months + j] = wants[b] > 0 ? shares[b] / wants[b] : 0;
  }

  /** Lowers the allotments at a line to what its buyers get. */
  private allot(line: LineState): void {
    const { part } = this;
    const { allotment, allotted, months, wanted, recipes } = this.table;
    const { buyerFrom, claimFrom, claim, item } = recipes;
    const first = buyerFrom[line.index];
    for (let b = first; b < buyerFrom[line.index + 1]; b++) {
      const buyerRow = (b - first) * months;
      for (let k = claimFrom[b]; k < claimFrom[b + 1]; k++) {
        const r = claim[k];
        if (wanted[item[r]] === 0) continue;
        const row = r * months;
        const itemRow = item[r] * months;
        for (let j = 0; j < months; j++) {
          const amount = allotment[row + j] * part[buyerRow + j];
          allotment[row + j] = amount;
          allotted[itemRow + j] += amount;
        }
      }
    }
  }

  private useFree(): void {
    const { table, free } = this;
    const { want, ask, share, allotment, allotted, months, wanted, recipes } = table;
    const { open, openFrom, line, good } = recipes;
    for (let i = 0; i < wanted.length; i++) {
      if (wanted[i] === 0) continue;
      for (let j = 0; j < months; j++) {
        const cell = i * months + j;
        let short = Math.min(want[cell], ask[cell]) - allotted[cell];
        if (short <= ROUNDING * want[cell]) continue;
        for (let k = openFrom[i]; k < openFrom[i + 1]; k++) {
          const r = open[k];
          if (share[r * months + j] <= 0) continue;
          const spare = line[r] * months + j;
          const extra = Math.min(short, free[spare] * good[r]);
          if (extra <= 0) continue;
          free[spare] -= extra / good[r];
          allotment[r * months + j] += extra;
          allotted[cell] += extra;
          short -= extra;
        }
      }
    }
  }

  /** By what an item is allotted when it first can be; without any, by the line's capacity. */
  private findMainLines(): void {
    const { allotment, capacity, mainLine, months, recipes } = this.table;
    const { open, openFrom, from, line } = recipes;
    for (let i = 0; i < mainLine.length; i++) {
      let most = -1;
      for (let k = openFrom[i]; k < openFrom[i + 1]; k++) {
        const r = open[k];
        const amount = allotment[r * months + from[r]] + 1e-9 * capacity[line[r] * months + from[r]];
        if (amount <= most) continue;
        most = amount;
        mainLine[i] = line[r];
      }
    }
  }
}
