import { describe, expect, test } from "vitest";
import { ConservationError, checkConservation } from "../../src/model/conservation.ts";
import { Network } from "../../src/model/network.ts";
import { chain } from "./chain.ts";

/** A die, a package of it and nobody's orders yet: all accounts are empty and balance. */
function network(): Network {
  const network = new Network(
    chain({
      lines: {
        dies: { capacity: 10, cycle: 5, recipes: [{ makes: "die", vendor: "v" }] },
        packages: { capacity: 10, cycle: 5, recipes: [{ makes: "gpu", vendor: "v", takes: { die: 1 } }] },
      },
      segments: { all: { orders: { gpu: 5 } } },
    }),
  );
  network.reset(new Float64Array(0), 0, 12);
  return network;
}

const check = (network: Network, came = 0, went = 0): void =>
  checkConservation(
    network,
    () => ({ came, went }),
    () => 0,
  );

describe("the check of conservation", () => {
  test("is content where nothing has happened, and with orders that all went somewhere", () => {
    expect(() => check(network(), 7, 7)).not.toThrow();
  });

  test.each<[string, (network: Network) => void, string]>([
    [
      "wafers that were started and are nowhere",
      (n) => (n.recipes[0].started += 1),
      "dies making die: wafers",
    ],
    ["wafers that were never started", (n) => (n.recipes[0].finished += 1), "dies making die: wafers"],
    ["units that were made and are nowhere", (n) => (n.items[0].made += 1), "die: units: 1 came in, 0 are"],
    [
      "units in stock that nobody made",
      (n) => n.recipes[1].inputs[0].choices[0].stock.put(1, 0, 0),
      "die: units",
    ],
    ["units expected of no lot", (n) => (n.items[0].inProcess += 1), "die: units in process"],
    ["a position of nothing", (n) => (n.items[0].position += 1), "die: units position"],
  ])("finds %s", (_, spoil, message) => {
    const spoilt = network();
    spoil(spoilt);
    expect(() => check(spoilt)).toThrow(ConservationError);
    expect(() => check(spoilt)).toThrow(message);
  });

  test("finds a negative stock, though the account balances", () => {
    const spoilt = network();
    spoilt.recipes[1].inputs[0].choices[0].stock.put(-1, 0, 0);
    spoilt.items[0].used += 1;
    expect(() => check(spoilt)).toThrow("a stock is negative");
  });

  test("finds orders that came and went nowhere", () => {
    expect(() => check(network(), 7, 6)).toThrow("gpu: orders: 7 came in, 6 are accounted for");
  });

  test("lets rounding be", () => {
    const rounded = network();
    rounded.recipes[0].started = 1e6;
    rounded.recipes[0].finished = 1e6 + 1e-3;
    expect(() => check(rounded)).not.toThrow();
  });
});
