import { describe, expect, test } from "vitest";
import { cumulativeGap, type Delays, delays } from "../../src/analysis/shortfall.ts";
import { dayNumber } from "../../src/engine/calendar.ts";
import { type LineTrait, lineSets } from "../../src/experiment/line-set.ts";
import { disruptedMonths, outageOption } from "../../src/experiment/stress.ts";
import { quietChain } from "../experiment/quiet-chain.ts";
import { runChain } from "../model/run-chain.ts";

const FROM = dayNumber(2027, 1, 1);

/** H100-equivalents a day: the packager starts 1000, 90 % are good, a unit is worth 2. */
const RATE = 1800;

interface Missed extends Delays {
  readonly lost: number;
  readonly worst: number;
}

/** What customers of the quiet chain miss when something stands from 2027-01-01. */
function missed(trait: LineTrait, name: string, weeks: number, set: readonly string[] = []): Missed {
  const base = quietChain(set).model;
  const struck = lineSets(base, [trait]).find(({ id }) => id === `${trait}-${name}`)!;
  const hit = quietChain([...set, outageOption("stop", { set: struck, weeks }, FROM)]).model;
  const flow = (model: typeof base): number[] => runChain(model).monthly("delivered_h100e");
  const without = flow(base);
  const gap = cumulativeGap(without, flow(hit));
  const times = delays(without, gap, disruptedMonths(base, weeks, FROM));
  return { lost: gap[gap.length - 1], worst: Math.max(...gap), ...times };
}

describe("an outage in a stress test", () => {
  test.each([2, 13, 52])(
    "at the only bottleneck for %i weeks loses capacity x time x the yield after it",
    (weeks) => {
      const { lost, worst, caughtUp } = missed("line", "packager", weeks);
      expect(lost / (RATE * 7 * weeks)).toBeCloseTo(1, 6);
      expect(worst).toBe(lost);
      expect(caughtUp).toBe(Number.POSITIVE_INFINITY);
    },
  );

  test("is survived until the last lots have gone the way that is left", () => {
    // 5 days on the lane and 40 at the assembler, and the day's deliveries that may be missing.
    expect(missed("line", "packager", 13).survive).toBeCloseTo(45 + 1, 6);
    // The assembler is the last: a day.
    expect(missed("line", "assembler", 13).survive).toBeCloseTo(1, 6);
  });

  test("is over for customers in the first whole month after the line's own recovery has come through", () => {
    // 91 + 45 days after the New Year is 17 May 2027; 1 June is day 151.
    expect(missed("line", "packager", 13).rateBack).toBe(151);
  });

  test("before the bottleneck loses only what stock in front of it does not cover", () => {
    // Two weeks of cover and half a month between reviews.
    expect(missed("line", "fab", 2)).toMatchObject({ lost: 0, survive: Number.POSITIVE_INFINITY });
    expect(missed("line", "fab", 13).lost / RATE).toBeCloseTo(91 - 14 - 15.2, -0.3);
  });

  test("behind the bottleneck first loses all and recovers by its slack what was put by", () => {
    const { lost, worst } = missed("line", "assembler", 13);
    expect(worst / (RATE * 91)).toBeCloseTo(1, 6);
    expect(lost).toBeGreaterThan(0);
    // At least the stock of packages that is held anyway.
    expect(lost / RATE).toBeLessThan(91 - 14 - 15.2);
  });

  test("is made good where nothing is short", () => {
    const { lost, worst, caughtUp } = missed("line", "packager", 13, [
      "segments.buyers.demand=800 units/day",
    ]);
    expect(worst).toBeGreaterThan(0);
    expect(Math.abs(lost)).toBeLessThan(1);
    expect(Number.isFinite(caughtUp)).toBe(true);
  });

  test("of every line of a region for a year loses what the region makes in a year", () => {
    expect(missed("region", "island", 52).lost / (RATE * 364)).toBeCloseTo(1, 6);
  });
});
