import { describe, expect, test } from "vitest";
import { dayNumber } from "../../../src/engine/calendar.ts";
import type { Model } from "../../../src/model/model.ts";
import { findAnswer } from "../../../src/report/answer-finding.ts";
import { BRIEF } from "../../../src/report/page/section/brief.ts";
import { CAPACITY } from "../../../src/report/page/section/capacity.ts";
import { CONSTRAINTS } from "../../../src/report/page/section/constraints.ts";
import { CUSTOMERS } from "../../../src/report/page/section/customers.ts";
import { DELIVERIES } from "../../../src/report/page/section/deliveries.ts";
import { DRIVERS } from "../../../src/report/page/section/drivers.ts";
import { INPUTS } from "../../../src/report/page/section/inputs.ts";
import { LEAD_TIMES } from "../../../src/report/page/section/lead-times.ts";
import { ORDERS } from "../../../src/report/page/section/orders.ts";
import { STOCKS } from "../../../src/report/page/section/stocks.ts";
import type { Section } from "../../../src/report/page/section.ts";
import { type Subject, subjectOf } from "../../../src/report/page/subject.ts";
import { aSeries, type FakeRun, fakeRun } from "../fake-run.ts";

/** A section of a run of the years 2027 and 2028, as a reader without a browser sees it. */
function read(
  section: Section<Subject>,
  fake: Partial<FakeRun> & Pick<FakeRun, "series" | "figure">,
  model: Partial<Model> = {},
) {
  const run = fakeRun({ start: dayNumber(2027, 1, 1), end: dayNumber(2029, 1, 1), trials: 20, ...fake });
  const whole = { ...run, model: { ...run.model, ...model } };
  const { text = "" } = section.build(subjectOf(whole, findAnswer(whole))) ?? {};
  const plain = (markup: string): string => markup.replace(/<[^>]+>/g, "").replaceAll("&#39;", "'");
  const cells = (row: string): string[] =>
    [...row.matchAll(/<(?:th|td)[^>]*?(?: data-v="([^"]*)")?>([^<]*)</g)].map(
      ([, exact, shown]) => exact ?? shown,
    );
  return {
    titles: [...text.matchAll(/<h3 id[^>]*>(.*?)<\/h3>/g)].map(([, title]) => plain(title)),
    rows: [...text.matchAll(/<tr>(.*?)<\/tr>/g)].map(([, row]) => cells(row)),
    items: [...text.matchAll(/<li>(.*?)<\/li>/g)].map(([, item]) => plain(item)),
    text: plain(text),
  };
}

const delivered = aSeries({ metric: "delivered_h100e", unit: "H100e" });

describe("deliveries", () => {
  const title = (figure: FakeRun["figure"]): string =>
    read(DELIVERIES, { series: [delivered], figure }).titles[0];

  test("that are more in every trial rise", () => {
    // Trial k delivers k a month, and 2 k in the second year: medians 12 x 10.5 and 24 x 10.5; R type 7 at 5 %: 1.95.
    expect(title((_, trial, month) => (month < 12 ? trial : 2 * trial))).toBe(
      "Deliveries rise, from 126 H100-equivalents in 2027 to 252 in 2028 (medians; more in every trial), for which 9 trials in 10 lie between 46.8 and 457",
    );
  });

  test("that are less in three trials of four probably fall", () => {
    expect(title((_, trial, month) => (month < 12 ? 10 : trial <= 15 ? 9 : 11))).toMatch(
      /^Deliveries probably fall, .*; less in 75% of trials\)/,
    );
  });

  test("that are more in half of the trials may rise or fall", () => {
    expect(title((_, trial, month) => (month < 12 ? 10 : trial <= 10 ? 9 : 11))).toMatch(
      /^Deliveries may rise or fall/,
    );
  });
});

describe("what limits most", () => {
  const series = ["", "acme", "zeta"].flatMap((vendor) =>
    ["orders", "memory"].map((constraint) =>
      aSeries({
        metric: "constrained_h100e",
        tier: "detail",
        keys: {
          ...(vendor === "" ? {} : { vendor }),
          constraint,
          ...(constraint === "memory" ? { stage: "memory" } : {}),
        },
      }),
    ),
  );
  const sized = ["acme", "zeta"].map((vendor) => aSeries({ metric: "delivered_h100e", keys: { vendor } }));
  const { titles, text } = read(CONSTRAINTS, {
    series: [...series, ...sized],
    // All and acme: demand at first, then memory, which is the largest in 14 trials of 20 only. Zeta: demand.
    figure: ({ metric, keys: { vendor, constraint } }, trial, month) => {
      if (metric === "delivered_h100e") return vendor === "acme" ? 9 : 1;
      if (vendor === "zeta") return constraint === "orders" ? 1 : 0;
      const memory = month >= 12 && trial <= 14;
      return (constraint === "memory") === memory ? 8 : 2;
    },
  });

  test("is told by runs of years, as sure as it is in them", () => {
    // Memory's share in 2028: (14 x 0.8 + 6 x 0.2) / 20.
    expect(titles).toEqual([
      "What limits most is demand in 2027 (80%) and probably memory in 2028 (62%)",
      "acme: demand in 2027 (80%) and probably memory in 2028 (62%)",
    ]);
  });

  test("of a vendor that has one limit all the time is told without a chart", () => {
    expect(text).toContain("zeta: demand, 95% or more in every quarter.");
  });
});

describe("orders", () => {
  const metrics = ["ordered", "switched_in", "switched_out", "cancelled", "delivered"];
  const keys = { product: "gpu", vendor: "acme" };
  const series = metrics.map((metric) => aSeries({ metric: `${metric}_units`, tier: "detail", keys }));
  const amounts: Readonly<Record<string, number>> = {
    ordered_units: 10,
    switched_in_units: 0,
    switched_out_units: 1,
    cancelled_units: 2,
    delivered_units: 4,
  };
  const product = { id: "gpu", vendor: 0, item: 0, compute: 3, launch: 0, end: Infinity, tags: [] };
  const { titles, rows } = read(
    ORDERS,
    { series, figure: ({ metric }) => amounts[metric] },
    { products: [product] },
  );

  test("become deliveries, cancellations and a longer queue, in compute", () => {
    // 24 months of 10 units of 3 H100-equivalents: 720; 10 - 1 - 2 - 4 a month join the queue.
    expect(rows.slice(1).map(([what, mean]) => [what, mean])).toEqual([
      ["ordered", "720"],
      ["changed by switching", "-72"],
      ["cancelled", "-144"],
      ["added to the queue", "-216"],
      ["delivered", "288"],
    ]);
    expect(titles).toEqual([
      "For 720 H100-equivalents ordered 288 are delivered (40%), 144 are cancelled, and the queue grows by 216",
    ]);
  });
});

describe("customers", () => {
  const series = ["few", "many"].flatMap((segment) => [
    aSeries({ metric: "delivered_h100e", keys: { segment } }),
    aSeries({ metric: "ordered_h100e", keys: { segment } }),
    aSeries({ metric: "backlog_h100e", aggregate: "last", keys: { segment } }),
    aSeries({
      metric: "fill_rate",
      aggregate: "ratio",
      keys: { segment },
      of: segment === "few" ? [0, 1] : [4, 5],
    }),
  ]);
  const title = (spread: number): string =>
    read(CUSTOMERS, {
      series,
      figure: ({ metric, keys: { segment } }, trial) => {
        if (metric === "ordered_h100e") return 100;
        if (metric === "backlog_h100e") return segment === "few" ? 500 : 100;
        return (segment === "few" ? 40 : 60) + spread * (trial - 10.5);
      },
    }).titles[0];

  test("who get least and most are told plainly where their bands are apart", () => {
    expect(title(0.1)).toBe(
      "Of what they order, few gets the least, 40%, and many the most, 60%; few has most still waiting at the end, 500 H100-equivalents (median)",
    );
  });

  test("are told with a perhaps where the bands overlap", () => {
    expect(title(2)).toContain("few perhaps gets the least");
  });
});

describe("lead times", () => {
  const series = [aSeries({ metric: "lead_time_days", aggregate: "duration", unit: "days" })];

  test("are compared only up to where nearly all orders are delivered by the horizon", () => {
    // From the seventh quarter on 3 trials of 20 are not there.
    const figure: FakeRun["figure"] = (_, trial, month) =>
      month >= 18 && trial > 17 ? Infinity : 70 + 7 * Math.floor(month / 3);
    expect(read(LEAD_TIMES, { series, figure }).titles).toEqual([
      "Lead times rise: 10 weeks for orders of 2027-Q1, 15 weeks for those of 2028-Q2 (medians)",
    ]);
  });
});

const ITEM = {
  id: "gpu/die",
  stage: 0,
  unit: "dies",
  vendor: 0,
  product: -1,
  supplier: "foundry",
  cover: 0,
  shares: [],
  tags: [],
};

describe("stocks", () => {
  const keys = { item: "gpu/die", stage: "logic" };
  const series = [
    aSeries({ metric: "stock_units", aggregate: "last", tier: "detail", keys }),
    aSeries({ metric: "used_units", tier: "detail", keys }),
  ];
  const model = { stages: ["logic"], items: [ITEM] };

  test("are weeks of the quarter's use", () => {
    // 30 a month are used; 2027-Q1 has 90 days: 7 a week. At its end 14 lie there; at that of 2028-Q4, of
    // 92 days, 63: 63 / 90 x 92 / 7 weeks.
    const figure: FakeRun["figure"] = ({ metric }, _, month) =>
      metric === "used_units" ? 30 : 14 + 7 * Math.floor(month / 3);
    const { titles, rows } = read(STOCKS, { series, figure }, model);
    expect(rows[1].slice(0, 4)).toEqual(["2027-Q1", "2", "2", "2"]);
    expect(titles).toEqual(["logic: cover rises, from 2 weeks to 9.20 weeks (medians)"]);
  });

  test("have no cover where nothing is used", () => {
    const figure: FakeRun["figure"] = ({ metric }) => (metric === "used_units" ? 0 : 14);
    expect(read(STOCKS, { series, figure }, model).text).toBe("");
  });
});

describe("capacity", () => {
  const keys = { line: "fab", stage: "logic", region: "taiwan" };
  const series = [
    aSeries({ metric: "capacity_wafers", tier: "detail", keys }),
    aSeries({ metric: "building_wafers_per_day", aggregate: "last", tier: "detail", keys }),
  ];

  test("is told per mean month of 365.25 / 12 days, with what is being built beside it", () => {
    const days = [
      31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31,
    ];
    const figure: FakeRun["figure"] = ({ metric }, _, month) =>
      metric === "capacity_wafers" ? 100 * days[month] : 20;
    const { titles, rows } = read(CAPACITY, { series, figure }, { stages: ["logic"] });
    expect(titles).toEqual(["logic: capacity stays the same, at 3.04k a month (medians)"]);
    // 100 a day are 3,043.75 a month; 20 more are 608.75. Six digits are kept.
    expect(rows[1][3]).toBe("3043.75");
    expect(rows[1].at(-1)).toBe("3652.5");
  });
});

describe("inputs", () => {
  const parameters = ["a", "b"].map((path, column) => ({
    path,
    column,
    unit: "",
    distribution: { kind: "uniform", numbers: [1, column === 0 ? 2 : 3] } as const,
    ...(path === "b" ? { source: "A fact sheet", dated: "2026-05", confidence: "low" as const } : {}),
  }));
  const { titles, rows, text } = read(INPUTS, { series: [delivered], figure: () => 1, parameters });

  test("are told with what vouches for them, the widest first", () => {
    // Uniform on [1, 3]: p10 1.2, p50 2, p90 2.8.
    expect(titles[0]).toMatch(/b is the least sure: 8 in 10 lie between 0.600 and 1.40 times its median$/);
    expect(rows[1]).toEqual(["b", "b", "", "1.2", "2", "2.8", "low", "A fact sheet", "2026-05"]);
    expect(text).toContain("Of all 2 uncertain inputs, low confidence is stated for 1 and no source for 1.");
  });
});

describe("what moves the answer", () => {
  /** An input that makes all of the outcome, and one that has nothing to do with it. */
  const text = (trials: number): string => {
    const parameters = ["maker", "idler"].map((path, column) => ({
      path,
      column,
      unit: "",
      distribution: { kind: "uniform", numbers: [0, 1] } as const,
    }));
    const run = fakeRun({
      series: [delivered],
      figure: () => 1,
      trials,
      parameters,
      draw: (parameter, trial) => (parameter === 0 ? trial : trial % 2),
    });
    const outcomes = [{ name: "delivered_h100e_2027", unit: "H100e", meaning: "Delivered." }];
    const whole = {
      ...run,
      model: { ...run.model, columns: ["maker", "idler"] },
      trials: { ...run.trials, shape: { ...run.trials.shape, outcomes } },
    };
    return DRIVERS.build(subjectOf(whole, findAnswer(whole)))?.text ?? "";
  };

  test("is named where it stands out of the noise", () => {
    expect(text(40)).toContain(
      ">What is delivered hangs most on maker; one of 2 inputs stands out of the noise<",
    );
    expect(text(40)).toContain('data-v="1">1.00<');
  });

  test("is not guessed at from a few trials", () => {
    expect(text(4)).toContain(">No input stands out: 4 trials cannot tell which of 2 moves deliveries most<");
  });
});

describe("the brief", () => {
  test("has at most five figures and five sentences, in whole years", () => {
    const series = [
      delivered,
      aSeries({ metric: "delivered_units" }),
      aSeries({ metric: "backlog_h100e", aggregate: "last" }),
      aSeries({ metric: "constrained_h100e", tier: "detail", keys: { constraint: "orders" } }),
      aSeries({ metric: "lead_time_days", aggregate: "duration", unit: "days" }),
    ];
    const { items } = read(BRIEF, { series, figure: (_, trial) => 70 + trial - 10.5 });
    expect(items.length).toBeLessThanOrEqual(10);
    expect(items).toContain("Customers get, in H100-equivalents at the median, 840 in 2027 and 840 in 2028.");
    expect(items).toContain("What limits deliveries most is demand in 2027 to 2028 (100%).");
    expect(items).toContainEqual(expect.stringMatching(/^Lead time, ordered in 2027-01 10 weeks until half/));
  });
});
