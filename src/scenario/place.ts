/** A text with a name: a file, or an option of the command line. */
export interface Source {
  readonly name: string;
  readonly text: string;
  /** Offsets at which lines start, rising, the first 0. */
  readonly lineStarts: readonly number[];
}

/** Where something stands: offsets [from, to) of a source. */
export interface Place {
  readonly source: Source;
  readonly from: number;
  readonly to: number;
}

export function sourceOf(name: string, text: string): Source {
  const lineStarts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lineStarts.push(at + 1);
  return { name, text, lineStarts };
}

/** Line and column of a place, both from 1, and the text of that line. */
export function lineOf(place: Place): {
  readonly line: number;
  readonly column: number;
  readonly text: string;
} {
  const { lineStarts, text } = place.source;
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (lineStarts[middle] <= place.from) low = middle;
    else high = middle - 1;
  }
  const start = lineStarts[low];
  const end = low + 1 < lineStarts.length ? lineStarts[low + 1] - 1 : text.length;
  return { line: low + 1, column: place.from - start + 1, text: text.slice(start, end).replace(/\r$/, "") };
}
