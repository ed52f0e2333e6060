import { describe, expect, test } from "vitest";
import { durationText, ProgressLine, progressText } from "../../src/cli/progress.ts";

const HALF = { done: 100, trials: 200, rate: 15.27, secondsLeft: 6.5 };

describe("progress", () => {
  test("says how many, how fast and how long", () => {
    expect(progressText(HALF, true)).toBe(
      "[============            ] 100 of 200 trials, 15 a second, 7 s left",
    );
    expect(progressText({ done: 0, trials: 200, rate: 0, secondsLeft: null }, false)).toBe("0 of 200 trials");
    expect(progressText({ done: 200, trials: 200, rate: 15, secondsLeft: 0 }, false)).toBe(
      "200 of 200 trials, 15 a second",
    );
  });

  test.each([
    [0.2, "1 s"],
    [59, "59 s"],
    [59.5, "1 min 0 s"],
    [200, "3 min 20 s"],
    [7500, "2 h 5 min"],
  ])("%d seconds are %s", (seconds, text) => {
    expect(durationText(seconds)).toBe(text);
  });

  test("is one line that is rewritten on a terminal, and gone in the end", () => {
    let text = "";
    const output = { write: (more: string) => (text += more), terminal: true, columns: 40 };
    const line = new ProgressLine(output, "line", () => new Date(0));
    line.show(HALF);
    expect(text).toBe("\r\x1b[2K[============            ] 100 of 200 t");
    line.clear();
    expect(text.endsWith("\r\x1b[2K")).toBe(true);
  });

  test("is a line now and then elsewhere", () => {
    let text = "";
    let now = 0;
    const output = { write: (more: string) => (text += more), terminal: false, columns: 80 };
    const line = new ProgressLine(output, "lines", () => new Date(now));
    for (now = 0; now <= 30_000; now += 200) line.show(HALF);
    expect(text.split("\n")).toHaveLength(3);
  });
});
