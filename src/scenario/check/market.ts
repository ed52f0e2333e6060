import type { Report } from "../compile/ledger.ts";
import type { Scenario } from "../grammar/scenario.ts";

/** That what is made is ordered, and what is ordered is something. */
export function checkMarket(scenario: Scenario, report: Report): void {
  const ordered = new Set<string>();
  for (const [id, segment] of Object.entries(scenario.segments)) {
    for (const [product] of segment.mix) ordered.add(product);
    for (const product of segment.switchTo ?? []) ordered.add(product);
    const zero = segment.mix.every(([, weight]) =>
      weight.points.every(({ quantity }) => quantity.distribution === null && quantity.constant === 0),
    );
    if (zero) {
      report(["segments", id, "mix"], {
        rule: "orders nothing: the mix is empty or all of its shares are 0",
        expected: "a product and its share",
      });
    }
  }
  for (const [, products] of scenario.initial?.backlog ?? [])
    for (const [product] of products) ordered.add(product);
  for (const id of Object.keys(scenario.products)) {
    if (ordered.has(id)) continue;
    report(["products", id], {
      severity: "warning",
      rule: "no segment orders it, so none is made",
      hint: "put it into the mix of a segment, or say `on: false`",
    });
  }
}
