import { huffman, reversed } from "./huffman.ts";

/**
 * Compression by DEFLATE (RFC 1951), piece by piece: each is one block with Huffman codes of its own, looks back to
 * nothing before it and ends on a whole byte, so that pieces in a row are one stream once `DEFLATE_END` follows.
 *
 * In place of `node:zlib`, whose bytes hang on which zlib Node was built with: a workbook is to have the same bytes
 * on every machine.
 */
export class Deflater {
  /** Where the three bytes of a hash were last seen, and where before each place; -1: nowhere. */
  private readonly head = new Int32Array(1 << HASH_BITS);
  private readonly before = new Int32Array(PIECE);
  /** A literal byte, or length << 16 | distance. */
  private readonly tokens = new Uint32Array(PIECE);
  private readonly literals = new Uint32Array(END_OF_BLOCK + 1 + LENGTHS.length);
  private readonly distances = new Uint32Array(DISTANCES.length);

  /** @param input [1, PIECE] bytes */
  deflate(input: Uint8Array): Uint8Array {
    this.literals.fill(0);
    this.distances.fill(0);
    const count = this.match(input);
    this.literals[END_OF_BLOCK] = 1;
    const literals = huffman(this.literals);
    const distances = huffman(this.distances);
    const bits = new BitWriter(2 * input.length + 1024);
    writeHeader(bits, literals.lengths, distances.lengths);
    for (let at = 0; at < count; at++) {
      const token = this.tokens[at];
      if (token < 256) {
        bits.write(literals.codes[token], literals.lengths[token]);
        continue;
      }
      const length = token >>> 16;
      const distance = token & 0xffff;
      const l = LENGTH_CODE[length];
      const d = distanceCode(distance);
      bits.write(literals.codes[END_OF_BLOCK + 1 + l], literals.lengths[END_OF_BLOCK + 1 + l]);
      bits.write(length - LENGTHS[l].base, LENGTHS[l].extra);
      bits.write(distances.codes[d], distances.lengths[d]);
      bits.write(distance - DISTANCES[d].base, DISTANCES[d].extra);
    }
    bits.write(literals.codes[END_OF_BLOCK], literals.lengths[END_OF_BLOCK]);
    // An empty stored block, which begins on a whole byte.
    bits.write(0, 3);
    bits.align();
    bits.write(0, 16);
    bits.write(0xffff, 16);
    return bits.written();
  }

  /** Finds what was there before, the longest of a few candidates each time. How many tokens that makes. */
  private match(input: Uint8Array): number {
    const { head, before, tokens } = this;
    head.fill(-1);
    let count = 0;
    let at = 0;
    const last = input.length - SHORTEST;
    while (at < input.length) {
      let best = 0;
      let distance = 0;
      if (at <= last) {
        const hash = hashAt(input, at);
        const most = Math.min(LONGEST, input.length - at);
        let candidate = head[hash];
        for (let tries = 0; tries < TRIES && candidate >= 0 && at - candidate <= WINDOW; tries++) {
          // One that is longer has this byte in common too.
          if (best === 0 || input[candidate + best] === input[at + best]) {
            let length = 0;
            while (length < most && input[candidate + length] === input[at + length]) length++;
            if (length > best) {
              best = length;
              distance = at - candidate;
              if (length === most) break;
            }
          }
          candidate = before[candidate];
        }
      }
      if (best < SHORTEST) best = 0;
      if (best === 0) {
        tokens[count++] = input[at];
        this.literals[input[at]]++;
      } else {
        tokens[count++] = (best << 16) | distance;
        this.literals[END_OF_BLOCK + 1 + LENGTH_CODE[best]]++;
        this.distances[distanceCode(distance)]++;
      }
      for (const end = at + Math.max(1, best); at < end; at++) {
        if (at > last) continue;
        const hash = hashAt(input, at);
        before[at] = head[hash];
        head[hash] = at;
      }
    }
    return count;
  }
}

/** Most bytes to a piece. */
export const PIECE = 1 << 18;

/** Ends a stream of pieces: an empty last block. */
export const DEFLATE_END = Uint8Array.of(3, 0);

const WINDOW = 32768;
const SHORTEST = 3;
const LONGEST = 258;
const END_OF_BLOCK = 256;
const HASH_BITS = 15;
/** How many earlier places are looked at: sheets repeat themselves from row to row, so the first are the best. */
const TRIES = 12;

function hashAt(input: Uint8Array, at: number): number {
  const three = (input[at] << 16) | (input[at + 1] << 8) | input[at + 2];
  return Math.imul(three, 0x9e3779b1) >>> (32 - HASH_BITS);
}

/** Codes for ranges of lengths and distances (RFC 1951, 3.2.5): where each begins, and how many bits follow. */
interface Range {
  readonly base: number;
  readonly extra: number;
}

function ranges(first: number, extras: readonly number[]): Range[] {
  let base = first;
  return extras.map((extra) => {
    const range = { base, extra };
    base += 1 << extra;
    return range;
  });
}

const LENGTHS: readonly Range[] = [
  ...ranges(3, [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5]),
  { base: LONGEST, extra: 0 },
];
const DISTANCES: readonly Range[] = ranges(
  1,
  Array.from({ length: 30 }, (_, code) => Math.max(0, (code >> 1) - 1)),
);

/** Which code a length has: the last that begins at or below it. */
const LENGTH_CODE = Uint8Array.from({ length: LONGEST + 1 }, (_, length) =>
  Math.max(
    0,
    LENGTHS.findLastIndex(({ base }) => base <= length),
  ),
);

/** Two codes to each doubling of the distance. */
function distanceCode(distance: number): number {
  if (distance <= 4) return distance - 1;
  const bits = 31 - Math.clz32(distance - 1);
  return 2 * bits + (((distance - 1) >> (bits - 1)) & 1);
}

/** A block's head: the lengths of its codes, written as they are with four bits each. */
function writeHeader(bits: BitWriter, literals: Uint8Array, distances: Uint8Array): void {
  const first = 257;
  bits.write(0b100, 3);
  bits.write(literals.length - first, 5);
  bits.write(distances.length - 1, 5);
  // Lengths of the codes for 16, 17, 18 (repeats, not used) and then for the lengths 0 to 15, all four bits.
  bits.write(19 - 4, 4);
  for (let code = 0; code < 19; code++) bits.write(code < 3 ? 0 : 4, 3);
  for (const lengths of [literals, distances])
    for (const length of lengths) bits.write(reversed(length, 4), 4);
}

/** Bits into bytes, the lowest first. */
class BitWriter {
  private readonly bytes: Uint8Array;
  private size = 0;
  private held = 0;
  private count = 0;

  constructor(room: number) {
    this.bytes = new Uint8Array(room);
  }

  /** @param count [0, 16] */
  write(value: number, count: number): void {
    this.held |= value << this.count;
    this.count += count;
    while (this.count >= 8) {
      this.bytes[this.size++] = this.held;
      this.held >>>= 8;
      this.count -= 8;
    }
  }

  align(): void {
    if (this.count > 0) this.write(0, 8 - this.count);
  }

  written(): Uint8Array {
    return this.bytes.subarray(0, this.size);
  }
}
