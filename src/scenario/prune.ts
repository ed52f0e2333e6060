import { COLLECTIONS, type Collection, TECHNOLOGIES } from "./collection.ts";
import type { Scenario } from "./grammar/scenario.ts";
import type { Complaint } from "./problem.ts";

/** Takes note of something at a path of the scenario. */
type Report = (path: readonly string[], complaint: Complaint) => void;

/**
 * The scenario without what is off, and without what cannot be without it: the products of a vendor that is off,
 * a line in a region that is off. Each of those is noted. Keys are sorted, so that the order of a file is nothing.
 */
export function withoutWhatIsOff(scenario: Scenario, report: Report): Scenario {
  const off = new Map<string, string>();
  const key = (collection: Collection, id: string): string => `${collection}.${id}`;
  const isOff = (collection: Collection, id: string): boolean => off.has(key(collection, id));
  const drop = (collection: Collection, id: string, because: string): void => {
    off.set(key(collection, id), because);
    report([collection, id], { severity: "note", rule: `is left out, because ${because} is off` });
  };

  for (const collection of COLLECTIONS) {
    for (const [id, entity] of Object.entries(scenario[collection]))
      if (entity.on === false) off.set(key(collection, id), "it");
  }

  const technologyOff = (id: string): boolean =>
    TECHNOLOGIES.some((collection) => id in scenario[collection] && isOff(collection, id));
  const each = <T>(
    collection: Collection,
    entities: Readonly<Record<string, T>>,
    need: (entity: T) => string | null,
  ): void => {
    for (const [id, entity] of Object.entries(entities)) {
      if (isOff(collection, id)) continue;
      const because = need(entity);
      if (because !== null) drop(collection, id, because);
    }
  };
  const ifOff = (collection: Collection, id: string | undefined): string | null =>
    id !== undefined && isOff(collection, id) ? `${collection}.${id}` : null;
  const billNeeds = (bill: Bill): string | null => {
    for (const die of Object.values(bill.dies ?? {})) {
      const because = ifOff("processes", die.process);
      if (because !== null) return because;
    }
    for (const [part] of [...(bill.package?.parts ?? []), ...(bill.system?.parts ?? [])]) {
      const because = ifOff("parts", part);
      if (because !== null) return because;
    }
    return (
      ifOff("memories", bill.memory?.generation) ??
      ifOff("packages", bill.package?.technology) ??
      ifOff("systems", bill.system?.technology)
    );
  };

  each("lanes", scenario.lanes, (lane) => ifOff("regions", lane.from) ?? ifOff("regions", lane.to));
  each("lines", scenario.lines, (line) => {
    const region = ifOff("regions", line.region);
    if (region !== null) return region;
    return line.makes.length > 0 && line.makes.every(technologyOff)
      ? `all it makes (${line.makes.join(", ")})`
      : null;
  });
  each("products", scenario.products, (product) => ifOff("vendors", product.vendor) ?? billNeeds(product));
  const operators = new Set(
    Object.entries(scenario.lines).flatMap(([id, line]) => (isOff("lines", id) ? [] : [line.operator])),
  );
  each("segments", scenario.segments, (segment) => {
    const region = ifOff("regions", segment.region);
    if (region !== null) return region;
    return segment.mix.length > 0 && segment.mix.every(([product]) => isOff("products", product))
      ? "all of its mix"
      : null;
  });
  each("qualifications", scenario.qualifications, (qualification) => {
    if (!operators.has(qualification.supplier)) return `all lines of ${qualification.supplier}`;
    return (
      ifOff("vendors", qualification.vendor) ??
      ifOff("memories", qualification.item) ??
      ifOff("parts", qualification.item)
    );
  });
  // What follows a shock follows its being off too; chains need as many rounds as they have links.
  for (let before = -1; before !== off.size; ) {
    before = off.size;
    each("shocks", scenario.shocks, ({ when }) =>
      when.kind === "after" ? ifOff("shocks", when.shock) : null,
    );
  }

  const kept = <T>(collection: Collection, entities: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(sortedEntries(entities).filter(([id]) => !isOff(collection, id)));
  const keptNames = (collection: Collection, names: readonly string[]): string[] =>
    names.filter((name) => !isOff(collection, name));
  const keptPairs = <T>(collection: Collection, pairs: readonly (readonly [string, T])[] | undefined) =>
    (pairs ?? []).filter(([name]) => !isOff(collection, name));

  return {
    ...scenario,
    factors: kept("factors", scenario.factors),
    regions: kept("regions", scenario.regions),
    lanes: kept("lanes", scenario.lanes),
    vendors: kept("vendors", scenario.vendors),
    processes: kept("processes", scenario.processes),
    memories: kept("memories", scenario.memories),
    parts: kept("parts", scenario.parts),
    packages: kept("packages", scenario.packages),
    systems: kept("systems", scenario.systems),
    lines: mapped(kept("lines", scenario.lines), (line) => ({
      ...line,
      makes: line.makes.filter((technology) => !technologyOff(technology)),
      projects: Object.fromEntries(
        sortedEntries(line.projects).filter(([, project]) => project.on !== false),
      ),
    })),
    products: mapped(kept("products", scenario.products), (product) => ({
      ...product,
      routes: Object.fromEntries(
        sortedEntries(product.routes).filter(([, route]) => route.on !== false && billNeeds(route) === null),
      ),
    })),
    segments: mapped(kept("segments", scenario.segments), (segment) => ({
      ...segment,
      mix: keptPairs("products", segment.mix),
      switchTo: keptNames("products", segment.switchTo ?? []),
    })),
    qualifications: kept("qualifications", scenario.qualifications),
    shocks: kept("shocks", scenario.shocks),
    initial: {
      backlog: keptPairs("segments", scenario.initial?.backlog).map(([id, units]) => [
        id,
        keptPairs("products", units),
      ]),
      finished: keptPairs("products", scenario.initial?.finished),
      cover: scenario.initial?.cover ?? [],
      bank: keptPairs("vendors", scenario.initial?.bank),
    },
  };
}

type Bill = Pick<Scenario["products"][string], "dies" | "memory" | "package" | "system">;

function sortedEntries<T>(entities: Readonly<Record<string, T>>): [string, T][] {
  return Object.entries(entities).sort(([a], [b]) => (a < b ? -1 : 1));
}

function mapped<T>(entities: Readonly<Record<string, T>>, change: (entity: T) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(entities).map(([id, entity]) => [id, change(entity)]));
}
