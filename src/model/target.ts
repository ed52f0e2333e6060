import { OPENING, ORDERS, PLAN } from "./cause.ts";
import type { Account, ItemState, RecipeState } from "./item.ts";
import type { OrderState } from "./plan.ts";
import type { PlanTable } from "./plan-table.ts";
import { CLOSED, ROUNDING } from "./plan-table.ts";

/** Share of a surprise that a target has not yet followed after a review. [0, 1) */
const SURPRISE_LEFT = 0.5;

/**
 * Last pass of the plan, finished to raw: every part's target position is its planned use, summed over lead
 * time, cover and half a review, and its planned use is the rate at which its mates and its users' lines can use
 * it. Each item also notes what set that rate, the cause of lots that stop at the target.
 */
export class Targets {
  private readonly table: PlanTable;
  private readonly clearing: number;
  /** By item: units a day of the use that its cause was taken from. */
  private readonly blamed: Float64Array;

  /** @param clearing days; a backlog older than that is the plan's fault */
  constructor(table: PlanTable, clearing: number) {
    this.table = table;
    this.clearing = clearing;
    this.blamed = new Float64Array(table.network.items.length);
  }

  run(orders: OrderState): void {
    const { table } = this;
    const { open, openFrom, from, to } = table.recipes;
    table.needed.fill(0);
    table.spoken.fill(0);
    this.blamed.fill(0);
    for (const { destinations } of table.network.accounts) {
      for (const place of destinations) place.plannedUse = 0;
    }
    for (const item of table.network.finishedFirst) {
      if (item.source.product >= 0) {
        item.planCause = orders.oldest(item.source.product) > this.clearing ? PLAN : ORDERS;
      } else {
        this.aim(item);
      }
      if (table.wanted[item.index] === 0) continue;
      for (let k = openFrom[item.index]; k < openFrom[item.index + 1]; k++) {
        const recipe = table.network.recipes[open[k]];
        for (let j = from[open[k]]; j < to[open[k]]; j++) this.use(recipe, j);
      }
    }
  }

  private aim(item: ItemState): void {
    const { table } = this;
    const span = table.span(item);
    let target = 0;
    let next = 0;
    for (const account of item.accounts) {
      const row = account.index * table.months;
      account.target = table.integral(table.needed, row, 0, span);
      target += account.target;
      next += table.integral(table.needed, row, table.days, table.days + span) + this.unmet(account);
    }
    item.plannedUse = target / span;
    // A surprise is what was not foreseen a month ago; a target summed over half a year would swing with it.
    const surprise = item.foreseen < 0 ? 0 : target - item.foreseen;
    item.unsettled = SURPRISE_LEFT * (item.unsettled + surprise);
    item.foreseen = next;
    item.target = Math.max(0, target - item.unsettled);
    item.targetNext = Math.max(0, next - SURPRISE_LEFT * item.unsettled);
  }

  /** Units needed of an account this month that will not be there: they will be needed next month, and no surprise then. */
  private unmet({ index, destinations }: Account): number {
    const { needed, supplied, months, days } = this.table;
    let units = (needed[index * months] - supplied[index * months]) * days;
    for (const place of destinations) units -= place.stock.quantity + place.inTransit;
    return Math.max(0, units);
  }

  /** Adds to each input what a recipe would use of it in month `j` if that input alone were in plenty. */
  private use(recipe: RecipeState, j: number): void {
    const { table } = this;
    const { months, ratio: ratios, usableFrom, source, sourceFrom, recipes } = table;
    const { inputFrom, group, quantity, good } = recipes;
    const r = recipe.index;
    const cell = recipe.item.index * months + j;
    const allotted = table.allotment[r * months + j];
    const shortGroup = table.shortGroup[cell];
    if (allotted <= 0 && shortGroup < 0) return;
    const first = inputFrom[r];
    const end = inputFrom[r + 1];
    for (let n = first; n < end; n++) {
      let others = 1;
      let mate = -1;
      for (let m = first; m < end; m++) {
        const ratio = ratios[group[m] * months + j];
        if (m === n || ratio >= others) continue;
        others = ratio;
        mate = group[m];
      }
      // Where this input was short, its users' asks were lowered: in plenty it would be used at the rate before.
      const short = shortGroup === group[n];
      const rate = short ? Math.max(allotted, table.share[r * months + j] * table.otherwise[cell]) : allotted;
      let left = (rate * others * quantity[n]) / good[r];
      const sources = sourceFrom[group[n]];
      for (let k = sources; k < sourceFrom[group[n] + 1] && left > 0; k++) {
        const account = source[k];
        if (j < usableFrom[account]) continue;
        if (j === 0) recipe.inputs[n - first].choices[k - sources].plannedUse += left;
        if (j === table.nearLead[account]) this.blame(recipe.item, account, j, left, mate);
        left = table.claim(account, j, left);
      }
    }
  }

  /**
   * Notes on a part what sets its largest use in the month `j` in which what starts now will be used: the short
   * mate (a group of inputs, -1 for none), else the user's line, else whatever limits the user itself. A line is
   * noted as -1 - its index.
   */
  private blame(user: ItemState, account: number, j: number, units: number, mate: number): void {
    const { table, blamed } = this;
    const part = table.network.accounts[account].item;
    if (units <= blamed[part.index]) return;
    blamed[part.index] = units;
    const cell = user.index * table.months + j;
    const asked = Math.min(table.want[cell], table.ask[cell]);
    const short = table.shortGroup[cell];
    if (mate >= 0) part.planCause = causeOf(table.supplyLimit(mate, j));
    else if (table.allotted[cell] < asked * (1 - ROUNDING)) {
      part.planCause = causeOf(table.startable(user.index, j) ? table.mainLine[user.index] : CLOSED);
    } else if (short >= 0 && !table.network.groups[short].some((one) => one.item === part)) {
      part.planCause = causeOf(table.shortTerm[cell]);
    } else part.planCause = user.planCause;
  }
}

/** A term of the plan as a cause: an opening, or a line as -1 - its index until the month is known. */
function causeOf(term: number): number {
  return term === CLOSED ? OPENING : -1 - term;
}
