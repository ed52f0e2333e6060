import { trialsWords } from "../wording.ts";
import { pageOf, partsOf } from "./page.ts";
import { BRIEF } from "./section/brief.ts";
import { CAPACITY } from "./section/capacity.ts";
import { CONSTRAINTS } from "./section/constraints.ts";
import { CUSTOMERS } from "./section/customers.ts";
import { DELIVERIES } from "./section/deliveries.ts";
import { DRIVERS } from "./section/drivers.ts";
import { INPUTS } from "./section/inputs.ts";
import { LEAD_TIMES } from "./section/lead-times.ts";
import { ORDERS } from "./section/orders.ts";
import { STOCKS } from "./section/stocks.ts";
import { STORIES } from "./section/stories.ts";
import { TRUST } from "./section/trust.ts";
import type { Section } from "./section.ts";
import type { Subject } from "./subject.ts";

/** The page of a run, from top to bottom. A new section is a file and a row here. */
const RUN_SECTIONS: readonly Section<Subject>[] = [
  BRIEF,
  DELIVERIES,
  CONSTRAINTS,
  ORDERS,
  CUSTOMERS,
  LEAD_TIMES,
  STOCKS,
  CAPACITY,
  DRIVERS,
  INPUTS,
  STORIES,
  TRUST,
];

/** A run as one page that stands alone: equal runs give equal pages. */
export function runPage(subject: Subject): string {
  const { question, name, seed, trials, version } = subject.run;
  const about = `${name}: ${trialsWords(trials.trials)}, seed ${seed}`;
  return pageOf(question, about, version, partsOf(RUN_SECTIONS, subject));
}
