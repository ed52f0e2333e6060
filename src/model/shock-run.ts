import type { Simulation } from "../engine/event-list.ts";
import type { LineState } from "./line.ts";
import type { Model } from "./model.ts";
import type { Network } from "./network.ts";
import type { Sales } from "./sales.ts";
import type { Occurrence } from "./series.ts";

export class ShockRun {
  constructor(
    _model: Model,
    _network: Network,
    _sales: Sales,
    _simulation: Simulation,
    _event: { readonly type: number; readonly priority: number },
  ) {}

  reset(_seed: string, _trial: number, _draws: Float64Array, _start: number): void {}

  happen(): readonly LineState[] {
    return [];
  }

  occurrences(): readonly Occurrence[] {
    return [];
  }
}
