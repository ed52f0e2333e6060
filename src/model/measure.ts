import type { Model } from "./model.ts";
import type { Network } from "./network.ts";
import type { Outcome, Series } from "./series.ts";

/** A handle on a series: its place in the table. -1: not kept. */
export type Handle = number;

/**
 * The table of all monthly figures of a model, in the order of the CSVs, and where each is found.
 *
 * A new response is a new row here and one `add` or `set` where it happens.
 */
export class Measures {
  readonly series: Series[] = [];
  readonly outcomes: Outcome[] = [];

  readonly ordered: Handle;
  readonly orderedCompute: Handle;
  readonly delivered: Handle;
  readonly deliveredCompute: Handle;
  readonly backlog: Handle;
  readonly backlogCompute: Handle;
  readonly cancelled: Handle;
  readonly switched: Handle;
  readonly finished: Handle;
  readonly leadTime: Handle;

  readonly deliveredByVendor: Handle[] = [];
  readonly deliveredComputeByVendor: Handle[] = [];
  readonly backlogByVendor: Handle[] = [];

  readonly orderedByProduct: Handle[] = [];
  readonly deliveredByProduct: Handle[] = [];
  readonly backlogByProduct: Handle[] = [];
  readonly cancelledByProduct: Handle[] = [];
  readonly switchedInByProduct: Handle[] = [];
  readonly switchedOutByProduct: Handle[] = [];
  readonly finishedByProduct: Handle[] = [];
  readonly leadTimeByProduct: Handle[] = [];
  readonly quotedByProduct: Handle[] = [];

  readonly orderedComputeBySegment: Handle[] = [];
  readonly deliveredBySegment: Handle[] = [];
  readonly deliveredComputeBySegment: Handle[] = [];
  readonly backlogBySegment: Handle[] = [];
  readonly backlogComputeBySegment: Handle[] = [];
  /** segment x products + product */
  readonly deliveredByPair: Int32Array;

  readonly capacityOfLine: Handle[] = [];
  readonly availableOfLine: Handle[] = [];
  readonly downOfLine: Handle[] = [];
  readonly startedOfLine: Handle[] = [];
  readonly idlePositionOfLine: Handle[] = [];
  readonly idleInputOfLine: Handle[] = [];
  readonly idleClosedOfLine: Handle[] = [];
  readonly inProcessOfLine: Handle[] = [];
  readonly grossOfLine: Handle[] = [];
  readonly goodOfLine: Handle[] = [];
  readonly buildingOfLine: Handle[] = [];
  readonly goodOfRecipe: Handle[] = [];

  readonly madeOfItem: Handle[] = [];
  readonly usedOfItem: Handle[] = [];
  readonly onHandOfItem: Handle[] = [];
  readonly inTransitOfItem: Handle[] = [];

  /** Constraint terms by vendor (last row: all vendors): see `term`. */
  readonly constrained: Int32Array;
  readonly terms: number;

  private readonly model: Model;

  constructor(model: Model, network: Network, years: readonly number[]) {
    this.model = model;
    this.ordered = this.flow("ordered_units", {}, "units", "headline", "Units ordered.");
    this.orderedCompute = this.flow("ordered_h100e", {}, "H100e", "headline", "H100-equivalents ordered.");
    this.delivered = this.flow("delivered_units", {}, "units", "headline", "Units delivered to customers.");
    this.deliveredCompute = this.flow(
      "delivered_h100e",
      {},
      "H100e",
      "headline",
      "H100-equivalents delivered to customers.",
    );
    this.backlog = this.level("backlog_units", {}, "units", "headline", "Units ordered and not delivered.");
    this.backlogCompute = this.level(
      "backlog_h100e",
      {},
      "H100e",
      "headline",
      "H100-equivalents ordered and not delivered.",
    );
    this.cancelled = this.flow("cancelled_units", {}, "units", "headline", "Units of orders cancelled.");
    this.switched = this.flow(
      "switched_units",
      {},
      "units",
      "headline",
      "Units of orders that moved to another product, counted at the product they left.",
    );
    this.finished = this.level("finished_units", {}, "units", "headline", "Finished units not yet sold.");
    this.leadTime = this.duration("lead_time_days", {}, "headline");
    this.byVendor();
    this.constrained = new Int32Array(0);
    this.terms = 0;
    const constraint = this.byConstraint(network);
    this.constrained = constraint.handles;
    this.terms = constraint.terms;
    this.byProduct();
    this.deliveredByPair = new Int32Array(model.segments.length * model.products.length).fill(-1);
    this.bySegment();
    this.byLine(network);
    this.byItem();
    for (const year of years) {
      this.outcomes.push(
        { name: `delivered_units_${year}`, unit: "units", meaning: `Units delivered in ${year}.` },
        { name: `delivered_h100e_${year}`, unit: "H100e", meaning: `H100-equivalents delivered in ${year}.` },
      );
    }
    this.outcomes.push(
      {
        name: "backlog_units_end",
        unit: "units",
        meaning: "Units ordered and not delivered at the horizon.",
      },
      {
        name: "backlog_h100e_end",
        unit: "H100e",
        meaning: "H100-equivalents ordered and not delivered at the horizon.",
      },
    );
  }

  /**
   * The constraint term of a line (`kind` 0: its contracts; 1: background and 2: outages, both by stage) or of
   * a cause without a line (`kind` 3 with `index` the cause).
   */
  term(kind: 0 | 1 | 2 | 3, index: number): number {
    const { lines, stages } = this.model;
    switch (kind) {
      case 0:
        return index;
      case 1:
        return lines.length + index;
      case 2:
        return lines.length + stages.length + index;
      case 3:
        return lines.length + 2 * stages.length + index;
    }
  }

  private byVendor(): void {
    for (const vendor of this.model.vendors) {
      const keys = { vendor: vendor.id };
      const tier = "headline";
      this.deliveredByVendor.push(
        this.flow("delivered_units", keys, "units", tier, "Units delivered to customers."),
      );
      this.deliveredComputeByVendor.push(
        this.flow("delivered_h100e", keys, "H100e", tier, "H100-equivalents delivered to customers."),
      );
      this.backlogByVendor.push(
        this.level("backlog_units", keys, "units", tier, "Units ordered and not delivered."),
      );
    }
  }

  private byConstraint(network: Network): { handles: Int32Array; terms: number } {
    const { vendors, stages, lines, products } = this.model;
    const terms = lines.length + 2 * stages.length + 4;
    const handles = new Int32Array((vendors.length + 1) * terms).fill(-1);
    const meaning =
      "H100-equivalents delivered whose supply was limited by this term (a line, background load or outages of a stage, orders, the plan, what was there at the start, a late opening).";
    for (let v = 0; v <= vendors.length; v++) {
      const all = v === vendors.length;
      const who = all ? {} : { vendor: vendors[v].id };
      const relevant = linesBehind(
        network,
        products.filter((product) => all || product.vendor === v).map((product) => product.item),
      );
      const used = new Set(lines.flatMap((line, l) => (relevant.has(l) ? [line.stage] : [])));
      const row = v * terms;
      const add = (term: number, keys: Series["keys"]): void => {
        handles[row + term] = this.flow("constrained_h100e", { ...who, ...keys }, "H100e", "detail", meaning);
      };
      lines.forEach((line, l) => {
        if (relevant.has(l)) {
          add(this.term(0, l), { constraint: line.id, stage: stages[line.stage], line: line.id });
        }
      });
      stages.forEach((stage, s) => {
        if (!used.has(s)) return;
        add(this.term(1, s), { constraint: "background", stage });
        add(this.term(2, s), { constraint: "down", stage });
      });
      ["orders", "plan", "initial", "opening"].forEach((constraint, cause) => {
        add(this.term(3, cause), { constraint });
      });
    }
    return { handles, terms };
  }

  private byProduct(): void {
    for (const product of this.model.products) {
      const keys = { product: product.id, vendor: this.model.vendors[product.vendor].id };
      const tier = "detail";
      this.orderedByProduct.push(this.flow("ordered_units", keys, "units", tier, "Units ordered."));
      this.deliveredByProduct.push(
        this.flow("delivered_units", keys, "units", "headline", "Units delivered to customers."),
      );
      this.backlogByProduct.push(
        this.level("backlog_units", keys, "units", tier, "Units ordered and not delivered."),
      );
      this.cancelledByProduct.push(
        this.flow("cancelled_units", keys, "units", tier, "Units of orders cancelled."),
      );
      this.switchedInByProduct.push(
        this.flow("switched_in_units", keys, "units", tier, "Units of orders that came from other products."),
      );
      this.switchedOutByProduct.push(
        this.flow("switched_out_units", keys, "units", tier, "Units of orders that left for other products."),
      );
      this.finishedByProduct.push(
        this.level("finished_units", keys, "units", tier, "Finished units not yet sold."),
      );
      this.leadTimeByProduct.push(this.duration("lead_time_days", keys, tier));
      this.quotedByProduct.push(
        this.push({
          metric: "quoted_lead_time_days",
          keys,
          unit: "days",
          aggregate: "mean",
          tier,
          meaning:
            "Lead time quoted at the end of the month: backlog over mean shipments of three months, plus the last stage's cycle time.",
        }),
      );
    }
  }

  private bySegment(): void {
    const { segments, products, vendors } = this.model;
    segments.forEach((segment, s) => {
      const keys = { segment: segment.id };
      const tier = "detail";
      // Who gains and who loses is asked of every comparison: kept for every trial.
      const ordered = this.flow("ordered_h100e", keys, "H100e", "headline", "H100-equivalents ordered.");
      const delivered = this.flow(
        "delivered_h100e",
        keys,
        "H100e",
        "headline",
        "H100-equivalents delivered to customers.",
      );
      this.orderedComputeBySegment.push(ordered);
      this.deliveredComputeBySegment.push(delivered);
      this.ratio(
        "fill_rate",
        keys,
        "headline",
        "Delivered over ordered, in H100-equivalents.",
        delivered,
        ordered,
      );
      this.deliveredBySegment.push(
        this.flow("delivered_units", keys, "units", tier, "Units delivered to customers."),
      );
      this.backlogBySegment.push(
        this.level("backlog_units", keys, "units", tier, "Units ordered and not delivered."),
      );
      this.backlogComputeBySegment.push(
        this.level("backlog_h100e", keys, "H100e", tier, "H100-equivalents ordered and not delivered."),
      );
      const possible = new Set([...segment.mix.map((share) => share.product), ...segment.switchTo]);
      for (const p of [...possible].sort((a, b) => a - b)) {
        const pair = {
          product: products[p].id,
          vendor: vendors[products[p].vendor].id,
          segment: segment.id,
        };
        this.deliveredByPair[s * products.length + p] = this.flow(
          "delivered_units",
          pair,
          "units",
          tier,
          "Units delivered to customers.",
        );
      }
    });
  }

  private byLine(network: Network): void {
    const { stages, regions } = this.model;
    for (const line of this.model.lines) {
      const keys = { line: line.id, stage: stages[line.stage], region: regions[line.region].id };
      const tier = "detail";
      const flow = (metric: string, meaning: string): Handle =>
        this.flow(metric, keys, "wafers", tier, meaning);
      this.capacityOfLine.push(flow("capacity_wafers", "Installed capacity of the month."));
      const available = flow(
        "available_wafers",
        "Capacity of the month left to contracts: net of background and outages.",
      );
      const started = flow("started_wafers", "Wafers started.");
      this.availableOfLine.push(available);
      this.startedOfLine.push(started);
      this.ratio(
        "utilisation",
        keys,
        tier,
        "Started over available; above 1 only by what was carried from the month before.",
        started,
        available,
      );
      this.downOfLine.push(
        flow(
          "down_wafers",
          "Capacity lost to outages and to shocks on capacity, the part of the background included.",
        ),
      );
      this.idlePositionOfLine.push(
        flow("idle_position_wafers", "Capacity left over because all targets were reached."),
      );
      this.idleInputOfLine.push(flow("idle_input_wafers", "Capacity left over for want of inputs."));
      this.idleClosedOfLine.push(
        flow("idle_closed_wafers", "Capacity left over because no recipe was open or wanted."),
      );
      this.inProcessOfLine.push(this.level("in_process_wafers", keys, "wafers", tier, "Wafers in process."));
      const gross = this.flow("gross_units", keys, "units", tier, "Output finished, before yield.");
      const good = this.flow("good_units", keys, "units", tier, "Good output finished.");
      this.grossOfLine.push(gross);
      this.goodOfLine.push(good);
      this.ratio("yield", keys, tier, "Good over gross output.", good, gross);
      this.buildingOfLine.push(
        this.level(
          "building_wafers_per_day",
          keys,
          "wafers/day",
          tier,
          "Capacity decided and not yet open, on the last day.",
        ),
      );
    }
    for (const recipe of network.recipes) {
      const line = recipe.line.source;
      const keys = { line: line.id, item: recipe.item.source.id, stage: stages[line.stage] };
      this.goodOfRecipe.push(this.flow("good_units", keys, "units", "detail", "Good output finished."));
    }
  }

  private byItem(): void {
    for (const item of this.model.items) {
      const keys = { item: item.id, stage: this.model.stages[item.stage] };
      const tier = "detail";
      this.madeOfItem.push(this.flow("made_units", keys, item.unit, tier, "Good units finished."));
      const used = this.flow("used_units", keys, item.unit, tier, "Units taken by starts of the next stage.");
      this.usedOfItem.push(used);
      this.onHandOfItem.push(this.level("stock_units", keys, item.unit, tier, "Units in stock."));
      this.inTransitOfItem.push(
        this.level("in_transit_units", keys, item.unit, tier, "Units between regions."),
      );
    }
  }

  private flow(
    metric: string,
    keys: Series["keys"],
    unit: string,
    tier: Series["tier"],
    meaning: string,
  ): Handle {
    return this.push({ metric, keys, unit, aggregate: "sum", tier, meaning });
  }

  private level(
    metric: string,
    keys: Series["keys"],
    unit: string,
    tier: Series["tier"],
    meaning: string,
  ): Handle {
    return this.push({ metric, keys, unit, aggregate: "last", tier, meaning });
  }

  private duration(metric: string, keys: Series["keys"], tier: Series["tier"]): Handle {
    const meaning =
      "Days until half of the uncancelled units ordered in the month were delivered; not there yet at the horizon counts as longer than all others.";
    return this.push({ metric, keys, unit: "days", aggregate: "duration", tier, meaning });
  }

  private ratio(
    metric: string,
    keys: Series["keys"],
    tier: Series["tier"],
    meaning: string,
    numerator: Handle,
    denominator: Handle,
  ): void {
    this.push({
      metric,
      keys,
      unit: "fraction",
      aggregate: "ratio",
      tier,
      meaning,
      of: [numerator, denominator],
    });
  }

  private push(series: Series): Handle {
    this.series.push(series);
    return this.series.length - 1;
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
    for (const user of network.recipes) {
      const uses = user.inputs.some(({ choices }) =>
        choices.some(({ account }) => account.item.index === item),
      );
      if (uses) above(user.item.index);
    }
  };
  /** A user of a pooled part, and whatever is made of it. */
  const above = (item: number): void => {
    visit(item);
    for (const user of network.recipes) {
      const uses = user.inputs.some(({ choices }) =>
        choices.some(({ account }) => account.item.index === item),
      );
      if (uses && !seen.has(user.item.index)) above(user.item.index);
    }
  };
  items.forEach(visit);
  return lines;
}
