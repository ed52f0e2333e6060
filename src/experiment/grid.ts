/** A path of a scenario and the values that it takes in turn, as `--set` takes them. */
export interface Axis {
  readonly path: string;
  readonly values: readonly string[];
}

/** One point of a grid: the place of its value on each axis. */
export type Cell = readonly number[];

/** Every combination of values, the last axis turning fastest. */
export function gridCells(axes: readonly Axis[]): Cell[] {
  let cells: number[][] = [[]];
  for (const { values } of axes) cells = cells.flatMap((cell) => values.map((_, place) => [...cell, place]));
  return cells;
}

/** How many there are. */
export function gridSize(axes: readonly Axis[]): number {
  return axes.reduce((size, { values }) => size * values.length, 1);
}

/** The place of a cell among the cells of a grid. */
export function cellPlace(axes: readonly Axis[], cell: Cell): number {
  return axes.reduce((place, { values }, axis) => place * values.length + cell[axis], 0);
}

/**
 * Where two paths are varied, the cells that tell whether what one does depends on the other: the cell's outcome less
 * those in which one of the two is as in the reference, plus the reference's (Box, Hunter and Hunter, Statistics for
 * Experimenters, 2nd ed., 5.4: the difference of differences). null: the cell has a value of the reference, or there
 * are not two paths.
 */
export function interactionCells(
  axes: readonly Axis[],
  cell: Cell,
  reference: Cell,
): { readonly first: number; readonly second: number } | null {
  if (axes.length !== 2 || cell[0] === reference[0] || cell[1] === reference[1]) return null;
  return {
    first: cellPlace(axes, [cell[0], reference[1]]),
    second: cellPlace(axes, [reference[0], cell[1]]),
  };
}
