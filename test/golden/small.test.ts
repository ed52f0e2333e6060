import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { replayTrial } from "../../src/experiment/replay.ts";
import { loadScenario } from "../../src/scenario/load.ts";

/**
 * A guard against change, not a proof of anything: the bytes of three trials of a small scenario. Whoever changes
 * what the model does changes this digest too, and says in the commit that generated numbers change.
 */
const DIGEST = "2a36f50c91813f7563f4ac7d7d2d7a1e5dcc547d16cc15c99d4ded0f565fa408";

test("three trials of the small scenario are those of the last change that meant to alter them", () => {
  const text = readFileSync("test/scenario/small.yaml", "utf8");
  const file = { name: "small.yaml", text, shipped: false };
  const loaded = loadScenario(file, { shipped: () => null, shippedNames: [], beside: () => null });
  if (loaded.model === null) throw new Error("small.yaml is refused");
  const hash = createHash("sha256");
  for (const trial of [1, 2, 3]) {
    const record = replayTrial(loaded.model, "1", trial, { checked: true, trace: null });
    for (const part of [record.scalars, record.headline, record.detail!]) {
      hash.update(new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
    }
    hash.update(JSON.stringify(record.occurrences));
  }
  expect(hash.digest("hex")).toBe(DIGEST);
});
