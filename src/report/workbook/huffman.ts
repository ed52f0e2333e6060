/** A prefix code: what is frequent has few bits. */
export interface HuffmanCode {
  /** Of each symbol, in bits; 0: it has no code. */
  readonly lengths: Uint8Array;
  /** Last bit first, as they are written. */
  readonly codes: Uint16Array;
}

/** Longest code that DEFLATE has. */
const MOST_BITS = 15;

/**
 * The canonical code for symbols of which there are so many each (Huffman 1952; RFC 1951, 3.2.2), none longer than 15
 * bits, of two symbols at least: some readers take no tree of one.
 *
 * @param counts of each symbol; two at least
 */
export function huffman(counts: Uint32Array): HuffmanCode {
  const used = [...counts.keys()].filter((symbol) => counts[symbol] > 0);
  const idle = [...counts.keys()].filter((symbol) => counts[symbol] === 0);
  const symbols = [...used, ...idle.slice(0, Math.max(0, 2 - used.length))].sort(
    (a, b) => counts[a] - counts[b] || a - b,
  );
  const perLength = limited(depths(symbols.map((symbol) => counts[symbol])));
  const lengths = new Uint8Array(counts.length);
  let place = symbols.length;
  perLength.forEach((count, length) => {
    for (let one = 0; one < count; one++) lengths[symbols[--place]] = length;
  });
  const codes = new Uint16Array(counts.length);
  let code = 0;
  for (let length = 1; length <= MOST_BITS; length++) {
    code <<= 1;
    for (let symbol = 0; symbol < counts.length; symbol++) {
      if (lengths[symbol] === length) codes[symbol] = reversed(code++, length);
    }
  }
  return { lengths, codes };
}

/**
 * How deep in Huffman's tree each of these weights comes to lie.
 *
 * @param weights ascending, two at least
 */
function depths(weights: readonly number[]): number[] {
  const leaves = weights.length;
  const weight = [...weights];
  const parent: number[] = [];
  let leaf = 0;
  let inner = leaves;
  // Sums are made in ascending order, so the two lightest are at the front of the leaves or of the sums.
  const lightest = (): number =>
    leaf < leaves && (inner >= weight.length || weight[leaf] <= weight[inner]) ? leaf++ : inner++;
  while (weight.length < 2 * leaves - 1) {
    const [a, b] = [lightest(), lightest()];
    parent[a] = weight.length;
    parent[b] = weight.length;
    weight.push(weight[a] + weight[b]);
  }
  const depth = new Array<number>(weight.length).fill(0);
  for (let node = weight.length - 2; node >= 0; node--) depth[node] = depth[parent[node]] + 1;
  return depth.slice(0, leaves);
}

/**
 * How many codes there are of each length, those that are too long made shorter at the cost of others, so that all
 * bit patterns are still used (Kraft's sum stays 1).
 */
function limited(found: readonly number[]): number[] {
  const perLength = new Array<number>(MOST_BITS + 1).fill(0);
  for (const depth of found) perLength[Math.min(depth, MOST_BITS)]++;
  let patterns = 0;
  perLength.forEach((count, length) => {
    patterns += length === 0 ? 0 : count << (MOST_BITS - length);
  });
  for (; patterns > 1 << MOST_BITS; patterns--) {
    const length = perLength.findLastIndex((count, at) => count > 0 && at < MOST_BITS);
    perLength[length]--;
    perLength[length + 1] += 2;
    perLength[MOST_BITS]--;
  }
  return perLength;
}

/** The last of so many bits first. */
export function reversed(code: number, length: number): number {
  let result = 0;
  for (let bit = 0; bit < length; bit++) result |= ((code >> bit) & 1) << (length - 1 - bit);
  return result;
}
