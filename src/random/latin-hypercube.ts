import { Stream } from "./stream.ts";

/**
 * The uniforms of one trial under Latin hypercube sampling in independent blocks: trial k is place `(k - 1) % size`
 * of block `floor((k - 1) / size)`. In each block every column has one trial in each of `size` equal strata, which
 * ones together being left to chance (McKay, Beckman and Conover, Technometrics 21, 1979); blocks are independent,
 * so that their means give an interval.
 *
 * A column's permutation comes from a stream named by its path and the block, and the place within the stratum is
 * that trial's draw under independent sampling, so what else is uncertain in a scenario changes nothing.
 *
 * @param trial its number, from 1
 * @param size  trials to a block, at least 2
 * @param out   one per column, (0, 1) on a grid of 2^-32 / size; filled
 */
export function latinHypercubeUniforms(
  seed: string,
  trial: number,
  columns: readonly string[],
  size: number,
  out: Float64Array,
): void {
  if (out.length !== columns.length) {
    throw new RangeError(`${columns.length} columns, but room for ${out.length} uniforms`);
  }
  const place = (trial - 1) % size;
  const block = (trial - 1 - place) / size + 1;
  for (let k = 0; k < columns.length; k++) {
    const order = new Stream(seed, block, `stratum/${columns[k]}`);
    const within = new Stream(seed, trial, `parameter/${columns[k]}`);
    out[k] = (permutedPlace(order, size, place) + within.next()) / size;
  }
}

/** Where a random permutation of 0 .. size - 1 puts a place: Fisher and Yates, always with size - 1 draws. */
function permutedPlace(stream: Stream, size: number, place: number): number {
  const order = Array.from({ length: size }, (_, k) => k);
  for (let k = size - 1; k > 0; k--) {
    const other = Math.floor(stream.next() * (k + 1));
    const kept = order[k];
    order[k] = order[other];
    order[other] = kept;
  }
  return order[place];
}
