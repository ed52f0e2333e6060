import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sha256 } from "../../src/scenario/sha256.ts";
import { loaded, loadText } from "./files.ts";

const small = readFileSync(join(import.meta.dirname, "small.yaml"), "utf8");

describe("the resolved scenario", () => {
  it("stands alone and compiles to the same model", () => {
    const child = loaded(
      "extends: small\nlines: { fab: { cycleTime: times 1.2 }, packager: { capacity: times 2 from 2026-07 } }\nproducts: { big: { launch: later by 1 month } }\n",
    );
    const again = loaded(child.resolved);
    expect(again.model).toEqual(child.model);
    expect(again.hash).toBe(child.hash);
  });

  it("is the same text whatever the order of the file", () => {
    const blocks = small.split(/\n(?=[a-z])/i);
    const turned = [...blocks].reverse().join("\n");
    expect(loaded(turned).resolved).toBe(loaded(small).resolved);
    expect(loaded(turned).model).toEqual(loaded(small).model);
  });

  it("is the same text whatever the order of entities, keys and mixes", () => {
    const fab = (id: string, keys: readonly string[]): string => `${id}: { ${keys.join(", ")} }`;
    const keys = [
      "stage: logic",
      "makes: n4",
      "region: korea",
      "operator: x",
      "capacity: 1k wafers/month",
      "cycleTime: 9 weeks",
    ];
    const one = `extends: small\nlines: { ${fab("a", keys)}, ${fab("z", keys)} }\nsegments: { clouds: { mix: { big: 60%, little: 40% } } }\n`;
    const other = `segments: { clouds: { mix: { little: 40%, big: 60% } } }\nlines: { ${fab("z", keys.toReversed())}, ${fab("a", keys)} }\nextends: small\n`;
    expect(loaded(other).resolved).toBe(loaded(one).resolved);
    expect(loaded(other).model).toEqual(loaded(one).model);
  });

  it("has the hash of its text", () => {
    const { resolved, hash } = loaded(small);
    expect(hash).toBe(createHash("sha256").update(resolved).digest("hex"));
  });
});

it("SHA-256 agrees with OpenSSL's on any text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (text) => {
      expect(sha256(text)).toBe(createHash("sha256").update(text).digest("hex"));
    }),
    { seed: 1, numRuns: 200 },
  );
});

describe("numbers without source", () => {
  it("are listed by entity, but for those that have one of their own", () => {
    const text = small.replace("{ defects:", "{ source: a symposium, defects:");
    const paths = loaded(text).unsourced.map(({ path }) => path);
    expect(paths).not.toContain("processes.n4");
    expect(paths).toContain("lines.packager");
    expect(loaded(small).unsourced.find(({ path }) => path === "lanes.korea-taiwan")?.numbers).toBe(1);
  });
});

describe("what is off is left out with all that needs it", () => {
  it("a vendor takes its products along, and they leave every mix", () => {
    const { model, problems } = loaded("extends: small\nvendors: { beta: { on: false } }\n");
    expect(model.products.map(({ id }) => id)).toEqual(["big"]);
    expect(model.items.map(({ id }) => id)).not.toContain("little/chip");
    expect(model.segments.map(({ mix }) => mix.length)).toEqual([1, 1]);
    expect(problems.map(({ severity, path }) => [severity, path])).toEqual([["note", "products.little"]]);
  });

  it("a shock takes along what follows it", () => {
    const { model } = loaded(
      "extends: small\nshocks: { quake: { on: false }, fire: { when: { after: quake }, where: { line: fab }, scrap: 5% } }\n",
    );
    expect(model.shocks).toEqual([]);
  });
});

it("any text whatever is answered with problems, never with a crash", () => {
  const pieces = [
    "lines",
    ": ",
    "\n",
    "  ",
    "{",
    "}",
    "[",
    "]",
    "- ",
    "fab",
    "5",
    "k",
    "(",
    ",",
    ")",
    "*a",
    "&a ",
    "!",
    "'",
    '"',
    "|",
    "#",
    "times 2",
    "null",
    "2026-01",
    "~",
    "<<",
    "?",
    "%",
    "\t",
    "capacity",
    "extends: small\n",
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 30 }), (parts) => {
      const scenario = loadText(parts.join(""));
      expect(scenario.model !== null || scenario.problems.length > 0).toBe(true);
    }),
    { seed: 2, numRuns: 150 },
  );
});
