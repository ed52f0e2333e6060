/**
 * Inputs as a reader would call them. A scenario's file names a number by where it stands in it
 * (`lines.tsmc-n3.background.2026-12`); a sentence speaks of others' load on tsmc-n3 in 2026-12. The path stands beside
 * the name wherever it is needed to change the number.
 */

/** What stands under a key of the file, one of it. */
const ENTITIES: Readonly<Record<string, string>> = {
  factors: "factor",
  regions: "region",
  lanes: "lane",
  vendors: "vendor",
  processes: "process",
  memories: "memory",
  parts: "part",
  packages: "package",
  systems: "system",
  lines: "line",
  products: "product",
  segments: "customers",
  qualifications: "qualification",
  shocks: "shock",
};

/** Paths whose keys would not tell what they are; `*` is any one name, its place in the words is `$1`, `$2`, ... */
const NAMES: readonly (readonly [path: string, words: string])[] = [
  // A draw that several lines share: its name is theirs, no path of the file.
  ["size.*", "size of $1 additions"],
  ["lines.*.size", "size of additions at $1"],
  ["lines.*.slip", "delay of additions at $1"],
  ["lines.*.background", "others' load on $1"],
  ["lines.*.shares.*", "share of $2 in $1"],
  ["lines.*.projects.*", "project $2 at $1"],
  ["lines.*.projects.*.size", "size of $2 at $1"],
  ["lines.*.projects.*.decided", "decision on $2 at $1"],
  ["lines.*.projects.*.ramp", "ramp of $2 at $1"],
  ["lines.*.projects.*.phases.*", "$3 phase of $2 at $1"],
  ["products.*.dies.*.harvest", "usable flawed $2 dies of $1"],
  ["products.*.dies.*.cover", "stock of $2 dies of $1"],
  ["products.*.package.perWafer", "packages of $1 per wafer"],
  ["products.*.routes.*.package.perWafer", "packages of $1 per wafer by $2"],
  ["processes.*.defects", "defects of $1"],
  ["processes.*.defects.start", "defects of $1 at first"],
  ["processes.*.defects.mature", "defects of $1 when mature"],
  ["processes.*.defects.halfLife", "time to halve the defects of $1"],
  ["*.*.yield.start", "yield of $2 at first"],
  ["*.*.yield.mature", "yield of $2 when mature"],
  ["*.*.yield.halfLife", "time to halve what $2 lacks in yield"],
  ["*.*.perWafer", "units of $2 per wafer"],
  ["*.*.cover", "stock of $2 held"],
  ["qualifications.*.redesign", "whether $1 takes a redesign"],
  ["qualifications.*.length", "time to qualify $1"],
  ["initial.backlog.*.*", "initial $1 orders for $2"],
  ["initial.finished.*", "initial finished $1"],
  ["initial.bank.*.*", "initial $1 stock of $2"],
  ["planning.foresight", "foresight of plans"],
  ["planning.clearing", "time in which plans clear a backlog"],
  ["planning.cover", "stock of parts that plans hold"],
  ["start", "first day"],
  ["end", "last day"],
  ["asOf", "last day of the facts"],
];

const RULES = NAMES.map(([path, words]) => ({ keys: path.split("."), words }));

/**
 * The plain name of an input.
 *
 * @param path where it stands in the scenario; of a timeline with the date of a point, or without
 */
export function inputName(path: string): string {
  const all = path.split(".");
  const dated = all.length > 1 && /^\d{4}(-\d\d){0,2}$/.test(all[all.length - 1]);
  const keys = dated ? all.slice(0, -1) : all;
  return dated ? `${nameOf(keys)} in ${all[all.length - 1]}` : nameOf(keys);
}

function nameOf(keys: readonly string[]): string {
  for (const rule of RULES) {
    const named = namedBy(rule, keys);
    if (named !== null) return named;
  }
  const [collection, id, ...own] = keys;
  const entity = Object.hasOwn(ENTITIES, collection) ? ENTITIES[collection] : null;
  if (entity === null) return keys.map(spaced).join(", ");
  if (id === undefined) return spaced(collection);
  return own.length === 0 ? `${entity} ${id}` : `${own.map(spaced).join(" ")} of ${id}`;
}

function namedBy(rule: (typeof RULES)[number], keys: readonly string[]): string | null {
  if (rule.keys.length !== keys.length) return null;
  if (!rule.keys.every((key, place) => key === "*" || key === keys[place])) return null;
  const names = keys.filter((_, place) => rule.keys[place] === "*");
  return rule.words.replace(/\$(\d)/g, (_, place) => names[Number(place) - 1]);
}

/** `cycleTime` as `cycle time`. */
function spaced(key: string): string {
  return key.replace(/([a-z])([A-Z])/g, (_, before, after) => `${before} ${after.toLowerCase()}`);
}
