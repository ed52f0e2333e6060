import { isoDate } from "../../engine/calendar.ts";
import { mean, quantile } from "../../random/distribution.ts";
import { TECHNOLOGIES } from "../collection.ts";
import type { Report } from "../compile/ledger.ts";
import type { StatedDate } from "../grammar/date.ts";
import type { StatedQuantity } from "../grammar/quantity.ts";
import type { Scenario } from "../grammar/scenario.ts";

const LONGEST_HORIZON_YEARS = 50;
const LONGEST_SLOT = 28;
const LONGEST_WARMUP_YEARS = 20;

/** The order of dates, and that what has happened is a date and not a distribution. */
export function checkDates(scenario: Scenario, report: Report): void {
  const { start, end, asOf } = scenario;
  if (end < start)
    report(["end"], { rule: "lies before the start", expected: `a date after ${isoDate(start)}` });
  if (end - start > LONGEST_HORIZON_YEARS * 366)
    report(["end"], { rule: `the horizon is longer than ${LONGEST_HORIZON_YEARS} years` });
  if ((scenario.slot ?? 1) > LONGEST_SLOT)
    report(["slot"], {
      rule: `the slot is longer than ${LONGEST_SLOT} days`,
      expected: "such as 1 day or 1 week",
    });
  if ((scenario.warmup ?? 0) > LONGEST_WARMUP_YEARS * 366)
    report(["warmup"], { rule: `the warm-up is longer than ${LONGEST_WARMUP_YEARS} years` });

  const event = (path: readonly string[], date: StatedDate | undefined, what: string): void => {
    if (date?.distribution == null) return;
    const median = date.day + quantile(date.distribution, 0.5);
    if (median <= asOf) hasHappened(path, what, median, asOf, report);
  };
  for (const collection of TECHNOLOGIES) {
    for (const [id, technology] of Object.entries(scenario[collection]))
      event([collection, id, "from"], technology.from, "the first start");
  }
  for (const [id, product] of Object.entries(scenario.products)) {
    const path = ["products", id];
    event([...path, "launch"], product.launch, "the launch");
    event([...path, "end"], product.end, "the end of sale");
    if (product.end !== undefined && medianDay(product.end) < medianDay(product.launch))
      report([...path, "end"], { rule: "it ends before it is launched" });
    if (medianDay(product.launch) > end)
      report([...path, "launch"], { severity: "note", rule: "the launch is after the horizon" });
    for (const [name, route] of Object.entries(product.routes)) {
      if (route.from !== undefined && route.until !== undefined && route.until.day < route.from.day)
        report([...path, "routes", name, "until"], { rule: "the route ends before it begins" });
    }
  }
  for (const [id, line] of Object.entries(scenario.lines)) {
    for (const [name, project] of Object.entries(line.projects)) {
      const path = ["lines", id, "projects", name];
      const lengths = Object.entries(project.phases);
      if (lengths.length === 0) report([...path, "phases"], { rule: "a project has no phases" });
      const opens = project.decided + lengths.reduce((sum, [, length]) => sum + meanNumber(length), 0);
      if (opens > end)
        report(path, { severity: "note", rule: `opens about ${isoDate(opens)}, after the horizon` });
      if (opens <= asOf && lengths.some(([, length]) => length.distribution !== null))
        hasHappened([...path, "phases"], "the opening", opens, asOf, report);
    }
  }
  for (const [id, { sample, length, redesign }] of Object.entries(scenario.qualifications)) {
    if (length.distribution === null && redesign === undefined) continue;
    const path = ["qualifications", id, "length"];
    const granted =
      sample +
      length.constant +
      (length.distribution === null ? 0 : length.scale * quantile(length.distribution, 0.5));
    if (granted <= asOf && length.distribution !== null)
      hasHappened(path, "the qualification", granted, asOf, report);
  }
  for (const [id, { when }] of Object.entries(scenario.shocks)) {
    if (when.kind !== "date") continue;
    event(["shocks", id, "when"], when.date, "the shock");
    const day = medianDay(when.date);
    if (day > end)
      report(["shocks", id, "when"], { severity: "note", rule: "is after the horizon, so it never happens" });
  }
}

function hasHappened(path: readonly string[], what: string, day: number, asOf: number, report: Report): void {
  report(path, {
    rule: `${what}, about ${isoDate(day)}, is not after asOf (${isoDate(asOf)}) and cannot be uncertain`,
    expected: "what happened, without a distribution, or an earlier asOf",
  });
}

function medianDay(date: StatedDate): number {
  return date.day + (date.distribution === null ? 0 : quantile(date.distribution, 0.5));
}

function meanNumber(stated: StatedQuantity): number {
  return stated.constant + (stated.distribution === null ? 0 : stated.scale * mean(stated.distribution));
}
