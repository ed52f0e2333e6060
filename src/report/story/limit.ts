import { calendarPeriods } from "../../analysis/period.ts";
import { percent } from "../number-format.ts";
import { causeWords } from "../wording.ts";
import type { Happening } from "./happening.ts";
import type { TrialFigures } from "./trial-figures.ts";

/** Told before all else, in the order of time. */
const WEIGHT = 10;

/**
 * The quarters from which on something else limits most of what is delivered. A quarter alone is no change: it takes
 * two in a row.
 *
 * @param monthLabels `2027-04`
 * @param firstDays   of each month, days since start
 */
export function limits(
  figures: TrialFigures,
  monthLabels: readonly string[],
  firstDays: readonly number[],
): Happening[] {
  const groups = groupsOf(figures);
  const quarters = calendarPeriods(monthLabels).filter(
    ({ kind, complete }) => kind === "quarter" && complete,
  );
  const found: Happening[] = [];
  let now = "";
  const largest = quarters.map(({ months }) => largestOf(figures, groups, months));
  quarters.forEach(({ label, months }, place) => {
    const { name, share } = largest[place];
    if (name === "" || name === now || largest[place + 1]?.name !== name) return;
    const before = now === "" ? "" : `, no longer ${now}`;
    found.push({
      day: firstDays[months[0]],
      weight: WEIGHT,
      text: `The largest limit is ${now === "" ? "" : "now "}${name}${before} (${percent(share)} of the deliveries of ${label})`,
    });
    now = name;
  });
  return found;
}

/** Series of the trace over all vendors, by what they are called in words. */
function groupsOf({ series }: TrialFigures): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  series.forEach(({ metric, keys: { vendor, stage, constraint = "" } }, index) => {
    if (metric !== "constrained_h100e" || vendor !== undefined) return;
    const name = stage ?? causeWords(constraint);
    groups.set(name, [...(groups.get(name) ?? []), index]);
  });
  return groups;
}

function largestOf(
  figures: TrialFigures,
  groups: ReadonlyMap<string, readonly number[]>,
  months: readonly number[],
): { name: string; share: number } {
  let best = { name: "", amount: 0 };
  let all = 0;
  for (const [name, terms] of groups) {
    let amount = 0;
    for (const term of terms) amount += figures.sum(term, months[0], months[months.length - 1] + 1);
    all += amount;
    if (amount > best.amount) best = { name, amount };
  }
  return { name: best.name, share: best.amount / all };
}
