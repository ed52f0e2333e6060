import type { Line, Model } from "../model/model.ts";

/** What lines can be put together by. */
export type LineTrait = "line" | "site" | "region" | "supplier" | "stage" | "technology";

/** A name that selects lines: `region taiwan`. */
export interface LineSetName {
  readonly trait: LineTrait;
  readonly name: string;
}

/** Lines that are struck or changed together, under every name that selects exactly them. */
export interface LineSet {
  /** `region-taiwan`: of its first name; fit for a folder. */
  readonly id: string;
  /** In the order of the traits asked for; at least one. */
  readonly names: readonly LineSetName[];
  /** Ids, sorted; at least one. */
  readonly lines: readonly string[];
}

/**
 * The sets of lines of a model by some of their traits, one for each choice of lines: a site with a single line is
 * that line. Lines that make nothing for any product are left out, as nothing can depend on them.
 */
export function lineSets(model: Model, traits: readonly LineTrait[]): LineSet[] {
  const sets = new Map<string, { names: LineSetName[]; lines: string[] }>();
  const working = model.lines.filter(({ recipes }) => recipes.length > 0);
  for (const trait of traits) {
    const byName = new Map<string, string[]>();
    for (const line of working)
      for (const name of namesOf(line, trait, model))
        byName.set(name, [...(byName.get(name) ?? []), line.id]);
    for (const name of [...byName.keys()].sort()) {
      const lines = byName.get(name) ?? [];
      const key = lines.join(" ");
      const known = sets.get(key);
      if (known === undefined) sets.set(key, { names: [{ trait, name }], lines });
      else known.names.push({ trait, name });
    }
  }
  return [...sets.values()].map(({ names, lines }) => ({
    id: `${names[0].trait}-${names[0].name}`,
    names,
    lines,
  }));
}

function namesOf(line: Line, trait: LineTrait, model: Model): readonly string[] {
  switch (trait) {
    case "line":
      return [line.id];
    case "site":
      return [line.site];
    case "region":
      return [model.regions[line.region].id];
    case "supplier":
      return [line.operator];
    case "stage":
      return [model.stages[line.stage]];
    case "technology":
      return line.technologies;
  }
}
