import { SobolSequence } from "./sobol-sequence.ts";
import { Stream } from "./stream.ts";

/**
 * The uniforms of trials under Sobol's sequence in independent blocks: each block is the first `size` points of the
 * sequence, a net, scrambled anew (A. B. Owen, in Niederreiter and Shiue, Monte Carlo and Quasi-Monte Carlo Methods
 * in Scientific Computing, 1995). Trial k is point `(k - 1) % size` of block `floor((k - 1) / size)`. Scrambled
 * points are uniform each by itself and a net together; blocks are independent, so that their means give an
 * interval.
 *
 * The scrambling is Owen's own, nested and exact: with `size` = 2^m points, m binary digits of a coordinate are
 * permuted, each by a random bit that belongs to the digits before it; below them every point is alone, so its
 * further digits are simply random.
 *
 * A column's dimension is its place among the columns: here another input does change the points.
 *
 * @param trial its number, from 1
 * @param size  trials to a block: 2, 4, 8, 16 or 32
 * @param out   one per column, (0, 1) on a grid of 2^-32 / size; filled
 * @throws RangeError where there are more columns than dimensions of the sequence
 */
export function scrambledNetUniforms(
  seed: string,
  trial: number,
  columns: readonly string[],
  size: number,
  out: Float64Array,
): void {
  if (out.length !== columns.length) {
    throw new RangeError(`${columns.length} columns, but room for ${out.length} uniforms`);
  }
  const sequence = new SobolSequence(columns.length);
  const place = (trial - 1) % size;
  const block = (trial - 1 - place) / size + 1;
  for (let k = 0; k < columns.length; k++) {
    const flips = new Stream(seed, block, `scramble/${columns[k]}`);
    const within = new Stream(seed, trial, `parameter/${columns[k]}`);
    const stratum = Math.floor((sequence.coordinate(place, k) / 0x1_0000_0000) * size);
    out[k] = (scrambled(stratum, size, Math.floor(flips.next() * 0x1_0000_0000)) + within.next()) / size;
  }
}

/**
 * A stratum with its digits permuted, from the highest on.
 *
 * @param size a power of 2 up to 32
 * @param flips 32 random bits: bit n says whether the digit below node n of the binary tree is flipped, where the
 *              root is node 1 and the nodes below n are 2n and 2n + 1
 */
function scrambled(stratum: number, size: number, flips: number): number {
  let node = 1;
  let result = 0;
  for (let digit = size >>> 1; digit > 0; digit >>>= 1) {
    const bit = (stratum & digit) === 0 ? 0 : 1;
    result = 2 * result + (bit ^ ((flips >>> node) & 1));
    node = 2 * node + bit;
  }
  return result;
}
