import { expect, test } from "vitest";
import { inColumns, wrap } from "../../src/report/paragraph.ts";

test("text is broken at spaces, a longer word than a line stays whole", () => {
  expect(wrap("one two three seventeen", 9)).toEqual(["one two", "three", "seventeen"]);
  expect(wrap("extraordinary", 5)).toEqual(["extraordinary"]);
});

test("text of a scenario can't command a terminal", () => {
  expect(wrap("a\u001b[2Jb\u009b31m\nc\u0007", 40)).toEqual(["a\ufffd[2Jb\ufffd31m c\ufffd"]);
});

test("short texts stand in columns of one width", () => {
  expect(inColumns(["a".repeat(30), "b", "c"]).map((line) => line.trimEnd())).toEqual([
    `${"a".repeat(30)}  b`,
    "c",
  ]);
  expect(inColumns([])).toEqual([]);
});
