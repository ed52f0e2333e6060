/** Letters of a column, counted from 0: A, B, ..., Z, AA, ... */
export function columnLetters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : columnLetters(Math.floor(column / 26) - 1) + last;
}

/** A cell by column and row, both counted from 0: `B7` for 1 and 6. */
function cellName(column: number, row: number): string {
  return `${columnLetters(column)}${row + 1}`;
}

/** A rectangle of cells as charts refer to it, wherever they are drawn: `$A$1:$C$9`. */
export function fixedRange(from: readonly [number, number], to: readonly [number, number]): string {
  return rangeName(from, to).replace(/([A-Z]+)(\d+)/g, "$$$1$$$2");
}

/** A rectangle of cells, corners included: `A1:C9`. */
export function rangeName(from: readonly [number, number], to: readonly [number, number]): string {
  return `${cellName(...from)}:${cellName(...to)}`;
}
