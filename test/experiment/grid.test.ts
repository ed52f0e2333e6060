import { expect, test } from "vitest";
import { cellPlace, gridCells, gridSize, interactionCells } from "../../src/experiment/grid.ts";

const AXES = [
  { path: "a", values: ["1", "2"] },
  { path: "b", values: ["x", "y", "z"] },
];

test("a grid holds every combination once, the last path turning fastest, each in its place", () => {
  const cells = gridCells(AXES);
  expect(cells).toEqual([
    [0, 0],
    [0, 1],
    [0, 2],
    [1, 0],
    [1, 1],
    [1, 2],
  ]);
  expect(gridSize(AXES)).toBe(6);
  expect(cells.map((cell) => cellPlace(AXES, cell))).toEqual([0, 1, 2, 3, 4, 5]);
});

test("two paths interact in the cells in which both differ from the reference", () => {
  expect(interactionCells(AXES, [1, 2], [0, 0])).toEqual({ first: 3, second: 2 });
  expect(interactionCells(AXES, [0, 2], [1, 1])).toEqual({ first: 1, second: 5 });
  expect(interactionCells(AXES, [0, 2], [0, 0])).toBeNull();
  expect(interactionCells(AXES.slice(0, 1), [1], [0])).toBeNull();
  expect(interactionCells([...AXES, { path: "c", values: ["1", "2"] }], [1, 1, 1], [0, 0, 0])).toBeNull();
});
