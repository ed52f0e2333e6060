import { beforeAll, describe, expect, test } from "vitest";
import type { Keys } from "../../src/model/series.ts";
import { shippedScenario } from "./shipped-scenario.ts";
import { median, TrialSample } from "./trial-sample.ts";

/**
 * The backcast: medians of 24 trials against what was reported. docs/backcast.md says where the figures come from,
 * which were used to set the scenario and which were held out, and what each miss may mean.
 */
const TRIALS = 24;

const vendor = (name: string) => (keys: Keys) =>
  keys.vendor === name && keys.product === undefined && keys.segment === undefined;
const products =
  (...names: readonly string[]) =>
  (keys: Keys) =>
    keys.product !== undefined && names.includes(keys.product) && keys.segment === undefined;
const BLACKWELL = products("b200", "gb200", "b300", "gb300");
const FOUR_DESIGNERS = (keys: Keys) =>
  ["nvidia", "google", "amazon", "amd"].some((name) => vendor(name)(keys));

interface Target {
  readonly what: string;
  readonly from: string;
  readonly to: string;
  readonly keep: (keys: Keys) => boolean;
  readonly metric: string;
  readonly reported: number;
  /** Relative half-width of the published figure's own uncertainty. */
  readonly band: number;
}

const units = (
  what: string,
  from: string,
  to: string,
  keep: (keys: Keys) => boolean,
  reported: number,
  band: number,
): Target => ({ what, from, to, keep, metric: "delivered_units", reported, band });

/** NVIDIA packages sold by calendar quarter, thousands. Source: Epoch AI chip sales, export of 2026-09-24. */
const QUARTERS = [152, 274, 400, 468, 691, 874, 1067, 1206, 1210, 1031, 1032, 1185];

const TARGETS: readonly Target[] = [
  ...QUARTERS.map((thousands, k) => {
    const month = (index: number) =>
      `${2023 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, "0")}`;
    const what = `NVIDIA ${(k % 4) + 1}Q${2023 + Math.floor(k / 4)}`;
    return units(what, month(3 * k), month(3 * k + 3), vendor("nvidia"), thousands * 1e3, 0.2);
  }),
  units("NVIDIA 2023", "2023-01", "2024-01", vendor("nvidia"), 1.29e6, 0.18),
  units("NVIDIA 2024", "2024-01", "2025-01", vendor("nvidia"), 3.84e6, 0.18),
  units("NVIDIA 2025", "2025-01", "2026-01", vendor("nvidia"), 4.46e6, 0.18),
  units("Blackwell 2024", "2024-01", "2025-01", BLACKWELL, 0.2e6, 0.18),
  units("Blackwell 2025", "2025-01", "2026-01", BLACKWELL, 3.22e6, 0.18),
  units("TPU 2023", "2023-01", "2024-01", vendor("google"), 1.02e6, 0.25),
  units("TPU 2024", "2024-01", "2025-01", vendor("google"), 2.19e6, 0.25),
  units("TPU 2025", "2025-01", "2026-01", vendor("google"), 2.68e6, 0.25),
  units("AMD 2024", "2024-01", "2025-01", vendor("amd"), 0.48e6, 0.25),
  units("AMD 2025", "2025-01", "2026-01", vendor("amd"), 0.44e6, 0.25),
  units("Trainium2 2024", "2024-01", "2025-01", products("trainium2"), 0.31e6, 0.25),
  units("Trainium2 2025", "2025-01", "2026-01", products("trainium2"), 1.08e6, 0.25),
  ...[1.29e6, 4.91e6, 13e6].map((reported, k) => ({
    ...units(`H100e ${2023 + k}`, `${2023 + k}-01`, `${2024 + k}-01`, FOUR_DESIGNERS, reported, 0.15),
    metric: "delivered_h100e",
  })),
];

/** What the backcast is known to miss; docs/backcast.md discusses each. A name goes when it is hit. */
const KNOWN_MISSES = ["NVIDIA 3Q2023", "NVIDIA 1Q2024", "NVIDIA 2Q2025", "Blackwell 2024"];

describe("history", () => {
  let sample: TrialSample;
  beforeAll(() => {
    sample = new TrialSample(shippedScenario("history").model, TRIALS);
  }, 240_000);

  const medianOf = ({ metric, from, to, keep }: Target): number =>
    median(sample.sums(metric, from, to, keep));

  test("what 2023 to 2025 delivered is hit within the bands of the figures, but for the misses named", () => {
    const missed = TARGETS.filter((target) => Math.abs(medianOf(target) / target.reported - 1) > target.band);
    const unknown = missed
      .filter(({ what }) => !KNOWN_MISSES.includes(what))
      .map((target) => `${target.what}: ${Math.round(medianOf(target))} for ${target.reported}`);
    expect(unknown).toEqual([]);
    // A miss that has become a hit is one no longer, and would hide the next.
    const names = missed.map(({ what }) => what);
    expect(KNOWN_MISSES.filter((name) => !names.includes(name))).toEqual([]);
  });

  test("orders bound NVIDIA until the spring of 2023: demand stepped up between February and June", () => {
    const { orders = 0, initial = 0, opening = 0 } = sample.constraints("nvidia", "2023-01", "2023-06");
    expect(orders + initial + opening).toBeGreaterThan(0.8);
  });

  test("CoWoS was the largest physical constraint of NVIDIA from the turn of 2023 to the autumn of 2024", () => {
    const shares = sample.constraints("nvidia", "2023-10", "2024-10");
    const cowos = sumOf(shares, (name) => name.startsWith("cowos") || name.startsWith("osat"));
    for (const stage of [/hbm/, /^tsmc/, /^hgx|^nvl/, /glass/]) {
      expect(cowos).toBeGreaterThan(sumOf(shares, (name) => stage.test(name)));
    }
    expect(cowos).toBeGreaterThan(0.4);
  });

  test("from the second quarter of 2025 something else bound NVIDIA: CoWoS fell to less than half its share", () => {
    const cowos = (from: string, to: string) =>
      sumOf(
        sample.constraints("nvidia", from, to),
        (name) => name.startsWith("cowos") || name.startsWith("osat"),
      );
    expect(cowos("2025-04", "2026-01")).toBeLessThan(cowos("2023-10", "2024-10") / 2);
  });

  test("racks were the line that bound NVIDIA most in the second quarter of 2025", () => {
    const {
      orders: _orders,
      opening: _opening,
      plan: _plan,
      ...lines
    } = sample.constraints("nvidia", "2025-04", "2025-07");
    const largest = Object.entries(lines).reduce((most, line) => (line[1] > most[1] ? line : most));
    expect(largest[0]).toBe("nvl-racks");
  });
});

function sumOf(shares: Record<string, number>, keep: (name: string) => boolean): number {
  return Object.entries(shares).reduce((sum, [name, share]) => (keep(name) ? sum + share : sum), 0);
}
