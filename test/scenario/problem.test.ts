import { describe, expect, it } from "vitest";
import { nearestName } from "../../src/scenario/nearest-name.ts";
import { rendered } from "../../src/scenario/problem.ts";
import { loadText } from "./files.ts";

describe("a problem is shown where it is", () => {
  const shown = (text: string): string[] => loadText(text).problems.map(rendered);

  it("with file, line, column, the line and a caret under the value", () => {
    expect(shown("extends: small\nlines:\n  fab:\n    cycleTime: 14\n")).toEqual([
      [
        "test.yaml:4:16: error: lines.fab.cycleTime: 14 has no unit",
        "  4 |     cycleTime: 14",
        "    |                ^^",
        "  expected: a length of time with its unit, for example 3 weeks",
      ].join("\n"),
    ]);
  });

  it("on lines that end as in DOS too", () => {
    expect(shown("extends: small\r\nslot: 5\r\n")[0].split("\n")[1]).toBe("  2 | slot: 5");
  });

  it("of a long line only the part around the caret", () => {
    const text = `extends: small\nlines: { fab: { notes: ${"long ".repeat(60)}, cycleTime: 14 } }\n`;
    const [, line, caret] = shown(text)[0].split("\n");
    expect(line.length).toBeLessThan(110);
    expect(line.slice(caret.indexOf("^"), caret.lastIndexOf("^") + 1)).toBe("14");
  });

  it("all of a file at once, in the order of reading", () => {
    const { problems } = loadText(
      "extends: small\nslot: 5\nlines: { fab: { cycleTime: 14, colour: 1 } }\nend: never\n",
    );
    expect(problems.map(({ line, column }) => [line, column])).toEqual([
      [2, 7],
      [3, 28],
      [3, 32],
      [4, 6],
    ]);
  });
});

describe("the nearest name", () => {
  const names = [
    "capacity",
    "background",
    "cycleTime",
    "shares",
    "skhynix",
    "samsung",
    "hbm3e-8",
    "hbm3e-12",
  ];

  it.each([
    ["capcity", "capacity"],
    ["Capacity", "capacity"],
    ["cyleTiem", "cycleTime"],
    ["share", "shares"],
    ["hynix", "skhynix"],
    ["hbm3e-21", "hbm3e-12"],
  ])("to %s is %s", (name, near) => {
    expect(nearestName(name, names)).toBe(near);
  });

  it("is none where nothing is near", () => {
    expect(nearestName("telephone", names)).toBeNull();
    expect(nearestName("x".repeat(10_000), names)).toBeNull();
  });
});
