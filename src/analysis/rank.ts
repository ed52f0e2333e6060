/**
 * Ranks of values from 1, equal values sharing the mean of the ranks they span (mid-ranks; Kendall, Rank Correlation
 * Methods, ch. 3), so that they don't depend on the order in which equal values are listed.
 *
 * @param values no NaN; +Infinity is larger than all others
 */
export function midRanks(values: Float64Array): Float64Array {
  const order = Uint32Array.from(values, (_, place) => place);
  order.sort((a, b) => (values[a] < values[b] ? -1 : values[a] > values[b] ? 1 : a - b));
  const ranks = new Float64Array(values.length);
  for (let first = 0; first < order.length; ) {
    let last = first;
    while (last + 1 < order.length && values[order[last + 1]] === values[order[first]]) last++;
    for (let place = first; place <= last; place++) ranks[order[place]] = 1 + (first + last) / 2;
    first = last + 1;
  }
  return ranks;
}
