import { describe, expect, test } from "vitest";
import type { Model } from "../../src/model/model.ts";
import { Network } from "../../src/model/network.ts";
import {
  CONSUME,
  FINISH,
  KIND_BITS,
  KIND_MASK,
  MEET,
  rollUpStages,
  START,
} from "../../src/model/roll-up-order.ts";
import { shippedScenario } from "../scenarios/shipped-scenario.ts";
import { chain } from "./chain.ts";

/** Y is made of a part for which Z serves as well as X, and stands in for X itself: two pools in a circle. */
const CIRCLE = chain({
  lines: {
    fab: {
      capacity: 100,
      cycle: 10,
      recipes: [
        { makes: "x", vendor: "v" },
        { makes: "z", vendor: "v" },
      ],
    },
    shop: {
      capacity: 100,
      cycle: 10,
      recipes: [
        { makes: "part", vendor: "v", takes: { "x|z": 1 } },
        { makes: "y", vendor: "v", takes: { part: 1 } },
        { makes: "gpu", vendor: "v", takes: { "x|y": 1 } },
      ],
    },
  },
  segments: { all: { orders: { gpu: 10 } } },
});

const STRAIGHT = chain({
  lines: {
    fab: { capacity: 100, cycle: 10, recipes: [{ makes: "die", vendor: "v" }] },
    shop: { capacity: 100, cycle: 10, recipes: [{ makes: "gpu", vendor: "v", takes: { die: 2 } }] },
  },
  segments: { all: { orders: { gpu: 10 } } },
});

/** Steps in the words of the model: by stage, the items and groups that each step is about. */
function stagesOf(network: Network): string[][] {
  const item = (index: number) => network.items[index].source.id;
  const group = (index: number) => network.groups[index].map((account) => account.item.source.id).join("|");
  return rollUpStages(network).map((steps) =>
    [...steps].map((step) => {
      const index = step >> KIND_BITS;
      switch (step & KIND_MASK) {
        case MEET:
          return `meet ${group(index)}`;
        case START:
          return `start ${item(index)}`;
        case FINISH:
          return `finish ${item(index)}`;
        default:
          return `consume ${group(index)}`;
      }
    }),
  );
}

describe("the order of the roll-up", () => {
  test("takes item by item where nothing is chosen or dealt", () => {
    expect(stagesOf(new Network(STRAIGHT))).toEqual([
      ["start die"],
      ["finish die", "meet die", "consume die"],
      ["start gpu"],
    ]);
  });

  test("takes pools that feed each other in a circle month by month together", () => {
    const stages = stagesOf(new Network(CIRCLE));
    expect(stages.slice(0, 2)).toEqual([["start x"], ["start z"]]);
    expect(stages[2]).toContain("start y");
    expect(stages[2]).toContain("finish y");
    expect(stages).toHaveLength(3);
  });

  test.each<[string, Model | null]>([
    ["a straight chain", STRAIGHT],
    ["a circle", CIRCLE],
    ["the baseline", shippedScenario("baseline").model],
  ])("does everything once, and after all that it needs, in %s", (_, model) => {
    if (model === null) throw new Error("no model");
    const network = new Network(model);
    const done = rollUpStages(network).flatMap((steps) => [...steps]);
    const step = (kind: number, index: number) => kind | (index << KIND_BITS);
    expect([...done].sort((a, b) => a - b)).toEqual(
      [
        ...network.items.map(({ index }) => step(START, index)),
        ...network.items
          .filter(({ accounts }) => accounts.length > 0)
          .map(({ index }) => step(FINISH, index)),
        ...network.groups.flatMap((_, group) => [step(MEET, group), step(CONSUME, group)]),
      ].sort((a, b) => a - b),
    );
    const place = new Map(done.map((one, k) => [one, k]));
    const inOrder = (first: number, second: number) =>
      expect(place.get(first)).toBeLessThan(place.get(second) ?? -1);
    network.groups.forEach((accounts, group) => {
      inOrder(step(MEET, group), step(CONSUME, group));
      for (const { item } of accounts) inOrder(step(FINISH, item.index), step(MEET, group));
    });
    for (const { index, item } of network.recipes) {
      for (const group of network.groupsOf[index]) inOrder(step(MEET, group), step(START, item.index));
    }
    for (const { index, accounts } of network.items) {
      if (accounts.length > 0) inOrder(step(START, index), step(FINISH, index));
    }
  });
});
