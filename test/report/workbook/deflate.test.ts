import { inflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DEFLATE_END, Deflater, PIECE } from "../../../src/report/workbook/deflate.ts";
import { huffman } from "../../../src/report/workbook/huffman.ts";

/** A stream of pieces, as zlib reads it. */
function inflated(pieces: readonly Uint8Array[]): Buffer {
  const deflater = new Deflater();
  const parts = pieces.map((piece) => deflater.deflate(piece).slice());
  return inflateRawSync(Buffer.concat([...parts, DEFLATE_END]));
}

const rows = (count: number): Buffer =>
  Buffer.from(
    Array.from(
      { length: count },
      (_, row) => `<row r="${row}"><c r="A${row}"><v>${row * row}</v></c></row>`,
    ).join(""),
  );

describe("compression", () => {
  test("is undone by zlib, whatever the bytes and the pieces", () => {
    const byte = fc.oneof(fc.nat(255), fc.constantFrom(0, 65, 66));
    const piece = fc.array(byte, { minLength: 1, maxLength: 600 }).map((bytes) => Uint8Array.from(bytes));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 4 }), (pieces) => {
        expect(inflated(pieces).equals(Buffer.concat(pieces))).toBe(true);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  test.each([
    ["one byte", Buffer.from("a")],
    ["one byte over and over", Buffer.alloc(PIECE, "a")],
    ["the longest match and the one after it", Buffer.from("ab".repeat(129) + "c".repeat(259))],
    [
      "repeats as far back as may be, and farther",
      Buffer.concat([rows(20), Buffer.alloc(32_600, 1), rows(20)]),
    ],
    [
      "bytes that are all alike often",
      Buffer.from(Array.from({ length: PIECE }, (_, at) => (at * 167) & 255)),
    ],
    [
      "nothing that repeats",
      Buffer.from(Array.from({ length: 50_000 }, (_, at) => (at * at * 2_654_435 + at) >>> 7)),
    ],
  ])("is undone by zlib of %s", (_, bytes) => {
    expect(inflated([bytes]).equals(bytes)).toBe(true);
  });

  test("makes rows of a sheet a fifth of what they were", () => {
    const bytes = rows(4000);
    expect(new Deflater().deflate(bytes).length).toBeLessThan(bytes.length / 5);
  });
});

describe("a Huffman code", () => {
  /** Kraft's sum of a code that uses every pattern of bits is 1. */
  const kraft = (lengths: Uint8Array): number =>
    lengths.reduce((sum, length) => sum + (length === 0 ? 0 : 2 ** -length), 0);

  test("has the lengths of the textbook: a to f in Cormen et al., Introduction to Algorithms, 16.3", () => {
    expect([...huffman(Uint32Array.of(45, 13, 12, 16, 9, 5)).lengths]).toEqual([1, 3, 3, 3, 4, 4]);
  });

  test("has no code longer than 15 bits, though counts like Fibonacci's would have 24", () => {
    const counts = [1, 1];
    while (counts.length < 25) counts.push(counts[counts.length - 1] + counts[counts.length - 2]);
    const { lengths } = huffman(Uint32Array.from(counts));
    expect(Math.max(...lengths)).toBe(15);
    expect(kraft(lengths)).toBe(1);
  });

  test.each([[[0, 0, 7]], [[0, 0, 0]], [[3, 0, 0]]])("of %j has two symbols", (counts) => {
    const { lengths } = huffman(Uint32Array.from(counts));
    expect([...lengths].filter((length) => length > 0)).toEqual([1, 1]);
  });
});
