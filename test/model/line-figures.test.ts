import { expect, test } from "vitest";
import { chain } from "./chain.ts";
import { runChain } from "./run-chain.ts";

test("tells capacity as it is installed and as it is announced a year ahead", () => {
  // Doubled on day 500; months of 2026 end on days 31, 59, 90, 120, 151.
  const result = runChain(
    chain({
      lines: {
        dies: {
          capacity: [
            [0, 100],
            [500, 100],
            [501, 200],
          ],
          cycle: 30,
          recipes: [{ makes: "die", vendor: "x" }],
        },
        packages: { capacity: 300, cycle: 30, recipes: [{ makes: "gpu", vendor: "x", takes: { die: 1 } }] },
      },
      segments: { all: { orders: { gpu: 100 } } },
      days: 730,
    }),
  );
  expect(result.monthly("announced_wafers_per_day", { line: "dies" }).slice(0, 6)).toEqual([
    100, 100, 100, 100, 200, 200,
  ]);
  const installed = result.monthly("capacity_wafers", { line: "dies" });
  expect(installed[0]).toBeCloseTo(3100, 6);
  expect(installed[23]).toBeCloseTo(6200, 6);
});
