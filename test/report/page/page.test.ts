import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { Model } from "../../../src/model/model.ts";
import type { Series } from "../../../src/model/series.ts";
import { findAnswer } from "../../../src/report/answer-finding.ts";
import { runPage } from "../../../src/report/page/run-page.ts";
import { subjectOf } from "../../../src/report/page/subject.ts";
import type { RunResults } from "../../../src/report/trials.ts";
import { aSeries, fakeRun } from "../fake-run.ts";

const pageOf = (run: RunResults): string => runPage(subjectOf(run, findAnswer(run)));
const sectionsOf = (page: string): string[] => [...page.matchAll(/<h2 id="([\w-]+)">/g)].map(([, id]) => id);

const contentOf = (page: string): string => page.replace(/<(script|style)>[\s\S]*?<\/\1>/g, "");

const DELIVERED = [
  aSeries({ metric: "delivered_h100e", unit: "H100e" }),
  aSeries({ metric: "delivered_units" }),
];

/** A run of two whole years and a quarter, with the figures given. */
function runWith(series: readonly Series[], changes: Partial<RunResults> = {}, model: Partial<Model> = {}) {
  const run = fakeRun({ series, figure: (_, trial, month) => 100 + trial + month, trials: 20 });
  return { ...run, ...changes, model: { ...run.model, ...model } };
}

describe("a page", () => {
  test("has the sections for which the run has figures, and links to no other", () => {
    const page = pageOf(runWith(DELIVERED));
    expect(sectionsOf(page)).toEqual(["brief", "deliveries", "trust"]);
    expect([...page.matchAll(/<a href="#([\w-]+)">/g)].map(([, id]) => id)).toEqual(sectionsOf(page));
  });

  test("has more with more figures", () => {
    const more = [
      ...DELIVERED,
      aSeries({ metric: "lead_time_days", aggregate: "duration", unit: "days" }),
      aSeries({ metric: "constrained_h100e", tier: "detail", keys: { constraint: "orders" } }),
    ];
    expect(sectionsOf(pageOf(runWith(more)))).toEqual([
      "brief",
      "deliveries",
      "constraints",
      "lead-times",
      "trust",
    ]);
  });

  test("goes without what only trials with details have, where none has", () => {
    const series = [
      ...DELIVERED,
      aSeries({ metric: "constrained_h100e", tier: "detail", keys: { constraint: "orders" } }),
    ];
    const run = fakeRun({ series, figure: () => 1, trials: 20, detailTrials: 0 });
    expect(sectionsOf(pageOf(run))).toEqual(["brief", "deliveries", "trust"]);
  });

  test("is made also of a run in which nothing is delivered", () => {
    const run = fakeRun({ series: DELIVERED, figure: () => 0, trials: 2 });
    expect(pageOf(run)).toContain("Nothing is delivered");
    expect(contentOf(pageOf(run))).not.toMatch(/NaN|Infinity|undefined/);
  });

  test("is made also of one trial of a month", () => {
    const run = fakeRun({ series: DELIVERED, figure: () => 5, trials: 1, end: 20_743 });
    expect(sectionsOf(pageOf(run))).toContain("trust");
    expect(contentOf(pageOf(run))).not.toMatch(/NaN|Infinity|undefined/);
  });

  test("lets its own script and style run and nothing else", () => {
    const page = pageOf(runWith(DELIVERED));
    const [, policy] = /Content-Security-Policy" content="([^"]+)"/.exec(page) ?? [];
    const own = (tag: string): string => {
      const [, text] = new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(page) ?? [];
      return `&#39;sha256-${createHash("sha256").update(text).digest("base64")}&#39;`;
    };
    expect(policy).toContain("default-src &#39;none&#39;");
    expect(policy).toContain(`style-src ${own("style")}`);
    expect(policy).toContain(`script-src ${own("script")}`);
    expect(policy).not.toContain("unsafe");
  });

  test("says where the facts end, by a mark or in words", () => {
    const { epoch } = runWith(DELIVERED).model;
    expect(epoch).toBeGreaterThan(0);
    expect(pageOf(runWith(DELIVERED, {}, { asOf: -10 }))).toContain(
      "Facts end on 2026-09-21: all of it is assumption.",
    );
    expect(pageOf(runWith(DELIVERED, {}, { asOf: 100 }))).toContain(">facts end</text>");
  });

  test("gives figures to copy as the CSVs have them", () => {
    // Over trials 1 to 20 the median of 100 + trial + month, in 2027-01, month 3: 100 + 10.5 + 3.
    expect(pageOf(runWith(DELIVERED))).toMatch(
      />2027-01<\/th>(<td[^>]*>[^<]*<\/td>){2}<td class="n" data-v="113.5">114</,
    );
  });

  test("of equal runs is the same, to the byte", () => {
    expect(pageOf(runWith(DELIVERED))).toBe(pageOf(runWith(DELIVERED)));
  });
});

const HOSTILE = `</style></script><script>alert(1)</script><img src=x onerror="alert(2)">'=cmd|`;

describe("names that would be markup or formulas", () => {
  const series = [
    ...DELIVERED,
    aSeries({ metric: "delivered_h100e", keys: { vendor: HOSTILE } }),
    aSeries({
      metric: "constrained_h100e",
      tier: "detail",
      keys: { constraint: HOSTILE, stage: HOSTILE, line: HOSTILE },
    }),
    ...[{}, { vendor: HOSTILE }, { vendor: "acme" }].map((who) =>
      aSeries({ metric: "constrained_h100e", tier: "detail", keys: { ...who, constraint: "orders" } }),
    ),
    ...["fill_rate", "delivered_h100e", "backlog_h100e"].map((metric) =>
      aSeries({ metric, keys: { segment: "=cmd|' /C calc'!A0" } }),
    ),
  ];
  const page = pageOf(
    runWith(
      series,
      { question: HOSTILE, name: HOSTILE },
      {
        parameters: [
          {
            path: HOSTILE,
            column: 0,
            distribution: { kind: "uniform", numbers: [0, 1] },
            unit: HOSTILE,
            source: HOSTILE,
          },
        ],
        stages: [HOSTILE],
      },
    ),
  );

  test("are text", () => {
    expect(page.match(/<script/g)).toHaveLength(1);
    expect(page.match(/<\/script/g)).toHaveLength(1);
    expect(page.match(/<\/style/g)).toHaveLength(1);
    expect(page).not.toContain("<img");
    expect(page).toContain("&lt;script&gt;alert(1)");
  });

  test("are harmless in a spreadsheet that the table is copied into", () => {
    expect(page).toContain(`data-v="&#39;=cmd|&#39; /C calc&#39;!A0">=cmd|&#39; /C calc&#39;!A0<`);
  });
});
