import type { Series } from "../../src/model/series.ts";
import type { RunResults } from "../../src/report/trials.ts";
import { aSeries, type FakeRun, fakeRun } from "./fake-run.ts";

const H100E = { unit: "H100e" };
export const COMPARED_SERIES: readonly Series[] = [
  aSeries({ metric: "delivered_h100e", ...H100E }),
  aSeries({ metric: "delivered_h100e", ...H100E, keys: { segment: "labs" } }),
  aSeries({ metric: "delivered_h100e", ...H100E, keys: { segment: "clouds" } }),
  aSeries({ metric: "delivered_units", keys: { product: "old", vendor: "acme" } }),
  aSeries({ metric: "lead_time_days", aggregate: "duration", unit: "days" }),
  aSeries({ metric: "constrained_h100e", tier: "detail", keys: { constraint: "orders" } }),
  aSeries({ metric: "constrained_h100e", tier: "detail", keys: { stage: "hbm", constraint: "line-a" } }),
];
/** That of a product that few have. */
export const NEW = aSeries({ metric: "delivered_units", keys: { product: "new", vendor: "acme" } });

/** Deliveries that are luck, the trial's, plus what each month brings. */
const luck = (trial: number): number => 100 * ((trial * 7) % 10);

/** A run that is the same as any other of these, but for what is given. */
export function made(
  name: string,
  fake: Partial<FakeRun> = {},
  change: Partial<RunResults["model"]> = {},
): RunResults {
  const run = fakeRun({
    series: COMPARED_SERIES,
    figure: ({ metric, keys }, trial) => {
      if (metric === "lead_time_days") return 30;
      if (keys.segment === "labs") return luck(trial) / 4;
      if (keys.segment === "clouds") return (3 * luck(trial)) / 4;
      return metric === "delivered_units" ? luck(trial) / 2 : luck(trial);
    },
    ...fake,
  });
  const products = ["old", "new"].map((id) => ({
    id,
    vendor: 0,
    item: 0,
    compute: 2,
    launch: 0,
    end: Infinity,
    tags: [],
  }));
  return { ...run, name, question: `${name}?`, model: { ...run.model, products, ...change } };
}

/** From the sixth month on clouds get 8 more a month and labs 3 fewer. */
export const shifted: FakeRun["figure"] = ({ metric, keys }, trial, month) => {
  const late = month >= 5 ? 1 : 0;
  if (metric === "lead_time_days") return trial === 1 ? Infinity : 30;
  if (keys.segment === "labs") return luck(trial) / 4 - 3 * late;
  if (keys.segment === "clouds") return (3 * luck(trial)) / 4 + 8 * late;
  if (metric === "delivered_units") return luck(trial) / 2 + 2.5 * late;
  return luck(trial) + 5 * late;
};
