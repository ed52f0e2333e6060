/**
 * Names of the columns of `trials.csv` for uncertain inputs: `in_` and the input's path in lower_snake_case,
 * with a number behind it where two paths would read the same.
 */
export function inputColumns(paths: readonly string[]): string[] {
  const taken = new Map<string, number>();
  return paths.map((path) => {
    const base = `in_${path
      .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "_")
      .replace(/^_|_$/g, "")}`;
    const before = taken.get(base) ?? 0;
    taken.set(base, before + 1);
    return before === 0 ? base : `${base}__${before + 1}`;
  });
}
