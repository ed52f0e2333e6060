/** Where names stand in an array of the model. */
export type Index = ReadonlyMap<string, number>;

export function indexed(names: readonly string[]): Index {
  return new Map(names.map((name, index) => [name, index]));
}

/** @throws Error where the name is none: every name is checked before a scenario is compiled */
export function indexOf(index: Index, name: string): number {
  const at = index.get(name);
  if (at === undefined) throw new Error(`${name} is not among ${[...index.keys()].join(", ")}`);
  return at;
}

/** The stages of lines, in order of the alphabet. */
export function stagesOf(lines: Readonly<Record<string, { readonly stage: string }>>): Index {
  return indexed([...new Set(Object.values(lines).map(({ stage }) => stage))].sort());
}
