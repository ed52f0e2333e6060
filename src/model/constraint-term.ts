import { CONSTRAINED_COMPUTE } from "./metric.ts";
import type { Model } from "./model.ts";
import type { Network } from "./network.ts";
import type { Keys } from "./series.ts";
import type { Handle, SeriesTable } from "./series-table.ts";

/** Causes without a line, in the order of their codes (`cause.ts`). */
export const CAUSES = ["orders", "plan", "initial", "opening"] as const;

/**
 * What deliveries are booked to, for each vendor and for all: a line's contracts, the background load of a stage, its
 * outages, or a cause without a line.
 */
export class ConstraintTerms {
  private readonly lines: number;
  private readonly stages: number;
  private readonly terms: number;
  private readonly vendors: number;
  /** Vendors, then all of them, x terms. -1: no line of it can be behind a delivery of the vendor. */
  private readonly handles: Int32Array;

  constructor(model: Model, network: Network, table: SeriesTable) {
    const { vendors, stages, lines, products } = model;
    this.lines = lines.length;
    this.stages = stages.length;
    this.vendors = vendors.length;
    this.terms = lines.length + 2 * stages.length + CAUSES.length;
    this.handles = new Int32Array((vendors.length + 1) * this.terms).fill(-1);
    for (let v = 0; v <= vendors.length; v++) {
      const all = v === vendors.length;
      const who = all ? {} : { vendor: vendors[v].id };
      const relevant = linesBehind(
        network,
        products.filter((product) => all || product.vendor === v).map((product) => product.item),
      );
      const used = new Set(lines.flatMap((line, l) => (relevant.has(l) ? [line.stage] : [])));
      const add = (term: number, keys: Keys): void => {
        this.handles[v * this.terms + term] = table.add(CONSTRAINED_COMPUTE, { ...who, ...keys }, "detail");
      };
      lines.forEach((line, l) => {
        if (relevant.has(l)) {
          add(this.ofLine(l), { constraint: line.id, stage: stages[line.stage], line: line.id });
        }
      });
      stages.forEach((stage, s) => {
        if (!used.has(s)) return;
        add(this.ofBackground(s), { constraint: "background", stage });
        add(this.ofOutages(s), { constraint: "down", stage });
      });
      CAUSES.forEach((constraint, cause) => {
        add(this.ofCause(cause), { constraint });
      });
    }
  }

  /** What a line gave to contracts. */
  ofLine(line: number): number {
    return line;
  }

  ofBackground(stage: number): number {
    return this.lines + stage;
  }

  ofOutages(stage: number): number {
    return this.lines + this.stages + stage;
  }

  /** @param cause its code, below the lines' */
  ofCause(cause: number): number {
    return this.lines + 2 * this.stages + cause;
  }

  /** The series of a vendor's deliveries that carry a term; -1: none can. */
  handle(vendor: number, term: number): Handle {
    return this.handles[vendor * this.terms + term];
  }

  /** As `handle`, of all vendors together. */
  handleOfAll(term: number): Handle {
    return this.handles[this.vendors * this.terms + term];
  }
}

/**
 * Indices of all lines that can be behind a delivery of any of the items: those that make it with all that goes
 * into it, and, because what a pooled part waits for may be another's line, those of the other users of such
 * parts.
 */
function linesBehind(network: Network, items: readonly number[]): Set<number> {
  const lines = new Set<number>();
  const seen = new Set<number>();
  const visit = (item: number): void => {
    if (seen.has(item)) return;
    seen.add(item);
    for (const { line, inputs } of network.items[item].recipes) {
      lines.add(line.index);
      for (const { choices } of inputs) for (const { account } of choices) visit(account.item.index);
    }
    if (network.items[item].source.vendor >= 0) return;
    usersOf(network, item).forEach(above);
  };
  /** A user of a pooled part, and whatever is made of it. */
  const above = (item: number): void => {
    visit(item);
    for (const user of usersOf(network, item)) if (!seen.has(user)) above(user);
  };
  items.forEach(visit);
  return lines;
}

/** Indices of the items that an item can go into. */
function usersOf({ recipes }: Network, item: number): number[] {
  return recipes
    .filter(({ inputs }) =>
      inputs.some(({ choices }) => choices.some(({ account }) => account.item.index === item)),
    )
    .map((user) => user.item.index);
}
