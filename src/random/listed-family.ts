import type { Family } from "./family.ts";

/** value, weight, value, weight, ...: values rising, weights above 0 in any unit */
export const discrete: Family = {
  problem(numbers) {
    if (numbers.length < 2 || numbers.length % 2 !== 0)
      return "takes pairs of a value and its weight, at least one";
    for (let k = 0; k < numbers.length; k += 2) {
      const value = numbers[k];
      const weight = numbers[k + 1];
      if (!Number.isFinite(value)) return `value ${value} is not a finite number`;
      if (!(weight > 0 && weight < Number.POSITIVE_INFINITY))
        return `the weight ${weight} of ${value} is not above 0`;
      if (k > 0 && !(numbers[k - 2] < value)) return `the values ${numbers[k - 2]} and ${value} do not rise`;
    }
    return null;
  },
  quantile(n, p) {
    let left = p * totalWeight(n);
    const last = n.length - 2;
    for (let k = 0; k < last; k += 2) {
      left -= n[k + 1];
      if (left < 0) return n[k];
    }
    return n[last];
  },
  cumulative(n, x) {
    let weight = 0;
    for (let k = 0; k < n.length && n[k] <= x; k += 2) weight += n[k + 1];
    return weight / totalWeight(n);
  },
  mean(n) {
    let sum = 0;
    for (let k = 0; k < n.length; k += 2) sum += n[k] * n[k + 1];
    return sum / totalWeight(n);
  },
  variance(n) {
    const mean = discrete.mean(n);
    let sum = 0;
    for (let k = 0; k < n.length; k += 2) sum += n[k + 1] * (n[k] - mean) * (n[k] - mean);
    return sum / totalWeight(n);
  },
};

function totalWeight(n: readonly number[]): number {
  let total = 0;
  for (let k = 1; k < n.length; k += 2) total += n[k];
  return total;
}

/** values, none falling; each is as likely as the others */
export const empirical: Family = {
  problem(numbers) {
    if (numbers.length === 0) return "takes at least one value";
    for (let k = 0; k < numbers.length; k++) {
      if (!Number.isFinite(numbers[k])) return `value ${numbers[k]} is not a finite number`;
      if (k > 0 && numbers[k] < numbers[k - 1]) return `the values ${numbers[k - 1]} and ${numbers[k]} fall`;
    }
    return null;
  },
  quantile: (n, p) => n[Math.min(n.length - 1, Math.floor(p * n.length))],
  cumulative(n, x) {
    // The number of values up to x, by bisection.
    let low = 0;
    let high = n.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (n[middle] <= x) low = middle + 1;
      else high = middle;
    }
    return low / n.length;
  },
  mean(n) {
    let sum = 0;
    for (const value of n) sum += value;
    return sum / n.length;
  },
  variance(n) {
    const mean = empirical.mean(n);
    let sum = 0;
    for (const value of n) sum += (value - mean) * (value - mean);
    return sum / n.length;
  },
};
