import { describe, expect, test } from "vitest";
import { call } from "./fake-host.ts";

interface Said {
  unit: string;
  mean: number;
  sd: number;
  percentiles: { share: number; value: number }[];
  histogram: { share: number }[];
}

async function said(expression: string): Promise<Said> {
  const { code, out, err } = await call(["dist", "--json", expression]);
  expect([code, err]).toEqual([0, ""]);
  return JSON.parse(out);
}

const at = ({ percentiles }: Said, share: number): number =>
  percentiles.find((one) => one.share === share)?.value ?? Number.NaN;

describe("dist", () => {
  test("a to b is lognormal with its 5 % and 95 % points there, in the unit as stated", async () => {
    const weeks = await said("16 to 23 weeks");
    expect(weeks.unit).toBe("weeks");
    expect(at(weeks, 0.05)).toBeCloseTo(16, 9);
    expect(at(weeks, 0.95)).toBeCloseTo(23, 9);
    // The median of a lognormal is the geometric mean of points that are as likely to either side.
    expect(at(weeks, 0.5)).toBeCloseTo(Math.sqrt(16 * 23), 9);
  });

  test("a triangle's mean is a third of the sum of its points", async () => {
    const share = await said("triangular(1%, 5%, 15%)");
    expect(share.mean).toBeCloseTo(0.07, 12);
    expect(share.sd).toBeCloseTo(Math.sqrt((1 + 25 + 225 - 5 - 15 - 75) / 18) / 100, 12);
  });

  test("a histogram holds 98 % of the probability", async () => {
    const { histogram } = await said("normal(10, 2) days");
    expect(histogram).toHaveLength(12);
    expect(histogram.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(0.98, 9);
  });

  test("may be negative", async () => {
    expect((await said("-2 to 2 months")).mean).toBeCloseTo(0, 12);
  });

  test("of a plain number is that number", async () => {
    expect(await said("12k")).toMatchObject({ mean: 12_000, sd: 0, histogram: [] });
  });

  test("is printed within 80 columns", async () => {
    const { out } = await call(["dist", "quantiles(p10 1, p50 3, p90 10) days"]);
    expect(out).toContain("mean ");
    expect(out.split("\n").filter((line) => /^ *[\d.]+ to [\d.]+ *#*$/.test(line))).toHaveLength(12);
    expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  test.each([
    ["triangular(3, 2, 1)", "there is no such distribution"],
    ["triangle(1, 2, 3)", 'there is no distribution "triangle"'],
    ["3 to 2", "the first end of the range is not below the second"],
    ["1 to 2 wekes", 'there is no unit "wekes"'],
    ["empirical(file.csv, column)", "only within a scenario"],
    ["", "is not a number"],
  ])("%j is refused: %s", async (expression, message) => {
    const { code, out, err } = await call(["dist", expression]);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain(message);
  });
});
