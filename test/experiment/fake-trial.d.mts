import type { Model } from "../../src/model/model.ts";
import type { PreparedTrial } from "../../src/model/series.ts";

/** What befalls the trials of a fake model. */
export interface Fate {
  /** Milliseconds a trial takes, by its number modulo the length. */
  readonly wait?: readonly number[];
  /** Trials that throw. */
  readonly failAt?: readonly number[];
  /** The trial that ends its thread. */
  readonly exitAt?: number;
  /** The trial that takes all memory. */
  readonly hoardAt?: number;
  /** The trial that never ends. */
  readonly hangAt?: number;
  /** No shocks occur. */
  readonly calm?: boolean;
  /** Other numbers of rows and months than 2, 2 and 3. */
  readonly rows?: { readonly headline: number; readonly detail: number; readonly months: number };
}

export function prepareFake(model: Model): PreparedTrial;
