import { describe, expect, test } from "vitest";
import { barChart } from "../../../src/report/chart/bar-chart.ts";
import { type Layer, timeChart } from "../../../src/report/chart/time-chart.ts";
import type { Timespan } from "../../../src/report/timespan.ts";

const SIZE = { width: 460, height: 240 };

function spans(count: number): Timespan[] {
  return Array.from({ length: count }, (_, k) => {
    const year = 2027 + Math.floor(k / 4);
    const month = String(3 * (k % 4) + 1).padStart(2, "0");
    const label = `${year}-Q${(k % 4) + 1}`;
    return { kind: "quarter", label, months: [], first: `${year}-${month}-01`, last: `${year}-${month}-28` };
  });
}

const drawn = (layers: readonly Layer[], count = 4, factsEnd: number | null = null): string =>
  timeChart({ spans: spans(count), layers, factsEnd }, SIZE).text;

describe("a chart over time", () => {
  test("leaves a gap where a line has no figure or lies beyond the horizon", () => {
    const values = [1, 2, Number.NaN, 3, 4, Infinity];
    const lines = drawn([{ kind: "line", ink: "plain", values }], 6).match(/<polyline[^>]*points="([^"]*)"/g);
    expect(lines?.map((line) => line.split(",").length - 1)).toEqual([2, 2]);
  });

  test("stacks bars from the axis up, each on the one before", () => {
    const stack = (ink: "logic" | "memory", value: number): Layer => ({
      kind: "stack",
      ink,
      values: [value],
      label: ink,
    });
    const chart = timeChart(
      { spans: spans(1), layers: [stack("logic", 0.25), stack("memory", 0.75)], factsEnd: null, top: 1 },
      SIZE,
    ).text;
    const bars = [
      ...chart.matchAll(/class="bar ink-(\w+)" x="\S+" y="([\d.]+)" width="\S+" height="([\d.]+)"/g),
    ];
    const [logic, memory] = bars.map(([, ink, y, height]) => ({ ink, y: Number(y), height: Number(height) }));
    expect([logic.ink, memory.ink]).toEqual(["logic", "memory"]);
    expect(memory.height).toBeCloseTo(3 * logic.height, 0);
    expect(memory.y + memory.height).toBeCloseTo(logic.y, 6);
    // The axis is 24 above the lower edge.
    expect(logic.y + logic.height).toBeCloseTo(SIZE.height - 24, 6);
  });

  test("marks where the facts end, in the middle of the span in which they do", () => {
    const [, x] = /class="facts" x1="([\d.]+)"/.exec(drawn([], 4, 1.5)) ?? [];
    // Between 46 and 452 four spans of 101.5.
    expect(Number(x)).toBeCloseTo(46 + 1.5 * 101.5, 0);
    expect(drawn([], 4)).not.toContain("facts end");
  });

  test("names each span where there is room, else the years", () => {
    expect(drawn([], 4)).toContain(">2027-Q1<");
    expect(drawn([], 24)).not.toContain("-Q1<");
    expect(drawn([], 24)).toContain(">2029<");
  });

  test("has a place for each row of its table", () => {
    expect(drawn([], 5).match(/data-row="\d+"/g)).toHaveLength(5);
  });

  test("shows no name as markup", () => {
    const layer: Layer = { kind: "stack", ink: "logic", values: [1, 1, 1, 1, 1, 1, 1], label: "<b>" };
    expect(drawn([layer], 7)).toContain("&lt;b&gt;");
  });
});

describe("a chart of bars", () => {
  const rows = [
    { label: "<i>", bars: [{ ink: "plain", from: 0, to: 50 } as const], text: "50" },
    { label: "b", bars: [{ ink: "plain", from: 50, to: 20 } as const], text: "-30" },
    { label: "c", bars: [], range: { low: 10, high: Infinity }, dot: 20, text: "20" },
  ];

  test("draws a step down as far to the left as it is long", () => {
    const bars = [
      ...barChart({ rows }, 760).text.matchAll(/class="bar ink-plain" x="([\d.]+)"[^>]* width="([\d.]+)"/g),
    ];
    const [up, down] = bars.map(([, x, width]) => ({ x: Number(x), width: Number(width) }));
    expect(down.x + down.width).toBeCloseTo(up.x + up.width, 0);
    expect(down.width).toBeCloseTo(0.6 * up.width, 0);
  });

  test("draws no range that has no end, and its dot all the same", () => {
    const chart = barChart({ rows }, 360).text;
    expect(chart).not.toContain("whisker");
    expect(chart.match(/<circle/g)).toHaveLength(1);
  });

  test("shows no name as markup", () => {
    expect(barChart({ rows }, 760).text).toContain("&lt;i&gt;");
  });
});
