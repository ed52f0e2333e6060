import type { Line, Model, Parameter } from "../../src/model/model.ts";

/** A model of nothing, to which a test adds what it is about. Days since 2026-01-01, horizon five years. */
export function toyModel(differences: Partial<Model> = {}): Model {
  return {
    name: "toy",
    epoch: 20454,
    end: 1826,
    asOf: 0,
    warmup: 0,
    slot: 1,
    planning: { foresight: 1, clearing: 90 },
    columns: [],
    parameters: [],
    regions: [{ id: "here" }],
    lanes: [],
    stages: ["packaging"],
    vendors: [{ id: "vendor" }],
    buyers: [{ id: "vendor" }],
    items: [],
    lines: [],
    products: [],
    segments: [],
    qualifications: [],
    shocks: [],
    initial: { backlog: [], finished: [], cover: [], bank: [] },
    ...differences,
  };
}

/** A line that makes nothing, 100 wafers a day. */
export function toyLine(differences: Partial<Line> = {}): Line {
  return {
    id: "line",
    stage: 0,
    site: "site",
    region: 0,
    operator: "operator",
    technologies: [],
    tags: [],
    capacity: { shape: "linear", times: [0], values: [100] },
    slip: 0,
    size: 0,
    projects: [],
    background: { shape: "linear", times: [0], values: [0] },
    cycleTime: 50,
    variability: { cycleSlot: 0, cycleMonth: 0, yieldDay: 0, yieldMonth: 0, persistence: 0 },
    capital: null,
    shares: [],
    others: true,
    recipes: [],
    ...differences,
  };
}

/** Uniform over an interval: median and mean in its middle. */
export function uniformParameter(path: string, column: number, low: number, high: number): Parameter {
  return { path, column, distribution: { kind: "uniform", numbers: [low, high] }, unit: "" };
}

/** The value of a parameter. */
export function drawn(parameter: number): {
  constant: number;
  scale: number;
  parameter: number;
  factors: number[];
} {
  return { constant: 0, scale: 1, parameter, factors: [] };
}
