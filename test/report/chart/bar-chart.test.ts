import { describe, expect, test } from "vitest";
import { barChart, barChartHeight } from "../../../src/report/chart/bar-chart.ts";

const WIDTH = 800;

function drawn(rows: Parameters<typeof barChart>[0]["rows"]) {
  const { text } = barChart({ rows }, WIDTH);
  const rects = [
    ...text.matchAll(
      /<rect class="bar ink-(\w+)" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/g,
    ),
  ];
  return {
    bars: rects.map(([, ink, ...numbers]) => {
      const [x = 0, y = 0, width = 0, height = 0] = numbers.map(Number);
      return { ink, x, y, width, height };
    }),
    names: [...text.matchAll(/class="name"[^>]*>([^<]*)</g)].map(([, name]) => name),
  };
}

describe("lying bars", () => {
  test("that share a row lie one over the other and do not touch the next row", () => {
    const pair = {
      label: "memory",
      bars: [
        { ink: "base", from: 0, to: 2, half: "upper" },
        { ink: "variant", from: 0, to: 4, half: "lower" },
      ],
      text: "",
    } as const;
    const { bars } = drawn([pair, pair]);
    const [upper, lower, next] = bars;
    expect(bars.map(({ ink }) => ink)).toEqual(["base", "variant", "base", "variant"]);
    expect(lower!.width / upper!.width).toBeCloseTo(2, 2);
    expect(upper!.y + upper!.height).toBe(lower!.y);
    expect(lower!.y + lower!.height).toBeLessThan(next!.y);
    expect(next!.y).toBeLessThan(barChartHeight({ rows: [pair, pair] }, WIDTH));
  });

  test("have names no longer than the room beside them", () => {
    const bar = { bars: [{ ink: "plain", from: 0, to: 1 }], text: "1" } as const;
    const { names } = drawn([
      { label: "a", ...bar },
      { label: "x".repeat(100), ...bar },
    ]);
    expect(names[0]).toBe("a");
    // 0.4 of the width, less the gap, at 6.6 px a letter.
    expect(names[1]).toBe(`${"x".repeat(46)}\u2026`);
  });
});
