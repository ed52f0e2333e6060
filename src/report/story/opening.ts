import type { Line, Model } from "../../model/model.ts";
import { qualificationOpens } from "../../model/qualification.ts";
import { medianDraws, resolve } from "../../model/value.ts";
import { type Happening, lateWords } from "./happening.ts";

/** A date that is off by less is not worth a sentence, days. */
const WORTH_TELLING = 21;
/** A date that is off by as much weighs fully, days. */
const FULL_WEIGHT = 180;

/** Products launched sooner or later than at the median. */
export function launches(
  model: Model,
  draws: Float64Array,
  shareOf: (product: number) => number,
): Happening[] {
  const medians = medianDraws(model.parameters);
  return model.products.flatMap((product, p) => {
    const day = resolve(product.launch, draws);
    const late = day - resolve(product.launch, medians);
    if (!isTold(model, day, late)) return [];
    const text = `${product.id} is launched, ${lateWords(late)} than at its median date`;
    return [{ day, weight: weightOf(late, shareOf(p)), text }];
  });
}

/** Suppliers' items that a vendor may use sooner or later than at the median. */
export function qualifications(
  model: Model,
  draws: Float64Array,
  isDelayed: (item: number) => boolean,
  shareOf: (vendor: number) => number,
): Happening[] {
  const medians = medianDraws(model.parameters);
  return model.qualifications.flatMap((qualification) => {
    if (isDelayed(qualification.item)) return [];
    const day = qualificationOpens(qualification, draws);
    const late = day - qualificationOpens(qualification, medians);
    if (!isTold(model, day, late)) return [];
    const vendor = model.vendors[qualification.vendor].id;
    const item = model.items[qualification.item].id;
    const redesigned = resolve(qualification.redesign, draws) > 0 ? ", after a redesign" : "";
    const text = `${vendor} qualifies ${item}, ${lateWords(late)} than at its median date${redesigned}`;
    return [{ day, weight: weightOf(late, 0.5 * shareOf(qualification.vendor)), text }];
  });
}

/** Capacity that is complete sooner or later than announced: of each line the next that is. */
export function additions(
  model: Model,
  draws: Float64Array,
  isDelayed: (line: number) => boolean,
  shareOf: (line: number) => number,
): Happening[] {
  return model.lines.flatMap((line, l) => {
    if (isDelayed(l)) return [];
    const found = [...steps(line, model, draws), ...projects(line, draws)]
      .filter(({ day, late }) => isTold(model, day, late))
      .sort((a, b) => a.day - b.day);
    return found.slice(0, 1).map(({ day, late, what }) => ({
      day,
      weight: weightOf(late, shareOf(l)),
      text: `${what} is complete, ${lateWords(late)} than announced`,
    }));
  });
}

interface Opened {
  readonly day: number;
  readonly late: number;
  readonly what: string;
}

/** Steps of the announced path: all are moved by the line's slip, but not before the facts end. */
function steps(line: Line, model: Model, draws: Float64Array): Opened[] {
  const slip = resolve(line.slip, draws);
  return line.capacity.times
    .filter((time) => time > model.asOf)
    .map((time) => {
      const day = Math.max(model.asOf, time + slip);
      return { day, late: day - time, what: `The next step of ${line.id}'s capacity` };
    });
}

function projects(line: Line, draws: Float64Array): Opened[] {
  return line.projects.map(({ id, decided, phases, announced }) => {
    let day = decided;
    for (const phase of phases) day += resolve(phase, draws);
    return { day, late: day - decided - announced, what: `The building of ${id} at ${line.id}` };
  });
}

function isTold({ end }: Model, day: number, late: number): boolean {
  return day >= 0 && day < end && Math.abs(late) >= WORTH_TELLING;
}

function weightOf(late: number, share: number): number {
  return share * Math.min(1, Math.abs(late) / FULL_WEIGHT);
}
