import type { Model } from "../../model/model.ts";
import type { TrialFigures } from "./trial-figures.ts";

interface Wanted {
  readonly product?: string;
  readonly vendor?: string;
  readonly line?: string;
}

/** What a line, a product or a vendor is of all that one trial delivers, in compute: [0, 1]. */
export class TrialShares {
  private readonly model: Model;
  private readonly figures: TrialFigures;
  private readonly firstDays: readonly number[];
  readonly delivered: number;

  /** @param firstDays of the months and of the one after them */
  constructor(model: Model, figures: TrialFigures, firstDays: readonly number[]) {
    this.model = model;
    this.figures = figures;
    this.firstDays = firstDays;
    this.delivered = this.sum("delivered_h100e", {});
  }

  /** Of what it limited. */
  readonly ofLine = (line: number): number =>
    this.sum("constrained_h100e", { line: this.model.lines[line].id }) / this.delivered;

  readonly ofProduct = (product: number): number => {
    const { id, vendor } = this.model.products[product];
    const keys = { product: id, vendor: this.model.vendors[vendor].id };
    return this.ofUnits(id, this.sum("delivered_units", keys));
  };

  readonly ofVendor = (vendor: number): number =>
    this.sum("delivered_h100e", { vendor: this.model.vendors[vendor].id }) / this.delivered;

  readonly ofUnits = (product: string, units: number): number => {
    const compute = this.model.products.find(({ id }) => id === product)?.compute ?? 0;
    return (units * compute) / this.delivered;
  };

  /** Left by the background in the month of a day, but for outages; wafers per day. */
  readonly capacityOf = (line: number, day: number): number => {
    const month = this.firstDays.findLastIndex((first) => first <= day);
    const wafers = (metric: string): number => {
      const index = this.find(metric, { line: this.model.lines[line].id });
      return index === -1 ? 0 : this.figures.sum(index, month, month + 1);
    };
    const [all, down, left] = ["capacity_wafers", "down_wafers", "available_wafers"].map(wafers);
    const whole = all > down ? (left * all) / (all - down) : all;
    return whole / (this.firstDays[month + 1] - this.firstDays[month]);
  };

  private sum(metric: string, wanted: Wanted): number {
    const index = this.find(metric, wanted);
    return index === -1 ? 0 : this.figures.sum(index);
  }

  /** The series with the keys given and no other but stage, region and constraint. */
  private find(metric: string, wanted: Wanted): number {
    return this.figures.series.findIndex(
      ({ metric: name, keys }) =>
        name === metric &&
        keys.product === wanted.product &&
        keys.vendor === wanted.vendor &&
        keys.line === wanted.line &&
        keys.segment === undefined,
    );
  }
}
