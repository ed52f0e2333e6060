/**
 * The name that was probably meant: the one at the least edit distance (insert, delete, replace, swap neighbours;
 * Damerau 1964, restricted), ignoring case, if that is at most two fifths of the name's length, or one that the name
 * is the beginning of. Ties go to the first in order of the alphabet. null: none is near.
 */
export function nearestName(name: string, names: readonly string[]): string | null {
  if (name.length > 80) return null;
  const wanted = name.toLowerCase();
  let best: string | null = null;
  let least = Math.max(1, Math.round(wanted.length * 0.4)) + 1;
  for (const candidate of names.toSorted()) {
    const distance = editDistance(wanted, candidate.toLowerCase());
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  if (best !== null || wanted.length < 3) return best;
  return names.toSorted().find((candidate) => candidate.toLowerCase().includes(wanted)) ?? null;
}

function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = above[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      let distance = Math.min(replaced, above[j] + 1, row[j - 1] + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        distance = Math.min(distance, before[j - 2] + 1);
      row.push(distance);
    }
    before = above;
    above = row;
  }
  return above[b.length];
}
