import { ConstraintTerms } from "./constraint-term.ts";
import * as metrics from "./metric.ts";
import type { Model } from "./model.ts";
import type { Network } from "./network.ts";
import type { Series } from "./series.ts";
import { type Handle, SeriesTable } from "./series-table.ts";

/**
 * All monthly figures of a model, and where each is found.
 *
 * A new response is a metric (`metric.ts`), a row here and one `add` or `set` where it happens.
 */
export class Measures {
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

  /** What deliveries were limited by. */
  readonly constrained: ConstraintTerms;

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
  readonly announcedOfLine: Handle[] = [];
  readonly goodOfRecipe: Handle[] = [];

  readonly madeOfItem: Handle[] = [];
  readonly usedOfItem: Handle[] = [];
  readonly onHandOfItem: Handle[] = [];
  /** Of parts and packages; -1 for finished products. */
  readonly inTransitOfItem: Handle[] = [];
  readonly meanStockOfItem: Handle[] = [];
  readonly coverOfItem: Handle[] = [];
  readonly stockoutOfItem: Handle[] = [];

  private readonly table = new SeriesTable();

  constructor(model: Model, network: Network) {
    const whole = (metric: metrics.Metric): Handle => this.table.add(metric, {}, "headline");
    this.ordered = whole(metrics.ORDERED_UNITS);
    this.orderedCompute = whole(metrics.ORDERED_COMPUTE);
    this.delivered = whole(metrics.DELIVERED_UNITS);
    this.deliveredCompute = whole(metrics.DELIVERED_COMPUTE);
    this.backlog = whole(metrics.BACKLOG_UNITS);
    this.backlogCompute = whole(metrics.BACKLOG_COMPUTE);
    this.cancelled = whole(metrics.CANCELLED_UNITS);
    this.switched = whole(metrics.SWITCHED_UNITS);
    this.finished = whole(metrics.FINISHED_UNITS);
    this.leadTime = whole(metrics.LEAD_TIME);
    this.byVendor(model);
    this.constrained = new ConstraintTerms(model, network, this.table);
    this.byProduct(model);
    this.deliveredByPair = new Int32Array(model.segments.length * model.products.length).fill(-1);
    this.bySegment(model);
    this.byLine(model, network);
    this.byItem(model);
  }

  /** All figures, in the order of the CSVs. */
  get series(): readonly Series[] {
    return this.table.rows;
  }

  private byVendor({ vendors }: Model): void {
    for (const { id } of vendors) {
      const add = (metric: metrics.Metric): Handle => this.table.add(metric, { vendor: id }, "headline");
      this.deliveredByVendor.push(add(metrics.DELIVERED_UNITS));
      this.deliveredComputeByVendor.push(add(metrics.DELIVERED_COMPUTE));
      this.backlogByVendor.push(add(metrics.BACKLOG_UNITS));
    }
  }

  private byProduct({ products, vendors }: Model): void {
    for (const { id, vendor } of products) {
      const add = (metric: metrics.Metric, tier: Series["tier"] = "detail"): Handle =>
        this.table.add(metric, { product: id, vendor: vendors[vendor].id }, tier);
      this.orderedByProduct.push(add(metrics.ORDERED_UNITS));
      // Which products gain and lose is asked of every comparison: kept for every trial.
      this.deliveredByProduct.push(add(metrics.DELIVERED_UNITS, "headline"));
      this.backlogByProduct.push(add(metrics.BACKLOG_UNITS));
      this.cancelledByProduct.push(add(metrics.CANCELLED_UNITS));
      this.switchedInByProduct.push(add(metrics.SWITCHED_IN_UNITS));
      this.switchedOutByProduct.push(add(metrics.SWITCHED_OUT_UNITS));
      this.finishedByProduct.push(add(metrics.FINISHED_UNITS));
      this.leadTimeByProduct.push(add(metrics.LEAD_TIME));
      this.quotedByProduct.push(add(metrics.QUOTED_LEAD_TIME));
    }
  }

  private bySegment({ segments, products, vendors }: Model): void {
    segments.forEach((segment, s) => {
      const keys = { segment: segment.id };
      // As of products: who gains and who loses.
      const ordered = this.table.add(metrics.ORDERED_COMPUTE, keys, "headline");
      const delivered = this.table.add(metrics.DELIVERED_COMPUTE, keys, "headline");
      this.orderedComputeBySegment.push(ordered);
      this.deliveredComputeBySegment.push(delivered);
      this.table.add(metrics.FILL_RATE, keys, "headline", [delivered, ordered]);
      this.deliveredBySegment.push(this.table.add(metrics.DELIVERED_UNITS, keys, "detail"));
      this.backlogBySegment.push(this.table.add(metrics.BACKLOG_UNITS, keys, "detail"));
      this.backlogComputeBySegment.push(this.table.add(metrics.BACKLOG_COMPUTE, keys, "detail"));
      const possible = new Set([...segment.mix.map((share) => share.product), ...segment.switchTo]);
      for (const p of [...possible].sort((a, b) => a - b)) {
        const { id, vendor } = products[p];
        const pair = { product: id, vendor: vendors[vendor].id, segment: segment.id };
        this.deliveredByPair[s * products.length + p] = this.table.add(
          metrics.DELIVERED_UNITS,
          pair,
          "detail",
        );
      }
    });
  }

  private byLine({ lines, stages, regions }: Model, network: Network): void {
    for (const line of lines) {
      const keys = { line: line.id, stage: stages[line.stage], region: regions[line.region].id };
      const add = (metric: metrics.Metric, of?: readonly [Handle, Handle]): Handle =>
        this.table.add(metric, keys, "detail", of);
      this.capacityOfLine.push(add(metrics.CAPACITY));
      const available = add(metrics.AVAILABLE);
      const started = add(metrics.STARTED);
      this.availableOfLine.push(available);
      this.startedOfLine.push(started);
      add(metrics.UTILISATION, [started, available]);
      this.downOfLine.push(add(metrics.DOWN));
      this.idlePositionOfLine.push(add(metrics.IDLE_POSITION));
      this.idleInputOfLine.push(add(metrics.IDLE_INPUT));
      this.idleClosedOfLine.push(add(metrics.IDLE_CLOSED));
      this.inProcessOfLine.push(add(metrics.IN_PROCESS));
      const gross = add(metrics.GROSS_UNITS);
      const good = add(metrics.GOOD_UNITS);
      this.grossOfLine.push(gross);
      this.goodOfLine.push(good);
      add(metrics.YIELD, [good, gross]);
      this.buildingOfLine.push(add(metrics.BUILDING));
      this.announcedOfLine.push(add(metrics.ANNOUNCED));
    }
    for (const { line, item } of network.recipes) {
      const { id, stage } = line.source;
      const keys = { line: id, item: item.source.id, stage: stages[stage] };
      this.goodOfRecipe.push(this.table.add(metrics.GOOD_UNITS, keys, "detail"));
    }
  }

  private byItem({ items, stages }: Model): void {
    for (const { id, stage, unit, product } of items) {
      const keys = { item: id, stage: stages[stage] };
      const add = (metric: metrics.Metric): Handle =>
        this.table.add(metric.unit === "units" ? { ...metric, unit } : metric, keys, "detail");
      this.madeOfItem.push(add(metrics.MADE_UNITS));
      this.usedOfItem.push(add(metrics.USED_UNITS));
      this.onHandOfItem.push(add(metrics.STOCK_UNITS));
      // What is finished goes to customers, who have it when it is delivered.
      const addOfPart = (metric: metrics.Metric): Handle => (product < 0 ? add(metric) : -1);
      this.inTransitOfItem.push(addOfPart(metrics.IN_TRANSIT_UNITS));
      this.meanStockOfItem.push(addOfPart(metrics.MEAN_STOCK_UNITS));
      this.coverOfItem.push(addOfPart(metrics.COVER_WEEKS));
      this.stockoutOfItem.push(addOfPart(metrics.STOCKOUT_DAYS));
    }
  }
}
