import type { Network } from "./network.ts";

/** Relative error that rounding may leave in an account. */
const TOLERANCE = 1e-7;

/** A quantity appeared or vanished: the program is wrong, not the scenario. */
export class ConservationError extends Error {
  override readonly name = "ConservationError";
}

/** Units of orders of one product: what came in and where it went. */
export interface OrderAccount {
  readonly came: number;
  readonly went: number;
}

/**
 * Checks the accounts of section "conservation" of the model document:
 *
 * line, wafers per recipe: started = finished + in process + scrapped;
 * item: initial + made = used + stock + in transit;
 * product: initial + ordered + switched in = delivered (left for the customer) + backlog + cancelled + switched out.
 *
 * @throws ConservationError naming the account
 */
export function checkConservation(
  network: Network,
  orders: (product: number) => OrderAccount,
  backlog: (product: number) => number,
): void {
  const inProcess = new Float64Array(network.recipes.length);
  const expected = new Float64Array(network.items.length);
  for (const line of network.lines) {
    const { pipeline } = line;
    for (let k = 0; k < pipeline.size; k++) {
      const lot = pipeline.lotAt(k);
      inProcess[pipeline.recipe[lot]] += pipeline.wafers[lot];
      expected[network.recipes[pipeline.recipe[lot]].item.index] += pipeline.expected[lot];
    }
  }
  for (const recipe of network.recipes) {
    const name = `${recipe.line.source.id} making ${recipe.item.source.id}: wafers`;
    const went = recipe.finished + inProcess[recipe.index] + recipe.scrapped;
    equal(name, recipe.started, went, recipe.started);
  }
  for (const item of network.items) {
    const held = item.onHand() + item.inTransit();
    const name = `${item.source.id}: units`;
    equal(name, item.initial + item.made, item.used + held, item.made + Math.abs(item.initial));
    if (held < 0) throw new ConservationError(`${name}: a stock is negative (${held})`);
    equal(`${name} in process`, item.inProcess, expected[item.index], item.made + item.inProcess);
    const owed = item.source.product >= 0 ? backlog(item.source.product) : 0;
    const scale = item.made + item.inProcess + owed + Math.abs(item.initial);
    equal(`${name} position`, item.position, held + item.inProcess - owed, scale);
  }
  network.products.forEach((item, product) => {
    const account = orders(product);
    equal(`${item.source.id}: orders`, account.came, account.went, account.came);
  });
}

function equal(name: string, came: number, went: number, scale: number): void {
  if (Math.abs(came - went) > TOLERANCE * (1 + Math.abs(scale))) {
    throw new ConservationError(`${name}: ${came} came in, ${went} are accounted for`);
  }
}
