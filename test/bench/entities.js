import { baseline, costOf, trialsOf } from "./baseline.js";

const TRIALS = 6;

/** What a trial costs as the chain grows: the baseline beside copies of itself that share nothing with it. */
export function entities() {
  const { model } = baseline();
  const rows = [];
  let first = 0;
  for (const copies of [1, 2, 4]) {
    const { seconds, events, lots } = costOf(trialsOf(copied(model, copies)), TRIALS);
    if (first === 0) first = seconds;
    rows.push({
      copies,
      lines: copies * model.lines.length,
      items: copies * model.items.length,
      events: Math.round(events),
      lots: Math.round(lots),
      "trials/s": (1 / seconds).toFixed(2),
      "time by copy, first = 1": (seconds / first / copies).toFixed(2),
    });
  }
  return rows;
}

/**
 * So many chains side by side. Regions, stages and drawn inputs are those of all; everything that moves, makes, buys
 * or breaks is there once a copy, under a name of its own and so with luck of its own.
 */
function copied(model, copies) {
  const all = (list, copy) =>
    Array.from({ length: copies }, (_, k) =>
      list.map((one) => ({ ...copy(one, k), id: k === 0 ? one.id : `${one.id}-copy-${k}` })),
    ).flat();
  const sizes = Object.fromEntries(
    ["vendors", "buyers", "items", "products", "segments", "lines", "shocks"].map((what) => [
      what,
      model[what].length,
    ]),
  );
  /** The index of copy `k` of an entity; -1 stays what it is. */
  const at = (what, k) => (index) => (index < 0 ? index : index + k * sizes[what]);
  const shares = (list, key, what, k) => list.map((one) => ({ ...one, [key]: at(what, k)(one[key]) }));
  const same = (one) => one;
  return {
    ...model,
    vendors: all(model.vendors, same),
    buyers: all(model.buyers, same),
    items: all(model.items, (item, k) => ({
      ...item,
      vendor: at("vendors", k)(item.vendor),
      product: at("products", k)(item.product),
      shares: shares(item.shares, "vendor", "vendors", k),
    })),
    lines: all(model.lines, (line, k) => ({
      ...line,
      shares: shares(line.shares, "buyer", "buyers", k),
      recipes: line.recipes.map((recipe) => ({
        ...recipe,
        item: at("items", k)(recipe.item),
        buyer: at("buyers", k)(recipe.buyer),
        inputs: recipe.inputs.map((input) => ({ ...input, choices: input.choices.map(at("items", k)) })),
      })),
    })),
    products: all(model.products, (product, k) => ({
      ...product,
      vendor: at("vendors", k)(product.vendor),
      item: at("items", k)(product.item),
    })),
    segments: all(model.segments, (segment, k) => ({
      ...segment,
      mix: shares(segment.mix, "product", "products", k),
      switchTo: segment.switchTo.map(at("products", k)),
    })),
    qualifications: all(model.qualifications, (qualification, k) => ({
      ...qualification,
      item: at("items", k)(qualification.item),
      vendor: at("vendors", k)(qualification.vendor),
    })),
    shocks: all(model.shocks, (shock, k) => ({
      ...shock,
      when:
        shock.when.kind === "after"
          ? { ...shock.when, shock: at("shocks", k)(shock.when.shock) }
          : shock.when,
      where: Object.fromEntries(
        Object.entries(shock.where).map(([what, indices]) => [what, indices.map(at(what, k))]),
      ),
    })),
    initial: Object.fromEntries(
      Object.entries(model.initial).map(([what, list]) => [
        what,
        Array.from({ length: copies }, (_, k) =>
          list.map((one) => ({
            ...one,
            ...("segment" in one && { segment: at("segments", k)(one.segment) }),
            ...("product" in one && { product: at("products", k)(one.product) }),
            ...("item" in one && { item: at("items", k)(one.item) }),
            ...("vendor" in one && { vendor: at("vendors", k)(one.vendor) }),
          })),
        ).flat(),
      ]),
    ),
  };
}
