import type { Parameter, Timeline, Value } from "../../model/model.ts";
import type { Distribution } from "../../random/distribution.ts";
import type { StatedDate } from "../grammar/date.ts";
import type { Provenance } from "../grammar/long-form.ts";
import type { StatedQuantity } from "../grammar/quantity.ts";
import type { StatedTimeline } from "../grammar/timeline.ts";
import type { Complaint } from "../problem.ts";
import { type DatedValue, withChanges } from "./timeline.ts";

/** What a value is said with: where from, and in which base unit. */
export interface Context {
  readonly unit: string;
  /** The entity's own, where the value states none. */
  readonly provenance: Provenance;
}

/** Takes note of something wrong at a path of the scenario. */
export type Report = (path: readonly string[], complaint: Complaint) => void;

/**
 * The uncertain inputs of a model as they are met, each with the column its uniform comes from. What is asked for
 * twice by one path is one parameter.
 */
export class Ledger {
  readonly parameters: Parameter[] = [];
  readonly columns: string[] = [];
  readonly report: Report;
  /** Day number of the scenario's start. */
  readonly epoch: number;
  private readonly parameterAt = new Map<string, number>();
  private readonly columnAt = new Map<string, number>();
  private readonly factors = new Map<string, number>();

  constructor(epoch: number, report: Report) {
    this.epoch = epoch;
    this.report = report;
  }

  /** A shared factor, by the name by which quantities ask for it. */
  addFactor(name: string, distribution: Distribution, provenance: Provenance): void {
    const path = `factors.${name}`;
    this.factors.set(name, this.parameter(path, path, distribution, { unit: "", provenance }));
  }

  /** The parameter of a path; made where there is none. */
  parameter(path: string, column: string, distribution: Distribution, context: Context): number {
    const known = this.parameterAt.get(path);
    if (known !== undefined) return known;
    let at = this.columnAt.get(column);
    if (at === undefined) {
      at = this.columns.length;
      this.columns.push(column);
      this.columnAt.set(column, at);
    }
    const index = this.parameters.length;
    this.parameterAt.set(path, index);
    const { source, dated, confidence } = context.provenance;
    this.parameters.push({
      path,
      column: at,
      distribution,
      unit: context.unit,
      ...(source === undefined ? {} : { source }),
      ...(dated === undefined ? {} : { dated }),
      ...(confidence === undefined ? {} : { confidence }),
    });
    return index;
  }

  value(path: readonly string[], stated: StatedQuantity, context: Context): Value {
    return this.shared(stated, path.join("."), path.join("."), [], context);
  }

  /** Day since the start. */
  date(path: readonly string[], stated: StatedDate, context: Context): Value {
    const day = stated.day - this.epoch;
    if (stated.distribution === null) return day;
    const name = path.join(".");
    const provenance = stated.provenance ?? context.provenance;
    const parameter = this.parameter(name, name, stated.distribution, { unit: "days", provenance });
    return { constant: day, scale: 1, parameter, factors: [] };
  }

  timeline(path: readonly string[], stated: StatedTimeline, context: Context): Timeline {
    const name = path.join(".");
    const points = stated.points.map(({ key, day, quantity }): DatedValue => {
      const point = key === "" ? name : `${name}.${key}`;
      const column = stated.independent ? point : name;
      const value = this.shared(quantity, point, column, stated.factors, context);
      return { day: day === null ? null : day - this.epoch, value };
    });
    const between = (date: string, distribution: Distribution): number =>
      this.parameter(`${name}.${date}`, name, distribution, context);
    const changed = withChanges(points, stated, this.epoch, this.parameters, between, (complaint) =>
      this.report(path, complaint),
    );
    return {
      shape: stated.shape,
      times: changed.map(({ day }) => day ?? 0),
      values: changed.map(({ value }) => value),
    };
  }

  private shared(
    stated: StatedQuantity,
    path: string,
    column: string,
    factors: readonly string[],
    context: Context,
  ): Value {
    const names = [...stated.factors, ...factors];
    const indices = names.flatMap((name) => this.factors.get(name) ?? []);
    if (stated.distribution === null && indices.length === 0) return stated.constant;
    if (stated.distribution === null)
      return { constant: stated.constant, scale: 0, parameter: -1, factors: indices };
    const provenance = stated.provenance ?? context.provenance;
    const parameter = this.parameter(path, column, stated.distribution, { ...context, provenance });
    return { constant: stated.constant, scale: stated.scale, parameter, factors: indices };
  }
}
