/**
 * Deals `supply` among claimants by weight, none above its want; what a claimant does not want is dealt again
 * among the rest. Claimants of weight zero are served only when all others have what they want, in proportion
 * to their wants.
 *
 * Exact in finitely many passes: each pass either satisfies a claimant or ends. `out[0..n)` receives the
 * shares; their sum is min(supply, sum of wants).
 *
 * @param want   [0, inf), n values
 * @param weight [0, inf), n values
 */
export function waterFill(
  supply: number,
  want: Float64Array,
  weight: Float64Array,
  n: number,
  out: Float64Array,
): void {
  let left = supply;
  let openWeight = 0;
  for (let k = 0; k < n; k++) {
    out[k] = 0;
    if (want[k] > 0) openWeight += weight[k];
  }
  // A claimant is open while out[k] < want[k]; level is the water per unit of weight. What the open are given is
  // theirs if the pass satisfies nobody.
  while (left > 0 && openWeight > 0) {
    const level = left / openWeight;
    let satisfied = 0;
    openWeight = 0;
    for (let k = 0; k < n; k++) {
      if (out[k] >= want[k]) continue;
      const share = level * weight[k];
      if (weight[k] > 0 && want[k] <= share) {
        out[k] = want[k];
        left -= want[k];
        satisfied++;
      } else {
        out[k] = share;
        openWeight += weight[k];
      }
    }
    if (satisfied === 0) return;
  }
  if (left <= 0) {
    for (let k = 0; k < n; k++) if (out[k] < want[k]) out[k] = 0;
    return;
  }
  let unweighted = 0;
  for (let k = 0; k < n; k++) if (weight[k] === 0) unweighted += want[k];
  if (unweighted <= 0) return;
  const ratio = left < unweighted ? left / unweighted : 1;
  for (let k = 0; k < n; k++) if (weight[k] === 0) out[k] = ratio * want[k];
}
