import { expect, test } from "vitest";
import { scenarioDifferences } from "../../src/scenario/difference.ts";
import { loaded } from "./files.ts";

const BASE = loaded("extends: small\n");

function against(text: string) {
  return scenarioDifferences(BASE.resolved, loaded(text).resolved);
}

test("a scenario differs from itself in nothing, and explanations make no difference", () => {
  expect(against("extends: small\n")).toEqual([]);
  expect(
    against(
      "extends: small\nname: Another question?\nlines: { fab: { source: a report, confidence: low } }\n",
    ),
  ).toEqual([]);
});

test("a relative value is told by its change alone, also after another", () => {
  const once = loaded("extends: small\nlines: { packager: { capacity: times 2 from 2026-07 } }\n");
  expect(scenarioDifferences(BASE.resolved, once.resolved)).toMatchObject([
    { path: "lines.packager.capacity", variant: "times 2 from 2026-07" },
  ]);
  const twice = loaded("extends: small\n", {
    set: ["lines.packager.capacity=times 2 from 2026-07", "lines.packager.capacity=plus 1k wafers/month"],
  });
  expect(scenarioDifferences(once.resolved, twice.resolved)).toMatchObject([
    { path: "lines.packager.capacity", variant: "plus 1k wafers/month" },
  ]);
});

test("a value is told by what stood there and what stands there", () => {
  expect(against("extends: small\nlines: { fab: { cycleTime: 9 weeks } }\n")).toEqual([
    { path: "lines.fab.cycleTime", base: expect.stringMatching(/week|day/), variant: "9 weeks" },
  ]);
});

test("an entity that only one has is told as a whole, unless it is off", () => {
  const quake = "{ when: 2026-08-15, where: { region: taiwan }, scrap: 5% }";
  const [found, ...others] = against(`extends: small\nshocks: { tremor: ${quake} }\n`);
  expect(others).toEqual([]);
  expect(found).toMatchObject({ path: "shocks.tremor", base: "" });
  expect(found!.variant).toContain("scrap: 5%");
  expect(against(`extends: small\nshocks: { tremor: ${quake.replace("{", "{ on: false,")} }\n`)).toEqual([]);
  const gone = scenarioDifferences(
    loaded(`extends: small\nshocks: { tremor: ${quake} }\n`).resolved,
    BASE.resolved,
  );
  expect(gone).toMatchObject([{ path: "shocks.tremor", variant: "" }]);
});

test("a switch is told as one", () => {
  const quake = (on: boolean) =>
    loaded(
      `extends: small\nshocks: { tremor: { on: ${on}, when: 2026-08-15, where: { region: taiwan }, scrap: 5% } }\n`,
    ).resolved;
  expect(scenarioDifferences(quake(false), quake(true))).toEqual([
    { path: "shocks.tremor.on", base: "false", variant: "true" },
  ]);
});

test("each entity of a collection that the other lacks altogether is new by itself", () => {
  const shocks = "name: Q\nshocks: { constructor: { when: 2026-08-15 }, b: { when: 2027-08-15 } }\n";
  expect(scenarioDifferences("name: Q\n", shocks).map(({ path }) => path)).toEqual([
    "shocks.constructor",
    "shocks.b",
  ]);
});
