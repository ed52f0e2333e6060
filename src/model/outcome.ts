import type { Measures } from "./measure.ts";
import type { Recorder } from "./recorder.ts";
import type { Outcome } from "./series.ts";

/** What each trial has one of, in the order in which `writeOutcomes` writes it. */
export function outcomesOf(monthLabels: readonly string[]): Outcome[] {
  const byYear = [...monthsByYear(monthLabels).keys()].flatMap((year) => [
    { name: `delivered_units_${year}`, unit: "units", meaning: `Units delivered in ${year}.` },
    { name: `delivered_h100e_${year}`, unit: "H100e", meaning: `H100-equivalents delivered in ${year}.` },
  ]);
  return [
    ...byYear,
    {
      name: "backlog_units_end",
      unit: "units",
      meaning: "Units ordered and not delivered at the horizon.",
    },
    {
      name: "backlog_h100e_end",
      unit: "H100e",
      meaning: "H100-equivalents ordered and not delivered at the horizon.",
    },
  ];
}

/** Writes a trial's outcomes, from place `at` on. */
export function writeOutcomes(
  into: Float64Array,
  at: number,
  recorder: Recorder,
  measures: Measures,
  monthLabels: readonly string[],
): void {
  const total = (handle: number, months: readonly number[]): number =>
    months.reduce((sum, month) => sum + recorder.get(handle, month), 0);
  let place = at;
  for (const months of monthsByYear(monthLabels).values()) {
    into[place++] = total(measures.delivered, months);
    into[place++] = total(measures.deliveredCompute, months);
  }
  const last = monthLabels.length - 1;
  into[place++] = recorder.get(measures.backlog, last);
  into[place] = recorder.get(measures.backlogCompute, last);
}

function monthsByYear(monthLabels: readonly string[]): Map<string, number[]> {
  const years = new Map<string, number[]>();
  monthLabels.forEach((label, month) => {
    const year = label.slice(0, 4);
    const known = years.get(year);
    if (known === undefined) years.set(year, [month]);
    else known.push(month);
  });
  return years;
}
